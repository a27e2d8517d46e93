"""The whole starter directory, read and checked, before anything is written."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from directory.exchange.formats.csv_rows import Row
from directory.exchange.services_csv import records
from directory.exchange.services_csv.things import Doubts, Thing
from directory.models import AreaKind
from directory.starter.reading import (
    areas,
    crisis_lines,
    guides,
    organisations,
    places,
    translations,
    vocabulary,
)
from directory.starter.reading.areas import Extents
from directory.starter.reading.coverage import AreaNames
from directory.starter.reading.folder import read
from directory.starter.reading.names import KnownNames


@dataclass
class Starter:
    """What the folder holds."""

    areas: list[Thing]
    extents: Extents
    places: list[Thing]
    districts: list[Thing]
    sectors: dict[str, tuple]
    exceptions: dict[str, tuple]
    taxonomies: list[Thing]
    terms: list[Thing]
    organisations: list[Thing]
    services: list[Thing]
    crisis_lines: list[Thing]
    guides: list[Thing]
    translations: list[Thing]


def read_starter(folder: Path, today: date, doubts: Doubts) -> Starter:
    """Every file of the folder; raises CellError where one is broken."""
    area_rows = read(folder, "geography/areas.csv")
    area_things = areas.read(area_rows)
    extents = Extents(area_rows)
    councils = {
        row["code"] for row in area_rows if row["kind"] == AreaKind.LOCAL_AUTHORITY
    }
    place_things = places.read_places(
        read(folder, "geography/places.csv"), councils, set(extents.rows)
    )
    known_names = KnownNames()
    for area in area_things:
        known_names.add(area.values["names"], extents.councils.get(area.key, ()))
    for place in place_things:
        known_names.add(place.values["names"], [place.values["area"]])
    districts = places.read_districts(
        read(folder, "geography/postcode-districts.csv"), councils, known_names
    )
    sectors = places.read_sectors(
        read(folder, "geography/postcode-sectors.csv"), councils
    )
    exceptions = places.read_exceptions(
        read(folder, "geography/postcode-exceptions.csv"), councils
    )
    taxonomies = vocabulary.read_taxonomies(read(folder, "taxonomies.csv"))
    terms = vocabulary.read_terms(
        read(folder, "terms.csv"), {taxonomy.key for taxonomy in taxonomies}
    )
    service_rows = read(folder, "services.csv")
    named = organisations.read(service_rows, doubts)
    names = AreaNames(area_rows, extents)
    known = records.Known(
        areas=names,
        terms={term.key for term in terms},
        sectors=sectors,
        organisations={name: thing.key for name, thing in named.items()},
        today=today,
    )
    services = records.read(service_rows, known, doubts)
    records.hold_both_sides(services, doubts)
    _doubt_areas(services, names, doubts)
    return Starter(
        areas=area_things,
        extents=extents,
        places=place_things,
        districts=districts,
        sectors=sectors,
        exceptions=exceptions,
        taxonomies=taxonomies,
        terms=terms,
        organisations=list(named.values()),
        services=services,
        crisis_lines=crisis_lines.read(
            read(folder, "crisis_lines.csv"), area_things, services
        ),
        guides=guides.read_guides(folder, area_things, taxonomies, terms, services),
        translations=translations.read(read(folder, "translations.csv")),
    )


def _doubt_areas(services: list[Thing], areas: AreaNames, doubts: Doubts) -> None:
    """Names with two extents, told once for each name with all its rows."""
    lines: dict[str, list[int]] = {}
    rows: dict[str, Row] = {}
    for thing in services:
        for name in thing.row.parts("coverage"):
            if areas.is_doubtful(name):
                lines.setdefault(name, []).append(thing.row.line)
                rows.setdefault(name, thing.row)
    for name, found in lines.items():
        others = ", ".join(str(line) for line in found[1:])
        why = f"{name!r} names areas of different extent: the widest was taken"
        doubts.add(rows[name], "coverage", why + (f" (also {others})" * bool(others)))
