"""The words of a question, asked of the search index."""

from dataclasses import dataclass, field

from directory.models import SearchDocument
from directory.search import Terms, parse
from directory.search.expressions import FIELDS

IN_A_NAME, IN_A_PHRASE, _IN_A_TEXT = (weight for _field, _letter, weight in FIELDS)


@dataclass(frozen=True)
class Heard:
    """What the words mean to the index, and how well each service answers them."""

    terms: Terms = field(default_factory=Terms)
    relevance: dict[int, int] = field(default_factory=dict)

    @property
    def is_asked(self) -> bool:
        """Whether there were any words to look for."""
        return bool(self.terms)


def hear(text: str) -> Heard:
    """Ask the index: first for all the words, and where nothing has all, for any."""
    terms = parse(text)
    if not terms:
        return Heard()
    relevance = SearchDocument.objects.relevance(terms)
    if not relevance and len(terms.wanted) > 1:
        relevance = SearchDocument.objects.relevance(terms.any())
    return Heard(terms, _named(relevance, len(terms.wanted)))


def _named(relevance: dict[int, int], words: int) -> dict[int, int]:
    """Where names hold all the words, without those that only share a phrase."""
    if max(relevance.values(), default=0) < words * IN_A_NAME:
        return relevance
    least = words * IN_A_PHRASE
    return {pk: found for pk, found in relevance.items() if found > least}
