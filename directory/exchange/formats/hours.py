"""Opening hours in words, read into days and times only where they are certain.

Anything this grammar does not know whole, it leaves alone: a person who is told
"open now" and finds nobody there may not try again. The words are kept anyway.
"""

import re
from dataclasses import dataclass, replace
from datetime import time
from itertools import pairwise

DAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
EVERY_DAY = tuple(range(7))

# The words by which a source names a way of getting in touch, and its kind.
CHANNELS = {
    "helpline": "phone",
    "phone": "phone",
    "phone line": "phone",
    "phone lines": "phone",
    "telephone": "phone",
    "text": "text",
    "whatsapp": "whatsapp",
    "email": "email",
    "live chat": "webchat",
    "online chat": "webchat",
    "web chat": "webchat",
    "webchat": "webchat",
}

# With any of these in the text, none of it is certain.
_DOUBT = re.compile(
    r"\b20\d\d\b|\bolder\b|\bset up as\b|\bas (?:given|reported|at|one)\b"
    r"|\bnot (?:given|found|confirmed)\b|\busual\b|\bformerly\b"
)
_CHANNEL = "|".join(sorted(CHANNELS, key=len, reverse=True))
_CHANNEL_LIST = rf"(?:{_CHANNEL})(?:(?:, | and )(?:{_CHANNEL}))*"
_PREFIX = re.compile(rf"^(?P<channels>{_CHANNEL_LIST})(?P<colon>:)? (?P<rest>.+)$")
_SUFFIX = re.compile(rf"^(?P<rest>.+) \((?P<channels>{_CHANNEL_LIST})\)$")
_NOT_BANK_HOLIDAYS = re.compile(
    r"[,;]? ?\(?(?:not|except|closed on|not on) bank holidays\)?$"
)
_ROUND_THE_CLOCK = re.compile(
    r"^24 hours(?: a day)?"
    r"(?P<days>(?:,? (?:365 days a year|every day of the year|every day"
    r"|7 days a week|seven days a week))*)$"
)
_WHOLE_YEAR = re.compile(r"365 days a year|every day of the year")

_DAY = rf"(?:{'|'.join(DAYS)})s?"
_DAY_LIST = (
    r"every day|(?:7|seven) days a week|weekdays"
    rf"|{_DAY} to {_DAY}|{_DAY}(?:, {_DAY})*(?: and {_DAY})?"
)
_TIME = r"(?:\d{1,2}(?:[.:]\d\d)? ?[ap]m|noon|midnight)"
_SPAN = rf"{_TIME} to {_TIME}"
_SPANS = rf"{_SPAN}(?: and {_SPAN})*"
_DAYS_FIRST = re.compile(rf"^(?P<days>{_DAY_LIST}),? (?P<spans>{_SPANS})$")
_TIMES_FIRST = re.compile(rf"^(?P<spans>{_SPANS}),? (?P<days>{_DAY_LIST})$")


@dataclass(frozen=True)
class Slot:
    """Open from one time to another on one day; midnight to midnight is all day."""

    weekday: int
    opens_at: time
    closes_at: time
    on_bank_holidays: bool | None = None


@dataclass(frozen=True)
class Opening:
    """The certain hours of some ways of getting in touch; of all, if none is named."""

    channels: tuple[str, ...]
    slots: tuple[Slot, ...]


def read(words: str) -> list[Opening]:
    """The hours that are certain in a text such as `Monday to Friday, 9am to 5pm`."""
    text = re.sub(r"\s+", " ", words).strip().rstrip(".").lower()
    if not text or _DOUBT.search(text):
        return []
    sentences = re.split(r"(?<=[a-z)])\. ", text)
    found = [_sentence(sentence) for sentence in sentences]
    known = [opening for part in found if part is not None for opening in part]
    if any(part is None for part in found) or len(known) > 1:
        # Something else is said here, so hours without a channel may not be all.
        known = [opening for opening in known if opening.channels]
    named = [channel for opening in known for channel in opening.channels]
    return known if len(named) == len(set(named)) else []


def _sentence(sentence: str) -> list[Opening] | None:
    """The openings of one sentence; None if any part of it is not understood."""
    suffixed = _SUFFIX.match(sentence)
    if suffixed and not _PREFIX.match(sentence):
        slots = _slots(suffixed["rest"].split("; "))
        return [Opening(_channels(suffixed["channels"]), slots)] if slots else None
    groups: list[tuple[tuple[str, ...], list[str]]] = []
    for clause in sentence.split("; "):
        prefixed = _PREFIX.match(clause)
        if prefixed:
            groups.append((_channels(prefixed["channels"]), [prefixed["rest"]]))
        elif groups:
            groups[-1][1].append(clause)
        else:
            groups.append(((), [clause]))
    openings = []
    for channels, clauses in groups:
        slots = _slots(clauses)
        if not slots:
            return None
        openings.append(Opening(channels, slots))
    return openings


def _channels(names: str) -> tuple[str, ...]:
    return tuple(CHANNELS[name] for name in re.split(r", | and ", names))


def _slots(clauses: list[str]) -> tuple[Slot, ...]:
    """The slots that clauses add up to; none if one is unclear or two overlap."""
    slots: list[Slot] = []
    on_bank_holidays: bool | None = None
    for clause in clauses:
        rest = _NOT_BANK_HOLIDAYS.sub("", clause)
        if rest != clause:
            on_bank_holidays = False
        if not rest:
            continue
        more = _clause(rest.strip())
        if not more or {slot.weekday for slot in more} & {
            slot.weekday for slot in slots
        }:
            return ()
        slots.extend(more)
    if on_bank_holidays is False:
        if any(slot.on_bank_holidays for slot in slots):
            return ()
        slots = [replace(slot, on_bank_holidays=False) for slot in slots]
    return tuple(sorted(slots, key=lambda slot: (slot.weekday, slot.opens_at)))


def _clause(clause: str) -> list[Slot]:
    """The slots of one clause, such as `Saturday and Sunday noon to 9pm`."""
    always = _ROUND_THE_CLOCK.match(clause)
    if always:
        holidays = True if _WHOLE_YEAR.search(always["days"]) else None
        return [Slot(day, time(0), time(0), holidays) for day in EVERY_DAY]
    match = _DAYS_FIRST.match(clause) or _TIMES_FIRST.match(clause)
    if not match:
        return []
    days = _days(match["days"])
    try:
        spans = [_span(span) for span in match["spans"].split(" and ")]
    except ValueError:
        return []
    for earlier, later in pairwise(spans):
        if not earlier[0] < earlier[1] <= later[0]:
            return []
    return [Slot(day, opens, closes) for day in days for opens, closes in spans]


def _days(words: str) -> tuple[int, ...]:
    if words in ("every day", "7 days a week", "seven days a week"):
        return EVERY_DAY
    if words == "weekdays":
        return EVERY_DAY[:5]
    named = [_day(name) for name in re.split(r", | and | to ", words)]
    if " to " not in words:
        return tuple(dict.fromkeys(named))
    first, last = named
    return tuple((first + step) % 7 for step in range((last - first) % 7 + 1))


def _day(name: str) -> int:
    return next(i for i, day in enumerate(DAYS) if name.startswith(day))


def _span(words: str) -> tuple[time, time]:
    opens, closes = words.split(" to ")
    return _time(opens), _time(closes)


def _time(words: str) -> time:
    """A time of day; `12am` may mean noon or midnight, so it is refused."""
    if words in ("noon", "midnight"):
        return time(12 if words == "noon" else 0)
    number, half = words[:-2].strip(), words[-2:]
    hour, _dot, minute = number.replace(":", ".").partition(".")
    if (
        not 1 <= int(hour) <= 12
        or int(minute or 0) > 59
        or (hour, half) == ("12", "am")
    ):
        raise ValueError(words)
    hours = int(hour) % 12 + (12 if half == "pm" else 0)
    return time(hours, int(minute or 0))
