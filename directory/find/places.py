"""From what a person types for a place to the area it lies in.

The order is that of the research on geography ("Free text to an area"), the same on
both databases: postcodes first, then names, then beginnings of names, then spelling.
A full postcode leaves this module only as a council and a district.
"""

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from directory.find.gazetteer import AreaInfo, Named
from directory.find.held import holding
from directory.models import (
    Place,
    Postcode,
    PostcodeDistrict,
    PostcodeException,
    PostcodeSector,
)
from directory.search.text import place_key

MOST_CHARACTERS = 100
MOST_CHOICES = 12
# By how much the likeliest meaning must outweigh the next to be taken at once: a
# council or wider area, and a town or suburb. A name that weighs little is no rival.
CLEARLY = 48
CLEARLY_A_TOWN = 20
NO_RIVAL = 15
LIKE_ENOUGH = 82
MOST_OF_A_NAME = 0.6
# Wards and hamlets weigh less; they are taken for a misspelling only if all but right.
A_KNOWN_PLACE = 40
ALL_BUT_RIGHT = 92

_SPACED = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?) ([0-9])([A-Z]{2})?")
_DISTRICT = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")
_LETTERS = re.compile(r"[A-Z]{1,2}")
_OUTSIDE_CODES = {"GY": "guernsey", "JE": "jersey", "IM": "isle-of-man", "BF": "bfpo"}
_OUTSIDE_NAMES = {
    "guernsey": "guernsey",
    "alderney": "guernsey",
    "sark": "guernsey",
    "channel islands": "jersey",
    "jersey": "jersey",
    "saint helier": "jersey",
    "isle of man": "isle-of-man",
    "iom": "isle-of-man",
    "isle man": "isle-of-man",
    "bfpo": "bfpo",
    "ireland": "ireland",
    "republic of ireland": "ireland",
    "eire": "ireland",
    "dublin": "ireland",
    "cork": "ireland",
    "galway": "ireland",
    "limerick": "ireland",
    "cork ireland": "ireland",
    "belgium": "abroad",
    "germany": "abroad",
    "italy": "abroad",
    "portugal": "abroad",
    "romania": "abroad",
    "somalia": "abroad",
    "nigeria": "abroad",
    "ghana": "abroad",
    "kenya": "abroad",
    "bangladesh": "abroad",
    "china": "abroad",
    "america": "abroad",
    "united states": "abroad",
    "canada": "abroad",
    "australia": "abroad",
    "cyprus": "abroad",
    "turkey": "abroad",
    "dubai": "abroad",
    "paris": "abroad",
    "lagos": "abroad",
    "new york": "abroad",
    "sydney": "abroad",
    "madrid": "abroad",
    "berlin": "abroad",
    "rome": "abroad",
    "warsaw": "abroad",
    "karachi": "abroad",
    "lahore": "abroad",
    "delhi": "abroad",
    "mumbai": "abroad",
    "dhaka": "abroad",
    "abroad": "abroad",
    "overseas": "abroad",
    "france": "abroad",
    "spain": "abroad",
    "pakistan": "abroad",
    "india": "abroad",
    "poland": "abroad",
    "usa": "abroad",
    "gibraltar": "abroad",
}
_ANYWHERE = frozenset(
    ["anywhere", "uk", "everywhere", "all of the uk", "online", "nationwide"]
)
_COMPASS = re.compile(r"^(?:north|south|east|west|central|greater|inner|outer) ")
_LEADING = (
    "outside ",
    "by ",
    "nr ",
    "near ",
    "around ",
    "in ",
    "close to ",
    "the ",
    "city of ",
    "central ",
)


@dataclass(frozen=True)
class Choice:
    """One of several places that share a name."""

    name: str
    where: str
    area: AreaInfo
    near: str = ""


@dataclass(frozen=True)
class Located:
    """What a text means as a place.

    `kind` is area, choices, outside (the UK), unknown or empty. `areas` are those to
    search, the best first; `near` is a district; `corrected` is the name that was
    taken instead of a misspelt one; `others` are meanings that were less likely.
    """

    kind: str
    areas: tuple[AreaInfo, ...] = ()
    near: str = ""
    choices: tuple[Choice, ...] = ()
    outside: str = ""
    corrected: str = ""
    key: str = ""
    others: tuple[Choice, ...] = field(default=())


def locate(text: str) -> Located:
    """Find the place that a person means."""
    plain = " ".join(text.replace("\0", " ").split())[:MOST_CHARACTERS]
    if not place_key(plain):
        return Located("empty")
    if place_key(plain) in _ANYWHERE:
        return _area(holding().areas.by_slug["united-kingdom"].id)
    coded = holding().areas.by_code.get(plain.upper())
    if coded is not None:
        return _area(coded.id)
    return _by_code(plain) or _by_name(place_key(plain)) or Located("unknown")


def _by_code(text: str) -> Located | None:
    code = re.sub(r"[^A-Z0-9]", "", text.upper())
    if re.fullmatch(r"BFPO\d*", code):
        return Located("outside", outside="bfpo")
    whole = re.fullmatch(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9])([A-Z]{2})", code)
    spaced = _SPACED.match(" ".join(text.upper().split())) if len(text) < 9 else None
    if code.startswith("GIR0"):
        return Located("unknown")
    parts = whole or spaced
    if parts is None and not _DISTRICT.fullmatch(code):
        return None
    district = parts[1] if parts else code
    letters = _LETTERS.match(district)
    outside = _OUTSIDE_CODES.get(letters[0] if letters else "")
    if outside:
        return Located("outside", outside=outside)
    if parts:
        found = _by_sector(district, parts[2], parts[3] or "")
        if found:
            return found
    return _by_district(district)


def _by_sector(district: str, digit: str, unit: str) -> Located | None:
    """Exact for a full postcode: its own row, else an exception, else its sector."""
    if unit:
        postcode = f"{district}{digit}{unit}"
        for model in (Postcode, PostcodeException):
            row = model.objects.filter(postcode=postcode).first()
            if row is not None:
                return _area(row.area_id, near=district)
    sector = PostcodeSector.objects.filter(code=f"{district} {digit}").first()
    return _area(sector.area_id, near=district) if sector else None


def _by_district(code: str) -> Located | None:
    row = PostcodeDistrict.objects.filter(code=code).first()
    if row is None:
        return _by_parted_district(code)
    links = row.area_links.order_by("order", "pk").values_list("area_id", flat=True)
    book = holding().areas
    areas = tuple(book.current(book.by_id[pk]) for pk in links)
    return Located("area", areas, near=code) if areas else None


def _by_parted_district(code: str) -> Located | None:
    """SW1 is written SW1A to SW1Y: the councils of all its parts."""
    parts = PostcodeDistrict.objects.parts_of(code)
    book = holding().areas
    areas = {pk: book.current(book.by_id[pk]) for pk in parts}
    return Located("area", tuple(areas.values()), near="") if areas else None


def _area(area_id: int, *, near: str = "") -> Located:
    book = holding().areas
    return Located("area", (book.current(book.by_id[area_id]),), near=near)


def _by_name(key: str) -> Located | None:
    for prefix in _LEADING:
        bare = key.removeprefix(prefix)
        if bare != key and bare and key not in holding().names.by_key:
            return _by_name(bare)
    if key in _OUTSIDE_NAMES:
        return Located("outside", outside=_OUTSIDE_NAMES[key])
    return (
        _meaning(key) or _with_qualifier(key) or _by_beginning(key) or _by_spelling(key)
    )


def _meaning(key: str, within: AreaInfo | None = None) -> Located | None:
    """The one place this name means, or the choice between several."""
    names = holding().names.by_key.get(key)
    if not names:
        return None
    choices = _choices(names, within)
    if not choices:
        return None
    # For a name that is the start of a council's, both may be meant (Newcastle).
    best, weight = choices[0]
    longer = [] if within else _councils_beginning(key, choices)
    rivals = [
        other
        for choice, other in choices[1:]
        if other > NO_RIVAL and not _is_its_county(best.area, choice.area)
    ]
    margin = CLEARLY if names[0].area_id is not None else CLEARLY_A_TOWN
    if not longer and (not rivals or weight - rivals[0] >= margin):
        others = tuple(choice for choice, _weight in choices[1:MOST_CHOICES])
        return Located("area", (best.area,), best.near, key=key, others=others)
    several = [choice for choice, _weight in choices] + longer
    return Located("choices", choices=tuple(several[:MOST_CHOICES]), key=key)


def _is_its_county(council: AreaInfo, other: AreaInfo) -> bool:
    """Whether `other` is the county of the same name as the council: Cornwall."""
    return (
        other.is_county
        and other.name == council.name
        and other in holding().areas.covering(council.id)
    )


def _choices(names: list[Named], within: AreaInfo | None) -> list[tuple[Choice, int]]:
    """Different areas among these meanings, the likeliest first, each with weight."""
    book = holding().areas
    places = Place.objects.in_bulk([name.place_id for name in names if name.place_id])
    districts = PostcodeDistrict.objects.with_areas(
        [name.district_id for name in names if name.district_id]
    )
    found: dict[int, tuple[Choice, int]] = {}
    has_area = any(
        name.area_id is not None and not book.by_id[name.area_id].is_of_a_service
        for name in names
    )
    for name in names:
        near = ""
        if name.area_id is not None:
            area = book.by_id[name.area_id]
            label = area.name
            if has_area and area.is_of_a_service:
                continue
        elif name.place_id is not None:
            place = places[name.place_id]
            if has_area and place.is_area:
                continue
            area, near, label = book.by_id[place.area_id], place.district, place.name
        else:
            code, area_id = districts[name.district_id or 0]
            area, near, label = book.by_id[area_id], code, name.text
        area = book.current(area)
        if within is not None and within not in book.covering(area.id):
            continue
        same = area.same_extent_as_id
        if area.id in found or same in found:
            continue
        choice = Choice(label, _where(area), area, near)
        found[area.id] = (choice, name.weight)
    return _without_narrower_counties(list(found.values()))


def _without_narrower_counties(
    choices: list[tuple[Choice, int]],
) -> list[tuple[Choice, int]]:
    """Of a county and the smaller county of its name, a search takes the wider."""
    book = holding().areas
    counties = [choice.area for choice, _weight in choices if choice.area.is_county]
    held = {
        area.id
        for area in counties
        for other in counties
        if other.id != area.id and other in book.covering(area.id)
    }
    return [
        (choice, weight) for choice, weight in choices if choice.area.id not in held
    ]


def _where(area: AreaInfo) -> str:
    """What tells an area from another of its name: kind of body, county, nation."""
    book = holding().areas
    larger = [
        other.name
        for other in book.covering(area.id)
        if other.kind in ("county", "combined-authority", "nation")
        and other.name != area.name
    ]
    return ", ".join(dict.fromkeys([area.name, *larger[:1], *larger[-1:]]))


def _councils_beginning(key: str, known: list[tuple[Choice, int]]) -> list[Choice]:
    book = holding().areas
    if known[0][0].area.rank:
        return []
    seen = {choice.area.id for choice, _weight in known}
    if len(key) < 4 or any(
        choice.area.is_council and place_key(choice.area.name) == key
        for choice, _weight in known
    ):
        return []
    longer = [
        area
        for area in book.by_id.values()
        if area.is_council
        and area.replaced_by_id is None
        and area.id not in seen
        and place_key(area.name).startswith(key + " ")
    ]
    longer.sort(key=lambda area: area.name)
    return [Choice(area.name, _where(area), area) for area in longer]


def _with_qualifier(key: str) -> Located | None:
    """Eccles Manchester, Newport Wales, Richmond London: a name and what holds it."""
    parts = key.split()
    for at in range(len(parts) - 1, 0, -1):
        name, outer = " ".join(parts[:at]), " ".join(parts[at:])
        names = holding().names.by_key
        outer = _COMPASS.sub("", outer.removeprefix("near "))
        name = name.removesuffix(" near")
        if name not in names or outer not in names:
            continue
        for holder, _weight in _choices(names[outer], None):
            # "Eccles, Manchester": the town next door often stands for the county.
            for within in (holder.area, *holding().areas.parents(holder.area.id)):
                found = _meaning(name, within=within)
                if found:
                    return found
    return None


def _by_beginning(key: str) -> Located | None:
    """Names that start with these words: tower ham."""
    if len(key) < 4:
        return None
    names = holding().names
    longer = [name for name in names.keys_beginning(key) if name != key]
    meanings = [meaning for name in longer[:40] for meaning in names.by_key[name]]
    if not meanings:
        return None
    meanings.sort(key=lambda name: -name.weight)
    choices = _choices(meanings[:MOST_CHOICES], None)
    if len(choices) == 1 and len(key) >= MOST_OF_A_NAME * len(longer[0]):
        best = choices[0][0]
        return Located(
            "area", (best.area,), best.near, corrected=best.name, key=longer[0]
        )
    return Located(
        "choices", choices=tuple(choice for choice, _weight in choices), key=key
    )


def _likelihood(name: str, score: float) -> float | None:
    """How likely a name is meant by a misspelt one: near in letters, and well known.

    None for a name so small that only the very spelling would mean it.
    """
    weight = holding().names.by_key[name][0].weight
    if weight < A_KNOWN_PLACE and score < ALL_BUT_RIGHT:
        return None
    return score + weight / 4


def _by_spelling(key: str) -> Located | None:
    """The nearest spelling among all names; it says what it took."""
    names = holding().names
    close = process.extract(
        key, names.keys, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH, limit=20
    )
    likely = {
        name: value
        for name, score, _at in close
        if (value := _likelihood(name, score)) is not None
    }
    if not likely:
        return None
    best = max(likely, key=likely.__getitem__)
    found = _meaning(best)
    if found is None or found.kind != "area":
        return found
    return Located(
        "area",
        found.areas,
        found.near,
        corrected=names.by_key[best][0].text,
        key=best,
        others=found.others,
    )
