"""Loading the starter directory: once, again, and what a row becomes."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from directory.models import (
    Area,
    Contact,
    CrisisLine,
    Edition,
    LoadedRecord,
    Location,
    OpeningHours,
    Place,
    PlaceName,
    Service,
    Term,
)
from directory.search.text import place_key
from tests.making import approve_what_waits
from tests.small_starter import SmallStarter, doubts, outcomes


@pytest.fixture
def small(tmp_path):
    return SmallStarter(tmp_path)


def only_service() -> Service:
    return Service.objects.get()


def test_a_load_publishes_what_the_file_wants_public(small):
    report = small.load()
    assert outcomes(report) == {"created"}
    service = only_service()
    assert (service.code, service.status) == ("k7qm4x", "published")
    assert not service.verifications.exists()
    assert service.source_key == "Harbour | Line k7qm4x"
    assert [area.area.name for area in service.coverages.all()] == ["Salford"]


def test_a_second_load_changes_nothing(small):
    small.load()
    edition = Edition.objects.number()
    before = LoadedRecord.objects.count()
    assert outcomes(small.load()) == {"unchanged"}
    assert LoadedRecord.objects.count() == before
    assert Edition.objects.number() == edition + 1


def test_a_dry_run_tells_and_writes_nothing(small):
    report = small.load(dry_run=True)
    assert outcomes(report) == {"created"}
    assert not Area.objects.exists()
    assert not LoadedRecord.objects.exists()


def test_the_command_reports_what_it_did(small):
    small.service["phone"] = "ask at the desk"
    small.rows["crisis_lines.csv"].clear()
    out = StringIO()
    call_command("load_starter", folder=small.save(), stdout=out)
    assert "services: 1 created" in out.getvalue()
    assert "services.csv, line 2, column phone: 'ask at the desk'" in out.getvalue()


def test_the_command_names_what_is_broken(small):
    small.service["age_min"] = "old"
    with pytest.raises(CommandError, match=r"services.csv, line 2, column age_min"):
        call_command("load_starter", folder=small.save())
    assert not Area.objects.exists()


def test_a_changed_row_changes_what_nobody_else_touched(small):
    small.load()
    small.service["summary"] = "You can ring day and night."
    small.service["phone"] = "0161 496 0124; 0161 496 0125"
    small.service["coverage"] = "Trafford; Salford"
    small.rows["crisis_lines.csv"][0]["contact"] = "0161 496 0124"
    report = small.load()
    # What the public rings changes once two people have looked.
    assert "contacts, coverages" in report.proposed[0]
    assert CrisisLine.objects.get().contact.value == "0161 496 0123"
    approve_what_waits()
    small.load()
    service = only_service()
    assert service.summary == "You can ring day and night."
    assert [c.value for c in service.contacts.filter(kind="phone")] == [
        "0161 496 0124",
        "0161 496 0125",
    ]
    assert service.coverages.count() == 2
    assert CrisisLine.objects.get().contact.value == "0161 496 0124"
    assert report.counts["services"]["changed"] == 1
    assert "day and night" in service.summary
    assert outcomes(small.load()) == {"unchanged"}


def test_a_contact_keeps_its_code_when_another_is_added(small):
    small.load()
    codes = dict(Contact.objects.values_list("value", "code"))
    small.service["phone"] = "0161 496 0130; 0161 496 0123"
    small.load()
    approve_what_waits()
    after = dict(Contact.objects.values_list("value", "code"))
    assert {value: after[value] for value in codes} == codes
    assert len(set(after.values())) == 3


def test_a_service_that_becomes_confidential_loses_its_address(small):
    small.service |= {"address": "1 Harbour Street, Eccles", "postcode": "M30 0AB"}
    small.load()
    location = Location.objects.get()
    assert (location.latitude, location.longitude) == (53.485, -2.34)
    assert not only_service().is_confidential
    small.service |= {"address": "", "postcode": "", "types": "refuge"}
    small.load()
    approve_what_waits()
    assert only_service().is_confidential
    assert not Location.objects.exists()
    assert outcomes(small.load()) == {"unchanged"}


def test_a_row_that_lacks_a_contact_stays_a_draft_and_is_told(small):
    small.add_service(phone="", website="")
    report = small.load()
    assert Service.objects.published().count() == 1
    assert "services.csv, line 3, column phone: stays a draft" in doubts(report)
    assert "stays a draft" in doubts(small.load())
    small.rows["services.csv"][1]["website"] = "https://harbour.example/line"
    report = small.load()
    assert report.counts["services"]["changed"] == 1
    assert report.proposed == ["services Line b2c3d4: status"]
    approve_what_waits()
    assert Service.objects.published().count() == 2


def test_a_row_that_says_no_starts_as_a_draft_with_its_notes(small):
    small.add_service(publish="no", notes="Only read in an old paper.")
    small.load()
    draft = Service.objects.get(code="b2c3d4")
    assert (draft.status, draft.notes) == ("draft", "Only read in an old paper.")


def test_a_public_service_is_not_taken_down_by_the_file_but_told(small):
    small.load()
    small.service["publish"] = "no"
    report = small.load()
    assert only_service().is_published
    assert "please decide" in doubts(report)
    assert "please decide" in doubts(small.load())


def test_answers_carry_yes_no_ask_and_limits(small):
    small.service["accepts"] = "pets: ask; older-sons: sons up to 14"
    small.service["types"] = "helpline; refuge: no"
    small.load()
    answers = only_service().answers.values_list("term__code", "answer", "limit")
    assert set(answers) >= {
        ("pets", "ask", ""),
        ("older-sons", "limit", "sons up to 14"),
        ("refuge", "no", ""),
        ("helpline", "yes", ""),
    }


def test_phrases_stand_one_on_a_line(small):
    small.load()
    term = Term.objects.get(code="helpline")
    assert term.phrase_list() == ["helpline please", "a helpline"]


@pytest.mark.parametrize(
    ("seen", "held"),
    [("", True), ("2024", True), ("2024-11", True), ("2024-11-24", False),
     ("2025", False), ("2024-11-23", True)],
)  # fmt: skip
def test_a_mobile_waits_if_nobody_saw_it_for_two_years(small, seen, held):
    small.service |= {"text_number": "07700 900123", "source_date": seen}
    report = small.load(today=date(2026, 11, 24))
    contact = Contact.objects.get(kind="text")
    assert (contact.held == "old-mobile", contact.seen_on) == (held, seen)
    assert ("07700 900123 is a mobile number" in doubts(report)) == held
    assert only_service().is_published


def test_a_mobile_that_was_fresh_when_it_came_in_stays_shown(small):
    small.service |= {"text_number": "07700 900123", "website": "", "phone": ""}
    small.rows["crisis_lines.csv"].clear()
    small.load(today=date(2026, 11, 24))
    assert outcomes(small.load(today=date(2036, 1, 1))) == {"unchanged"}
    assert only_service().is_published


def test_a_number_of_both_sides_is_held_on_the_change_side(small):
    small.add_service(
        side="change",
        audience="perpetrator",
        phone="(0161) 4960123".replace("(0161) ", "0161"),
        email="line@harbour.example",
    )
    small.service["email"] = "LINE@harbour.example"
    report = small.load()
    held = Contact.objects.held_back().get()
    assert (held.service.side, held.held) == ("change", "both-sides")
    assert "is a survivors' number too" in doubts(report)
    assert "is a survivors' address too" in doubts(report)


def test_notes_about_a_number_are_shared_out_as_they_say(small):
    small.service["phone_notes"] = (
        "Calls are free and do not show up on the phone bill. Press 2 for Welsh"
    )
    small.load()
    phone = Contact.objects.get(kind="phone")
    assert "bill" in phone.bill_words
    assert phone.cost_words == ""
    assert phone.label == "24 hours; Press 2 for Welsh"


def test_hours_go_to_the_contact_that_is_named(small):
    small.service["opening_hours"] = "Phone: Monday to Friday, 9am to 5pm"
    small.service["phone"] = "0161 496 0123"
    small.load()
    hours = OpeningHours.objects.all()
    assert {slot.contact.kind for slot in hours} == {"phone"}
    assert [slot.weekday for slot in hours] == [0, 1, 2, 3, 4]
    assert only_service().hours_words == "Phone: Monday to Friday, 9am to 5pm"


def test_hours_of_one_of_two_numbers_belong_to_neither(small):
    small.service["opening_hours"] = "Phone: Monday to Friday, 9am to 5pm"
    small.service["phone"] = "0161 496 0123; 0161 496 0124"
    small.load()
    assert not OpeningHours.objects.exists()


def test_an_unclear_line_keeps_its_words_only(small):
    small.service |= {"opening_hours": "Most days", "phone": "0161 496 0123"}
    small.load()
    assert only_service().hours_words == "Most days"
    assert not OpeningHours.objects.exists()


def test_a_place_that_left_the_file_goes(small):
    small.load()
    small.rows["geography/places.csv"].clear()
    report = small.load()
    assert not Place.objects.exists()
    assert report.counts["places"]["removed"] == 1
    assert outcomes(small.load()) == {"unchanged"}


def test_a_service_that_left_the_file_is_left_alone_and_told(small):
    small.add_service()
    small.load()
    del small.rows["services.csv"][1]
    report = small.load()
    assert Service.objects.count() == 2
    assert any("no longer in the file" in line for line in report.kept)


def test_a_former_council_leads_to_its_successor(small):
    small.rows["geography/areas.csv"][4] |= {
        "former_codes": "E08000099",
        "former_names": "Irlam",
    }
    small.load()
    former = Area.objects.get(code="E08000099")
    assert former.replaced_by.name == "Salford"
    assert former not in Area.objects.current()
    name = PlaceName.objects.get(key=place_key("Irlam"))
    assert (name.area.name, name.is_former) == ("Salford", True)


def test_an_area_that_another_already_holds_is_covered_through_the_closure(small):
    small.load()
    salford = Area.objects.get(slug="salford")
    assert [area.name for area in Area.objects.covering(salford).nearest_first()] == [
        "Salford",
        "Greater Manchester",
        "North West",
        "England",
        "United Kingdom",
    ]
