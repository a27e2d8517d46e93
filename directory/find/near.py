"""Near matches: services that miss one or two things, each saying what it lacks.

Shown under their own heading when a question finds few. A service that says no to what
was asked is no near match, and the side never changes.
"""

from dataclasses import dataclass, replace

from pyroaring import BitMap

from directory.find.criteria import Criteria
from directory.find.facets import Found, match
from directory.find.ranking import in_order
from directory.find.understanding import terms_in

FEW = 5
MOST = 10


@dataclass(frozen=True)
class NearMatch:
    """A service's position, and the groups of the question that it does not meet."""

    position: int
    lacks: tuple[str, ...]


def near_matches(found: Found) -> list[NearMatch]:
    """Up to ten services that lack as little as can be, best first."""
    if len(found.matches) >= FEW:
        return []
    seen = found.matches.copy()
    near: list[NearMatch] = []
    for lacks in _ways_to_ask_less(found.criteria):
        less = match(_without(found.criteria, lacks))
        allowed = less.matches & found.reach.everything
        allowed -= seen | _refusing(found, lacks)
        for tier in in_order(less):
            for position in tier.positions & allowed:
                near.append(NearMatch(position, lacks))
                seen.add(position)
                if len(near) >= MOST:
                    return near
        if len(near) >= FEW:
            break
    return near


def _ways_to_ask_less(criteria: Criteria) -> list[tuple[str, ...]]:
    """What to leave out: one thing, what matters least first, then two, then all."""
    asked = [code for code in _LEAST_FIRST if code in criteria.terms]
    if criteria.age is not None:
        asked.insert(0, "age")
    if criteria.q:
        asked.insert(0, "q")
    singles = [(code,) for code in asked]
    pairs = [(one, other) for at, one in enumerate(asked) for other in asked[at + 1 :]]
    everything = [tuple(asked)] if len(asked) > 2 else []
    return [*singles, *pairs, *everything]


# Who may use a service is not left out before what it does.
_LEAST_FIRST = (
    "delivery",
    "type",
    "need",
    "language",
    "community",
    "access",
    "accepts",
)


def _without(criteria: Criteria, lacks: tuple[str, ...]) -> Criteria:
    terms = {code: kept for code, kept in criteria.terms.items() if code not in lacks}
    if "q" in lacks:
        # What the words of a name mean besides: rape crisis, safe house.
        terms = {**terms_in(criteria.q, criteria.side), **terms}
    return replace(
        criteria,
        terms=terms,
        age=None if "age" in lacks else criteria.age,
        q="" if "q" in lacks else criteria.q,
        page=1,
    )


def _refusing(found: Found, lacks: tuple[str, ...]) -> BitMap:
    """Services that say no to something that is being left out."""
    refusing = BitMap()
    for code in lacks:
        for term in found.criteria.terms.get(code, ()):
            refusing |= found.index.sets.refuses.get(term.id, BitMap())
    if "age" in lacks and found.criteria.age is not None:
        passing = found.index.passing_age(found.criteria.age)
        refusing |= found.index.sets.everyone - passing
    return refusing
