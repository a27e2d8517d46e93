"""An address of a service that becomes confidential is gone from all that is kept."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction

from directory.models import (
    Door,
    HistoryRow,
    LoadedRecord,
    Location,
    Service,
    recorded_as,
)
from directory.models.traces import Eraser, parts_of
from tests.doors import bulk_update, set_and_save, set_and_save_only, update
from tests.making import (
    make_contact,
    make_location,
    make_place,
    make_service,
    make_user,
)

# What is decided before an address is erased is told in test_proposals_places.py.
pytestmark = pytest.mark.usefixtures("all_decided")
ADDRESS = "Beacon House, 17 Planted Lane, Salford"
PLANTED = ("Planted Lane", "Beacon House", "M99 9ZZ", "M999ZZ", "53.123456", "PLANTED")


def everything() -> str:
    """All that stands in every table, as one text in small letters."""
    told = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 its own tables
            told += [str(row) for row in cursor.fetchall()]
    return "\n".join(told).casefold()


def found() -> set[str]:
    told = everything()
    return {planted for planted in PLANTED if planted.casefold() in told}


@pytest.fixture
def service():
    """An open service whose address has been to many places."""
    make_place("Salford")
    service = make_service("Open door", is_confidential=False)
    location = make_location(
        service, address=ADDRESS, postcode="M99 9ZZ", latitude=53.123456, longitude=-2.1
    )
    location.directions = "Planted Lane, then left"
    location.save()
    Service.objects.filter(pk=service.pk).update(notes="At 17 planted lane, m999zz.")
    make_contact(service, "0161 496 0999", label="Beacon House, ground floor").delete()
    Service.objects.filter(pk=service.pk).update(notes="")
    kind = ContentType.objects.get_for_model(Service)
    LogEntry.objects.create(
        user=make_user("log@example.org"),
        content_type=kind,
        object_id=str(service.pk),
        object_repr=str(service),
        action_flag=CHANGE,
        change_message=f'[{{"added": {{"name": "location", "object": "{ADDRESS}"}}}}]',
    )
    LoadedRecord.objects.create(
        kind="services",
        key=str(service.uuid),
        values={
            "locations": [[ADDRESS, "M99 9ZZ", 53.123456, -2.1]],
            "description": "Come to Planted Lane.",
        },
    )
    assert found() == set(PLANTED)
    return service


@pytest.mark.parametrize("door", [set_and_save, set_and_save_only])
def test_no_table_holds_the_address_of_a_service_that_became_confidential(
    service, door
):
    person = make_user()
    with recorded_as(door=Door.FORM, by=person):
        door(service, is_confidential=True)
    assert found() == set()
    assert "salford" in everything()
    row = HistoryRow.objects.of(service).get(what="erased")
    assert (row.by, row.door, row.changes) == (person, "form", {})
    assert HistoryRow.objects.of(service).filter(kind="location").count() == 3


@pytest.mark.parametrize("door", [update, bulk_update])
def test_bulk_writes_erase_it_as_well(service, door):
    Location.objects.all().delete()
    assert found() != set()
    door(service, is_confidential=True, open_code=None)
    assert found() == set()
    assert HistoryRow.objects.of(service).filter(what="erased").count() == 1


@pytest.mark.parametrize("door", [update, bulk_update, set_and_save])
def test_a_place_that_it_left_is_erased_from_what_it_says_now(service, door):
    Location.objects.all().delete()
    Service.objects.filter(pk=service.pk).update(description="Come to Planted Lane.")
    door(service, is_confidential=True, open_code=None)
    service.refresh_from_db()
    assert "Planted" not in service.description
    assert found() == set()


def test_an_address_that_comes_after_is_not_told_either(service):
    set_and_save(service, is_confidential=True)
    Service.objects.filter(pk=service.pk).update(notes="Now at 18 New Road, M99 9ZZ")
    contact = make_contact(service, "0161 496 0998", label="Rear of 18 New Road")
    contact.label = ""
    contact.save()
    Service.objects.filter(pk=service.pk).update(notes="")
    assert found() == set()
    assert "18 new road" not in everything()


def test_it_is_erased_in_the_transaction_of_whoever_asks(service):
    with transaction.atomic():
        set_and_save(service, is_confidential=True)
        assert found() == set()
        transaction.set_rollback(True)
    assert found() == set(PLANTED)
    assert not HistoryRow.objects.filter(what="erased").exists()


def test_only_its_own_address_is_erased(service):
    other = make_service("Other", is_confidential=False)
    make_location(other, address="9 Quiet Street", postcode="M98 8ZZ")
    set_and_save(service, is_confidential=True)
    assert "9 quiet street" in everything()
    assert HistoryRow.objects.of(other).filter(changes__icontains="M98 8ZZ").exists()


def test_an_open_service_keeps_the_history_of_its_address(service):
    set_and_save(service, name="Open again")
    assert found() == set(PLANTED)


@pytest.mark.usefixtures("starter")
def test_the_starter_does_not_bring_an_erased_address_back():
    service = Service.objects.filter(locations__postcode__gt="").first()
    address = service.locations.first()
    said = {address.address.casefold(), address.postcode.casefold()}
    service.is_confidential = True
    service.save()
    call_command("load_starter", verbosity=0)
    service.refresh_from_db()
    assert service.is_confidential
    kept = str(LoadedRecord.objects.get(kind="services", key=str(service.uuid)).values)
    rows = HistoryRow.objects.of(service).values_list("changes", flat=True)
    told = f"{kept} {list(rows)}".casefold()
    assert not {one for one in said if one in told}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ring M14 5AB now", "Ring [address removed] now"),
        ("at 12 Long Lane, Leeds", "at [address removed], Leeds"),
        ("Open 9 to 5, 24 hours a day", "Open 9 to 5, 24 hours a day"),
        ("0161 496 0123", "0161 496 0123"),
        ("sons to 14", "sons to 14"),
    ],
)
def test_addresses_are_known_by_their_shape(text, left):
    assert Eraser().values({"a": [None, text]}) == {"a": [None, left]}


def test_an_address_is_looked_for_whole_and_in_parts():
    assert parts_of("Beacon House, 17 Long Lane\nYork") == {
        "Beacon House, 17 Long Lane\nYork",
        "Beacon House",
        "17 Long Lane",
        "Long Lane",
    }


def row_of(service) -> HistoryRow:
    return HistoryRow.objects.of(service).first()


@pytest.mark.parametrize(
    "attempt",
    [
        lambda row: row.delete(),
        lambda row: row.save(),
        lambda row: HistoryRow.objects.filter(pk=row.pk).update(door="form"),
        lambda row: HistoryRow.objects.filter(pk=row.pk).delete(),
        lambda row: HistoryRow.objects.all()._raw_delete("default"),
        lambda row: HistoryRow.objects.bulk_update([row], ["door"]),
        lambda row: HistoryRow.objects.bulk_create([row]),
        lambda row: HistoryRow.objects.create(kind="service", key=1),
        lambda row: HistoryRow.objects.update_or_create(pk=row.pk),
        lambda row: HistoryRow._base_manager.filter(pk=row.pk).delete(),
        lambda row: HistoryRow._base_manager.filter(pk=row.pk).update(door="form"),
    ],
)
def test_history_is_neither_changed_nor_deleted(attempt):
    service = make_service()
    before = list(HistoryRow.objects.values())
    with pytest.raises(ValidationError), transaction.atomic():
        attempt(row_of(service))
    assert list(HistoryRow.objects.values()) == before
