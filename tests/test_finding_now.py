"""Open now, how far it is, and what is gone with the next request."""

import datetime

from django.http import QueryDict

from directory.find.answer import find
from directory.find.criteria import Criteria
from directory.find.held import fresh
from directory.find.hours import LONDON
from directory.models import OpeningHours, Service
from tests.asking import ask, found, read
from tests.making import (
    decided,
    make_area,
    make_crisis_line,
    make_district,
    make_location,
    make_service,
    make_term,
)

NOON = datetime.datetime(2026, 11, 25, 12, tzinfo=LONDON)
NIGHT = datetime.datetime(2026, 11, 25, 23, tzinfo=LONDON)


def open_nine_to_five(name: str) -> Service:
    service = make_service(name)
    for day in range(5):
        OpeningHours.objects.create(
            service=service,
            weekday=day,
            opens_at=datetime.time(9),
            closes_at=datetime.time(17),
        )
    return service


def names(address: str, at: datetime.datetime) -> dict[str, list[str]]:
    fresh()
    answer = find(Criteria.read(QueryDict(address)), at)
    return {
        section.key: [card.service.name for card in section.cards]
        for section in answer.sections
        if section.key != "near"
    }


def test_open_now_leaves_out_what_is_closed_and_marks_what_is_not_known():
    open_nine_to_five("Daytime line")
    make_service("No hours known")
    assert names("open=now", NOON) == {
        "fits": ["Daytime line"],
        "asks": ["No hours known"],
    }
    assert names("open=now", NIGHT) == {"asks": ["No hours known"]}


def test_open_now_is_never_frozen_into_a_link():
    criteria = read("open=now&need=")
    assert criteria.is_open_now
    assert criteria.canonical_url == "/services/"


def test_changed_hours_count_at_once():
    service = open_nine_to_five("Daytime line")
    assert names("open=now", NIGHT) == {}
    service.hours.update(closes_at=datetime.time(23, 30))
    assert names("open=now", NIGHT) == {"fits": ["Daytime line"]}


def test_an_open_place_says_how_far_it_is_from_the_district():
    salford = make_area("Salford")
    make_district("M14", salford, latitude=53.4485, longitude=-2.2259)
    centre = make_service("Drop-in", is_confidential=False)
    make_location(centre, latitude=53.4928, longitude=-2.2985)
    make_service("Refuge")
    cards = ask("area=E08000006&near=M14").sections[0].cards
    told = {card.service.name: card.distance for card in cards}
    assert told == {"Drop-in": "About 4 miles from M14", "Refuge": ""}


def test_a_service_made_confidential_has_no_distance_any_more():
    salford = make_area("Salford")
    make_district("M14", salford, latitude=53.4485, longitude=-2.2259)
    service = make_service("Drop-in", is_confidential=False)
    make_location(service, latitude=53.4928, longitude=-2.2985)
    assert ask("area=E08000006&near=M14").sections[0].cards[0].distance
    service.is_confidential = True
    with decided():
        service.save()
    assert not ask("area=E08000006&near=M14").sections[0].cards[0].distance


def test_not_the_police_puts_what_passes_on_reports_last():
    make_service("A force", organisation="Force")
    make_service("Charity")
    force = Service.objects.get(name="A force").organisation
    force.run_by = "police"
    force.save()
    assert found("") == ["A force", "Charity"]
    make_term("criminal-justice-support")
    assert found("not=need.criminal-justice-support") == ["Charity", "A force"]


def line_for(name: str, genders: list[str], *, always_open: bool) -> None:
    service = make_service(name, genders=genders, areas=["England"])
    contact = service.contacts.get()
    for day in range(7 if always_open else 1):
        OpeningHours.objects.create(
            service=service,
            contact=contact,
            weekday=day,
            opens_at=datetime.time(0),
            closes_at=datetime.time(0) if always_open else datetime.time(1),
        )
    make_crisis_line(contact, "England", order=len(name))


def head(address: str) -> list[str]:
    fresh()
    answer = find(Criteria.read(QueryDict(address)), NOON)
    return [line.contact.service.name for line in answer.head]


def test_a_list_begins_with_a_line_that_is_open_and_takes_this_person():
    line_for("Closed", ["women"], always_open=False)
    line_for("For women", ["women"], always_open=True)
    line_for("For everyone", ["women", "men"], always_open=True)
    assert head("") == ["For women"]
    assert head("gender=men") == ["For everyone"]
