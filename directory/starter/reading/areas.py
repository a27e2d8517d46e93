"""areas.csv: the areas, and which of them holds which."""

from functools import cached_property

from directory.exchange.formats.csv_rows import Row
from directory.exchange.services_csv.things import Thing, needed, once, text
from directory.models import Area, AreaKind
from directory.starter.reading import names

KINDS = tuple(AreaKind.values)


class Extents:
    """Areas as sets of councils: who covers whom, who overlaps whom."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = {row["code"]: row for row in rows}
        self.councils: dict[str, set[str]] = {code: set() for code in self.rows}
        for code, row in self.rows.items():
            if row["kind"] == AreaKind.LOCAL_AUTHORITY:
                for holder in (code, *self.ancestors[code]):
                    self.councils[holder].add(code)
        for code, row in self.rows.items():
            self.councils[code].update(row.parts("local_authority_codes"))

    @cached_property
    def ancestors(self) -> dict[str, set[str]]:
        """Every area above each, by the parent links."""
        found: dict[str, set[str]] = {}

        def climb(code: str, below: tuple[str, ...]) -> set[str]:
            if code in below:
                row = self.rows[code]
                raise row.wrong("parent_codes", "the parents lead in a circle")
            if code not in found:
                above: set[str] = set()
                for parent in self.rows[code].parts("parent_codes"):
                    above |= {parent} | climb(parent, (*below, code))
                found[code] = above
            return found[code]

        for code in self.rows:
            climb(code, ())
        return found

    def covers(self) -> set[tuple[str, str]]:
        """Pairs of areas of which the first holds all of the second."""
        pairs = {(code, code) for code in self.rows}
        for inner, held in self.councils.items():
            for outer, holding in self.councils.items():
                if held and held <= holding:
                    pairs.add((outer, inner))
            if not held:
                # Made of parts of councils (the counties of Northern Ireland).
                pairs.update((outer, inner) for outer in self.ancestors[inner])
        return pairs

    def overlaps(self) -> set[tuple[str, str]]:
        """Pairs, both ways round, that share land while neither holds the other."""
        pairs = set()
        for one, here in self.councils.items():
            for other, there in self.councils.items():
                if here & there and not (here <= there or there <= here):
                    pairs.add((one, other))
        for code, row in self.rows.items():
            for council in row.parts("partly_covers"):
                pairs |= {(code, council), (council, code)}
        return pairs


def read(rows: list[Row]) -> list[Thing]:
    """Every area, and each former one that names its successor."""
    known = {row["code"] for row in rows}
    councils = {row["code"] for row in rows if row["kind"] == "local-authority"}
    things = [_area(row, known, councils) for row in rows]
    for row in rows:
        things.extend(_former(row))
    once(things, "code")
    once(things, "slug", "slug")
    return things


def _area(row: Row, known: set[str], councils: set[str]) -> Thing:
    for column, allowed in (
        ("parent_codes", known),
        ("same_extent_as", known),
        ("partly_covers", councils),
        ("local_authority_codes", councils),
    ):
        for code in row.parts(column):
            if code not in allowed:
                raise row.wrong(column, "unknown area", code)
    kind = row.one_of("kind", KINDS, empty=False)
    values = {
        "slug": needed(row, "slug", Area),
        "name": needed(row, "name", Area),
        "name_cy": text(row, "welsh_name", Area, "name_cy"),
        "kind": kind,
        "subtype": text(row, "subtype", Area),
        "latitude": row.decimal("latitude"),
        "longitude": row.decimal("longitude"),
        "same_extent_as": row["same_extent_as"],
        "replaced_by": "",
        "parents": row.parts("parent_codes"),
        "names": names.of_area(row),
    }
    return Thing(needed(row, "code", Area), row, values)


def _former(row: Row) -> list[Thing]:
    """The areas that this one took over, so that old codes lead here."""
    codes, former = row.parts("former_codes"), row.parts("former_names")
    if former and codes and len(former) != len(codes):
        raise row.wrong("former_codes", "not as many codes as former_names")
    return [
        Thing(
            code,
            row,
            {
                "slug": code.lower(),
                "name": former[i] if former else row["name"],
                "name_cy": "",
                "kind": row["kind"],
                "subtype": row["subtype"],
                "latitude": None,
                "longitude": None,
                "same_extent_as": "",
                "replaced_by": row["code"],
                "parents": [],
                "names": [],
            },
        )
        for i, code in enumerate(codes)
    ]
