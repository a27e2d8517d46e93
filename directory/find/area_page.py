"""What exists in one area, by need, with counts."""

from dataclasses import dataclass

from directory.find.criteria import Criteria
from directory.find.facets import count_options, match
from directory.find.held import holding


@dataclass(frozen=True)
class Existing:
    """A need or a type, how many services there are for it, and their list."""

    name: str
    definition: str
    count: int
    url: str
    lang: str = ""


def existing(criteria: Criteria, taxonomy: str = "need") -> list[Existing]:
    """The terms of a taxonomy that services found this way answer, in order."""
    vocabulary = holding().vocabulary
    counts = count_options(match(criteria)).get(taxonomy, {})
    terms = [vocabulary.by_id[pk] for pk, count in counts.items() if count]
    return [
        Existing(
            term.name,
            term.definition,
            counts[term.id],
            criteria.url(terms={taxonomy: (term,)}),
            term.lang,
        )
        for term in terms
    ]
