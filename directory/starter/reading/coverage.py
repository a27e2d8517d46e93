"""From the name of an area to the area that is meant, and nothing else."""

from directory.exchange.formats.csv_rows import Row
from directory.models import AreaKind
from directory.search.text import place_key
from directory.starter.reading.areas import Extents

COMMISSIONED = (AreaKind.POLICE, AreaKind.HEALTH)
# Where two areas hold the same councils.
PREFERRED = (AreaKind.COMBINED_AUTHORITY, AreaKind.REGION, AreaKind.COUNTY)


class AreaNames:
    """Official, other and former names of the areas of areas.csv."""

    def __init__(self, rows: list[Row], extents: Extents) -> None:
        self.extents = extents
        self.kinds = {row["code"]: row["kind"] for row in rows}
        self.official: dict[str, set[str]] = {}
        self.other: dict[str, set[str]] = {}
        for row in rows:
            self._add(self.official, row["name"], row["code"])
            second = row.parts("alternative_names") + row.parts("former_names")
            for name in [*second, row["welsh_name"]]:
                self._add(self.other, name, row["code"])

    @staticmethod
    def _add(names: dict[str, set[str]], name: str, code: str) -> None:
        if name:
            names.setdefault(place_key(name), set()).add(code)

    def codes(self, row: Row, column: str) -> list[str]:
        """The areas that a cell names, by name or by code, in the order of the cell."""
        found: dict[str, None] = {}
        for name in row.parts(column):
            code = name if name in self.kinds else self.meant(name)
            if not code:
                raise row.wrong(column, "unknown area", name)
            found[code] = None
        return list(found)

    def candidates(self, name: str) -> set[str]:
        """Areas of that name; police areas and health boards only if no other is."""
        key = place_key(name)
        named = self.official.get(key) or self.other.get(key) or set()
        usual = {code for code in named if self.kinds[code] not in COMMISSIONED}
        return usual or named

    def meant(self, name: str) -> str:
        """The widest area of that name; "" if there is none."""
        named = self.candidates(name)
        return min(named, key=self._order) if named else ""

    def _order(self, code: str) -> tuple:
        kind = self.kinds[code]
        place = PREFERRED.index(AreaKind(kind)) if kind in PREFERRED else len(PREFERRED)
        return (-len(self.extents.councils[code]), place, code)

    def is_doubtful(self, name: str) -> bool:
        """Whether areas of that name hold different councils."""
        held = {frozenset(self.extents.councils[c]) for c in self.candidates(name)}
        return len(held) > 1
