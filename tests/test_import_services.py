"""Our own CSV: looked at cell by cell, proposed, and taken back as a whole."""

import csv
import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from directory.exchange.importing import running
from directory.exchange.importing.areas import KnownAreas
from directory.exchange.importing.csv_import import CsvImport, CsvReader
from directory.exchange.services_csv.writing import NAMES, lines
from directory.find.held import fresh
from directory.models import (
    Contact,
    DoNotList,
    Import,
    ImportRow,
    Location,
    Organisation,
    Proposal,
    Service,
)
from tests.making import (
    decided,
    make_area,
    make_contact,
    make_location,
    make_service,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
NEW = {
    "side": "survivors",
    "organisation": "Lighthouse",
    "service": "Lighthouse Line",
    "summary": "You can ring if someone hurts you.",
    "audience": "survivor",
    "coverage": "Salford",
    "phone": "0161 496 0777 (24 hours)",
    "publish": "yes",
}


@pytest.fixture
def terms():
    make_area("Salford")
    make_area("Leeds")
    for code, taxonomy in (("survivor", "audience"), ("pets", "accepts")):
        make_term(code, taxonomy)
    make_term("refuge", "type")


def exported() -> list[dict[str, str]]:
    fresh()
    text = "".join(lines(Service.objects.all(), KnownAreas().written))
    return list(csv.DictReader(io.StringIO(text)))


def as_file(rows: list[dict[str, str]], columns=NAMES) -> io.BytesIO:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return io.BytesIO(out.getvalue().encode())


def looked_at(rows, *, by=None, columns=NAMES) -> Import:
    """An import of these rows, as far as its preview."""
    fresh()
    batch = Import.objects.create(kind="file", name="ours.csv", by=by)
    reader = CsvReader(as_file(rows, columns), "ours.csv")
    list(running.look(batch, reader, CsvImport(batch, reader, today=TODAY)))
    return batch


def brought_in(rows, *, by=None, columns=NAMES) -> Import:
    batch = looked_at(rows, by=by, columns=columns)
    assert running.propose(batch)
    return batch


def of_services(batch: Import) -> list[ImportRow]:
    return list(batch.rows.filter(model="service"))


def make_full_service(**fields) -> Service:
    service = make_service(
        "=HARBOUR()",
        contacts=(
            {"kind": "phone", "value": "0161 496 0123", "cost_words": "Free to call"},
            {"kind": "phone", "value": "0161 496 0124", "held": "doubt"},
            {"kind": "email", "value": "info@harbour.example"},
            {"kind": "web-form", "value": "https://harbour.example/form"},
        ),
        answers={"accepts:pets": "limit:one small dog", "type:refuge": "ask"},
        description="-1+1\n\n@everyone; and more",
        summary="+44 is where we are.",
        **fields,
    )
    make_contact(service, "0161 496 0199", is_for_professionals=True)
    return service


def test_what_was_exported_changes_nothing_when_it_comes_back(terms):
    make_full_service()
    make_service("Open House", is_confidential=False, published=False)
    make_location(Service.objects.get(name="Open House"), postcode="M6 5AA")
    rows = exported()
    assert {row["service"] for row in rows} == {"'=HARBOUR()", "Open House"}
    batch = brought_in(rows)
    assert {row.outcome for row in batch.rows.all()} == {"unchanged"}
    assert not Proposal.objects.exists()


def test_no_cell_of_an_export_begins_what_a_spreadsheet_would_run(terms):
    make_full_service()
    for row in exported():
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_held_and_professional_contacts_are_neither_exported_nor_removed(terms):
    service = make_full_service()
    (row,) = exported()
    assert "0124" not in row["phone"]
    assert "0199" not in row["phone"]
    row["phone"] = "0161 496 0777"
    batch = looked_at([row])
    (looked,) = of_services(batch)
    values = [one["value"] for one in looked.changes["contacts"]["new"]]
    assert {"0161 496 0777", "0161 496 0124", "0161 496 0199"} <= set(values)
    assert "0161 496 0123" not in values
    assert "https://harbour.example/form" in values
    assert service.contacts.count() == 5


def test_only_what_differs_is_proposed_and_only_approval_makes_it_true(terms):
    importer, approver = make_user("a@x.example"), make_user("b@x.example")
    service = make_full_service()
    (row,) = exported()
    row |= {"summary": "Ring us when you want to talk.", "coverage": "Salford; Leeds"}
    batch = brought_in([row], by=importer)
    (looked,) = of_services(batch)
    assert looked.outcome == "changed"
    assert looked.fields == ["coverages", "summary"]
    proposal = looked.proposal
    assert set(proposal.changes) == {"coverages", "summary"}
    assert proposal.author == importer
    assert Service.objects.get().summary == "+44 is where we are."
    proposal.approve(by=approver)
    assert Service.objects.get().summary == "Ring us when you want to talk."
    assert {one.area.name for one in service.coverages.all()} == {"Salford", "Leeds"}


def test_a_new_row_waits_whole_and_becomes_public_by_another_person(terms):
    importer, approver = make_user("a@x.example"), make_user("b@x.example")
    row = NEW | {"organisation_url": "https://light.example", "charity_number": "123"}
    batch = brought_in([row], by=importer)
    assert not Service.objects.exists()
    assert not Organisation.objects.exists()
    (looked,) = of_services(batch)
    looked.proposal.approve(by=approver)
    made = Service.objects.published().get()
    assert made.contacts.get().dialable == "+441614960777"
    assert made.organisation.website == ""
    owner = batch.rows.get(model="organisation").proposal
    owner.approve(by=approver)
    assert Organisation.objects.get().charity_number == "123"


def test_once_proposed_no_row_keeps_what_it_said(terms):
    batch = brought_in([NEW])
    for row in batch.rows.all():
        assert row.changes == {}
        assert "0777" not in str(row.doubts)


def test_the_same_file_again_joins_what_waits(terms):
    importer = make_user()
    brought_in([NEW], by=importer)
    brought_in([NEW], by=importer)
    assert Proposal.objects.pending().filter(model="service").count() == 1


@pytest.mark.parametrize(
    ("cells", "column", "told"),
    [
        ({"side": "both"}, "side", "must be one of"),
        ({"audience": "martians"}, "audience", "martians"),
        ({"coverage": "Atlantis"}, "coverage", "unknown area (found: 'Atlantis')"),
        ({"age_min": "old"}, "age_min", "whole number (found: 'old')"),
        ({"website": "harbour"}, "website", "begins http"),
        ({"summary": "x" * 161}, "summary", "at most 160"),
        ({"service": ""}, "service", "must not be empty"),
        ({"uuid": "k7"}, "uuid", "no UUID"),
    ],
)
def test_an_error_names_line_column_and_value_and_stops_nothing_else(
    terms, cells, column, told
):
    batch = looked_at([NEW | cells, NEW | {"service": "Another"}])
    wrong = batch.rows.get(outcome="wrong")
    assert wrong.number == 2
    assert [one[0] for one in wrong.doubts] == [column]
    assert told in wrong.doubts[0][1]
    assert wrong.changes == {}
    assert batch.rows.get(number=3, model="service").outcome == "new"


def test_every_error_of_a_row_is_told_at_once(terms):
    batch = looked_at([NEW | {"age_min": "x", "coverage": "Atlantis", "cost": "dear"}])
    columns = {column for column, _why in batch.rows.get().doubts}
    assert columns == {"age_min", "coverage", "cost"}


def test_a_line_that_is_no_row_and_a_row_that_comes_twice(terms):
    data = as_file([NEW | {"code": "b2c3d4"}, NEW | {"code": "b2c3d4"}])
    reader = CsvReader(io.BytesIO(data.getvalue() + b"only,two\r\n\xff\r\n"), "f.csv")
    batch = Import.objects.create(kind="file", name="f.csv")
    list(running.look(batch, reader, CsvImport(batch, reader, today=TODAY)))
    told = {row.number: row.doubts[0][1] for row in batch.rows.filter(outcome="wrong")}
    assert told[3] == "stands in line 2 already"
    assert "cells" in told[4]
    assert "UTF-8" in told[5]


def test_columns_that_a_file_does_not_have_are_left_alone(terms):
    service = make_full_service()
    columns = ("code", "organisation", "service", "notes")
    row = {
        "code": service.code,
        "organisation": "Harbour",
        "service": "'=HARBOUR()",
        "notes": "Ask for the new leaflet.",
    }
    (looked,) = of_services(looked_at([row], columns=columns))
    assert looked.fields == ["notes"]


def test_an_unknown_column_ends_it_with_its_name(terms):
    with pytest.raises(Exception, match="unknown column"):
        CsvReader(as_file([NEW], (*NAMES, "phone2")), "f.csv")


@pytest.mark.parametrize(
    "cells", [{"confidential_location": "yes"}, {"types": "refuge"}, {}]
)
def test_a_confidential_row_never_carries_an_address(terms, cells):
    secret = {"address": "12 Secret Street", "postcode": "M6 5AA"}
    row = NEW | secret | cells
    if not cells:
        make_full_service()
        row = exported()[0] | secret
    batch = looked_at([row])
    kept = str(list(batch.rows.values()))
    assert "Secret Street" not in kept
    assert "M6 5AA" not in kept
    assert any(column == "address" for column, _w in of_services(batch)[0].doubts)
    running.propose(batch)
    assert "Secret" not in str(list(Proposal.objects.values()))
    assert not Location.objects.exists()


def test_a_street_in_the_text_of_a_confidential_row_is_refused_unseen(terms):
    row = NEW | {"types": "refuge", "description": "Come to 12 Secret Street."}
    batch = looked_at([row])
    assert batch.rows.get().outcome == "wrong"
    assert "Secret" not in str(list(batch.rows.values()))


def test_what_was_taken_down_does_not_come_in_again(terms):
    service = make_service("Lighthouse Line", contacts=("0161 496 0777",))
    service.withdraw(because="It was a front.")
    assert DoNotList.objects.exists()
    row = NEW | {"uuid": "00000000-0000-4000-8000-000000000001"}
    (looked,) = of_services(brought_in([row]))
    assert looked.outcome == "not-listed"
    assert "It was a front." in looked.doubts[-1][1]
    assert not Proposal.objects.filter(model="service").exists()


def test_a_number_or_a_name_that_is_there_already_is_doubted(terms):
    make_service("Lighthouse Line", contacts=("0161 496 0777",))
    row = NEW | {"uuid": "00000000-0000-4000-8000-000000000001"}
    (looked,) = of_services(looked_at([row]))
    assert looked.outcome == "doubtful"
    assert {column for column, _why in looked.doubts} == {"service", "phone"}


def test_undo_takes_back_what_waits_and_what_was_approved(terms):
    importer, approver = make_user("a@x.example"), make_user("b@x.example")
    make_full_service()
    (row,) = exported()
    row |= {"notes": "Changed.", "eligibility": "Anyone."}
    batch = brought_in([row, NEW], by=importer)
    changed, new = of_services(batch)
    changed.proposal.approve(by=approver)
    assert Service.objects.get(pk=changed.service_id).notes == "Changed."
    assert batch.undo(by=importer)
    assert Service.objects.get(pk=changed.service_id).notes == ""
    new.proposal.refresh_from_db()
    assert new.proposal.state == "overtaken"
    assert not Proposal.objects.pending().exists()
    assert Import.objects.get().state == "undone"


def test_undo_leaves_what_the_same_person_had_proposed_before(terms):
    importer = make_user()
    service = make_full_service()
    before = Proposal.objects.propose(
        service,
        {"police_words": "They ask you first."},
        by=importer,
        source="moderator",
    )
    (row,) = exported()
    batch = brought_in([row | {"notes": "Changed."}], by=importer)
    before.refresh_from_db()
    assert set(before.changes) == {"police_words", "notes"}
    batch.undo(by=importer)
    before.refresh_from_db()
    assert set(before.changes) == {"police_words"}
    assert before.is_pending


def test_an_undo_goes_on_where_it_was_interrupted(terms):
    importer = make_user()
    rows = [NEW | {"service": f"Line {n}"} for n in range(60)]
    batch = brought_in(rows, by=importer)
    assert not batch.undo(by=importer, seconds=1e-9)
    batch = Import.objects.get()
    assert batch.state == "undoing"
    assert batch.undo(by=importer)
    assert not Proposal.objects.pending().exists()


def test_rows_of_a_service_that_becomes_confidential_keep_nothing(terms):
    service = make_service("Open House", is_confidential=False)
    make_location(service, address="3 Mill Close")
    (row,) = exported()
    batch = looked_at([row | {"address": "4 Mill Close"}])
    assert "4 Mill Close" in str(list(batch.rows.values()))
    assert ImportRow.objects.erase_addresses([service.pk]) == 1
    assert "Mill Close" not in str(list(batch.rows.values()))
    assert batch.rows.get().was_erased


def test_what_nobody_finished_is_given_up_and_kept_no_longer(terms):
    batch = looked_at([NEW])
    Import.objects.filter(pk=batch.pk).update(changed_at="2026-01-01T00:00:00Z")
    assert Import.objects.forget_old() == 1
    assert Import.objects.get().state == "given-up"
    assert batch.rows.first().changes == {}


def test_a_withdrawn_service_stays_so_whatever_the_file_wants(terms):
    service = make_full_service()
    (row,) = exported()
    service.withdraw(because="Closed.")
    batch = brought_in([row | {"publish": "yes"}])
    assert {one.outcome for one in of_services(batch)} <= {"unchanged", "doubtful"}
    assert Service.objects.get().is_withdrawn


def test_the_command_shows_and_writes_nothing_when_it_only_looks(
    terms, tmp_path, capsys
):
    path = tmp_path / "ours.csv"
    path.write_bytes(as_file([NEW, NEW | {"service": "B", "side": "both"}]).getvalue())
    call_command("import_services", str(path), dry_run=True)
    told = capsys.readouterr().out
    assert "line 3" in told
    assert "side" in told
    assert not Import.objects.exists()
    assert not Proposal.objects.exists()
    importer = make_user("importer@x.example")
    call_command("import_services", str(path), by="importer@x.example")
    assert Proposal.objects.get(model="service").author == importer
    with pytest.raises(CommandError, match="Nobody here"):
        call_command("import_services", str(path), by="nobody@x.example")


def test_the_queries_of_a_preview_do_not_grow_with_each_row(
    terms, django_assert_max_num_queries
):
    with decided():
        for n in range(40):
            make_service(f"Line {n}", published=False)
    rows = [row | {"notes": "Changed."} for row in exported()]
    with django_assert_max_num_queries(60):
        batch = looked_at(rows)
    assert batch.rows.count() == 40
    assert Contact.objects.count() == 40
