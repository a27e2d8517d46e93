"""Postcodes: their shape, and the files that give each one a council and a point.

The ONS renames its columns with almost every release, so a file is recognised by the
names in its header, and Ordnance Survey's Code-Point Open, which has none, by shape.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from directory.exchange.formats import grid

POSTCODE = re.compile(r"^([A-Z]{1,2}[0-9][0-9A-Z]?) ?([0-9])([A-Z]{2})$")
SECTOR = re.compile(r"^[A-Z]{1,2}[0-9][0-9A-Z]? [0-9]$")
# The last two letters are never one of CIKMOV, so `w1 5pm` is no postcode.
IN_TEXT = re.compile(
    r"\b[a-z]{1,2}[0-9][0-9a-z]? {0,2}[0-9][abd-hjlnp-uw-z]{2}\b", re.IGNORECASE
)
# Codes that mean "no council here" or a place outside the UK.
_PSEUDO = re.compile(r"^(?:[A-Z]99999999|L93000001|M83000003)$")

_COLUMNS = {
    "postcode": re.compile(r"^(?:pcds|pcd8|pcd2|pcd7|pcd|postcode)$"),
    "council": re.compile(r"^(?:lad\d\dcd|oslaua|laua|admin_district_code)$"),
    "retired": re.compile(r"^doterm$"),
    "latitude": re.compile(r"^lat$"),
    "longitude": re.compile(r"^long$"),
    "easting": re.compile(r"^(?:east1m|oseast1m|eastings)$"),
    "northing": re.compile(r"^(?:north1m|osnrth1m|northings)$"),
    "quality": re.compile(r"^(?:gridind|osgrdind|positional_quality_indicator)$"),
}
# Code-Point Open: its short header, and the order of its columns where it has none.
_SHORT_NAMES = {
    "pc": "postcode",
    "pq": "positional_quality_indicator",
    "ea": "eastings",
    "no": "northings",
    "dc": "admin_district_code",
}
_CODE_POINT = ("pc", "pq", "ea", "no", "cy", "rh", "lh", "cc", "dc", "wc")
# Quality marks for "no position": ONS 9, Code-Point Open 90.
_NO_POSITION = ("9", "90")


class UnknownLayoutError(Exception):
    """The file is none of those that can be read."""


@dataclass(frozen=True)
class PostcodeRow:
    """A postcode without its space, its council, its point, and whether it is gone."""

    postcode: str
    council: str
    latitude: float | None
    longitude: float | None
    is_retired: bool

    @property
    def is_northern_irish(self) -> bool:
        return self.postcode.startswith("BT")


@dataclass(frozen=True)
class Layout:
    """Where the columns of a file stand, and whether its first row is a header."""

    places: dict[str, int]
    has_header: bool

    def read(self, cells: list[str]) -> PostcodeRow | None:
        """One row as values; None where it holds no whole postcode."""

        def cell(name: str) -> str:
            place = self.places.get(name)
            return "" if place is None or place >= len(cells) else cells[place].strip()

        postcode = compact(cell("postcode"))
        if not is_postcode(postcode):
            return None
        latitude, longitude = _point(cell, is_irish=postcode.startswith("BT"))
        council = cell("council")
        return PostcodeRow(
            postcode=postcode,
            council="" if _PSEUDO.match(council) else council,
            latitude=latitude,
            longitude=longitude,
            is_retired=bool(cell("retired")),
        )


def recognise(first_row: list[str]) -> Layout:
    """The layout of a file that begins with this row."""
    names = [name.strip().lower().removeprefix("\ufeff") for name in first_row]
    names = [_SHORT_NAMES.get(name, name) for name in names]
    if len(names) == len(_CODE_POINT) and is_postcode(compact(first_row[0])):
        headless = [_SHORT_NAMES.get(name, name) for name in _CODE_POINT]
        return Layout(_places(headless), has_header=False)
    places = _places(names)
    has_point = {"latitude", "longitude"} <= places.keys()
    has_grid = {"easting", "northing"} <= places.keys()
    if {"postcode", "council"} <= places.keys() and (has_point or has_grid):
        return Layout(places, has_header=True)
    raise UnknownLayoutError


def _places(names: list[str]) -> dict[str, int]:
    """The place of each column we read; the first that fits."""
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        for key, pattern in _COLUMNS.items():
            if pattern.match(name):
                places.setdefault(key, place)
    return places


def _point(
    cell: Callable[[str], str], *, is_irish: bool
) -> tuple[float | None, float | None]:
    """The point of a row; nothing where the file says that it has none."""
    if cell("quality") in _NO_POSITION:
        return None, None
    latitude, longitude = _number(cell("latitude")), _number(cell("longitude"))
    if latitude is not None and longitude is not None:
        return (latitude, longitude) if 49 <= latitude <= 61.5 else (None, None)
    east, north = _number(cell("easting")), _number(cell("northing"))
    # Rows of Northern Ireland are on the Irish grid, which we do not read.
    if not east or not north or is_irish:
        return None, None
    return grid.to_point(east, north)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def compact(text: str) -> str:
    """A postcode in capitals without spaces: `m14 5sx` becomes `M145SX`."""
    return "".join(text.split()).upper()


def is_postcode(text: str) -> bool:
    """Whether a text is shaped like a whole postcode; not whether it exists."""
    return bool(POSTCODE.match(text))


def spaced(text: str) -> str:
    """A postcode as it is written: `M14 5SX`."""
    plain = compact(text)
    return f"{plain[:-3]} {plain[-3:]}"


def sector_of(text: str) -> str:
    """The sector of a postcode: `M14 5` of `M14 5SX`."""
    return spaced(text)[:-2]
