"""Taking addresses out of texts and plain values: known ones, and all that look so."""

import re
from collections.abc import Iterable
from typing import Any

from directory.models.place_traces import ERASED, SHORTEST

REMOVED = "[address removed]"


class Eraser:
    """Takes some known addresses, and whatever looks like one, out of what is said."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        # The longest first: a whole address before the street in it.
        parts = sorted(filter(None, known), key=len, reverse=True)
        spaced = [_however_spaced(part) for part in parts]
        self.known = re.compile("|".join(spaced), re.IGNORECASE) if spaced else None

    def text(self, text: str) -> str:
        """A text with a mark in the place of each."""
        if self.known:
            text = self.known.sub(REMOVED, text)
        for pattern in ERASED:
            text = pattern.sub(REMOVED, text)
        return text

    def values(self, values: Any) -> Any:
        """Plain values without them; a list of addresses is empty."""
        if isinstance(values, str):
            return self.text(values)
        if isinstance(values, list):
            return [self.values(one) for one in values]
        if isinstance(values, dict):
            return {
                name: _emptied(value) if name == "locations" else self.values(value)
                for name, value in values.items()
            }
        return values


def parts_of(address: str) -> set[str]:
    """What gives an address away in a text: all of it, a line, a street."""
    lines = [line.strip() for line in re.split(r"[,\n;]", address)]
    streets = [
        re.sub(r"^(?:\D+ )?\d+[a-z]?\s+", "", line, flags=re.I) for line in lines
    ]
    found = {address.strip(), *lines, *streets}
    return {part for part in found if len(part) >= SHORTEST}


def _however_spaced(part: str) -> str:
    """M14 5AB as M145AB too; the words of a street with any blanks between them."""
    return r"\s*".join(map(re.escape, part.split()))


def _emptied(value: Any) -> Any:
    """No addresses, in the shape in which they stood."""
    return {name: [] for name in value} if isinstance(value, dict) else []
