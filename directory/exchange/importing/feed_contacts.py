"""The ways to reach a service of a feed; never a person's name or own address."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from directory.exchange.feeds.cleaning import (
    line,
    office_address,
    web_address,
    without_addresses_of_people,
)
from directory.exchange.feeds.reading import one as one_of
from directory.exchange.feeds.reading import records
from directory.models import ContactKind, dialling

Record = dict[str, Any]
Doubt = Callable[[str, str], None]
# Their type of phone: our kind; what is not here is no way to reach anyone.
PHONES = {
    "": ContactKind.PHONE,
    "voice": ContactKind.PHONE,
    "cell": ContactKind.PHONE,
    "mobile": ContactKind.PHONE,
    "phone": ContactKind.PHONE,
    "hotline": ContactKind.PHONE,
    "text": ContactKind.TEXT,
    "sms": ContactKind.TEXT,
    "textphone": ContactKind.RELAY,
    "tty": ContactKind.RELAY,
    "video": ContactKind.BSL_VIDEO,
}
# What stands in a label or an address of a page, and what the page then is.
PAGES = (
    (re.compile(r"\bchat\b|webchat|livechat", re.I), ContactKind.WEBCHAT),
    (re.compile(r"\bbsl\b|signvideo|sign language", re.I), ContactKind.BSL_VIDEO),
    (re.compile(r"\bform\b|referral-form|contact-form", re.I), ContactKind.WEB_FORM),
)
_DIGITS = re.compile(r"\d")
MOST_CONTACTS = 25


def contacts_of(
    record: Record, names: tuple[str, ...], seen_on: str, doubt: Doubt
) -> list[Record]:
    """Every way in a record, each once, in its order."""
    found: dict[tuple[str, str], Record] = {}
    owner = one_of(record.get("organization"))
    for way in _all(record, names, doubt):
        found.setdefault((way["kind"], way["value"]), way)
    if not any(way["kind"] != ContactKind.WEBSITE for way in found.values()):
        for way in _all({**owner, "url": ""}, names, doubt):
            found.setdefault((way["kind"], way["value"]), way)
    if not found and (site := owner.get("website") or owner.get("url")):
        for way in _all({"url": site}, names, doubt):
            found.setdefault((way["kind"], way["value"]), way)
    ways = list(found.values())
    if len(ways) > MOST_CONTACTS:
        doubt("contacts", f"{len(ways)} ways to reach it: the first are taken")
    for way in ways:
        way["seen_on"] = way.get("seen_on") or seen_on
    return ways[:MOST_CONTACTS]


def _all(record: Record, names: tuple[str, ...], doubt: Doubt) -> Iterator[Record]:
    for phone in _phones(record):
        yield from _phone(phone, names, doubt)
    emails = [record.get("email")]
    emails += [one.get("email") for one in records(record.get("contacts"))]
    for email in emails:
        address, is_private = office_address(email, *names)
        if address:
            yield _way(ContactKind.EMAIL, address)
        elif is_private:
            doubt("email", "an address that may be a person's was left out")
    for page in records(record.get("additional_urls")):
        yield from _page(page, names, doubt)
    if record.get("url"):
        address, added = web_address(record["url"])
        if not address:
            doubt("url", "is no address of the web, so it was left out")
        else:
            if added:
                doubt("url", f"https:// was put before {address.partition('//')[2]}")
            yield _way(ContactKind.WEBSITE, address)


def _phones(record: Record) -> Iterator[Record]:
    """Of the service, of its contacts (never their names), and of its places."""
    yield from records(record.get("phones"))
    for contact in records(record.get("contacts")):
        yield from records(contact.get("phones"))
    for link in records(record.get("service_at_locations")):
        yield from records(link.get("phones"))
        yield from records(one_of(link.get("location")).get("phones"))


def _phone(phone: Record, names: tuple[str, ...], doubt: Doubt) -> Iterator[Record]:
    printed = line(phone.get("number")).strip("\"'").removeprefix("tel:").strip()
    kind = phone.get("x_kind") or PHONES.get(line(phone.get("type")).lower())
    if not printed or not _DIGITS.search(printed):
        return
    if kind is None:
        doubt("phones", f"{line(phone.get('type'))} is no way to reach them: left out")
        return
    label, _went = without_addresses_of_people(line(phone.get("description")), *names)
    if (extension := line(phone.get("extension"))) and extension not in printed:
        label = f"extension {extension}; {label}".rstrip("; ")
    for one in dialling.split(printed) or [printed]:
        number = dialling.read(one)
        if kind in (ContactKind.PHONE, ContactKind.TEXT) and not number.dialable:
            doubt("phones", f"{one[:60]!r} is no number that can be dialled here")
        way = _way(kind, number.printed[:500], label[:160] or number.label[:160])
        yield way | _ours(phone)


def _page(page: Record, names: tuple[str, ...], doubt: Doubt) -> Iterator[Record]:
    label = line(page.get("label"))
    address, added = web_address(page.get("url"))
    if not address:
        return
    if number := line(page.get("x_number")):
        yield _way(ContactKind.WHATSAPP, number) | _ours(page)
        return
    if "//wa.me/" in address:
        digits = re.sub(r"\D", "", address.partition("//wa.me/")[2])
        if digits:
            yield _way(ContactKind.WHATSAPP, f"+{digits}")
        return
    if added:
        doubt("additional_urls", f"https:// was put before {address[8:]}")
    found = [kind for sign, kind in PAGES if sign.search(f"{label} {address}")]
    kind = page.get("x_kind") or (found or [ContactKind.WEBSITE])[0]
    label, _went = without_addresses_of_people(label, *names)
    yield _way(kind, address) | _ours(page)


def _way(kind: str, value: str, label: str = "") -> Record:
    return {"kind": str(kind), "value": value, "label": label}


def _ours(said: Record) -> Record:
    """What a site of ours says of its contact."""
    if not said.get("x_kind"):
        return {}
    return {
        "label": line(said.get("x_label")),
        "hours_words": line(said.get("x_hours")),
        "cost_words": line(said.get("x_cost")),
        "bill_words": line(said.get("x_bill")),
        "seen_on": line(said.get("x_seen_on")),
    }
