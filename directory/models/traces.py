"""Traces of an address in a text: postcodes, streets, and parts of a known one."""

import re
from collections.abc import Iterable
from typing import Any

# A whole postcode in a text, such as M14 5AB.
POSTCODE = r"\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}\b"
_ROADS = (
    "street|st|road|rd|avenue|ave|lane|drive|close|court|place|terrace|way|square|"
    "crescent|gardens|grove|row|walk|parade|yard|wharf|mews|quay|embankment"
)
# A number and a street, such as 12 Long Lane.
STREET = rf"\b\d+[a-z]?,? (?:[^\s,;]+ ){{1,4}}(?:{_ROADS})\b"
ANY_ADDRESS = re.compile(f"{POSTCODE}|{STREET}", re.IGNORECASE)
REMOVED = "[address removed]"
# Shorter than this, a part of an address may be any word.
SHORTEST = 5


def parts_of(address: str) -> set[str]:
    """What gives an address away in a text: all of it, a line, a street."""
    lines = [line.strip() for line in re.split(r"[,\n;]", address)]
    streets = [
        re.sub(r"^(?:\D+ )?\d+[a-z]?\s+", "", line, flags=re.I) for line in lines
    ]
    found = {address.strip(), *lines, *streets}
    return {part for part in found if len(part) >= SHORTEST}


def pattern(parts: Iterable[str], postcodes: Iterable[str]) -> re.Pattern[str]:
    """What finds these parts and postcodes, however spaced, and any other address."""
    known = [re.escape(part) for part in sorted(parts, key=len, reverse=True)]
    for postcode in postcodes:
        plain = re.sub(r"\s", "", postcode)
        known += [r"\s?".join(map(re.escape, plain))] if plain else []
    return re.compile("|".join([*known, ANY_ADDRESS.pattern]), re.IGNORECASE)


def without_addresses(value: Any, found: re.Pattern[str] = ANY_ADDRESS) -> Any:
    """The same, with a mark in the place of each address in its texts."""
    if isinstance(value, str):
        return found.sub(REMOVED, value)
    if isinstance(value, dict):
        return {key: without_addresses(one, found) for key, one in value.items()}
    if isinstance(value, list):
        return [without_addresses(one, found) for one in value]
    return value
