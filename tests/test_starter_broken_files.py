"""A broken file names its place and changes nothing."""

import pytest

from directory.exchange.formats.csv_rows import CellError
from directory.models import Area, LoadedRecord, Service
from tests.small_starter import SmallStarter

SERVICES = "services.csv"
AREAS = "geography/areas.csv"
PLACES = "geography/places.csv"
DISTRICTS = "geography/postcode-districts.csv"
SECTORS = "geography/postcode-sectors.csv"
EXCEPTIONS = "geography/postcode-exceptions.csv"
CRISIS = "crisis_lines.csv"

# A cell of the first row, what is put there, and what the error says.
CELLS = [
    (SERVICES, "coverage", "Atlantis", "unknown area"),
    (SERVICES, "needs", "talk-to-someone; gold", "unknown term of need"),
    (SERVICES, "needs", "talk-to-someone; talk-to-someone: no", "twice"),
    (SERVICES, "accepts", "pets: " + "x" * 201, "at most 200 fit"),
    (SERVICES, "side", "both", "must be one of"),
    (SERVICES, "side", "", "must be one of"),
    (SERVICES, "audience", "survivor; perpetrator", "other side"),
    (SERVICES, "code", "aeiou1", "must be 6 of the letters"),
    (SERVICES, "uuid", "not-one", "no UUID"),
    (SERVICES, "summary", "x" * 161, "161 characters"),
    (SERVICES, "summary", "", "must not be empty"),
    (SERVICES, "service", "x" * 201, "at most 200"),
    (SERVICES, "organisation", "", "must not be empty"),
    (SERVICES, "organisation_url", "harbour", "begins http"),
    (SERVICES, "organisation_kind", "church", "must be one of"),
    (SERVICES, "age_min", "twelve", "whole number"),
    (SERVICES, "age_min", "-3", "whole number"),
    (SERVICES, "age_max", "121", "that old"),
    (SERVICES, "cost", "a little", "must begin with"),
    (SERVICES, "takes_from", "everywhere", "must be one of"),
    (SERVICES, "trans_inclusive", "maybe", "must be one of"),
    (SERVICES, "confidential_location", "perhaps", "must be one of"),
    (SERVICES, "publish", "", "must be one of"),
    (SERVICES, "paid_by", "charity; king", "unknown kind of body"),
    (SERVICES, "tells_police", "never: they keep quiet", "must begin with"),
    (SERVICES, "source_date", "last year", "must be 2025"),
    (SERVICES, "source_date", "2025-02-30", "no such day"),
    (SERVICES, "website", "harbour.example", "begins http"),
    (SERVICES, "email", "harbour", "email address"),
    (SERVICES, "phone", "0161 496 0123; 0161 496 0123", "twice"),
    (SERVICES, "postcode", "M30 0AB", "needs an address"),
    (AREAS, "code", "", "must not be empty"),
    (AREAS, "kind", "planet", "must be one of"),
    (AREAS, "parent_codes", "E00000000", "unknown area"),
    (AREAS, "parent_codes", "E08000006", "circle"),
    (AREAS, "latitude", "north", "must be a number"),
    (AREAS, "partly_covers", "E92000001", "unknown area"),
    (PLACES, "local_authority_code", "E92000001", "unknown council"),
    (PLACES, "longitude", "", "must not be empty"),
    (PLACES, "population", "many", "whole number"),
    (PLACES, "postcode_district", "Manchester", "such as M14"),
    (DISTRICTS, "local_authority_shares", "0.5", "not as many"),
    (DISTRICTS, "geographic", "", "must be one of"),
    (SECTORS, "sector", "M30", "no postcode sector"),
    (EXCEPTIONS, "postcode", "M30", "no postcode"),
    ("taxonomies.csv", "within", "some", "must be one of"),
    ("taxonomies.csv", "parameter", "", "needs a parameter"),
    ("terms.csv", "taxonomy", "weather", "unknown taxonomy"),
    ("terms.csv", "slug", "Not This", "small letters"),
    ("terms.csv", "parent", "nobody", "unknown term"),
    ("terms.csv", "parent", "survivor", "circle"),
    ("terms.csv", "side", "left", "must be one of"),
    (CRISIS, "nation", "salford", "a nation"),
    (CRISIS, "audience", "everyone", "must be one of"),
    (CRISIS, "audience", "perpetrator", "other side"),
    (CRISIS, "service_code", "zzzzzz", "no service"),
    (CRISIS, "contact", "0161 496 0999", "no such contact"),
    (CRISIS, "contact", "whatsapp", "no such contact"),
]


@pytest.fixture
def small(tmp_path):
    return SmallStarter(tmp_path)


def refused(small) -> CellError:
    with pytest.raises(CellError) as caught:
        small.load()
    assert not Area.objects.exists()
    assert not Service.objects.exists()
    assert not LoadedRecord.objects.exists()
    return caught.value


@pytest.mark.parametrize(("file", "column", "value", "why"), CELLS)
def test_a_wrong_cell_is_named(small, file, column, value, why):
    small.rows[file][0][column] = value
    error = refused(small)
    said = str(error)
    assert file in said
    assert why in said
    # The other side is a matter between two cells; either may be named.
    assert error.column in (column, "service_code")
    assert error.line == 2


@pytest.mark.parametrize("column", ["code", "uuid"])
def test_a_service_that_stands_twice_is_named(small, column):
    small.add_service()[column] = small.service[column]
    error = refused(small)
    assert (error.file, error.line, error.column) == (SERVICES, 3, column)
    assert error.value == small.service[column]
    assert "line 2 already" in str(error)


@pytest.mark.parametrize(
    "file", [AREAS, PLACES, DISTRICTS, SECTORS, EXCEPTIONS, "terms.csv", CRISIS]
)
def test_a_row_that_stands_twice_is_named(small, file):
    last = small.rows[file][-1]
    small.rows[file].append(dict(last))
    assert (refused(small).file, refused(small).line) == (
        file,
        len(small.rows[file]) + 1,
    )


@pytest.mark.parametrize("column", ["code", "slug"])
def test_an_area_that_stands_twice_is_named(small, column):
    rows = small.rows[AREAS]
    rows[-1][column] = rows[-2][column]
    error = refused(small)
    assert (error.line, error.column) == (len(rows) + 1, column)


def test_ages_out_of_order_are_named(small):
    small.service |= {"age_min": "18", "age_max": "16"}
    assert refused(small).column == "age_max"


def test_one_organisation_in_two_spellings_is_named(small):
    small.add_service(organisation="HARBOUR")
    assert refused(small).column == "organisation"


@pytest.mark.parametrize(
    "cells",
    [
        {"address": "1 Harbour Street"},
        {"description": "Come to 1 Harbour Street."},
        {"notes": "It is near M30 0AB."},
        {"eligibility": "Women from Harbour Road"},
    ],
)
@pytest.mark.parametrize("why", [{"types": "refuge"}, {"confidential_location": "yes"}])
def test_a_text_that_names_a_confidential_place_is_refused(small, cells, why):
    small.service |= cells | why
    assert refused(small).column == next(iter(cells))


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        (b"code,uuid", b"code,uid", ""),
        (b",summary,", b",", "summary"),
        (b",summary,", b",summary,summary,", "summary"),
    ],
)
def test_a_wrong_header_is_named(small, old, new, column):
    path = small.save() / SERVICES
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    small.save = lambda: path.parent
    error = refused(small)
    assert (error.file, error.line, error.column) == (SERVICES, 1, column)


def test_bad_utf_8_is_named(small):
    small.service["summary"] = "Caf!"
    path = small.save() / SERVICES
    path.write_bytes(path.read_bytes().replace(b"Caf!", b"Caf\xe9"))
    small.save = lambda: path.parent
    error = refused(small)
    assert (error.line, error.column) == (2, "summary")


def test_a_missing_file_is_named(small):
    (small.save() / CRISIS).unlink()
    small.save = lambda: small.folder
    assert refused(small).file == CRISIS
