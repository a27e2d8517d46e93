"""Moderators read history: of one record with its parts, and all of it, to search."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directory.curation.telling import marked, tell
from directory.models import (
    Coverage,
    Door,
    HistoryRow,
    OpeningHours,
    Recorded,
    Service,
    recorded_as,
)
from tests.doors import set_and_save
from tests.forms import filled
from tests.making import (
    make_area,
    make_contact,
    make_location,
    make_service,
    make_term,
    make_user,
)
from tests.signing_in import sign_in

pytestmark = [
    pytest.mark.ignore_template_errors,
    pytest.mark.usefixtures("all_decided"),
]
LISTED = "/admin/directory/historyrow/"


@pytest.fixture
def signed_in(client):
    sign_in(client, make_user(is_superuser=True, name="Ada Moderator"))
    return client


def history_of(record) -> str:
    return reverse(
        f"admin:directory_{record._meta.model_name}_history", args=[record.pk]
    )


def listed(client, **asked) -> str:
    page = client.get(LISTED, asked)
    assert page.status_code == 200
    return page.content.decode()


def test_the_page_of_a_service_tells_of_it_and_its_parts_together(signed_in):
    service = make_service(published=False)
    contact = make_contact(service, "0161 496 0999")
    set_and_save(service, cost="free", summary="It helps.")
    set_and_save(contact, label="Nights")
    Coverage.objects.create(service=service, area=make_area("Leeds"))
    page = signed_in.get(history_of(service)).content.decode()
    for said in ("Cost", "free", "Contact: Phone: 0161 496 0999", "Nights", "Leeds"):
        assert said in page
    assert "a shell or a program" in page


def test_a_part_that_is_gone_is_still_named(signed_in):
    service = make_service()
    contact = make_contact(service, "0161 496 0999")
    set_and_save(contact, label="Nights")
    contact.delete()
    page = signed_in.get(history_of(service)).content.decode()
    assert page.count("Contact: 0161 496 0999") == 3


def test_what_a_moderator_saves_in_a_form_is_told_as_theirs(signed_in):
    service = make_service()
    address = reverse("admin:directory_service_change", args=[service.pk])
    sent = filled(signed_in.get(address)) | {"notes": "Rings back."}
    assert signed_in.post(address, sent).status_code == 302
    row = HistoryRow.objects.of(service).latest_first()[0]
    assert row.changes == {"notes": ["", "Rings back."]}
    assert (str(row.by), row.door, row.through) == ("Ada Moderator", "form", "")


def test_an_action_on_a_list_is_told_as_one(signed_in):
    draft = make_service(published=False)
    contact = make_contact(draft, "0161 496 0999", held="doubt")
    asked = {"action": "show", "_selected_action": [contact.pk]}
    signed_in.post("/admin/directory/contact/", asked)
    row = HistoryRow.objects.latest_first()[0]
    assert (row.kind, row.changes) == ("contact", {"held": ["doubt", ""]})
    assert (str(row.by), row.door, row.through) == ("Ada Moderator", "action", "show")


def test_nobody_is_named_for_what_is_written_after_a_page_was_served(signed_in):
    signed_in.get(LISTED)
    service = make_service()
    assert HistoryRow.objects.of(service).exclude(by=None).count() == 0


@pytest.fixture
def much():
    """Changes of several records, by two people, through several doors."""
    ada, ben = make_user("ada@example.org", name="Ada"), make_user("ben@example.org")
    one, two = make_service("Lighthouse"), make_service("Harbour")
    with recorded_as(door=Door.IMPORT, by=ada, through="spring.csv"):
        set_and_save(one, notes="Quietly kept")
    with recorded_as(door=Door.COMMAND, by=ben, through="daily"):
        set_and_save(two, description="Loudly kept")
    return one, two


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"q": "Quietly"}, 1),
        ({"q": "spring.csv"}, 1),
        ({"q": "ben@example.org"}, 1),
        ({"door": "import"}, 1),
        ({"kind": "service", "field": "description", "door": "command"}, 1),
        ({"kind": "service", "field": "notes", "door": "command"}, 0),
        ({"what": "erased"}, 0),
        ({"q": "2020-01-01"}, 0),
        ({"q": "2020-99-99"}, 0),
    ],
    ids=str,
)
def test_history_is_searched_by_value_person_door_field_and_day(
    signed_in, much, asked, count
):
    page = signed_in.get(LISTED, asked)
    assert len(page.context["cl"].result_list) == count


def test_history_is_searched_by_a_record_and_by_today(signed_in, much):
    one, _two = much
    for asked in ("Lighthouse", one.code):
        rows = signed_in.get(LISTED, {"q": asked}).context["cl"].result_list
        assert rows
        assert {row.owner_key for row in rows if row.owner_kind == "service"} == {
            one.pk
        }
    today = HistoryRow.objects.latest_first()[0].at.date().isoformat()
    found = signed_in.get(LISTED, {"q": today}).context["cl"].result_count
    assert found == HistoryRow.objects.count()


def test_the_list_tells_before_and_after_and_leads_to_the_record(signed_in, much):
    page = listed(signed_in, q="Loudly")
    assert "Description" in page
    assert "Loudly kept" in page
    assert f'href="{history_of(much[1])}"' in page
    assert "a command: daily" in page


def test_neither_page_asks_more_for_more_rows(signed_in):
    def fill(service, number):
        for n in range(number):
            contact = make_contact(service, f"0161 496 {n + number:04}")
            set_and_save(contact, label="Nights")
            OpeningHours.objects.create(
                service=service,
                contact=contact,
                weekday=n % 7,
                opens_at="9:00",
                closes_at="17:00",
            )
            Coverage.objects.create(
                service=service, area=make_area(f"Town {n}{number}")
            )

    def asked() -> list[int]:
        numbers = []
        for address in (history_of(service), f"{LISTED}?kind=contact"):
            signed_in.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert signed_in.get(address).status_code == 200
            numbers.append(len(captured))
        return numbers

    service = make_service()
    fill(service, 2)
    few = asked()
    fill(service, 9)
    assert asked() == few
    assert max(few) <= 16


def test_history_is_read_by_whoever_may_and_written_by_nobody(client):
    service = make_service()
    row = HistoryRow.objects.latest_first()[0]
    auditor = make_user("auditor@example.org")
    sign_in(client, auditor)
    assert client.get(LISTED).status_code == 403
    auditor.user_permissions.add(
        *Permission.objects.filter(codename__startswith="view_")
    )
    assert client.get(LISTED).status_code == 200
    assert client.get(history_of(service)).status_code == 200
    sign_in(client, make_user("super@example.org", is_superuser=True))
    for page in ("add/", f"{row.pk}/delete/"):
        assert client.get(f"{LISTED}{page}").status_code == 403
        assert client.post(f"{LISTED}{page}", {"post": "yes"}).status_code == 403
    assert client.post(f"{LISTED}{row.pk}/change/", {"door": "form"}).status_code == 403
    asked = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post(LISTED, asked)
    assert HistoryRow.objects.filter(pk=row.pk).exists()
    codes = Permission.objects.filter(content_type__model="historyrow")
    assert set(codes.values_list("codename", flat=True)) == {"view_historyrow"}


def test_a_person_who_wrote_history_stays_named(client):
    person, service = make_user("gone@example.org"), make_service()
    with recorded_as(door=Door.FORM, by=person):
        set_and_save(service, notes="Mine")
    sign_in(client, make_user(is_superuser=True))
    client.post(f"/admin/accounts/user/{person.pk}/delete/", {"post": "yes"})
    assert (
        str(HistoryRow.objects.of(service).latest_first()[0].by) == "gone@example.org"
    )


def test_every_record_that_has_a_form_has_the_readable_page(signed_in):
    make_location(make_service(is_confidential=False))
    for model, known in admin.site._registry.items():
        if issubclass(model, Recorded):
            assert "curation.history" in type(known).history_view.__module__, model


def test_an_erased_address_is_told_without_it(signed_in):
    service = make_service(is_confidential=False)
    make_location(service, address="17 Planted Lane")
    with recorded_as(door=Door.FORM, by=make_user("cleo@example.org", name="Cleo")):
        set_and_save(Service.objects.get(pk=service.pk), is_confidential=True)
    page = signed_in.get(history_of(service)).content.decode()
    assert "address removed" in page
    assert "Cleo" in page
    assert "Planted" not in page


def test_what_differs_in_a_long_text_is_marked():
    long = "It helps people who were hurt, and their children, by day."
    before, after = marked(long, long.replace("by day", "at night"))
    assert [text for differs, text in before if differs] == ["by day."]
    assert "".join(text for _differs, text in after).endswith("at night.")
    assert marked("a", "b") == ([(False, "a")], [(False, "b")])


def test_values_are_told_in_words():
    service, term = make_service(), make_term("sons", "accepts", name="Sons")
    service.answers.create(term=term, answer="limit", limit="to 14")
    (told,) = tell(HistoryRow.objects.latest_first()[:1])
    said = {line.label: line.after[0][1] for line in told.lines}
    assert said == {"Term": "Sons", "Answer": "yes, with a limit", "Limit": "to 14"}
    assert (told.name, told.record) == ("Sons: to 14", "Harbour House")


def test_a_row_of_a_sort_that_is_no_more_is_still_told():
    HistoryRow.objects.add(
        [
            HistoryRow(
                what="changed",
                kind="leaflet",
                key=1,
                owner_kind="leaflet",
                owner_key=1,
                changes={"colour": ["red", "blue"]},
            )
        ]
    )
    (told,) = tell(HistoryRow.objects.latest_first()[:1])
    assert (told.sort, told.record_url) == ("leaflet", "")
    assert told.lines[0].label == "colour"
