"""A slip of paper for one service: a number, its hours, what to ask for; no name.

Whoever finds it must not learn whom it is from, so nothing stands on it that a service
wrote in its own words.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from directory.find.cards import shown_contacts
from directory.find.week import week
from directory.models import Contact, ContactKind, Service

# What one asks for, by the kind of service; the first that it states counts.
ASK_FOR = {
    "helpline": _l("someone to talk to"),
    "refuge": _l("a room"),
    "housing": _l("housing advice"),
    "sanctuary-scheme": _l("new locks"),
    "pets": _l("a place for a pet"),
    "counselling": _l("an appointment"),
    "sexual-assault-referral-centre": _l("an appointment"),
    "fgm": _l("an appointment"),
    "health": _l("an appointment"),
    "support-group": _l("the group"),
    "behaviour-change": _l("the course"),
    "legal-advice": _l("advice"),
    "immigration-advice": _l("advice"),
    "police-accountability": _l("advice"),
    "money-advice": _l("money advice"),
    "online-safety": _l("help with a phone"),
    "children-and-young-people": _l("the youth worker"),
    "advocacy": _l("a support worker"),
    "outreach": _l("a support worker"),
}
RUNG_FIRST = (ContactKind.PHONE, ContactKind.TEXT, ContactKind.WHATSAPP)


@dataclass(frozen=True)
class Slip:
    """What stands on the paper; `contact` is None where there is no number."""

    contact: Contact | None
    is_text: bool
    hours: list[str]
    ask_for: str


def slip(service: Service) -> Slip:
    """The slip of a service from with_everything(); no number for professionals."""
    by_kind: dict[str, Contact] = {}
    for one in shown_contacts(service, "me"):
        by_kind.setdefault(one.kind, one)
    contact = next((by_kind[kind] for kind in RUNG_FIRST if kind in by_kind), None)
    rows = list(contact.hours.all()) if contact else []
    rows = rows or [row for row in service.hours.all() if row.contact_id is None]
    return Slip(
        contact,
        contact is not None and contact.kind != ContactKind.PHONE,
        week(rows),
        _ask_for(service),
    )


def _ask_for(service: Service) -> str:
    kinds = {
        answer.term.code
        for answer in service.answers.all()
        if answer.is_stated_fit and answer.term.taxonomy.code == "type"
    }
    found = next((ASK_FOR[kind] for kind in ASK_FOR if kind in kinds), None)
    return str(found) if found is not None else _("a support worker")
