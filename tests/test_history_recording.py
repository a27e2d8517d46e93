"""Every write to a curated record is told: when, who, from where, before and after."""

import datetime

import pytest
from django.apps import apps
from django.core.management import call_command

from directory.models import (
    Contact,
    Door,
    EditionChange,
    HistoryRow,
    LoadedRecord,
    Location,
    Organisation,
    Place,
    Recorded,
    Service,
    ServiceTerm,
    Verification,
    recorded_as,
)
from tests.doors import ADDITIONS, CHANGES, refused, set_and_save
from tests.making import (
    make_contact,
    make_location,
    make_organisation,
    make_place,
    make_service,
    make_taxonomy,
    make_term,
    make_user,
)

# Whether it was decided is another matter: history tells of whatever is written.
pytestmark = pytest.mark.usefixtures("all_decided")
CREATED, CHANGED, DELETED = "created", "changed", "deleted"


def told(record, what: str = CHANGED) -> list[dict]:
    """What history says was done to a record and its parts, the newest last."""
    rows = HistoryRow.objects.of(record).filter(what=what).order_by("pk")
    return [row.changes for row in rows]


@pytest.mark.parametrize("door", CHANGES)
def test_a_change_is_told_with_before_and_after_through_every_door(door):
    service = make_service(summary="It helps.")
    door(service, summary="It helps at night.")
    assert told(service)[-1] == {"summary": ["It helps.", "It helps at night."]}


@pytest.mark.parametrize("door", CHANGES)
def test_a_change_to_a_part_stands_with_its_service(door):
    service = make_service()
    door(make_contact(service, "0161 496 0999"), label="Nights")
    assert told(service)[-1] == {"label": ["", "Nights"]}
    assert HistoryRow.objects.latest_first()[0].kind == "contact"


@pytest.mark.parametrize("door", ADDITIONS)
def test_what_is_added_is_told_through_every_door(door):
    service, term = make_service(), make_term("sons", "accepts")
    door(ServiceTerm, service=service, term=term, answer="ask")
    assert told(service, CREATED)[-1] == {
        "term": [None, term.pk],
        "answer": [None, "ask"],
    }


def test_what_is_deleted_is_told_with_all_that_it_held():
    service = make_service()
    contact = make_contact(service, "0161 496 0999", label="Nights")
    value = {"value": ["0161 496 0999", None], "label": ["Nights", None]}
    contact.delete()
    assert value.items() <= told(service, DELETED)[-1].items()
    make_contact(service, "0161 496 0888")
    Contact.objects.filter(value="0161 496 0888").delete()
    assert told(service, DELETED)[-1]["value"] == ["0161 496 0888", None]


def test_what_goes_with_a_deleted_draft_is_told_as_well():
    service = make_service(published=False)
    parts = service.answers.count() + service.coverages.count()
    parts += service.contacts.count()
    pk = service.pk
    service.delete()
    gone = HistoryRow.objects.filter(owner_kind="service", owner_key=pk, what=DELETED)
    assert gone.count() == parts + 1
    assert gone.get(kind="service").changes["name"] == ["Harbour House", None]


def test_a_status_is_told_when_it_changes():
    service = make_service()
    service.withdraw(because="It closed.")
    assert told(service)[-1]["status"] == ["published", "withdrawn"]
    assert told(service)[-1]["withdrawn_because"] == ["", "It closed."]


def test_what_stays_as_it_was_is_not_told():
    service = make_service()
    count = HistoryRow.objects.count()
    Service.objects.get(pk=service.pk).save()
    Service.objects.filter(pk=service.pk).update(name=service.name)
    assert HistoryRow.objects.count() == count


def test_many_rows_are_told_in_a_number_of_queries_that_does_not_grow(
    django_assert_max_num_queries,
):
    services = [make_service(f"Harbour {number}") for number in range(40)]
    with django_assert_max_num_queries(60):
        Contact.objects.all().update(label="Days")
    assert all(told(service)[-1] == {"label": ["", "Days"]} for service in services)


def test_history_says_who_and_through_which_door():
    person, service = make_user(), make_service()
    with recorded_as(door=Door.IMPORT, by=person, through="spring.csv"):
        service.name = "Harbour"
        service.save()
        make_contact(service, "0161 496 0999")
    service.name = "Harbour House"
    service.save()
    *_rest, first, second, last = HistoryRow.objects.of(service).order_by("pk")
    for row in (first, second):
        assert (row.by, row.door, row.through) == (person, "import", "spring.csv")
    assert first.occasion == second.occasion != last.occasion
    assert (last.by, last.door, last.through) == (None, "code", "")


def test_an_inner_door_keeps_the_person_and_the_outer_one_comes_back():
    person, service = make_user(), make_service()
    with recorded_as(door=Door.FORM, by=person):
        with recorded_as(door=Door.PROPOSAL):
            set_and_save(service, name="Harbour")
        service.name = "Harbour House"
        service.save()
    inner, outer = list(HistoryRow.objects.of(service).order_by("pk"))[-2:]
    assert (inner.door, inner.by) == ("proposal", person)
    assert (outer.door, outer.by) == ("form", person)


def test_a_write_that_fails_leaves_no_history():
    service = make_service()
    count = HistoryRow.objects.count()
    for door in CHANGES:
        assert refused(lambda door=door: door(service, side="neither"))
    assert HistoryRow.objects.count() == count


def test_letters_of_any_script_are_found():
    service = make_service()
    service.name = "Dom Nadziei: łódź"
    service.save()
    assert HistoryRow.objects.telling("łódź").exists()
    assert HistoryRow.objects.of(service).touching("name").filter(what=CHANGED)


@pytest.mark.usefixtures("starter")
def test_the_starter_is_told_as_loaded_by_its_command_but_not_fifty_thousand_names():
    rows = HistoryRow.objects.filter(what=CREATED)
    assert rows.filter(kind="service").count() == Service.objects.count()
    assert set(rows.values_list("door", "through")) == {("command", "load_starter")}
    assert not rows.filter(kind__in=("place", "placename", "area")).exists()


def test_what_was_loaded_without_a_row_is_told_from_its_first_change():
    with recorded_as(door=Door.COMMAND, through="load", first_states=False):
        place = make_place("Ordsall", population=7)
    assert not HistoryRow.objects.of(place).exists()
    Place.objects.filter(pk=place.pk).update(population=9)
    assert told(place) == [{"population": [7, 9]}]


def test_every_curated_record_is_recorded():
    derived = {
        *("AreaCover", "AreaOverlap", "AreaParent", "DistrictArea"),
        *("Edition", "EditionChange", "HistoryRow", "LoadedRecord", "SearchDocument"),
        *("Postcode", "PostcodeDistrict", "PostcodeException", "PostcodeSector"),
    }
    # Work on the records, which says itself who did what and when.
    work = {
        *("Assignment", "DoNotList", "MergedService", "MergedTerm"),
        *("Proposal", "Reminder"),
        *("DailyRun", "Finding", "Link", "Report", "Suggestion"),
        *("FeedRecord", "FeedSource", "Import", "ImportPiece", "ImportRow"),
        # Who may speak for what, and whose words mean ours: the admin's log tells.
        *("AreaKeeper", "Representative", "TheirTerm"),
    }
    models = apps.get_app_config("directory").get_models()
    left_out = {m.__name__ for m in models if not issubclass(m, Recorded)}
    assert left_out == derived | work
    assert not issubclass(EditionChange, Recorded)
    assert not issubclass(LoadedRecord, Recorded)


def test_dates_and_times_read_back_as_they_were_written():
    service = make_service()
    Verification.objects.create(
        service=service, by=make_user(), how="website", on=datetime.date(2026, 1, 2)
    )
    assert told(service, CREATED)[-1]["on"] == [None, "2026-01-02"]


def test_an_organisation_a_term_and_a_taxonomy_have_histories_of_their_own():
    organisation, term = make_organisation(), make_term("stay")
    taxonomy = make_taxonomy("need")
    Organisation.objects.filter(pk=organisation.pk).update(website="https://a.example")
    term.name = "Somewhere safe"
    term.save()
    type(taxonomy).objects.filter(pk=taxonomy.pk).update(question="What?")
    assert told(organisation) == [{"website": ["", "https://a.example"]}]
    assert told(term)[0]["name"][1] == "Somewhere safe"
    assert told(taxonomy)[0]["question"][1] == "What?"


def test_an_address_stands_in_the_history_of_an_open_service():
    service = make_service(is_confidential=False)
    make_location(service, address="1 Example Street", postcode="M99 9ZZ")
    Location.objects.all().update(directions="Left door")
    assert told(service, CREATED)[-1]["postcode"] == [None, "M99 9ZZ"]
    assert told(service)[-1] == {"directions": ["", "Left door"]}


@pytest.mark.usefixtures("starter")
def test_loading_the_starter_again_tells_nothing():
    count = HistoryRow.objects.count()
    call_command("load_starter", verbosity=0)
    assert HistoryRow.objects.count() == count
