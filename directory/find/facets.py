"""Matching and counting: the one place that decides what a question finds.

Within a group any of the chosen is enough, or all are needed, as its taxonomy says;
between groups all must hold. The number beside an option is what the question finds
with that option alone in its group.
"""

import datetime
from dataclasses import dataclass, field
from functools import reduce

from django.utils import timezone
from pyroaring import BitMap

from directory.find.criteria import AUDIENCE, Criteria
from directory.find.held import holding
from directory.find.index import ServiceIndex
from directory.find.words import Heard, hear
from directory.models import Side

STAY = "safe-place-to-stay"
# The age that a young person is taken to have who does not say.
YOUNG = 15
REFUGE = "refuge"


@dataclass
class Reach:
    """Which services reach the areas asked for, by how near their coverage is."""

    near: dict[int, BitMap] = field(default_factory=dict)
    part: BitMap = field(default_factory=BitMap)
    elsewhere: BitMap = field(default_factory=BitMap)

    @property
    def whole(self) -> BitMap:
        """All that cover the whole area or more."""
        return reduce(BitMap.__or__, self.near.values(), BitMap())

    @property
    def everything(self) -> BitMap:
        """All that the list may hold."""
        return self.whole | self.part | self.elsewhere


@dataclass
class Found:
    """What a question finds, and the sets it was put together from."""

    criteria: Criteria
    index: ServiceIndex
    reach: Reach
    heard: Heard
    base: BitMap
    by_group: dict[str, BitMap]
    matches: BitMap
    at: datetime.datetime | None = None

    def without_group(self, code: str) -> BitMap:
        """What the question finds when nothing is chosen in this group."""
        others = [found for group, found in self.by_group.items() if group != code]
        return reduce(BitMap.__and__, others, self.base)


def match(criteria: Criteria, at: datetime.datetime | None = None) -> Found:
    """Find the services that fit, or may fit, the question; `at` is now by default."""
    index = holding().index
    reach = reaching(criteria, index)
    heard = hear(criteria.q, index)
    base = index.sets.by_side.get(criteria.side, BitMap()) & reach.everything
    base &= meant_for(criteria, index)
    if criteria.age is not None:
        base &= index.passing_age(criteria.age)
    if criteria.is_open_now:
        base -= index.by_opening(at or timezone.now())[1]
    if heard.is_asked:
        base &= heard.matches
    by_group = {code: chosen_in_group(index, code, criteria) for code in criteria.terms}
    matches = reduce(BitMap.__and__, by_group.values(), base)
    return Found(criteria, index, reach, heard, base, by_group, matches, at)


def meant_for(criteria: Criteria, index: ServiceIndex) -> BitMap:
    """The services for whoever comes through this door.

    Someone who helps another looks for that person too, so for=someone also holds what
    is for survivors; a professional sees everything of the side. A young person also
    sees survivors' services whose stated ages include theirs.
    """
    asks_by_name = bool(criteria.q) and not criteria.terms
    if criteria.who == "work" or (asks_by_name and criteria.who == "me"):
        return index.sets.everyone
    vocabulary = holding().vocabulary

    def passing(code: str) -> BitMap:
        term = vocabulary.term("audience", code)
        return index.passing(term.id) if term else BitMap()

    found = passing(AUDIENCE[criteria.who])
    if criteria.side == Side.CHANGE:
        return found
    if criteria.who == "someone":
        return found | passing("survivor")
    if criteria.who == "young":
        age = YOUNG if criteria.age is None else criteria.age
        return found | passing("survivor") & index.fitting_age(age)
    if criteria.asks("need", "help-for-children"):
        return found | passing("child")
    return found


def chosen_in_group(index: ServiceIndex, code: str, criteria: Criteria) -> BitMap:
    """The services that pass what is chosen in one taxonomy."""
    group = holding().vocabulary.taxonomy(code)
    passing = [index.passing(term.id) for term in criteria.terms[code]]
    joined = BitMap.__and__ if group and group.needs_all else BitMap.__or__
    return reduce(joined, passing)


def reaching(criteria: Criteria, index: ServiceIndex) -> Reach:
    """Services that cover the areas asked for, or part of them; all without an area.

    For somewhere to stay, refuges elsewhere that take people from anywhere count too,
    and those that take nobody from here do not.
    """
    if not criteria.areas:
        return _everywhere(index)
    reach = Reach()
    book = index.areas
    by_area = index.sets.by_area
    taken = BitMap()
    ranks: dict[int, BitMap] = {}
    for area in criteria.areas:
        for other in book.covering(area.id):
            found = ranks.setdefault(other.rank, BitMap())
            found |= by_area.get(other.id, BitMap())
            ranks[other.rank] = found
    for rank in sorted(ranks):
        reach.near[rank] = ranks[rank] - taken
        taken |= ranks[rank]
    for area in criteria.areas:
        inside = {other.id for other in book.inside(area.id)}
        for area_id in inside | book.overlapping(area.id):
            reach.part |= by_area.get(area_id, BitMap())
    reach.part -= taken
    if criteria.asks("need", STAY) and criteria.side == Side.SURVIVORS:
        _reach_refuges(reach, index)
    return reach


def _everywhere(index: ServiceIndex) -> Reach:
    """Without a place, what serves most people comes first: the UK, then nations."""
    reach = Reach()
    taken = BitMap()
    ranks: dict[int, BitMap] = {}
    for area in index.areas.by_id.values():
        covered = index.sets.by_area.get(area.id)
        if covered:
            ranks[area.rank] = ranks.get(area.rank, BitMap()) | covered
    for rank in sorted(ranks, reverse=True):
        reach.near[-rank] = ranks[rank] - taken
        taken |= ranks[rank]
    return reach


def _reach_refuges(reach: Reach, index: ServiceIndex) -> None:
    refuge = holding().vocabulary.term("type", REFUGE)
    if refuge is None:
        return
    local = reach.whole | reach.part
    not_here = index.sets.takes_not_here
    reach.near = {rank: found - not_here for rank, found in reach.near.items()}
    reach.elsewhere = index.fitting(refuge.id) & index.sets.takes_anywhere - local


def count_options(found: Found) -> dict[str, dict[int, int]]:
    """For each public taxonomy, how many services each term alone would give."""
    counts: dict[str, dict[int, int]] = {}
    side = found.criteria.side
    for group in holding().vocabulary.public_filters():
        rest = found.without_group(group.code)
        counts[group.code] = {
            term.id: rest.intersection_cardinality(found.index.passing(term.id))
            for term in group.terms
            if term.is_offered_on(side)
        }
    return counts
