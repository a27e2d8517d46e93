"""Taxonomies and terms, held in memory."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from directory.find.translations import TranslationBook
from directory.models import Taxonomy, Term
from directory.search.text import stems


@dataclass(frozen=True, slots=True)
class TermInfo:
    """A term as the public search needs it."""

    id: int
    taxonomy: str
    code: str
    slug: str
    # A term stays the same term in whatever language it is shown.
    name: str = field(compare=False)
    definition: str = field(compare=False)
    parent_id: int | None
    side: str
    order: int
    is_retired: bool
    replaced_by_id: int | None
    phrases: tuple[str, ...]
    # Phrases in other languages than English.
    foreign_phrases: tuple[str, ...] = ()
    # "en" where a page of another language shows the English name.
    lang: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        """By what a translation names it: need/safe-place-to-stay."""
        return f"{self.taxonomy}/{self.code}"

    def is_offered_on(self, side: str) -> bool:
        """Whether visitors of this side may choose it."""
        return not self.is_retired and self.side in ("", side)


@dataclass(frozen=True, slots=True)
class TaxonomyInfo:
    """A taxonomy and its terms, in the order visitors see them."""

    id: int
    code: str
    name: str
    question: str = field(compare=False)
    parameter: str
    is_closed: bool
    needs_all: bool
    wants_stated_fit: bool
    is_public_filter: bool
    terms: tuple[TermInfo, ...] = field(repr=False)


class Vocabulary:
    """Every taxonomy and term, by code, by slug and by key."""

    def __init__(self, taxonomies: list[TaxonomyInfo]) -> None:
        self.taxonomies = taxonomies
        self.by_id = {term.id: term for group in taxonomies for term in group.terms}
        self._groups = {group.code: group for group in taxonomies}
        self._groups |= {group.parameter: group for group in taxonomies}
        self._narrower: dict[int, set[int]] = defaultdict(set)
        self._wider: dict[int, set[int]] = defaultdict(set)
        for term in self.by_id.values():
            for wider in self._ancestors(term):
                self._narrower[wider].add(term.id)
                self._wider[term.id].add(wider)
        self.by_stem: dict[str, set[int]] = defaultdict(set)
        for term in self.by_id.values():
            for stem in stems("\n".join([term.name, *term.phrases])):
                self.by_stem[stem].add(term.id)
        self._by_slug: dict[tuple[str, str], TermInfo] = {}
        for term in self.by_id.values():
            self._by_slug.setdefault((term.taxonomy, term.code), term)
        for term in self.by_id.values():
            self._by_slug[term.taxonomy, term.slug] = term

    @classmethod
    def load(cls, book: TranslationBook) -> "Vocabulary":
        """Read it from the database, in two queries."""
        terms = defaultdict(list)
        for row in Term.objects.in_order().select_related("taxonomy"):
            terms[row.taxonomy_id].append(
                TermInfo(
                    id=row.pk,
                    taxonomy=row.taxonomy.code,
                    code=row.code,
                    slug=row.slug,
                    name=row.name,
                    definition=row.definition,
                    parent_id=row.parent_id,
                    side=row.side,
                    order=row.order,
                    is_retired=row.is_retired,
                    replaced_by_id=row.replaced_by_id,
                    phrases=tuple(row.phrase_list()),
                    foreign_phrases=book.phrases.get(
                        f"{row.taxonomy.code}/{row.code}", ()
                    ),
                )
            )
        return cls(
            [
                TaxonomyInfo(
                    id=row.pk,
                    code=row.code,
                    name=row.name,
                    question=row.question,
                    parameter=row.parameter,
                    is_closed=row.is_closed,
                    needs_all=row.within == Taxonomy.Within.ALL,
                    wants_stated_fit=row.unknown == Taxonomy.Unknown.MISFIT,
                    is_public_filter=row.is_public_filter,
                    terms=tuple(terms[row.pk]),
                )
                for row in Taxonomy.objects.order_by("order", "pk")
            ]
        )

    def told_in(self, language: str, book: TranslationBook) -> "Vocabulary":
        """The same in the words of another language, in English where it has none."""
        told = []
        for group in self.taxonomies:
            question = book.text("taxonomy", group.code, language, "question")
            terms = tuple(_told_in(term, language, book) for term in group.terms)
            told.append(
                replace(group, question=question or group.question, terms=terms)
            )
        return Vocabulary(told)

    def taxonomy(self, code: str) -> TaxonomyInfo | None:
        """A taxonomy by its code or its address parameter."""
        return self._groups.get(code)

    def public_filters(self) -> list[TaxonomyInfo]:
        """The taxonomies by which visitors filter, in order."""
        return [group for group in self.taxonomies if group.is_public_filter]

    def term(self, taxonomy: str, slug: str) -> TermInfo | None:
        """A term by its slug (or its exchange code), also a retired one."""
        group = self.taxonomy(taxonomy)
        return self._by_slug.get((group.code, slug)) if group else None

    def current(self, term: TermInfo) -> TermInfo | None:
        """The term itself, or what replaces it; None where nothing does."""
        seen: set[int] = set()
        while term.is_retired:
            if term.replaced_by_id is None or term.id in seen:
                return None
            seen.add(term.id)
            term = self.by_id[term.replaced_by_id]
        return term

    def related(self, term_id: int) -> set[int]:
        """Keys of the wider and the narrower terms of a term, itself left out."""
        return self._narrower[term_id] | self._wider[term_id]

    def _ancestors(self, term: TermInfo) -> set[int]:
        found: set[int] = set()
        parent = term.parent_id
        while parent is not None and parent not in found and parent != term.id:
            found.add(parent)
            parent = self.by_id[parent].parent_id
        return found


def _told_in(term: TermInfo, language: str, book: TranslationBook) -> TermInfo:
    name = book.text("term", term.key, language, "name")
    definition = book.text("term", term.key, language, "definition")
    if not name:
        return replace(term, lang="en")
    return replace(term, name=name, definition=definition or term.definition)
