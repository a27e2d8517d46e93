"""The words of a question, and the services that hold them."""

from dataclasses import dataclass, field

from pyroaring import BitMap

from directory.find.index import ServiceIndex
from directory.find.word_sets import IN_A_NAME, IN_A_TERM, bands, joined
from directory.models import SearchDocument
from directory.search import Terms, parse

Bands = dict[int, BitMap]


@dataclass(frozen=True)
class Heard:
    """What the words mean to the index, and which services answer them how well."""

    terms: Terms = field(default_factory=Terms)
    bands: Bands = field(default_factory=dict)

    @property
    def is_asked(self) -> bool:
        """Whether there were any words to look for."""
        return bool(self.terms)

    @property
    def matches(self) -> BitMap:
        """All services that answer."""
        return joined(self.bands.values())

    def best_first(self) -> list[BitMap]:
        """The services in bands, those that answer best first."""
        return [self.bands[weight] for weight in sorted(self.bands, reverse=True)]


def hear(text: str, index: ServiceIndex) -> Heard:
    """Look first for all the words, and where nothing has all, for any."""
    terms = parse(text)
    if not terms:
        return Heard()
    found = _answering(terms, index)
    if not found and len(terms.wanted) > 1:
        found = _answering(terms.any(), index)
    return Heard(terms, _named(found, len(terms.wanted)))


def _answering(terms: Terms, index: ServiceIndex) -> Bands:
    if terms.phrases:
        return _from_database(terms, index)
    places = {stem: index.places(stem) for stem in (*terms.words, *terms.without)}
    return bands(terms, places, index.sets.everyone)


def _from_database(terms: Terms, index: ServiceIndex) -> Bands:
    found: Bands = {}
    for pk, weight in SearchDocument.objects.relevance(terms).items():
        position = index.position_of.get(pk)
        if position is not None:
            found.setdefault(weight, BitMap()).add(position)
    return found


def _named(found: Bands, words: int) -> Bands:
    """Where names hold all the words, without those that only share a phrase."""
    if max(found, default=0) < words * IN_A_NAME:
        return found
    least = words * IN_A_TERM
    return {weight: band for weight, band in found.items() if weight > least}
