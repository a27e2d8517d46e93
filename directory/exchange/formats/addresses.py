"""Signs in a text that it says where somebody can be found."""

import re

from directory.exchange.formats.postcodes import IN_TEXT

_KINDS = (
    "Street|Road|Avenue|Lane|Crescent|Terrace|Drive|Close|Grove|Gardens|Square"
    "|Place|Way|Row|Hill|Court|Mews|Parade"
)
# 12 Some Street; 3-5 Other Road.
_NUMBERED = re.compile(
    rf"\b\d+[A-Za-z]?(?:\s?[-\u2013/]\s?\d+)?,?\s+(?:[A-Z][\w'\u2019.-]*\s+){{1,4}}"
    rf"(?:{_KINDS}|St|Rd|Ave|Ln)\b"
)
# Some Street without a number; words such as Place or Court need one.
_NAMED = re.compile(
    r"\b(?:[A-Z][\w'\u2019.-]*\s+){1,3}"
    r"(?:Street|Road|Avenue|Lane|Crescent|Terrace|Drive|Close|Grove)\b"
)


# Quickly said: where none of these words stands, no street does either.
_WORDS = tuple(f" {word}" for word in (*_KINDS.split("|"), "St", "Rd", "Ave", "Ln"))


def traces(text: str) -> list[str]:
    """Whole postcodes and streets named in a text, as they stand there."""
    found = [match.group() for match in IN_TEXT.finditer(text)]
    # A blank of any kind may stand before them.
    plain = f" {' '.join(text.split())}"
    if any(word in plain for word in _WORDS):
        found += [match.group() for match in _NUMBERED.finditer(text)]
        found += [match.group() for match in _NAMED.finditer(text)]
    return list(dict.fromkeys(found))
