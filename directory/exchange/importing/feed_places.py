"""Where a service of a feed is and whom it reaches; of a refuge never where it is."""

import re
from collections.abc import Callable
from typing import Any

from directory.exchange.feeds.cleaning import line
from directory.exchange.feeds.reading import one as one_of
from directory.exchange.feeds.reading import records
from directory.exchange.formats import postcodes
from directory.exchange.importing.areas import KnownAreas
from directory.models.place_traces import PATTERNS, traces

Record = dict[str, Any]
Doubt = Callable[[str, str], None]
HIDDEN = "[not shown]"
# Where a record may hold the official code of an area.
CODED = ("x_code", "uri", "extent", "name", "service_area")
# Whatever speaks of a roof that must stay secret; too much found is safe here.
_SECRET = re.compile(
    r"\brefuges?\b|\bsafe ?houses?\b|\bsafe accommodation\b|\bshelters?\b"
    r"|\b(?:confidential|secret|undisclosed|secure) (?:address|location|place|site)"
    r"|\bemergency accommodation\b|\bdispersed accommodation\b"
    r"|\bsupported accommodation\b.*\b(?:abuse|violence)\b"
    r"|\b(?:abuse|violence)\b.*\bsupported accommodation\b",
    re.IGNORECASE | re.DOTALL,
)
UK = (49.0, 61.5, -9.0, 2.0)


def is_secret(texts: list[str]) -> bool:
    """Whether anything that a record says of itself speaks of a refuge."""
    return any(_SECRET.search(said) for said in texts)


def without_places(said: str) -> str:
    """A text of a refuge without postcodes, streets, points and maps."""
    for pattern in PATTERNS:
        said = pattern.sub(HIDDEN, said)
    return said


def names_a_place(said: str) -> bool:
    return bool(traces(said))


def coverages_of(
    record: Record, areas: KnownAreas, *, secret: bool, doubt: Doubt
) -> list[Record]:
    """The areas it reaches: by official code, by name, by a place in them."""
    found: dict[str, Record] = {}
    every = records(record.get("service_areas"))
    for link in records(record.get("service_at_locations")):
        every += records(link.get("service_areas"))
    for one in every:
        name = line(one.get("name") or one.get("service_area"))
        codes = (line(one.get(field)) for field in CODED)
        area, note = next(filter(None, map(areas.by_code, codes)), None), ""
        if area is None and (meant := areas.resolve(name)):
            area, note = meant
        if area is None:
            if name:
                doubt("service_areas", f"{name[:80]!r} is no area that we know")
            continue
        if one.get("x_code"):
            note = line(one.get("description"))[:200]
        found.setdefault(area.code, {"area": area.code, "note": "" if secret else note})
    return list(found.values())


def locations_of(record: Record, doubt: Doubt) -> list[Record]:
    """Addresses of a service that nothing says is a refuge."""
    found: dict[str, Record] = {}
    for link in records(record.get("service_at_locations")):
        place = one_of(link.get("location"))
        if line(place.get("location_type")) == "virtual":
            continue
        latitude, longitude = _point(place, doubt)
        if place.get("x_postcode"):
            lines = [(line(place.get("description")), line(place["x_postcode"]))]
        else:
            lines = [_address(one) for one in records(place.get("addresses"))]
            lines = [one for one in lines if one[0]][:1]
        for address, postcode in lines:
            found.setdefault(
                address[:300],
                {
                    "address": address[:300],
                    "postcode": _postcode(postcode, doubt),
                    "latitude": latitude,
                    "longitude": longitude,
                    "directions": line(place.get("transportation"))[:300],
                },
            )
    return list(found.values())


def _address(one: Record) -> tuple[str, str]:
    """One line, without the person it is kept for (`attention`)."""
    parts = [line(one.get(name)) for name in ("address_1", "address_2", "city")]
    kept = [part for part in dict.fromkeys(parts) if part]
    return ", ".join(kept), line(one.get("postal_code"))


def _postcode(said: str, doubt: Doubt) -> str:
    if not said:
        return ""
    if not postcodes.is_postcode(said.upper()):
        doubt("postal_code", "is no whole postcode of ours, so it was left out")
        return ""
    return postcodes.spaced(said.upper())


def _point(place: Record, doubt: Doubt) -> tuple[float | None, float | None]:
    try:
        latitude = float(place.get("latitude") or "")
        longitude = float(place.get("longitude") or "")
    except (TypeError, ValueError):
        return None, None
    south, north, west, east = UK
    if not (south <= latitude <= north and west <= longitude <= east):
        doubt("latitude", "the point lies outside the UK, so it was left out")
        return None, None
    return latitude, longitude
