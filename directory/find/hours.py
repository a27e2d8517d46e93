"""Whether a service or a contact is open, in Europe/London, bank holidays included."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import holidays
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from directory.models import Contact, OpeningHours, Service

LONDON = ZoneInfo("Europe/London")
DAY = datetime.timedelta(days=1)
# Bank holidays differ by nation; where the nation is not known, England's count.
SUBDIVISIONS = {
    "england": "ENG",
    "wales": "WLS",
    "scotland": "SCT",
    "northern-ireland": "NIR",
}


@dataclass(frozen=True)
class Opening:
    """Open or closed at one moment, and in words until when or from when."""

    is_open: bool | None
    words: str
    is_always: bool = False


class Span(NamedTuple):
    """Opening hours of one day, as OpeningHours keeps them."""

    weekday: int
    opens_at: datetime.time
    closes_at: datetime.time
    on_bank_holidays: bool | None


@lru_cache(maxsize=32)
def bank_holidays(nation: str, year: int) -> frozenset[datetime.date]:
    """The bank holidays of a nation ("england" ...) in a year."""
    found = holidays.country_holidays(
        "GB", subdiv=SUBDIVISIONS.get(nation, "ENG"), years=year
    )
    return frozenset(found)


def opening(
    service: Service, at: datetime.datetime | None = None, nation: str = ""
) -> Opening | None:
    """Of the service as a whole; None where its hours are not known.

    Needs `hours` loaded; hours that belong to one contact do not count.
    """
    own = [row for row in service.hours.all() if row.contact_id is None]
    return judge(own, at, nation)


def opening_of(
    contact: Contact, at: datetime.datetime | None = None, nation: str = ""
) -> Opening | None:
    """Of one contact, by its own hours; None where they are not known."""
    return judge(list(contact.hours.all()), at, nation)


def judge(
    rows: Sequence["Span | OpeningHours"],
    at: datetime.datetime | None,
    nation: str = "",
) -> Opening | None:
    """Whether these hours hold at a moment (by default now); None without any."""
    if not rows:
        return None
    if is_always_open(rows):
        return Opening(True, _("Open day and night, every day"), is_always=True)
    now = (at or timezone.now()).astimezone(LONDON).replace(tzinfo=None)
    spans = sorted(_spans(rows, now.date(), nation))
    if any(start <= now < end and not sure for start, end, sure in spans):
        return Opening(None, _("Today is a bank holiday: it may be closed"))
    certain = [(start, end) for start, end, sure in spans if sure]
    for start, end in certain:
        if start <= now < end:
            until = _joined_end(end, certain)
            return Opening(True, _("Open now, until %s") % clock(until.time()))
    for start, _end in certain:
        if start > now:
            return Opening(False, _("Closed now. %s") % _opens(start, now))
    return Opening(False, _("Closed now"))


def is_always_open(rows: Iterable["Span | OpeningHours"]) -> bool:
    """Whether the hours are midnight to midnight on all seven days."""
    midnight = datetime.time(0)
    whole = {
        row.weekday
        for row in rows
        if row.opens_at == row.closes_at == midnight
        and row.on_bank_holidays is not False
    }
    return len(whole) == 7


def clock(time: datetime.time) -> str:
    """A time of day as people say it: 9am, 9.30am, noon, midnight."""
    if time == datetime.time(0):
        return _("midnight")
    if time == datetime.time(12):
        return _("noon")
    half = "am" if time.hour < 12 else "pm"
    hour = time.hour % 12 or 12
    return f"{hour}.{time.minute:02d}{half}" if time.minute else f"{hour}{half}"


def _spans(
    rows: Sequence["Span | OpeningHours"], today: datetime.date, nation: str
) -> Iterable[tuple[datetime.datetime, datetime.datetime, bool]]:
    """Open times from yesterday to the same day next week; and whether certain."""
    for offset in range(-1, 9):
        day = today + offset * DAY
        is_holiday = day in bank_holidays(nation, day.year)
        for row in rows:
            if row.weekday != day.weekday():
                continue
            if is_holiday and row.on_bank_holidays is False:
                continue
            start = datetime.datetime.combine(day, row.opens_at)
            end = datetime.datetime.combine(day, row.closes_at)
            if end <= start:
                end += DAY
            yield start, end, not is_holiday or bool(row.on_bank_holidays)


def _joined_end(
    end: datetime.datetime, spans: list[tuple[datetime.datetime, datetime.datetime]]
) -> datetime.datetime:
    """The end of open time that goes on without a break."""
    for start, other in spans:
        if start <= end < other:
            end = other
    return end


def _opens(start: datetime.datetime, now: datetime.datetime) -> str:
    time = clock(start.time())
    if start.date() == now.date():
        return _("Opens today at %s") % time
    if start.date() == now.date() + DAY:
        return _("Opens tomorrow at %s") % time
    day = date_format(start, "l")
    return _("Opens on %(day)s at %(time)s") % {"day": day, "time": time}
