"""Opening hours of a feed: words always, days and times only where they are certain."""

import re
from typing import Any

from directory.exchange.feeds.cleaning import line

Record = dict[str, Any]
DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_BY_NAME = {name[:2].upper(): number for number, name in enumerate(NAMES)}
# Times with an offset would be wrong for half of the year: they stay words.
_TIME = re.compile(r"^(\d{1,2}):(\d\d)(?::\d\d(?:\.\d+)?)?$")
# With any of these, a schedule says more than a week does.
_MORE = (
    *("until", "count", "byweekno", "bymonthday", "byyearday", "valid_to"),
    *("valid_from", "dtstart"),
)


def hours_of(schedules: list[Record]) -> tuple[str, list[Record]]:
    """Words, and the hours of the whole service that are certain."""
    words: list[str] = []
    rows: dict[tuple[int, str], Record] = {}
    certain = True
    for one in schedules:
        said = line(one.get("description"))
        found = _rows(one) if not one.get("x_contact_id") else []
        if said and not one.get("x_contact_id"):
            words.append(said)
        elif found:
            words.append(_in_words(found))
        certain = certain and found is not None
        for row in found or ():
            rows[row["weekday"], row["opens_at"]] = row
    in_words = "; ".join(dict.fromkeys(words))
    return in_words, list(rows.values()) if certain else []


def _rows(one: Record) -> list[Record] | None:
    """The rows of one schedule; None where they cannot be told for certain."""
    opens, closes = _time(one.get("opens_at")), _time(one.get("closes_at"))
    days = _days(one)
    if not opens or not closes or not days:
        return [] if line(one.get("description")) else None
    if line(one.get("freq")).upper() not in ("", "WEEKLY"):
        return None
    if any(one.get(name) not in (None, "") for name in _MORE):
        return None
    if line(one.get("interval")) not in ("", "1"):
        return None
    closes = "00:00" if closes == "23:59" else closes
    return [
        {
            "contact": "",
            "weekday": day,
            "opens_at": opens,
            "closes_at": closes,
            "on_bank_holidays": one.get("x_on_bank_holidays")
            if isinstance(one.get("x_on_bank_holidays"), bool)
            else None,
        }
        for day in days
    ]


def _days(one: Record) -> list[int]:
    """Of `byday` (MO,TU) or of the older `weekday` (Monday)."""
    said = line(one.get("byday") or one.get("weekday"))
    found = []
    for part in re.split(r"[,;\s]+", said):
        day = _BY_NAME.get(part[:2].upper()) if part else None
        if part and day is None:
            return []
        if day is not None:
            found.append(day)
    return sorted(set(found))


def _time(value: Any) -> str:
    found = _TIME.match(line(value))
    if not found or int(found[1]) > 24 or int(found[2]) > 59:
        return ""
    return f"{int(found[1]) % 24:02}:{found[2]}"


def _in_words(rows: list[Record]) -> str:
    days = ", ".join(NAMES[row["weekday"]] for row in rows)
    return f"{days}: {rows[0]['opens_at']} to {rows[0]['closes_at']}"
