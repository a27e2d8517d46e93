"""places.csv and the three files of postcodes."""

from directory.exchange.formats import postcodes
from directory.exchange.formats.csv_rows import Row
from directory.exchange.services_csv.things import (
    Thing,
    Values,
    needed,
    once,
    text,
    valid,
    yes_or_no,
)
from directory.models import Place, PostcodeDistrict
from directory.models.area import DISTRICT
from directory.starter.reading import names
from directory.starter.reading.names import KnownNames


def read_places(rows: list[Row], councils: set[str], areas: set[str]) -> list[Thing]:
    """Every place that people type."""
    things = [_place(row, councils, areas) for row in rows]
    once(things, "name")
    return things


def _place(row: Row, councils: set[str], areas: set[str]) -> Thing:
    name, council = needed(row, "name", Place), _council(row, councils)
    if row["same_as_area"] and row["same_as_area"] not in areas:
        raise row.wrong("same_as_area", "unknown area")
    values = {
        "name": name,
        "area": council,
        "latitude": _degrees(row, "latitude"),
        "longitude": _degrees(row, "longitude"),
        "population": row.whole("population"),
        "district": _district(row, "postcode_district"),
        "is_area": bool(row["same_as_area"]),
        "source": text(row, "source", Place),
        "names": names.of_place(row),
    }
    return Thing(place_key(values), row, values)


def place_key(values: Values) -> str:
    """What tells one place from another: name, council and point."""
    point = f"{values['latitude']:.4f}|{values['longitude']:.4f}"
    return f"{values['name'][:80]}|{values['area']}|{point}"


def read_districts(
    rows: list[Row], councils: set[str], known: KnownNames
) -> list[Thing]:
    """Every district, with the councils that it touches."""
    things = []
    for row in rows:
        code = _district(row, "district")
        if not code:
            raise row.wrong("district", "must not be empty")
        values = {
            "town": text(row, "town", PostcodeDistrict),
            "latitude": row.decimal("latitude"),
            "longitude": row.decimal("longitude"),
            "is_geographic": yes_or_no(row, "geographic"),
            "areas": _shares(row, councils),
            "names": names.of_district(row, known),
        }
        things.append(Thing(code, row, values))
    once(things, "district")
    return things


def _shares(row: Row, councils: set[str]) -> list[list]:
    """Councils of a district, the main one first, and how much of it is in each."""
    codes = row.parts("local_authority_codes")
    for code in codes:
        if code not in councils:
            raise row.wrong("local_authority_codes", "unknown council", code)
    try:
        shares = [float(part) for part in row.parts("local_authority_shares")]
    except ValueError:
        raise row.wrong("local_authority_shares", "must be numbers") from None
    if len(shares) != len(codes):
        raise row.wrong("local_authority_shares", "not as many shares as councils")
    return [[code, share] for code, share in zip(codes, shares, strict=True)]


def read_sectors(rows: list[Row], councils: set[str]) -> dict[str, tuple]:
    """Each sector's main council and point."""
    sectors: dict[str, tuple] = {}
    for row in rows:
        sector = row["sector"]
        if not postcodes.SECTOR.match(sector):
            raise row.wrong("sector", "this is no postcode sector")
        if sector in sectors:
            raise row.wrong("sector", "this sector stands in the file already")
        main = row.parts("local_authority_codes")[:1]
        if not main or main[0] not in councils:
            raise row.wrong("local_authority_codes", "unknown council")
        point = (_degrees(row, "latitude"), _degrees(row, "longitude"))
        sectors[sector] = (main[0], *point)
    return sectors


def read_exceptions(rows: list[Row], councils: set[str]) -> dict[str, tuple]:
    """Postcodes whose council is not their sector's main one."""
    exceptions: dict[str, tuple] = {}
    for row in rows:
        postcode = row["postcode"]
        if not postcodes.is_postcode(postcode) or " " in postcode:
            raise row.wrong("postcode", "this is no postcode without a space")
        if postcode in exceptions:
            raise row.wrong("postcode", "this postcode stands in the file already")
        exceptions[postcode] = (_council(row, councils),)
    return exceptions


def _council(row: Row, councils: set[str]) -> str:
    code = row["local_authority_code"]
    if code not in councils:
        raise row.wrong("local_authority_code", "unknown council")
    return code


def _degrees(row: Row, column: str) -> float:
    degrees = row.decimal(column)
    if degrees is None:
        raise row.wrong(column, "must not be empty")
    return degrees


def _district(row: Row, column: str) -> str:
    return valid(row, column, DISTRICT) if row[column] else ""
