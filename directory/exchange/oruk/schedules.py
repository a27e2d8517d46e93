"""Opening hours: always in words, and as days and times where they are certain."""

import datetime
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from directory.exchange.oruk.filled import Record, filled
from directory.exchange.oruk.ids import part_id
from directory.find.week import week

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MIDNIGHT = datetime.time(0)
# The standard has no 24:00.
LAST_MINUTE = "23:59"
# Opening and closing time, and whether it holds on bank holidays.
Slot = tuple[str, str, bool | None]


def schedules(
    owner: UUID, hours: Iterable[Any], words: str, of: Record | None = None
) -> list[Record]:
    """The hours of a service, or `of` one of its contacts; a schedule for each time.

    Times are local, in Europe/London: an offset would be wrong for half of the year.
    """
    rows = list(hours)
    contact = of["id"] if of else ""
    said = words.strip() or "; ".join(week(rows))
    if of and said:
        said = f"{of.get('number') or of.get('label', '')}: {said}"
    found: dict[Slot, set[int]] = {}
    for row in rows:
        for weekday, slot in _slots(row):
            found.setdefault(slot, set()).add(weekday)
    if not found:
        return [_schedule(owner, contact, said)] if said else []
    return [
        _schedule(owner, contact, said, slot, sorted(days))
        for slot, days in sorted(found.items(), key=lambda one: str(one[0]))
    ]


def _slots(row: Any) -> list[tuple[int, Slot]]:
    """The hours of one day; what passes midnight goes on the next day."""
    opens, closes = f"{row.opens_at:%H:%M}", f"{row.closes_at:%H:%M}"
    bank = row.on_bank_holidays
    if row.closes_at > row.opens_at:
        return [(row.weekday, (opens, closes, bank))]
    tonight = [(row.weekday, (opens, LAST_MINUTE, bank))]
    if row.closes_at == MIDNIGHT:
        return tonight
    return [*tonight, ((row.weekday + 1) % 7, ("00:00", closes, bank))]


def _schedule(
    owner: UUID,
    contact: str,
    words: str,
    slot: Slot | None = None,
    days: Iterable[int] = (),
) -> Record:
    opens, closes, bank = slot or ("", "", None)
    return filled(
        id=part_id(owner, f"schedule {contact}", f"{opens} {closes} {bank}"),
        service_id=str(owner),
        freq="WEEKLY" if slot else "",
        byday=",".join(DAYS[day] for day in days),
        opens_at=opens,
        closes_at=closes,
        description=words,
        x_timezone="Europe/London" if slot else "",
        x_on_bank_holidays=bank,
        x_contact_id=contact,
    )
