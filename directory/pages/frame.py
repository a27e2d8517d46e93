"""What stands around every page: the emergency block and the free lines."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.find.cards import first_line
from directory.find.crisis import lines
from directory.find.criteria import Criteria
from directory.find.english import left_english
from directory.find.held import Holding, holding
from directory.find.hours import Opening, opening, opening_of
from directory.models import CrisisLine, Side

NATIONS = ("england", "scotland", "wales", "northern-ireland")
# The need whose list puts services first that stand apart from the police.
ABUSED_BY_POLICE = "abused-by-police"
# Gone with the edition they were made for.
_blocks: WeakKeyDictionary[Holding, dict[tuple, SafeString]] = WeakKeyDictionary()


@dataclass(frozen=True)
class ShownLine:
    """A free line and whether it is open."""

    line: CrisisLine
    opening: Opening | None


@dataclass(frozen=True)
class NamedLine:
    """A free line under a few words: a nation, a name, for whom."""

    label: str
    line: CrisisLine


@dataclass(frozen=True)
class Emergency:
    """What the emergency block says here; nothing where nothing is known."""

    lines: list[NamedLine] = field(default_factory=list)
    others: list[NamedLine] = field(default_factory=list)
    is_open: bool = False
    apart_url: str = ""

    def block(self) -> SafeString:
        """As it stands on a page."""
        return render_to_string("directory/_emergency.html", {"emergency": self})


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    *,
    nation: str = "",
    audience: str = CrisisLine.For.ANYONE,
    is_now: bool = False,
    status: int = 200,
) -> HttpResponse:
    """A page with the emergency block of a nation around it."""
    whole = {**context, "emergency": emergency_block(nation, audience, is_now)}
    return render(request, f"directory/{template}", whole, status=status)


def emergency_block(nation: str, audience: str, is_now: bool) -> SafeString:
    """The emergency block of a nation; one edition's pages share it."""
    made = _blocks.setdefault(holding(), {})
    key = (get_language(), nation, audience, is_now)
    if key not in made:
        emergency = Emergency(
            first_lines(nation, audience), other_lines(nation), is_now, apart_url()
        )
        made[key] = emergency.block()
    return made[key]


def audience_of(criteria: Criteria) -> str:
    """Whose free lines a list shows."""
    if criteria.side == Side.SURVIVORS and criteria.who == "young":
        return CrisisLine.For.CHILD
    return audience_on(criteria.side)


def audience_on(side: str) -> str:
    """Whose free lines a page of one side shows."""
    return CrisisLine.For.CHANGE if side == Side.CHANGE else CrisisLine.For.ANYONE


def first_lines(nation: str, audience: str) -> list[NamedLine]:
    """The first free line here, by its name; without a nation one of each nation."""
    if nation:
        return [_by_name(line) for line in lines(nation, audience)[:1]]
    book = holding().areas.by_slug
    found = [
        NamedLine(_and_for_whom(book[slug].name, line), line)
        for slug in NATIONS
        if slug in book
        for line in lines(slug, audience)[:1]
    ]
    if len({named.line.contact_id for named in found}) == 1:
        return [_by_name(found[0].line)]
    return found


def other_lines(nation: str) -> list[NamedLine]:
    """One free line for each of those whom the first may not suit."""
    labels = {
        CrisisLine.For.MEN: _("Men"),
        CrisisLine.For.LGBT: _("LGBT+ people"),
        CrisisLine.For.CHILD: _("Under 18s"),
        CrisisLine.For.DEAF: _("Deaf people"),
        CrisisLine.For.CHANGE: _("If you are hurting someone"),
    }
    return [
        NamedLine(label, line)
        for audience, label in labels.items()
        for line in lines(nation, audience)[:1]
    ]


def shown_lines(
    nation: str,
    audience: str = CrisisLine.For.ANYONE,
    at: datetime.datetime | None = None,
) -> list[ShownLine]:
    """Free lines to try next: the nation's, or one of each nation."""
    found = lines(nation, audience)[:3] if nation else []
    found = found or [named.line for named in first_lines("", audience)]
    return [with_opening(line, nation, at) for line in found]


def with_opening(
    line: CrisisLine, nation: str = "", at: datetime.datetime | None = None
) -> ShownLine:
    """A line and whether it is open at this moment."""
    contact = line.contact
    hours = opening_of(contact, at, nation) or opening(contact.service, at, nation)
    return ShownLine(line, hours)


def apart_url() -> str:
    """The list for people who are hurt by someone in the police."""
    term = holding().vocabulary.term("need", ABUSED_BY_POLICE)
    return Criteria(terms={"need": (term,)}).url() if term else ""


def _by_name(line: CrisisLine) -> NamedLine:
    name = left_english(line.contact.service.name)
    return NamedLine(_and_for_whom(name, line), line)


def _and_for_whom(label: str, line: CrisisLine) -> str:
    """The label, and where a line is for some only, for whom."""
    position = holding().index.position_of.get(line.contact.service_id)
    for_whom = first_line(position) if position is not None else []
    parts = [label, *(words.lower() for words in for_whom[:1])]
    return format_html_join(_(", "), "{}", ((part,) for part in parts))
