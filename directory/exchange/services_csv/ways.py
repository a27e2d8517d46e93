"""The ways to reach a service, from the cells of its row."""

import re
from datetime import date

from django.core.validators import validate_email

from directory.exchange.formats import hours
from directory.exchange.formats.csv_rows import Row
from directory.exchange.services_csv.things import (
    Doubts,
    Values,
    fits,
    in_order,
    text,
    valid,
)
from directory.models import Contact, ContactKind, Held, dialling

# Column of the file, kind of contact, and the first number in its contacts' codes.
# Each kind has numbers of its own, so that a second phone number takes none away.
WAYS = (
    ("phone", ContactKind.PHONE, 1),
    ("text_number", ContactKind.TEXT, 11),
    ("whatsapp", ContactKind.WHATSAPP, 21),
    ("webchat_url", ContactKind.WEBCHAT, 31),
    ("email", ContactKind.EMAIL, 41),
    ("relay", ContactKind.RELAY, 51),
    ("website", ContactKind.WEBSITE, 81),
)
NUMBERED = ("phone", "text_number", "whatsapp", "relay")
LINKED = ("webchat_url", "website")
FIRST_NUMBER = {str(kind): first for _column, kind, first in WAYS}
COLUMN = {str(kind): column for column, kind, _first in WAYS}
# A mobile number that nobody has seen for this long may have a new owner.
YEARS_A_MOBILE_LASTS = 2

_SEEN = re.compile(r"^\d{4}(-\d\d(-\d\d)?)?$")
_BILL = re.compile(r"\bbills?\b", re.IGNORECASE)
_COST = re.compile(r"\b(?:free|freephone|charged|cost|costs)\b", re.IGNORECASE)


def read_contacts(row: Row, today: date, doubts: Doubts) -> dict[str, list[Values]]:
    """Contacts by kind, each with what the row says of it."""
    found: dict[str, list[Values]] = {}
    for column, kind, first in WAYS:
        contacts = [
            _contact(row, column, printed, today, doubts)
            for printed in dialling.split(row[column])
        ]
        for number, contact in enumerate(contacts):
            contact["order"] = first + number
        values = [contact["value"] for contact in contacts]
        if len(values) != len(set(values)):
            raise row.wrong(column, "the same stands here twice")
        found[str(kind)] = contacts
    _say_costs(row, found)
    return found


def _contact(
    row: Row, column: str, printed: str, today: date, doubts: Doubts
) -> Values:
    contact: Values = {
        "value": printed,
        "dialable": "",
        "label": "",
        "cost_words": "",
        "bill_words": "",
        "seen_on": _seen_on(row),
        "held": "",
    }
    if column in NUMBERED:
        number = dialling.read(printed)
        contact |= {
            "value": number.printed,
            "dialable": number.dialable,
            "label": number.label,
        }
        if not number.dialable:
            doubts.add(row, column, f"{printed!r} is no number that can be dialled")
        if number.is_mobile and _may_be_old(contact["seen_on"], today):
            contact["held"] = str(Held.OLD_MOBILE)
    elif column in LINKED:
        if not re.match(r"^https?://[^\s/]+\.[^\s/]+", printed):
            raise row.wrong(column, "must be an address that begins http", printed)
    else:
        valid(row, column, validate_email)
    for name in ("value", "label"):
        fits(row, column, contact[name], Contact, name)
    return contact


def _seen_on(row: Row) -> str:
    seen = row["source_date"]
    if seen and not _SEEN.match(seen):
        raise row.wrong("source_date", "must be 2025, 2025-04 or 2025-04-30")
    try:
        date.fromisoformat(_first_day(seen or "2000"))
    except ValueError:
        raise row.wrong("source_date", "there is no such day") from None
    return seen


def _first_day(seen: str) -> str:
    """The earliest day that a date such as 2025 or 2025-04 can mean."""
    return seen + "-01-01"[len(seen) - 4 :]


def _may_be_old(seen: str, today: date) -> bool:
    """Whether a number may have been seen more than two years ago, or never."""
    if not seen:
        return True
    first = _first_day(seen)
    year, month_and_day = int(first[:4]), first[4:]
    return f"{year + YEARS_A_MOBILE_LASTS}{month_and_day}" < today.isoformat()


def _say_costs(row: Row, found: dict[str, list[Values]]) -> None:
    """What the row says of its first number: what it costs, bills, and the rest."""
    notes = text(row, "phone_notes", Contact, "cost_words")
    numbers = found[str(ContactKind.PHONE)]
    if not notes:
        return
    if not numbers:
        raise row.wrong("phone_notes", "there is no phone number to say this of")
    first = numbers[0]
    said: dict[str, list[str]] = {"bill_words": [], "cost_words": [], "label": []}
    for sentence in re.split(r"(?<=[a-z])\.\s+|;\s+", notes.rstrip(".")):
        if _BILL.search(sentence):
            said["bill_words"].append(sentence)
        elif _COST.search(sentence):
            said["cost_words"].append(sentence)
        else:
            said["label"].append(sentence)
    first["bill_words"] = "; ".join(said["bill_words"])
    first["cost_words"] = "; ".join(said["cost_words"])
    first["label"] = "; ".join(filter(None, [first["label"], *said["label"]]))
    fits(row, "phone_notes", first["label"], Contact, "label")


def read_hours(row: Row, contacts: dict[str, list[Values]]) -> list[list]:
    """The certain hours: of the service, and of contacts that are named plainly.

    Each as: kind and value of the contact (both empty for the service), weekday,
    opening and closing time, and whether it holds on bank holidays too.
    """
    slots: list[list] = []
    for kind, several in contacts.items():
        for contact in several:
            for opening in hours.read(contact["label"]):
                if not opening.channels:
                    slots += _slots(kind, contact["value"], opening)
    for opening in hours.read(row["opening_hours"]):
        if not opening.channels:
            slots += _slots("", "", opening)
        for channel in opening.channels:
            named = contacts.get(channel, [])
            # With two numbers, nobody can tell which one is meant.
            if len(named) == 1:
                value = named[0]["value"]
                slots = [slot for slot in slots if slot[:2] != [channel, value]]
                slots += _slots(channel, value, opening)
    return in_order(slots)


def _slots(kind: str, value: str, opening: hours.Opening) -> list[list]:
    return [
        [
            kind,
            value,
            slot.weekday,
            f"{slot.opens_at:%H:%M}",
            f"{slot.closes_at:%H:%M}",
            slot.on_bank_holidays,
        ]
        for slot in opening.slots
    ]
