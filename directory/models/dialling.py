"""Phone numbers: as a service prints them, as a phone dials them."""

import re
from dataclasses import dataclass

import phonenumbers

# A number, then perhaps words about it in brackets. `(0)` is part of a number.
_PRINTED = re.compile(
    r"^(?P<number>\+?[\d][\d\s.\-\u2013]*(?:\(0\)[\d\s.\-\u2013]*)?)"
    r"\s*(?:\((?P<label>.*)\))?$",
    re.DOTALL,
)
# 116 123, 101, 85258: dialled as they stand, inside the country only.
_SHORT = re.compile(r"^(?!18001$)[1-9]\d{2,5}$")
# The prefix of Relay UK, and the number that it is put before.
_RELAY = re.compile(r"^(18001)\s+(?:then\s+)?(?=\d)(.+)$", re.DOTALL)
_NOT_A_DIGIT = re.compile(r"[^0-9]")
_IN_FRONT = re.compile(r"^(0044|44(?=0?[0-9]{9,10}$)|0)0?")
_MOBILE = re.compile(r"^(?:\+44(?:\(0\))?|0)7")


@dataclass(frozen=True)
class Number:
    """One number: as printed, as dialled ("" if we cannot tell), and its label."""

    printed: str
    dialable: str
    label: str = ""
    is_mobile: bool = False


def split(cell: str) -> list[str]:
    """The numbers of a cell; a semicolon inside brackets does not part them."""
    parts, depth, start = [], 0, 0
    for place, sign in enumerate(cell):
        depth += (sign == "(") - (sign == ")")
        if sign == ";" and depth <= 0:
            parts.append(cell[start:place])
            start = place + 1
    parts.append(cell[start:])
    return [part.strip() for part in parts if part.strip()]


def read(printed: str) -> Number:
    """One number with its label; keeps what is printed even if it is no number."""
    printed = printed.strip()
    relay = _RELAY.match(printed)
    if relay:
        return _relayed(printed, relay[1], read(relay[2]))
    match = _PRINTED.match(printed)
    if not match:
        return Number(printed, "")
    number, label = match["number"].strip(), (match["label"] or "").strip()
    digits = re.sub(r"\D", "", number)
    if _SHORT.match(digits) and not number.startswith("+"):
        return Number(number, digits, label)
    return Number(
        printed=number,
        dialable=_dialable(number),
        label=label,
        is_mobile=bool(_MOBILE.match(re.sub(r"[^\d+()]", "", number))),
    )


def _dialable(number: str) -> str:
    """The number with its country code; "" if it is no number that can exist."""
    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(parsed):
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _relayed(printed: str, prefix: str, inner: Number) -> Number:
    """A number behind Relay UK's prefix, which is dialled without a country code."""
    label = f"({inner.label})" if inner.label else ""
    number = printed.removesuffix(label).strip()
    if not inner.dialable.startswith("+44"):
        return Number(number, "", inner.label)
    return Number(number, f"{prefix}0{inner.dialable[3:]}", inner.label)


def read_all(cell: str) -> list[Number]:
    """Every number of a cell such as `0808 2000 247 (24 hours); 020 7946 0001`."""
    return [read(part) for part in split(cell)]


def national_digits(typed: str) -> str:
    """The digits that every way of typing a number shares: no 0, no +44 in front."""
    return _IN_FRONT.sub("", _NOT_A_DIGIT.sub("", typed))
