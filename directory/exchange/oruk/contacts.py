"""Ways to reach a service. Only what every visitor sees comes here at all."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from directory.exchange.oruk.filled import Record, email, filled, listed, uri
from directory.exchange.oruk.ids import part_id
from directory.models import ContactKind
from directory.models.dialling import national_digits

# The standard's word for each kind that is a phone number.
PHONE_TYPES = {
    ContactKind.PHONE: "voice",
    ContactKind.TEXT: "text",
    ContactKind.RELAY: "textphone",
    ContactKind.CALL_BACK: "voice",
}
LABELS = {
    ContactKind.WHATSAPP: "WhatsApp",
    ContactKind.WEBCHAT: "Online chat",
    ContactKind.WEB_FORM: "Online form",
    ContactKind.BSL_VIDEO: "BSL video",
    ContactKind.WEBSITE: "Website",
}
PREFIXES = {ContactKind.RELAY: "Relay UK", ContactKind.CALL_BACK: "Call-back"}
# A row of a contact, with the columns that gathering.py names.
Contact = Any
# Makes the texts of a place that must stay secret safe to give away.
Clean = Callable[[str], str]


def _of_ours(contact: Contact, clean: Clean) -> Record:
    """What we know of a contact and the standard has no field for."""
    return filled(
        x_kind=contact.kind,
        x_label=clean(contact.label),
        x_hours=clean(contact.hours_words),
        x_cost=clean(contact.cost_words),
        x_bill=clean(contact.bill_words),
        x_seen_on=contact.seen_on,
    )


def phone(contact: Contact, owner: UUID, clean: Clean) -> Record:
    """A number to ring or to text."""
    kind = ContactKind(contact.kind)
    said = (contact.label, contact.hours_words, contact.cost_words, contact.bill_words)
    return {
        **filled(
            id=part_id(owner, kind, contact.value),
            service_id=str(owner),
            number=contact.value,
            type=PHONE_TYPES[kind],
            description=listed(PREFIXES.get(kind, ""), *map(clean, said)),
            x_dialable=contact.dialable,
        ),
        **_of_ours(contact, clean),
    }


def additional_url(contact: Contact, owner: UUID, clean: Clean) -> Record | None:
    """A page to write on or to read, with what it is as its label; None for no page."""
    kind = ContactKind(contact.kind)
    address = uri(contact.value)
    if kind == ContactKind.WHATSAPP:
        digits = contact.dialable.removeprefix("+44") or contact.value
        digits = national_digits(digits)
        address = f"https://wa.me/44{digits}" if digits else ""
    if not address:
        return None
    number = contact.value if kind == ContactKind.WHATSAPP else ""
    return {
        **filled(
            id=part_id(owner, kind, contact.value),
            service_id=str(owner),
            label=listed(LABELS[kind], clean(contact.label)),
            url=address,
            x_number=number,
            x_dialable=contact.dialable,
        ),
        **_of_ours(contact, clean),
    }


def phones(contacts: Iterable[Contact], owner: UUID, clean: Clean) -> list[Record]:
    """Every number of a service, in its order."""
    return [phone(one, owner, clean) for one in contacts if one.kind in PHONE_TYPES]


def additional_urls(
    contacts: Iterable[Contact], owner: UUID, clean: Clean
) -> list[Record]:
    """Every page of a service; its first website is its `url` already."""
    first, found = website(contacts), []
    for contact in contacts:
        if contact.kind in LABELS and contact is not first:
            found.append(additional_url(contact, owner, clean))
    return [record for record in found if record]


def website(contacts: Iterable[Contact]) -> Contact | None:
    """The first website that is one."""
    sites = (one for one in contacts if one.kind == ContactKind.WEBSITE)
    return next((one for one in sites if uri(one.value)), None)


def emails(contacts: Iterable[Contact]) -> list[Contact]:
    """Every email address that is one."""
    every = (one for one in contacts if one.kind == ContactKind.EMAIL)
    return [one for one in every if email(one.value)]


def contact(
    name: str, owner: UUID, numbers: list[Record], address: Contact | None, place: int
) -> Record:
    """Numbers and an address under one roof, for readers of ORUK, which has no others.

    Never a person: the name is the service's.
    """
    return filled(
        id=part_id(owner, "contact", place),
        service_id=str(owner),
        name=name,
        email=email(address.value) if address else "",
        phones=numbers,
    )


def contacts(
    name: str, every: Iterable[Contact], owner: UUID, numbers: list[Record]
) -> list[Record]:
    """The first holds all numbers; each further email address has one of its own."""
    addresses: list[Contact | None] = [*emails(every)]
    if not addresses and numbers:
        addresses = [None]
    return [
        contact(name, owner, numbers if place == 0 else [], address, place)
        for place, address in enumerate(addresses)
    ]
