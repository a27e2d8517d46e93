"""The spellings under which areas, places and districts are looked up.

The weight says how likely it is that this one is meant (research: geography, "Free
text to an area").
"""

from collections.abc import Iterable
from math import log10

from directory.exchange.formats.csv_rows import Row
from directory.exchange.services_csv.things import fits
from directory.models import AreaKind, PlaceName
from directory.search.text import place_key

# What was typed, its language, whether it is a former name, its weight.
Name = list

WEIGHTS = {
    AreaKind.COUNTRY: 95,
    AreaKind.NATION: 95,
    AreaKind.LOCAL_AUTHORITY: 90,
    AreaKind.COMBINED_AUTHORITY: 85,
    AreaKind.REGION: 80,
    AreaKind.COUNTY: 75,
    AreaKind.POLICE: 60,
    AreaKind.HEALTH: 60,
    AreaKind.INFORMAL: 60,
}
FORMER = 10
IN_DISTRICT = 15
WARD = 24
NEIGHBOURHOOD = 40
LEAST_PLACE, MOST_PLACE = 20, 70
# So that an official name goes before the same word as another's second name.
SECOND_NAME = 2


def of_area(row: Row) -> list[Name]:
    """Official, Welsh, other and former names of an area."""
    weight = WEIGHTS[AreaKind(row["kind"])]
    found = [[row["name"], "", False, weight]]
    if row["welsh_name"]:
        found.append([row["welsh_name"], "cy", False, weight - SECOND_NAME])
    for name in row.parts("alternative_names"):
        found.append([name, "", False, weight - SECOND_NAME])
    for name in row.parts("former_names"):
        found.append([name, "", True, FORMER])
    return _once(row, found)


def of_place(row: Row) -> list[Name]:
    """Name and other names of a place."""
    weight = place_weight(row["source"], row.whole("population"))
    found = [[row["name"], "", False, weight]]
    for name in row.parts("alternative_names"):
        found.append([name, "", False, weight - SECOND_NAME])
    return _once(row, found)


def of_district(row: Row, known: "KnownNames") -> list[Name]:
    """The post town and localities of a district that nothing else is named after."""
    councils = set(row.parts("local_authority_codes"))
    found = []
    # A post town is often the next town's name: it helps only if nowhere else has it.
    if row["town"] and not known.anywhere(row["town"]):
        found.append([row["town"], "", False, IN_DISTRICT])
    for name in row.parts("localities"):
        if not known.among(name, councils):
            found.append([name, "", False, IN_DISTRICT])
    return _once(row, found)


def place_weight(source: str, population: int | None) -> int:
    """From 20 for a place of unknown size to 70 for a million people."""
    if source == "os-ward":
        return WARD
    if source == "signpost" and not population:
        return NEIGHBOURHOOD
    if not population:
        return LEAST_PLACE
    grown = LEAST_PLACE + 12.5 * log10(max(population, 100) / 100)
    return min(MOST_PLACE, round(grown))


class KnownNames:
    """Which names areas and places bear, and in which councils these lie."""

    def __init__(self) -> None:
        self.councils: dict[str, set[str]] = {}

    def add(self, names: Iterable[Name], councils: Iterable[str]) -> None:
        for name in names:
            self.councils.setdefault(place_key(name[0]), set()).update(councils)

    def anywhere(self, name: str) -> bool:
        return place_key(name) in self.councils

    def among(self, name: str, councils: set[str]) -> bool:
        return bool(self.councils.get(place_key(name), set()) & councils)


def _once(row: Row, found: list[Name]) -> list[Name]:
    """One name for each key, the first; in the order of their text."""
    by_key: dict[str, Name] = {}
    for name in found:
        fits(row, "name", name[0], PlaceName, "text")
        key = place_key(name[0])
        if key:
            by_key.setdefault(key, name)
    return sorted(by_key.values(), key=lambda name: str(name[0]))
