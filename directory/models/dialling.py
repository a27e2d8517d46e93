"""Numbers as they are dialled, however they are printed or typed."""

import re

import phonenumbers

# Short numbers that work in the UK only as they stand: 101, 999, 116 123, 60777.
_LONGEST_SHORT_NUMBER = 6
_NOT_A_DIGIT = re.compile(r"[^0-9]")


def dialled(printed: str) -> str:
    """A printed number as the phone needs it, +44…, or "" where none is found."""
    for match in phonenumbers.PhoneNumberMatcher(printed, "GB"):
        return phonenumbers.format_number(
            match.number, phonenumbers.PhoneNumberFormat.E164
        )
    digits = _NOT_A_DIGIT.sub("", printed)
    return digits if 3 <= len(digits) <= _LONGEST_SHORT_NUMBER else ""


def national_digits(typed: str) -> str:
    """The digits that every way of typing a number shares: no 0, no +44 in front."""
    digits = _NOT_A_DIGIT.sub("", typed)
    return re.sub(r"^(0044|44(?=\d{9,10}$)|0)0?", "", digits)
