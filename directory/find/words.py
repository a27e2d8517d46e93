"""The words of a question, asked of the search index."""

from dataclasses import dataclass, field

from directory.models import SearchDocument
from directory.search import Terms, parse


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
    return Heard(terms, relevance)
