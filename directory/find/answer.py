"""The answer to a question: its page of cards, its counts, and ways on."""

import datetime
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.find.cards import Card, cards, spoken
from directory.find.criteria import Criteria
from directory.find.facets import Found, count_options, match
from directory.find.held import holding
from directory.find.hours import opening_of
from directory.find.near import near_matches
from directory.find.ranking import (
    ASKS,
    ELSEWHERE,
    FITS,
    GROUPS,
    PART,
    REPORTS,
    in_order,
    page_of,
)
from directory.find.vocabulary import TaxonomyInfo, TermInfo
from directory.models import CrisisLine, Side

PER_PAGE = 20
NEAR = "near"
FEW = 5


# Not frozen: a page makes two hundred, and freezing doubles what each costs.
@dataclass(slots=True)
class Option:
    """A term that may be chosen, and how many services it alone would give."""

    slug: str
    name: str
    definition: str
    count: int
    is_chosen: bool
    lang: str = ""


@dataclass(frozen=True)
class OptionGroup:
    """The options of one taxonomy."""

    code: str
    parameter: str
    question: str
    options: list[Option]
    chosen: int


@dataclass(frozen=True)
class Section:
    """Cards under one heading; the first may have none."""

    key: str
    heading: str
    note: str
    cards: list[Card]


@dataclass(frozen=True)
class Way:
    """A way on from few results: what to change, and how many that gives."""

    label: str
    url: str
    count: int


@dataclass(frozen=True)
class Answer:
    """What a results page shows."""

    criteria: Criteria
    total: int
    sections: list[Section]
    groups: list[OptionGroup]
    head: list[CrisisLine]
    page: int
    pages: int
    previous_url: str
    next_url: str
    drops: list[Way]
    wider: list[Way]

    @property
    def count_words(self) -> str:
        """The number, in words that are safe in a title."""
        return ngettext("%d service", "%d services", self.total) % self.total

    @property
    def heading(self) -> str:
        """The number and the place."""
        if not self.criteria.areas:
            return self.count_words
        place = spoken(self.criteria.place_name)
        return _("%(count)s in %(place)s") % {
            "count": self.count_words,
            "place": place,
        }

    @property
    def active_filters(self) -> int:
        """How many choices narrow the list, the place left out."""
        return len(self.criteria.parts) - len(self.criteria.areas)


def find(criteria: Criteria, at: datetime.datetime | None = None) -> Answer:
    """Answer a question; `at` is the moment for open now, by default this one."""
    found = match(criteria, at)
    total = len(found.matches)
    pages = max(1, -(-total // PER_PAGE))
    page = min(criteria.page, pages)
    criteria = replace(criteria, page=page)
    shown = page_of(in_order(found), (page - 1) * PER_PAGE, PER_PAGE)
    near = near_matches(found)
    shown += [(NEAR, match.position) for match in near]
    lacking = {match.position: match.lacks for match in near}
    return Answer(
        criteria=criteria,
        total=total,
        sections=_sections(found, shown, cards(found, shown, at, lacking)),
        groups=_groups(found),
        head=_head(found, at),
        page=page,
        pages=pages,
        previous_url=criteria.url(page=page - 1) if page > 1 else "",
        next_url=criteria.url(page=page + 1) if page < pages else "",
        drops=_drops(found) if total < FEW else [],
        wider=_wider(found) if total < FEW else [],
    )


def _sections(
    found: Found, shown: list[tuple[str, int]], made_cards: list[Card]
) -> list[Section]:
    headings = _headings(found.criteria)
    made = {card.position: card for card in made_cards}
    sections = []
    for key, group in groupby(shown, key=lambda place: place[0]):
        heading, note = headings[key]
        here = [made[position] for _key, position in group if position in made]
        sections.append(Section(key, heading, note, here))
    return sections


def _headings(criteria: Criteria) -> dict[str, tuple[str, str]]:
    place = spoken(criteria.place_name)
    return {
        FITS: ("", ""),
        ASKS: (
            _("These do not say everything you asked about"),
            _("They may still fit. Ask them before you count on it."),
        ),
        PART: (
            _("In part of %s") % place,
            _("These do not cover all of it. Ask whether they cover your part."),
        ),
        GROUPS: (
            _("Made for particular groups of people"),
            _("If you belong to one of them, these may fit you best."),
        ),
        ELSEWHERE: (
            _("Somewhere to stay in other places"),
            _("Being further away can be safer. These take people from other areas."),
        ),
        NEAR: (
            _("Close to what you asked for"),
            _("Each of these misses something. It says what."),
        ),
        REPORTS: (
            _("Making a report: who will be told"),
            _(
                "These are part of the police or the Home Office, or pass on what "
                "you tell them. You choose whether to use them."
            ),
        ),
    }


def _groups(found: Found) -> list[OptionGroup]:
    counts = count_options(found)
    criteria = found.criteria
    groups = []
    for group in holding().vocabulary.public_filters():
        chosen = {term.id for term in criteria.terms.get(group.code, ())}
        options = [
            Option(
                term.slug,
                term.name,
                term.definition,
                count,
                term.id in chosen,
                term.lang,
            )
            for term, count in _counted(group, counts[group.code])
        ]
        groups.append(
            OptionGroup(
                group.code, group.parameter, group.question, options, len(chosen)
            )
        )
    return groups


def _counted(group: TaxonomyInfo, counts: dict[int, int]) -> list[tuple[TermInfo, int]]:
    return [(term, counts[term.id]) for term in group.terms if term.id in counts]


def _head(found: Found, at: datetime.datetime | None) -> list[CrisisLine]:
    """The one free line that begins a list: for this nation and this person.

    The first that is open at this moment and takes people of the gender asked for; the
    first at all where none is known to be open.
    """
    criteria, book = found.criteria, holding().crisis
    nation = criteria.nation or "england"
    lines = book.lines(nation, criteria.crisis_audience)
    if criteria.side != Side.CHANGE:
        lines = [*lines, *book.lines(nation)]
    fitting = [line for line in lines if _takes_gender(found, line)] or lines
    for line in fitting:
        state = opening_of(line.contact, at, nation)
        if state and state.is_open:
            return [line]
    return fitting[:1]


def _takes_gender(found: Found, line: CrisisLine) -> bool:
    """Whether the line's service is open to any of the genders asked for, if any."""
    genders = found.criteria.terms.get("gender", ())
    position = found.index.position_of.get(line.contact.service_id)
    if not genders or position is None:
        return not genders
    return any(position in found.index.passing(gender.id) for gender in genders)


def _drops(found: Found) -> list[Way]:
    """Which choice to drop, and how many that gives; the most helpful first."""
    criteria = found.criteria
    ways = []
    for code, chosen in criteria.terms.items():
        for term in chosen:
            without = replace(criteria, terms=criteria.without_term(term), page=1)
            ways.append((term.name, without))
        if len(chosen) > 1:
            rest = {key: kept for key, kept in criteria.terms.items() if key != code}
            group = holding().vocabulary.taxonomy(code)
            label = group.question if group else code
            ways.append((label, replace(criteria, terms=rest, page=1)))
    if criteria.age is not None:
        ways.append((_("Age %d") % criteria.age, replace(criteria, age=None, page=1)))
    if criteria.q:
        ways.append((_("Words: %s") % criteria.q, replace(criteria, q="", page=1)))
    return _counted_ways(found, ways)


def _wider(found: Found) -> list[Way]:
    """The next wider areas, and how many services each gives."""
    criteria = found.criteria
    book = holding().areas
    ways = []
    for area in criteria.areas:
        wider = book.wider(area)
        if wider is not None:
            ways.append(
                (wider.name, replace(criteria, areas=(wider,), near="", page=1))
            )
    return _counted_ways(found, ways)


def _counted_ways(found: Found, ways: list[tuple[str, Criteria]]) -> list[Way]:
    """Each way that gives more than now, the one that gives most first."""
    counted = [
        Way(label, other.url(), len(match(other).matches)) for label, other in ways
    ]
    better = [way for way in counted if way.count > len(found.matches)]
    return sorted(better, key=lambda way: (-way.count, way.label))
