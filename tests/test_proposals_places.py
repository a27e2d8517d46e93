"""A confidential service: no address in any text, and none left behind anywhere."""

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import connection

from directory.models import (
    Disclosure,
    HistoryRow,
    LoadedRecord,
    NamesAPlaceError,
    Proposal,
    Service,
    Verification,
)
from directory.models.place_traces import traces
from tests.doors import (
    CHANGES,
    a_service,
    bulk_create,
    create,
    new_and_save,
    set_and_save,
    set_and_save_only,
)
from tests.making import (
    make_contact,
    make_location,
    make_organisation,
    make_service,
    make_term,
    make_user,
)

SECRET = "We are at 14 Example Road, M14 5AB."


@pytest.mark.parametrize(
    "text",
    [
        "We are at M14 5AB.",
        "Come to m145ab",
        "14 Example Road",
        "Flat 2, 14a St. John's Rd",
        "Opposite the school on Wellington Street",
        "3 Mill Close, Salford",
        "12 Heol Fawr",
        "53.48312, -2.24414",
        "Find us: ///filled.count.soap",
        "https://maps.app.goo.gl/abc123",
    ],
)
def test_what_says_where_a_house_is_is_found(text):
    assert traces(text)


@pytest.mark.parametrize(
    "text",
    [
        "24 hours a day, any way you like.",
        "16 and looking for a safe place.",
        "Women in M14 and M15, and all of Greater Manchester.",
        "Ring 0808 157 0123 or text 85258.",
        "1 in 4 women needs a place to be heard.",
        "We go with you to court.",
        "Registered charity 1234567.",
        "Open 9.30 to 17.00; costs 12.50 to 15.00.",
    ],
)
def test_what_says_nothing_of_a_house_is_left_alone(text):
    assert not traces(text)


@pytest.mark.parametrize("door", CHANGES)
@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize("field", ["description", "notes", "hours_words"])
def test_no_door_lets_a_place_into_the_text_of_a_confidential_service(
    door, published, field
):
    service = make_service(published=published)
    with pytest.raises(NamesAPlaceError):
        door(service, **{field: SECRET})


@pytest.mark.parametrize("door", [create, new_and_save, bulk_create])
def test_no_new_confidential_service_begins_with_a_place_in_its_text(door):
    with pytest.raises(NamesAPlaceError):
        door(Service, **a_service(description=SECRET))


@pytest.mark.parametrize("door", [create, new_and_save, bulk_create])
def test_no_part_of_a_confidential_service_names_a_place(door):
    service = make_service()
    told = {"service": service, "to": "police", "when": "risk", "words": SECRET}
    with pytest.raises(NamesAPlaceError):
        door(Disclosure, **told)
    check = {"service": service, "by": make_user(), "how": "website", "note": SECRET}
    with pytest.raises(NamesAPlaceError):
        door(Verification, **check)


@pytest.mark.parametrize("door", CHANGES)
def test_an_open_service_may_say_where_it_is(door):
    service = make_service(is_confidential=False)
    door(service, description=SECRET)
    service.refresh_from_db()
    assert service.description == SECRET


def test_a_street_in_a_name_stays_where_it_stood():
    service = make_service("Preston Road Women's Centre")
    service.notes = "Rang them."
    service.save()
    assert Service.objects.get().notes == "Rang them."


def propose_text(service, by) -> Proposal:
    values = {"description": "Near Wellington Street Women's Aid."}
    return Proposal.objects.propose(service, values, by=by, source="import")


def test_a_proposal_that_seems_to_name_a_place_waits_until_another_has_looked():
    ann, bob = make_user("ann@example.org"), make_user("bob@example.org")
    service = make_service()
    proposal = propose_text(service, ann)
    assert proposal.place_traces()
    with pytest.raises(NamesAPlaceError):
        proposal.approve(by=bob)
    with pytest.raises(ValidationError, match="not the author"):
        proposal.clear_places(by=ann, because="A name.")
    proposal.clear_places(by=bob, because="It is another charity's name.")
    proposal.approve(by=bob)
    service.refresh_from_db()
    assert "Wellington" in service.description


def test_what_was_looked_at_is_looked_at_again_once_it_changes():
    ann, bob = make_user("ann@example.org"), make_user("bob@example.org")
    service = make_service()
    proposal = propose_text(service, ann)
    proposal.clear_places(by=bob, because="A name.")
    values = {"description": SECRET}
    proposal = Proposal.objects.propose(service, values, by=ann, source="import")
    with pytest.raises(NamesAPlaceError):
        proposal.approve(by=bob)


def test_a_new_service_with_a_place_in_its_text_waits_too():
    ann, bob = make_user("ann@example.org"), make_user("bob@example.org")
    values = {"organisation": "A", "side": "survivors", "name": "B"}
    proposal = Proposal.objects.propose_new(
        Service, values | {"description": SECRET}, by=ann, source="import"
    )
    with pytest.raises(NamesAPlaceError):
        proposal.approve(by=bob)


# Turning confidential


def update_open_code(service, **values) -> None:
    """As far as update() can turn a service confidential at all."""
    Service.objects.filter(pk=service.pk).update(open_code=None, **values)


ADDRESS = "77 Sentinel Street, Salford"
TRACES = ("77 sentinel street", "sentinel street", "m5 4zz", "m54zz", "53.48777")


def everything_kept() -> str:
    """Every cell of every table, in one text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 our own names
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found).casefold()


def a_place_that_everything_knows(ann) -> Service:
    """An open service whose address stands wherever one can stand."""
    service = make_service(
        is_confidential=False,
        description=f"Come to {ADDRESS}, M5 4ZZ.",
        answers={"access:step-free": "limit:side door of 77 Sentinel Street"},
    )
    make_term("step-free", "access")
    make_location(
        service,
        address=ADDRESS,
        postcode="M5 4ZZ",
        latitude=53.48777,
        longitude=-2.27111,
    )
    make_contact(service, "0161 496 0999", label="at 77 Sentinel Street", order=1)
    Verification.objects.create(
        service=service, by=ann, how="website", note=f"Says {ADDRESS}."
    )
    Disclosure.objects.create(
        service=service, to="gp", when="consent", words=f"At {ADDRESS}"
    )
    return service


def words_about_it(service, ann, bob) -> None:
    """Proposals in every state, the log, the loaded data: each names the place."""
    rows = [{"address": "9 Sentinel Street, Salford", "postcode": "M5 4ZZ"}]
    Proposal.objects.propose(
        service, {"locations": rows}, by=bob, source="import", note=f"Not {ADDRESS}"
    )
    decided = Proposal.objects.propose(
        service, {"notes": f"Visited {ADDRESS}"}, by=ann, source="import"
    )
    decided.approve(by=bob)
    LogEntry.objects.log_actions(
        user_id=ann.pk,
        queryset=[service],
        action_flag=CHANGE,
        change_message=[{"added": {"name": "address", "object": ADDRESS}}],
    )
    LoadedRecord.objects.create(
        kind="services",
        key=str(service.uuid),
        values={"locations": [[ADDRESS, "M5 4ZZ", 53.48777, -2.27111]]},
    )


def test_turning_confidential_leaves_the_address_in_no_table():
    ann, bob = make_user("ann@example.org"), make_user("bob@example.org")
    service = a_place_that_everything_knows(ann)
    words_about_it(service, ann, bob)
    assert all(trace in everything_kept() for trace in TRACES if trace != "m54zz")
    proposal = Proposal.objects.propose(
        service, {"is_confidential": True}, by=ann, source="moderator"
    )
    proposal.approve(by=bob)
    kept = everything_kept()
    assert [trace for trace in TRACES if trace in kept] == []
    service.refresh_from_db()
    assert service.is_confidential
    assert "[address removed]" in service.description


def test_of_the_address_only_who_removed_it_and_when_remains():
    ann, bob = make_user("ann@example.org"), make_user("bob@example.org")
    service = a_place_that_everything_knows(ann)
    Proposal.objects.propose(
        service, {"is_confidential": True}, by=ann, source="moderator"
    ).approve(by=bob)
    removal = HistoryRow.objects.get(what=HistoryRow.What.ERASED)
    assert (removal.owner_key, removal.by) == (service.pk, bob)
    assert removal.at


@pytest.mark.parametrize("door", [set_and_save, set_and_save_only, update_open_code])
def test_a_draft_that_turns_confidential_keeps_no_address_in_its_texts(door):
    service = make_service(
        published=False, is_confidential=False, description="At 77 Sentinel Street."
    )
    door(service, is_confidential=True)
    assert "sentinel street" not in everything_kept()
    assert HistoryRow.objects.filter(what=HistoryRow.What.ERASED).count() == 1


def test_the_test_itself_reads_every_model():
    tables = {model._meta.db_table for model in apps.get_models(True)}
    with connection.cursor() as cursor:
        assert tables <= set(connection.introspection.table_names(cursor))
    make_organisation("Sentinel")
    assert "sentinel" in everything_kept()
