"""From what a file or a feed calls an area to the area that is meant."""

import re
from functools import lru_cache

from directory.exchange.formats.csv_rows import Row
from directory.find import places
from directory.find.gazetteer import AreaInfo
from directory.find.held import holding
from directory.models import AreaKind
from directory.search.text import place_key

# http://statistics.data.gov.uk/id/statistical-geography/E08000006
_GSS = re.compile(r"(?:^|[^A-Z0-9])([EKNSW]\d{8})(?![0-9])", re.IGNORECASE)
# Longer than this it is a sentence, not a name.
LONGEST_NAME = 80
UNITED_KINGDOM = "K02000001"
# Where two areas of a name hold the same councils.
PREFERRED = (AreaKind.COMBINED_AUTHORITY, AreaKind.REGION, AreaKind.COUNTY)
_EVERYWHERE = frozenset(["uk", "nationwide", "national", "uk wide", "all of the uk"])
_AROUND = (
    ("london borough of ", ""),
    ("royal borough of ", ""),
    ("metropolitan borough of ", ""),
    ("borough of ", ""),
    ("city of ", ""),
    ("county of ", ""),
    ("the ", ""),
    ("", " metropolitan borough council"),
    ("", " borough council"),
    ("", " city council"),
    ("", " county council"),
    ("", " district council"),
    ("", " council"),
    ("", " area"),
    ("", " residents"),
)


class KnownAreas:
    """Our areas by code and name, as an import needs them; reads no postcode."""

    def __init__(self) -> None:
        self.book = holding().areas
        self.names = holding().names
        self.resolve = lru_cache(maxsize=4096)(self._resolve)

    # services.csv

    def codes(self, row: Row, column: str) -> list[str]:
        """The areas that a cell names, by name or by code, in the order of the cell."""
        found: dict[str, None] = {}
        for name in row.parts(column):
            area = self.book.by_code.get(name) or self.widest(name)
            if area is None:
                raise row.wrong(column, "unknown area", name)
            found[area.code] = None
        return list(found)

    def widest(self, name: str) -> AreaInfo | None:
        """The widest area of that name; police areas and health boards if no other."""
        key = place_key(name)
        named = [
            self.book.by_id[one.area_id]
            for one in self.names.by_key.get(key, ())
            if one.area_id is not None
        ]
        official = [area for area in named if place_key(area.name) == key]
        usual = [one for one in official or named if not one.is_of_a_service]
        found = usual or official or named
        return min(found, key=self._order) if found else None

    def _order(self, area: AreaInfo) -> tuple:
        """The widest first; where two hold the same councils, as the starter does."""
        kinds = [str(kind) for kind in PREFERRED]
        place = kinds.index(area.kind) if area.kind in kinds else len(kinds)
        councils = sum(one.is_council for one in self.book.inside(area.id))
        return (-councils, place, area.code)

    def is_doubtful(self, name: str) -> bool:
        """Whether areas of that name hold different land."""
        key = place_key(name)
        areas = {one.area_id for one in self.names.by_key.get(key, ()) if one.area_id}
        official = {
            pk for pk in areas if place_key(self.book.by_id[pk].name) == key
        } or areas
        held = {
            frozenset(one.id for one in self.book.inside(pk) if one.is_council)
            for pk in official
            if not self.book.by_id[pk].is_of_a_service
        }
        return len(held) > 1

    def written(self, code: str) -> str:
        """How a cell names an area: by its name, by its code where names are shared."""
        area = self.book.by_code.get(code)
        if area is None or ";" in area.name:
            return code
        meant = self.widest(area.name)
        return area.name if meant and meant.code == code else code

    # Feeds of others

    def by_code(self, text: str) -> AreaInfo | None:
        """The area of the official code that stands in an address or a text."""
        found = _GSS.search(text)
        area = self.book.by_code.get((found[1] if found else text.strip()).upper())
        return self.book.current(area) if area else None

    def _resolve(self, text: str) -> tuple[AreaInfo, str] | None:
        """The area that a name means, and the place in it that was named instead.

        Only what is written as we know it: a feed is not a person who mistypes, and a
        guess would send people to the wrong place.
        """
        name = " ".join(text.split())
        if not name or len(name) > LONGEST_NAME:
            return None
        key = place_key(name)
        for before, after in (("", ""), *_AROUND):
            if not (key.startswith(before) and key.endswith(after)):
                continue
            bare = key.removeprefix(before).removesuffix(after)
            if bare and (found := self._exact(bare)):
                return found
        parts = [place_key(part) for part in name.split(",")]
        if len(parts) > 1 and all(part in self.names.by_key for part in parts):
            return self._exact(" ".join(parts), is_whole=False)
        return None

    def _exact(self, key: str, *, is_whole: bool = True) -> tuple[AreaInfo, str] | None:
        if key in _EVERYWHERE and UNITED_KINGDOM in self.book.by_code:
            return self.book.by_code[UNITED_KINGDOM], ""
        if is_whole and key not in self.names.by_key:
            return None
        located = places.locate(key)
        if located.kind != "area" or located.corrected or len(located.areas) != 1:
            return None
        area = located.areas[0]
        is_its_name = any(
            one.area_id is not None
            and self.book.current(self.book.by_id[one.area_id]) == area
            for one in self.names.by_key.get(key, ())
        )
        return area, "" if is_its_name else key.title()
