"""What in a text may say where a confidential service is."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

# A whole postcode, such as M14 5AB. A district alone (M14) says no more than coverage.
POSTCODE = re.compile(
    r"(?<![A-Z0-9])[A-Z]{1,2}[0-9][0-9A-Z]?\s?[0-9][ABD-HJLNP-UW-Z]{2}(?![A-Z0-9])",
    re.IGNORECASE,
)
_SURE = r"street|str|road|rd|avenue|ave|lane|crescent|terrace|grove|mews"
_UNSURE = (
    r"Close|Court|Drive|Gardens|Hill|House|Parade|Place|Quay|Rise|Row|Square|Walk|Way"
    r"|Wharf"
)
# 12 High Street; Flat 2, 14a st john's rd.
_NUMBERED = re.compile(
    rf"\b\d{{1,4}}[a-z]?,?\s+(?:[\w'\u2019.-]+\s+){{1,3}}(?:{_SURE})\b", re.IGNORECASE
)
# 3 Mill Close; but not: 16 and looking for a place.
_CAPITALS = re.compile(
    rf"\b\d{{1,4}}[a-zA-Z]?,?\s+(?:[A-Z][\w'\u2019.-]*\s+){{1,3}}(?:{_UNSURE})\b"
)
# Wellington Street, without a number; in capitals, or it would be any road.
_NAMED = re.compile(
    r"\b(?:[A-Z][\w'\u2019.-]*\s+){1,3}(?:Street|Road|Avenue|Lane|Crescent|Terrace)\b"
)
_WELSH = re.compile(r"\b\d{1,4}[a-z]?,?\s+(?:Stryd|Heol|Ffordd)\s+[A-Z]\w+")
_POINT = re.compile(
    r"(?<![\d.])-?\d{1,2}\.\d{3,}\s*[,;/ ]\s*-?\d{1,3}\.\d{3,}(?![\d.])"
)
_THREE_WORDS = re.compile(r"///\w+\.\w+\.\w+")
_MAP = re.compile(
    r"(?:goo\.gl/maps|maps\.app\.goo\.gl|google\.[a-z.]+/maps|openstreetmap\.org)\S*",
    re.IGNORECASE,
)
PATTERNS = (POSTCODE, _NUMBERED, _CAPITALS, _NAMED, _WELSH, _POINT, _THREE_WORDS, _MAP)
# What is a place for certain; a named road alone may be part of a name.
EXACT = (POSTCODE, _NUMBERED, _CAPITALS, _WELSH, _POINT, _THREE_WORDS, _MAP)
# Erasing looks for streets in small letters too: taking out too much harms nobody.
_ANY_CASE = re.compile(
    rf"\b\d+[a-z]?,? (?:[^\s,;]+ ){{1,4}}(?:{_SURE}|{_UNSURE}|st|embankment|yard)\b",
    re.IGNORECASE,
)
ERASED = (*EXACT, _ANY_CASE)
# Shorter than this, a part of an address may be any word.
SHORTEST = 5
# These are addresses on the web or by mail, and identities, not words about a place.
NOT_TEXT = frozenset({"value", "dialable", "code", "uuid", "source_key", "open_code"})


def traces(text: str) -> set[str]:
    """Postcodes, streets, points and map links that stand in a text, in one form."""
    return {
        " ".join(found[0].split()).casefold()
        for pattern in PATTERNS
        for found in pattern.finditer(text)
    }


def traces_in(values: Any, *, skip: Iterable[str] = ()) -> set[str]:
    """The traces in plain values, however deep."""
    if isinstance(values, str):
        return traces(values)
    if isinstance(values, Mapping):
        kept = [v for k, v in values.items() if k not in NOT_TEXT and k not in skip]
        return set().union(*(traces_in(value) for value in kept)) if kept else set()
    if isinstance(values, (list, tuple)):
        return set().union(*(traces_in(value) for value in values)) if values else set()
    return set()


def traces_of(row, fields: Iterable[str] | None = None) -> set[str]:
    """The traces in the text columns of one row, or in some of them."""
    chosen = set(fields) if fields is not None else None
    found = set()
    for name in texts_of(type(row)):
        if chosen is None or name in chosen:
            found |= traces(row.__dict__.get(name) or "")
    return found


def texts_of(model) -> list[str]:
    """The columns of a model in which someone writes words."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if field.get_internal_type() in ("CharField", "TextField")
        and not field.choices
        and field.name not in NOT_TEXT
    ]
