"""What exists in one area, by need, with counts."""

from dataclasses import dataclass

from directory.find.criteria import Criteria
from directory.find.facets import count_options, match
from directory.find.gazetteer import AreaInfo
from directory.find.held import holding
from directory.models import Side


@dataclass(frozen=True)
class Existing:
    """A need or a type, how many services there are for it, and their list."""

    name: str
    definition: str
    count: int
    url: str


def existing(
    area: AreaInfo, taxonomy: str = "need", side: str = Side.SURVIVORS
) -> list[Existing]:
    """The terms of a taxonomy that services of one side here answer, in order."""
    vocabulary = holding().vocabulary
    who = "change" if side == Side.CHANGE else "me"
    criteria = Criteria(who=who, side=side, areas=(area,))
    counts = count_options(match(criteria)).get(taxonomy, {})
    terms = [vocabulary.by_id[pk] for pk, count in counts.items() if count]
    return [
        Existing(
            term.name,
            term.definition,
            counts[term.id],
            criteria.url(terms={taxonomy: (term,)}),
        )
        for term in terms
    ]
