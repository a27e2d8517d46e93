"""Copies stay true: what changed, what has gone, and what one has already."""

import datetime
import json

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import parse_http_date

from directory.exchange.oruk.source import API
from directory.models import Contact, Service
from tests.interface import LISTS, ask, contents, lines, told, whole
from tests.making import make_contact, make_location, make_service, make_term

pytestmark = pytest.mark.usefixtures("all_decided")

LONG_AGO = "2001-01-01T00:00:00Z"


def dated(service, *, days: int) -> None:
    """As if a service had last changed, and been withdrawn, so many days ago."""
    then = timezone.now() - datetime.timedelta(days=days)
    rows = Service.objects.filter(pk=service.pk)
    values = {"changed_at": then, "withdrawn_at": service.withdrawn_at and then}
    super(type(rows), rows).update(**values)


def day(*, ago: int) -> str:
    return (timezone.now() - datetime.timedelta(days=ago)).date().isoformat()


# What changed


def test_only_what_changed_after_a_day():
    old, new = make_service("Old"), make_service("New")
    dated(old, days=10)
    found = [one["id"] for one in contents("/services", modified_after=day(ago=5))]
    assert found == [str(new.uuid)]
    assert len(contents("/services", modified_after=day(ago=11))) == 2


def test_a_moment_in_another_zone_is_understood_with_a_plus_or_a_blank():
    service = make_service()
    moment = whole(service)["last_modified"]
    assert moment.endswith("Z")
    before = "2001-01-01T12:00:00+01:00"
    for typed in (before, before.replace("+", " ")):
        assert len(contents("/services", modified_after=typed)) == 1
    assert contents("/services", modified_after="2999-01-01") == []


@pytest.mark.parametrize(
    "change",
    [
        lambda service: make_contact(service, ("email", "new@rooms.example")),
        lambda service: Contact.objects.filter(service=service).update(label="New"),
        lambda service: Service.objects.filter(pk=service.pk).update(name="New"),
        lambda service: service.organisation.save(),
        lambda service: service.withdraw(because="closed"),
    ],
)
def test_a_change_of_any_part_is_a_change_of_the_service(change):
    service = make_service()
    dated(service, days=10)
    change(service)
    found = contents("/services", modified_after=day(ago=2))
    assert [one["id"] for one in found] == [str(service.uuid)]


def test_a_place_that_became_secret_is_gone_from_its_changed_service():
    service = make_service(is_confidential=False)
    make_location(service)
    (place,) = contents("/service_at_locations")
    dated(service, days=10)
    service.refresh_from_db()
    service.is_confidential = True
    service.save()
    (changed,) = contents("/services", modified_after=day(ago=2), full="true")
    assert "service_at_locations" not in changed
    assert ask(f"/service_at_locations/{place['id']}").status_code == 404


# What has gone


def gone() -> Service:
    service = make_service("Rooms", organisation="Harbour")
    make_service("Line", organisation="Harbour")
    service.withdraw(because="the house was found")
    return service


def test_a_withdrawn_service_says_that_it_is_gone_and_nothing_else():
    service = gone()
    record = whole(service)
    assert record.pop("last_modified")
    assert record == {
        "id": str(service.uuid),
        "name": "No longer listed",
        "status": "defunct",
    }


@pytest.mark.parametrize("more", [{}, {"full": "true"}, {"minimal": "true"}])
def test_whoever_asks_what_changed_is_told_what_has_gone(more):
    service = gone()
    found = contents("/services", modified_after=LONG_AGO, **more)
    assert {one["name"]: one["status"] for one in found} == {
        "Line": "active",
        "No longer listed": "defunct",
    }
    assert whole(service) in found
    assert whole(service) in lines("/services", modified_after=LONG_AGO, **more)


def test_nobody_else_is_told():
    gone()
    assert [one["name"] for one in contents("/services")] == ["Line"]
    assert [one["name"] for one in contents("/services", minimal="true")] == ["Line"]
    (owner,) = contents("/organizations", full="true")
    assert [one["name"] for one in owner["services"]] == ["Line"]


@pytest.mark.parametrize(
    "narrowing", [{"search": "rooms"}, {"side": "survivors"}, {"organization_id": ""}]
)
def test_a_question_about_what_it_was_does_not_find_it(narrowing):
    service = gone()
    if "organization_id" in narrowing:
        narrowing = {"organization_id": str(service.organisation.uuid)}
    found = contents("/services", modified_after=LONG_AGO, **narrowing)
    assert "No longer listed" not in [one["name"] for one in found]


def test_after_ninety_days_it_is_only_missing():
    service = gone()
    dated(service, days=89)
    assert whole(service)["status"] == "defunct"
    dated(service, days=91)
    assert ask(f"/services/{service.uuid}").status_code == 404
    found = contents("/services", modified_after=LONG_AGO)
    assert [one["name"] for one in found] == ["Line"]


def test_what_was_never_public_is_never_told():
    draft = make_service("Draft", published=False)
    assert ask(f"/services/{draft.uuid}").status_code == 404
    draft.withdraw(because="a mistake")
    assert ask(f"/services/{draft.uuid}").status_code == 404
    assert contents("/services", modified_after=LONG_AGO) == []


def test_put_back_it_is_whole_again():
    service = gone()
    service.publish()
    assert whole(service)["name"] == "Rooms"
    assert len(contents("/services", modified_after=LONG_AGO)) == 2


def test_ids_and_dates_of_all_stand_on_one_page():
    services = [make_service(f"Service {n}") for n in range(60)]
    page = told("/services", minimal="true")
    assert (page["size"], page["total_pages"]) == (60, 1)
    assert [one["id"] for one in page["contents"]] == [str(s.uuid) for s in services]
    assert set(page["contents"][0]) == {"id", "name", "status", "last_modified"}
    assert told("/services", minimal="true", per_page="7")["size"] == 7


# What one has already


def test_who_has_it_already_is_told_so():
    make_service(is_confidential=False)
    for name in LISTS:
        first = ask(f"/{name}", per_page="1")
        again = Client().get(
            f"{API}/{name}?per_page=1", headers={"If-None-Match": first["ETag"]}
        )
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]


@pytest.mark.parametrize(
    "change",
    [
        lambda: make_service("Another"),
        lambda: Service.objects.get().withdraw(because="closed"),
        lambda: make_term("new"),
        lambda: make_contact(Service.objects.get(), ("email", "new@rooms.example")),
    ],
)
def test_any_change_makes_a_copy_old(change):
    make_service()
    etag = ask("/services")["ETag"]
    change()
    again = Client().get(f"{API}/services", headers={"If-None-Match": etag})
    assert again.status_code == 200
    assert again["ETag"] != etag


def test_each_question_has_a_mark_of_its_own():
    make_service()
    marks = {
        ask("/services")["ETag"],
        ask("/services", full="true")["ETag"],
        ask("/organizations")["ETag"],
        Client().get(f"{API}/services", headers={"host": "localhost"})["ETag"],
    }
    assert len(marks) == 4


def test_the_date_is_the_record_s_and_of_a_list_the_latest():
    old, new = make_service("Old"), make_service("New")
    dated(old, days=10)
    answer = ask(f"/services/{old.uuid}")
    moment = datetime.datetime.fromisoformat(
        json.loads(answer.content)["last_modified"]
    )
    assert parse_http_date(answer["Last-Modified"]) == int(moment.timestamp())
    latest = int(Service.objects.get(pk=new.pk).changed_at.timestamp())
    assert parse_http_date(ask("/services")["Last-Modified"]) == latest
    since = {"If-Modified-Since": answer["Last-Modified"]}
    assert Client().get(f"{API}/services/{old.uuid}", headers=since).status_code == 304
    assert Client().get(f"{API}/services", headers=since).status_code == 200
