"""What a card in a list says about one service, and why it is there."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from directory.find.criteria import Criteria
from directory.find.facets import Found
from directory.find.held import holding
from directory.find.hours import Opening, opening, opening_of
from directory.find.ranking import ELSEWHERE
from directory.models import Contact, ContactKind, Service, ServiceTerm

_TAKES_THE = re.compile(r"(North|South|East|West)( West| East| Midlands)")
# The order in which ways of getting in touch help most in a hurry.
USEFUL_FIRST = (
    ContactKind.PHONE,
    ContactKind.TEXT,
    ContactKind.WHATSAPP,
    ContactKind.WEBCHAT,
    ContactKind.BSL_VIDEO,
    ContactKind.RELAY,
    ContactKind.CALL_BACK,
    ContactKind.EMAIL,
    ContactKind.WEB_FORM,
    ContactKind.WEBSITE,
)


@dataclass(frozen=True)
class Card:
    """One service in a list."""

    service: Service
    position: int
    first_line: list[str]
    nearness: str
    fits: list[str]
    asks: list[str]
    opening: Opening | None
    contacts: list[Contact]
    checked_on: datetime.date | None
    is_by_and_for: bool
    lacks: tuple[str, ...] = ()


def cards(
    found: Found,
    shown: Sequence[tuple[str, int]],
    at: datetime.datetime | None = None,
    lacking: Mapping[int, tuple[str, ...]] | None = None,
) -> list[Card]:
    """Cards for these sections and positions, in the same order.

    `lacking` names, by position, the groups of the question that a near match misses.
    """
    keys = found.index.services(position for _section, position in shown)
    services = Service.objects.with_card_details().in_bulk(keys)
    limits = _limits(found.criteria, keys)
    lacking = lacking or {}
    made = []
    for (section, position), key in zip(shown, keys, strict=True):
        service = services.get(key)
        if service is not None and service.is_published:
            card = _card(found, section, position, service, limits, at)
            lacks = _lacks(found, position, lacking.get(position, ()))
            made.append(replace(card, lacks=lacks))
    return made


def _lacks(found: Found, position: int, groups: tuple[str, ...]) -> tuple[str, ...]:
    """In words, what a near match does not say of what was asked."""
    said = []
    for code in groups:
        missing = [
            term.name
            for term in found.criteria.terms.get(code, ())
            if position not in found.index.fitting(term.id)
        ]
        said += [_lack(code) % name for name in missing]
    if "q" in groups:
        said.append(_("Does not have the words: %s") % found.criteria.q)
    if "age" in groups:
        said.append(_("Does not say: age %d") % (found.criteria.age or 0))
    return tuple(said)


def _lack(taxonomy: str) -> str:
    if taxonomy == "community":
        return _("Not made only for: %s")
    if taxonomy == "type":
        return _("Is not listed as: %s")
    return _("Does not say: %s")


def _card(
    found: Found,
    section: str,
    position: int,
    service: Service,
    limits: dict[tuple[int, int], str],
    at: datetime.datetime | None,
) -> Card:
    fits, asks = _reasons(found, position, service, limits)
    contacts = shown_contacts(service, found.criteria.who)
    nation = found.criteria.nation
    hours = opening(service, at, nation)
    if hours is None and contacts:
        hours = opening_of(contacts[0], at, nation)
    return Card(
        service=service,
        position=position,
        first_line=first_line(position),
        nearness=_nearness(found, section, position),
        fits=fits,
        asks=asks,
        opening=hours,
        contacts=contacts,
        checked_on=found.index.checked_on.get(service.pk),
        is_by_and_for=position in found.index.sets.led_by_and_for,
    )


def shown_contacts(service: Service, who: str) -> list[Contact]:
    """Contacts for this visitor, the most useful kind first."""
    shown = [
        contact
        for contact in service.contacts.all()
        if contact.is_shown and (who == "work" or not contact.is_for_professionals)
    ]
    return sorted(
        shown, key=lambda contact: (USEFUL_FIRST.index(ContactKind(contact.kind)),)
    )


def first_line(position: int) -> list[str]:
    """For whom only: stands first on a card, before anyone reads on in vain."""
    index, vocabulary = holding().index, holding().vocabulary

    def states(taxonomy: str, code: str) -> bool:
        term = vocabulary.term(taxonomy, code)
        return term is not None and position in index.sets.fits.get(term.id, ())

    genders = {
        code for code in ("women", "men", "non-binary") if states("gender", code)
    }
    said = []
    if genders == {"women"}:
        said.append(_("For women only"))
    elif genders == {"men"}:
        said.append(_("For men only"))
    elif genders == {"women", "men"}:
        said.append(_("For women and men"))
    audiences = {
        code
        for code in ("survivor", "child", "family-or-friend", "professional")
        if states("audience", code)
    }
    if audiences == {"child"}:
        said.append(_("For under 18s"))
    if audiences == {"professional"}:
        said.append(_("For professionals only"))
    return said


def _reasons(
    found: Found, position: int, service: Service, limits: dict[tuple[int, int], str]
) -> tuple[list[str], list[str]]:
    """What was asked and is stated; and what was asked and is not."""
    fits, asks = [], []
    for chosen in found.criteria.terms.values():
        for term in chosen:
            limit = limits.get((service.pk, term.id))
            if limit:
                fits.append(f"{term.name}: {limit}")
            elif position in found.index.fitting(term.id):
                fits.append(term.name)
            elif position in found.index.passing(term.id):
                asks.append(term.name)
    age = found.criteria.age
    if age is not None:
        stated = position in found.index.fitting_age(age)
        (fits if stated else asks).append(_("Age %d") % age)
    return fits, asks


def _limits(criteria: Criteria, keys: list[int]) -> dict[tuple[int, int], str]:
    """The limits in words that these services set on what was asked."""
    asked = [term.id for chosen in criteria.terms.values() for term in chosen]
    return ServiceTerm.objects.limits(keys, asked) if asked else {}


def _nearness(found: Found, section: str, position: int) -> str:
    """Why the service is shown for this area, in words."""
    book = found.index.areas
    by_area = found.index.sets.by_area
    if not found.criteria.areas:
        widest = (area for area in book.by_id.values() if area.rank == 5)
        if any(position in by_area.get(area.id, ()) for area in widest):
            return _("Covers all of the UK")
        return ""
    for area in found.criteria.areas:
        for other in book.covering(area.id):
            if position in by_area.get(other.id, ()):
                return _("Covers all of %s") % spoken(other.name)
    if section == ELSEWHERE:
        return _("Takes people from other areas")
    names = " / ".join(area.name for area in found.criteria.areas)
    return _("In part of %s") % spoken(names)


def spoken(name: str) -> str:
    """An area's name as it stands in a sentence: the North West, the UK."""
    if name == "United Kingdom":
        return _("the UK")
    return _("the %s") % name if _TAKES_THE.fullmatch(name) else name
