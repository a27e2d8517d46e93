"""From what a person posts, a place and words, to the question it makes.

Words that are understood become filters; the door that the person chose stands, and the
words may change it only from the first door. What goes into the address are codes.
"""

from dataclasses import dataclass, replace

from directory.find.criteria import SPELT, Criteria
from directory.find.held import holding
from directory.find.places import Located, locate
from directory.find.understanding import Understood, understand
from directory.find.vocabulary import TermInfo
from directory.models import Side


@dataclass(frozen=True)
class Asked:
    """A question made of a form: its criteria, its place, what the words meant."""

    criteria: Criteria
    located: Located
    understood: Understood


def ask(criteria: Criteria, place: str, text: str) -> Asked:
    """Make a question of a form's fields and of what was asked before.

    `criteria` are the form's other fields: the door, and filters kept.
    """
    located = locate(place)
    has_place = located.kind != "empty"
    understood = understand(text, has_place=has_place)
    if not has_place and understood.place is not None:
        located = understood.place
    made = _apply(criteria, understood)
    return Asked(_at(made, located), located, understood)


def _at(criteria: Criteria, located: Located) -> Criteria:
    """The question at a place; it hands on how sure the place is."""
    if located.kind != "area":
        return criteria
    meant = criteria.meant
    if located.corrected:
        meant = (*meant, f"{located.key}.{SPELT}")
    elif located.others:
        meant = (*meant, located.key)
    return replace(criteria, areas=located.areas, near=located.near, meant=meant)


def _apply(criteria: Criteria, understood: Understood) -> Criteria:
    who, side = _door(criteria, understood)
    terms = dict(criteria.terms)
    for taxonomy, meant in understood.terms.items():
        fitting = [term for term in meant if term.is_offered_on(side)]
        if fitting:
            terms[taxonomy] = _joined(terms.get(taxonomy, ()), fitting)
    words = " ".join(understood.words)
    return replace(
        criteria,
        who=who,
        side=side,
        terms={code: chosen for code, chosen in terms.items() if chosen},
        age=understood.age if understood.age is not None else criteria.age,
        q=words,
        is_now=bool(understood.danger),
        refused=understood.refused,
        meant=(SPELT,) if understood.corrected else (),
        offer=understood.language,
        page=1,
    )


def _door(criteria: Criteria, understood: Understood) -> tuple[str, str]:
    """The door: as chosen, unless it is the first one and the words say more."""
    if criteria.who == "me" and understood.who:
        side = Side.CHANGE if understood.who == "change" else Side.SURVIVORS
        return understood.who, side
    if criteria.who == "me" and understood.is_name:
        sides = holding().index.sides_named(" ".join(understood.words))
        if sides == {Side.CHANGE}:
            return "change", Side.CHANGE
    if understood.side == Side.CHANGE:
        return ("change" if criteria.who == "me" else criteria.who), Side.CHANGE
    return criteria.who, criteria.side


def _joined(chosen: tuple[TermInfo, ...], more: list[TermInfo]) -> tuple[TermInfo, ...]:
    every = {term.id: term for term in (*chosen, *more)}
    return tuple(sorted(every.values(), key=lambda term: term.slug))
