"""What a card in a list says about one service, and why it is there."""

import datetime
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from weakref import WeakKeyDictionary

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from pyroaring import BitMap

from directory.find.card_book import CardFacts
from directory.find.checked import checked_words
from directory.find.doubt import in_doubt, line_instead
from directory.find.facets import Found
from directory.find.held import Holding, holding
from directory.find.hours import Opening, judge
from directory.find.ranking import ELSEWHERE
from directory.models import Contact, ContactKind, CrisisLine, Service
from directory.models.standing import NEVER_CHECKED, Checked

EARTH_RADIUS_MILES = 3958.8
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
# The rank of the area that covers everything: the UK.
WIDEST = 5
USEFULNESS = {kind.value: number for number, kind in enumerate(USEFUL_FIRST)}
# What was said of a service's first line, gone with the edition it was read from.
_first_lines: WeakKeyDictionary[Holding, dict[tuple, list[str]]] = WeakKeyDictionary()


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
    checked: Checked
    is_by_and_for: bool
    lacks: tuple[str, ...] = ()
    distance: str = ""
    is_doubted: bool = False
    instead: CrisisLine | None = None

    @cached_property
    def points(self) -> list[tuple[str, str]]:
        """What speaks for it here and what to ask, each with its kind and its words."""
        told = [("", words) for words in (self.nearness, self.distance) if words]
        if self.is_by_and_for:
            told.append(("fits", _("Run by and for the people it helps")))
        told += [("fits", words) for words in self.fits]
        ask = _("Does not say: %(word)s. Ask them.")
        told += [("asks", ask % {"word": word}) for word in self.asks]
        return [*told, *(("lacks", words) for words in self.lacks)]

    @property
    def checked_words(self) -> str:
        """Whether one of us has checked it, and when."""
        return checked_words(self.checked)


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
    book = holding().cards.facts(keys)
    lacking = lacking or {}
    coverage = _coverage(found)
    made = []
    for (section, position), key in zip(shown, keys, strict=True):
        facts = book.get(key)
        if facts is not None:
            card = _card(found, section, position, facts, coverage, at)
            lacks = _lacks(found, position, lacking.get(position, ()))
            made.append(replace(card, lacks=lacks) if lacks else card)
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
    facts: CardFacts,
    coverage: list[tuple[BitMap, str]],
    at: datetime.datetime | None,
) -> Card:
    fits, asks = _reasons(found, position, facts)
    contacts = useful_first(facts.contacts, found.criteria.who)
    nation = found.criteria.nation
    hours = judge(facts.hours_of(None), at, nation)
    if hours is None and contacts:
        hours = judge(facts.hours_of(contacts[0]), at, nation)
    is_doubted = in_doubt(contacts)
    service = facts.service
    return Card(
        service=service,
        position=position,
        first_line=first_line(position),
        nearness=_nearness(found, coverage, section, position),
        fits=fits,
        asks=asks,
        opening=hours,
        contacts=contacts,
        checked=found.index.checked.get(facts.service.pk, NEVER_CHECKED),
        distance=_distance(found, facts.service.pk),
        is_by_and_for=position in found.index.sets.led_by_and_for,
        is_doubted=is_doubted,
        instead=line_instead(nation, service.side, service.pk) if is_doubted else None,
    )


def shown_contacts(service: Service, who: str) -> list[Contact]:
    """Contacts for this visitor, the most useful kind first."""
    return useful_first(service.contacts.all(), who)


def useful_first(contacts: Iterable[Contact], who: str) -> list[Contact]:
    """Those of the contacts that this visitor sees, the most useful kind first."""
    shown = [
        contact
        for contact in contacts
        if contact.is_shown and (who == "work" or not contact.is_for_professionals)
    ]
    return sorted(shown, key=lambda contact: USEFULNESS[contact.kind])


def first_line(position: int) -> list[str]:
    """For whom only: stands first on a card, before anyone reads on in vain."""
    held = holding()
    told = _first_lines.setdefault(held, {})
    key = (get_language(), position)
    if key not in told:
        told[key] = _first_line(held, position)
    return told[key]


def _first_line(held: Holding, position: int) -> list[str]:
    fits, vocabulary = held.index.sets.fits, held.vocabulary

    def stated(taxonomy: str, *codes: str) -> set[str]:
        terms = {code: vocabulary.term(taxonomy, code) for code in codes}
        return {
            code
            for code, term in terms.items()
            if term is not None and position in fits.get(term.id, ())
        }

    genders = stated("gender", "women", "men", "non-binary")
    said = []
    if genders == {"women"}:
        said.append(_("For women only"))
    elif genders == {"men"}:
        said.append(_("For men only"))
    elif genders == {"women", "men"}:
        said.append(_("For women and men"))
    audiences = stated(
        "audience", "survivor", "child", "family-or-friend", "professional"
    )
    if audiences == {"child"}:
        said.append(_("For under 18s"))
    if audiences == {"professional"}:
        said.append(_("For professionals only"))
    return said


def _reasons(
    found: Found, position: int, facts: CardFacts
) -> tuple[list[str], list[str]]:
    """What was asked and is stated; and what was asked and is not."""
    fits, asks = [], []
    for chosen in found.criteria.terms.values():
        for term in chosen:
            limit = facts.limits.get(term.id)
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


def _coverage(found: Found) -> list[tuple[BitMap, str]]:
    """Who covers all of what was asked for, the nearest first, each in words."""
    book, by_area = holding().areas, found.index.sets.by_area
    covers = _("Covers all of %s")
    if found.criteria.areas:
        covering = [
            area for asked in found.criteria.areas for area in book.covering(asked.id)
        ]
    else:
        covering = [area for area in book.by_id.values() if area.rank == WIDEST]
    return [
        (by_area[area.id], covers % spoken(area.name))
        for area in covering
        if area.id in by_area
    ]


def _nearness(
    found: Found, coverage: list[tuple[BitMap, str]], section: str, position: int
) -> str:
    """Why the service is shown for this area, in words."""
    for positions, words in coverage:
        if position in positions:
            return words
    if not found.criteria.areas:
        return ""
    if section == ELSEWHERE:
        return _("Takes people from other areas")
    names = " / ".join(area.name for area in found.criteria.areas)
    return _("In part of %s") % spoken(names)


def _distance(found: Found, service_id: int) -> str:
    """How far an open place is from the district asked for; never a confidential one.

    In miles, as the crow flies, from the middle of the district. No location means no
    distance, and a confidential service can have no location.
    """
    centre = holding().areas.district(found.criteria.near)
    points = found.index.points.get(service_id, ())
    if centre is None or not points:
        return ""
    miles = min(_miles(centre, point) for point in points)
    words = ngettext("About %d mile from %s", "About %d miles from %s", round(miles))
    if miles < 1:
        return _("Less than a mile from the middle of %s") % found.criteria.near
    return words % (round(miles), found.criteria.near)


def _miles(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance (haversine) between two latitude and longitude pairs."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, p)) for p in (one, other))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_MILES * math.asin(math.sqrt(half))


def spoken(name: str) -> str:
    """An area's name as it stands in a sentence: the North West, the UK."""
    if name == "United Kingdom":
        return _("the UK")
    return _("the %s") % name if _TAKES_THE.fullmatch(name) else name
