"""What all ways of writing one phone number have in common."""

import re

_NOT_A_DIGIT = re.compile(r"[^0-9]")
_IN_FRONT = re.compile(r"^(0044|44(?=0?[0-9]{9,10}$)|0)0?")


def national_digits(typed: str) -> str:
    """The digits that every way of typing a number shares: no 0, no +44 in front."""
    return _IN_FRONT.sub("", _NOT_A_DIGIT.sub("", typed))
