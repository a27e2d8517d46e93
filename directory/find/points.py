"""Where on the map a postcode is: its own point, its sector's, or its district's."""

import re

from directory.find.held import holding
from directory.models import Postcode, PostcodeSector

Point = tuple[float, float]

_PARTS = re.compile(r"^([A-Z]{1,2}[0-9][0-9A-Z]?)(?:([0-9])([A-Z]{2})?)?$")


def is_postcode(typed: str) -> bool:
    """Whether it is written as a postcode, a sector or a district is."""
    return bool(_PARTS.match(_plain(typed)))


def point_of(typed: str) -> Point | None:
    """Latitude and longitude of the middle of a postcode; None where none is known."""
    parts = _PARTS.match(_plain(typed))
    if not parts:
        return None
    district, digit, unit = parts.groups()
    if unit:
        found = Postcode.objects.point(f"{district}{digit}{unit}")
        if found:
            return found
    if digit:
        found = PostcodeSector.objects.point(f"{district} {digit}")
        if found:
            return found
    return holding().areas.district(district)


def _plain(typed: str) -> str:
    return "".join(typed.split()).upper()
