"""Numbers only: the lines that answer in one area at this moment, on one side."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from directory.find.cards import first_line, shown_contacts
from directory.find.crisis_book import EVERYWHERE
from directory.find.criteria import Criteria
from directory.find.facets import match
from directory.find.gazetteer import AreaInfo
from directory.find.held import holding
from directory.find.hours import Opening, opening, opening_of
from directory.find.ranking import FITS, GROUPS, in_order, page_of
from directory.models import Contact, ContactKind, CrisisLine, Service, Side

# The order of a page in a crisis: anyone first, then those whom that may not suit.
SURVIVORS_FIRST = (
    CrisisLine.For.ANYONE,
    CrisisLine.For.MEN,
    CrisisLine.For.LGBT,
    CrisisLine.For.CHILD,
    CrisisLine.For.DEAF,
)
RUNG = (ContactKind.PHONE, ContactKind.TEXT)
# More than ever fit on a page of 4 KB.
MOST = 60
FEW = 6


@dataclass(frozen=True)
class Number:
    """One number that can be rung, whose it is, for whom, and whether it is open."""

    contact: Contact
    name: str
    for_whom: list[str]
    opening: Opening | None


def numbers(
    area: AreaInfo, side: str, at: datetime.datetime | None = None
) -> list[Number]:
    """Crisis lines and open helplines that cover all of the area, nearest first."""
    nation = holding().areas.nation(area)
    crisis = list(_crisis(nation, side))
    found: dict[str, Number] = {}
    for contact in [*crisis, *_helplines(area, side)]:
        hours = opening_of(contact, at, nation) or opening(contact.service, at, nation)
        position = holding().index.position_of.get(contact.service_id)
        for_whom = first_line(position) if position is not None else []
        number = Number(contact, contact.service.name, for_whom, hours)
        found.setdefault(contact.dialable or contact.value, number)
    every = list(found.values())
    is_open = [one for one in every if one.opening and one.opening.is_open]
    # A crisis line stands here even if it is closed; a helpline of which the hours are
    # not known does where little else would.
    rest = [one for one in every if one not in is_open and one.contact in crisis]
    if len(is_open) + len(rest) < FEW:
        rest += [one for one in every if not one.opening and one not in rest]
    return [*is_open, *rest]


def _crisis(nation: str, side: str) -> Iterator[Contact]:
    book = holding().crisis
    nations = [nation] if nation else (book.nations() or [EVERYWHERE])
    change = (CrisisLine.For.CHANGE,)
    for audience in change if side == Side.CHANGE else SURVIVORS_FIRST:
        for one in nations:
            for line in book.lines(one, audience):
                if line.contact.kind in RUNG:
                    yield line.contact


def _helplines(area: AreaInfo, side: str) -> Iterator[Contact]:
    term = holding().vocabulary.term("type", "helpline")
    if term is None:
        return
    who = "change" if side == Side.CHANGE else "me"
    found = match(Criteria(who=who, side=side, areas=(area,), terms={"type": (term,)}))
    shown = page_of(in_order(found), 0, MOST)
    # Here is no room to say who will be told, so whoever passes it on is left out.
    passes_on = found.index.sets.passes_on
    keys = found.index.services(
        position
        for section, position in shown
        if section in (FITS, GROUPS) and position not in passes_on
    )
    services = Service.objects.published().with_card_details().in_bulk(keys)
    for key in keys:
        service = services.get(key)
        contacts = shown_contacts(service, "me") if service else []
        rung = [one for one in contacts if one.kind == ContactKind.PHONE]
        if rung and service:
            # Its own service, so that its hours are at hand without a query.
            rung[0].service = service
            yield rung[0]
