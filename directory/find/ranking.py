"""The order of a list: one rule, explained in `docs/ranking.md`.

The matches are split again and again into sets that stand one before the other; the
last steps (can be rung or written to, checked, name, key) are the order of positions
in the index itself.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone
from pyroaring import BitMap

from directory.find.facets import REFUGE, STAY, Found
from directory.find.held import holding
from directory.find.purpose import by_purpose, crisis_lines, for_other_groups
from directory.models import Side

FITS, ASKS, PART, GROUPS = "fits", "asks", "part", "groups"
ELSEWHERE, REPORTS = "elsewhere", "reports"


@dataclass(frozen=True)
class Tier:
    """Services that only their name and the like put in order, and their section."""

    section: str
    positions: BitMap


Step = Callable[[BitMap], list[BitMap]]


def in_order(found: Found) -> Iterator[Tier]:
    """The matches as tiers, the first to be shown first; none is empty.

    Whoever stops reading early leaves the rest in no order, which costs nothing.
    """
    steps = _steps(found)
    for section, positions in _sections(found):
        for part in _split(positions, steps):
            yield Tier(section, part)


def _split(whole: BitMap, steps: list[Step]) -> Iterator[BitMap]:
    # One alone is in order already.
    if not steps or len(whole) == 1:
        yield whole
        return
    for part in steps[0](whole):
        if part:
            yield from _split(part, steps[1:])


def page_of(tiers: Iterable[Tier], start: int, length: int) -> list[tuple[str, int]]:
    """Section and position of the services from `start` on, at most `length`."""
    shown: list[tuple[str, int]] = []
    for tier in tiers:
        size = len(tier.positions)
        if start >= size:
            start -= size
            continue
        # BitMap slices without walking through what comes before.
        wanted = tier.positions[start : start + length - len(shown)]
        shown += [(tier.section, position) for position in wanted]
        start = 0
        if len(shown) >= length:
            break
    return shown


def _sections(found: Found) -> list[tuple[str, BitMap]]:
    """What fits, what does not say, what lies apart."""
    rest = found.matches.copy()
    reports = BitMap()
    if found.criteria.fears_reports:
        reports = rest & found.index.sets.passes_on
        rest -= reports
    elsewhere = rest & found.reach.elsewhere
    rest -= elsewhere
    groups = BitMap()
    if not found.criteria.q:
        groups = rest & for_other_groups(found) - crisis_lines(found)
    rest -= groups
    part = rest & found.reach.part
    rest -= part
    unstated = rest & _not_stating_all(found)
    sections = [
        (FITS, rest - unstated),
        (ASKS, unstated),
        (PART, part),
        (GROUPS, groups),
        (ELSEWHERE, elsewhere),
        (REPORTS, reports),
    ]
    return [(key, positions) for key, positions in sections if positions]


def _not_stating_all(found: Found) -> BitMap:
    """Matches that do not state a fit for everything that was asked."""
    unstated = BitMap()
    for chosen in stated_fits(found):
        unstated |= found.matches - chosen
    return unstated


def stated_fits(found: Found) -> list[BitMap]:
    """For each thing asked for, the services that state that they fit it."""
    index, criteria = found.index, found.criteria
    fits = []
    for code, chosen in criteria.terms.items():
        group = holding().vocabulary.taxonomy(code)
        each = [index.fitting(term.id) for term in chosen]
        if group and group.needs_all:
            fits += each
        else:
            fits.append(_any(each))
    if criteria.age is not None:
        fits.append(index.fitting_age(criteria.age))
    if criteria.is_open_now:
        fits.append(index.by_opening(found.at or timezone.now())[0])
    return fits


def _any(sets: list[BitMap]) -> BitMap:
    joined = BitMap()
    for one in sets:
        joined |= one
    return joined


def _steps(found: Found) -> list[Step]:
    steps: list[Step] = []
    index, criteria = found.index, found.criteria
    if criteria.fears_reports:
        steps.append(_first(index.sets.independent))
    steps.append(_by_unstated(stated_fits(found)))
    if criteria.q:
        steps += [_first(index.named(criteria.q)), _in_turn(found.heard.best_first())]
    steps += [_by_unstated(_each_asked(found)), _exact_first(found)]
    steps.append(_in_turn(by_purpose(found)))
    if "community" in criteria.terms:
        theirs = [index.fitting(term.id) for term in criteria.terms["community"]]
        steps.append(_first(index.sets.led_by_and_for & _any(theirs)))
    if criteria.asks("need", STAY) and criteria.side == Side.SURVIVORS:
        steps.append(_stay(found))
    else:
        steps += [_first(crisis_lines(found))] if not criteria.areas else []
        steps.append(_by_nearness(found))
    steps += [_first(chosen) for chosen in (crisis_lines(found), _meant_for(found))]
    return steps


def _each_asked(found: Found) -> list[BitMap]:
    """For each term asked for, whoever states it: meeting two needs beats one."""
    terms = [term for chosen in found.criteria.terms.values() for term in chosen]
    return [found.index.fitting(term.id) for term in terms] if len(terms) > 1 else []


def _meant_for(found: Found) -> BitMap:
    """Services that name the door's own audience."""
    audience = found.criteria.audience
    return found.index.fitting(audience.id) if audience else BitMap()


def _in_turn(parts: list[BitMap]) -> Step:
    """One part after the other."""
    return lambda whole: [whole & part for part in parts]


def _first(chosen: BitMap) -> Step:
    """Those of `chosen` before the others."""
    return lambda whole: [whole & chosen, whole - chosen]


def _by_unstated(fits: list[BitMap]) -> Step:
    """The fewer things a service leaves open, the earlier it stands."""

    def split(whole: BitMap) -> list[BitMap]:
        levels = [whole]
        for stated in fits:
            missed = [BitMap(), *(level - stated for level in levels)]
            kept = [*(level & stated for level in levels), BitMap()]
            levels = [one | other for one, other in zip(kept, missed, strict=True)]
        return levels

    return split


def _exact_first(found: Found) -> Step:
    """Those that state the very term before those that state a wider or narrower."""
    chosen = [term.id for terms in found.criteria.terms.values() for term in terms]
    exact = _any([found.index.sets.fits.get(pk, BitMap()) for pk in chosen])
    return _first(exact) if chosen else lambda whole: [whole]


def _by_nearness(found: Found) -> Step:
    """Own council, county or combined authority, police area, region, nation, UK."""
    ranks = [found.reach.near[rank] for rank in sorted(found.reach.near)]
    apart = [found.reach.part, found.reach.elsewhere]
    return lambda whole: [whole & rank for rank in (*ranks, *apart)]


def _stay(found: Found) -> Step:
    """For somewhere to stay: lines that find places, then refuges, then the rest.

    Nearness ranks the lines and the rest; it never ranks a confidential service.
    Refuges elsewhere stand by region, the visitor's own region first.
    """
    vocabulary = holding().vocabulary
    line = vocabulary.term("type", "helpline")
    refuge = vocabulary.term("type", REFUGE)
    lines = found.index.fitting(line.id) if line else BitMap()
    legal = vocabulary.term("type", "legal-advice")
    housing = vocabulary.term("type", "housing")
    if legal and housing:
        # A line for legal advice finds nobody a bed.
        fits = found.index.sets.fits
        lines -= fits.get(legal.id, BitMap()) - fits.get(housing.id, BitMap())
    lines -= found.index.sets.special
    refuges = found.index.fitting(refuge.id) if refuge else BitMap()
    nearness = _by_nearness(found)
    by_region = _by_region(found)

    def split(whole: BitMap) -> list[BitMap]:
        ringing = whole & lines
        hidden = (whole - lines) & refuges
        rest = whole - ringing - hidden
        return [*nearness(ringing), *by_region(hidden), *nearness(rest)]

    return split


def _by_region(found: Found) -> Step:
    """Own region first, then by region's name; services of several stay together."""
    book = found.index.areas
    own = {region.id for area in found.criteria.areas if (region := book.region(area))}
    regions = [
        area for area in book.by_id.values() if area.kind in ("region", "nation")
    ]
    regions.sort(key=lambda area: (area.id not in own, area.rank, area.name))
    by_area = found.index.sets.by_area

    def split(whole: BitMap) -> list[BitMap]:
        here = whole & found.reach.whole
        parts, rest = [here], whole - here
        for region in regions:
            inside = _any(
                [by_area.get(area.id, BitMap()) for area in book.inside(region.id)]
            )
            parts.append(rest & inside)
            rest = rest - inside
        return [*parts, rest]

    return split
