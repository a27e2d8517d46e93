"""Taxonomies and terms, and what links a record to a term: attributes."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from directory.exchange.oruk.filled import Record, filled
from directory.exchange.oruk.ids import part_id, taxonomy_id, term_id
from directory.exchange.oruk.source import Source
from directory.find.vocabulary import TermInfo
from directory.models import Side

# Says something about a visitor's words, never about a service.
NOT_OF_SERVICES = {"danger"}
SIDE = "side"
# What an attribute is about; documented at /data/profile/.
LINK_TYPES = {
    "audience": "audience",
    "type": "service_type",
    "need": "need",
    "gender": "eligibility",
    "community": "eligibility",
    "accepts": "accepts",
    "access": "accessibility",
    "language": "language",
    "referral": "referral_route",
    "delivery": "delivery",
    SIDE: "side",
}


@dataclass(frozen=True)
class SharedTerm:
    """A term as the exchange knows it; the sides are two terms of their own."""

    taxonomy: str
    code: str
    slug: str
    name: str
    definition: str
    key: int | None = None
    parent: str = ""
    replaced_by: str = ""
    is_retired: bool = False

    @property
    def id(self) -> str:
        return term_id(self.taxonomy, self.code)

    @property
    def path(self) -> str:
        """Where it has a page of its own."""
        return f"/data/terms/{self.taxonomy}/{self.slug}/"


@dataclass(frozen=True)
class SharedTaxonomy:
    """A taxonomy as the exchange knows it."""

    code: str
    name: str
    description: str
    terms: tuple[SharedTerm, ...]

    @property
    def id(self) -> str:
        return taxonomy_id(self.code)

    @property
    def path(self) -> str:
        """Where it has a page of its own."""
        return f"/data/terms/{self.code}/"


SIDES = SharedTaxonomy(
    SIDE,
    "Side",
    "Whom a service is for. Support for people who were hurt, and help for people who "
    "hurt someone, must never stand in one list.",
    (
        SharedTerm(
            SIDE,
            Side.SURVIVORS.value,
            Side.SURVIVORS.value,
            "For people who have been hurt",
            "Support for people affected by domestic or sexual abuse, and for those "
            "who stand beside them.",
        ),
        SharedTerm(
            SIDE,
            Side.CHANGE.value,
            Side.CHANGE.value,
            "For people who want to stop hurting someone",
            "Help to change, for people who hurt a partner or a relative or fear that "
            "they will. Never list it among support for survivors.",
        ),
    ),
)


def taxonomies(source: Source) -> list[SharedTaxonomy]:
    """Every taxonomy that says something about services, in order of their ids."""
    vocabulary = source.vocabulary
    found = [SIDES]
    for group in vocabulary.taxonomies:
        if group.code in NOT_OF_SERVICES:
            continue
        terms = tuple(_shared(source, term) for term in group.terms)
        found.append(SharedTaxonomy(group.code, group.name, group.question, terms))
    return sorted(found, key=lambda group: group.id)


def terms(source: Source) -> list[SharedTerm]:
    """Every term of these taxonomies, retired ones too, in order of their ids."""
    every: Iterator[SharedTerm] = (
        term for group in taxonomies(source) for term in group.terms
    )
    return sorted(every, key=lambda term: term.id)


def _shared(source: Source, term: TermInfo) -> SharedTerm:
    by_id = source.vocabulary.by_id

    def id_of(other: int | None) -> str:
        return term_id(by_id[other].taxonomy, by_id[other].code) if other else ""

    return SharedTerm(
        term.taxonomy,
        term.code,
        term.slug,
        term.name,
        term.definition or f"{term.name}.",
        term.id,
        id_of(term.parent_id),
        id_of(term.replaced_by_id),
        term.is_retired,
    )


def taxonomy(group: SharedTaxonomy, source: Source) -> Record:
    """One taxonomy."""
    return filled(
        id=group.id,
        name=group.name,
        description=group.description,
        uri=source.page(group.path),
        x_code=group.code,
    )


def taxonomy_term(term: SharedTerm, group_name: str, source: Source) -> Record:
    """One term, under its own name and the one that ORUK calls `term`."""
    return filled(
        id=term.id,
        code=term.code,
        name=term.name,
        term=term.name,
        description=term.definition,
        parent_id=term.parent,
        taxonomy=group_name,
        taxonomy_id=taxonomy_id(term.taxonomy),
        language="en",
        term_uri=source.page(term.path),
        x_retired=term.is_retired or None,
        x_replaced_by_id=term.replaced_by,
    )


class TermBook:
    """Terms as records; each is made once for an answer that repeats it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._by_key: dict[int, Record] = {}
        self.sides = {
            term.code: taxonomy_term(term, SIDES.name, source) for term in SIDES.terms
        }

    def record(self, term: TermInfo) -> Record:
        """A term that we hold."""
        if term.id not in self._by_key:
            group = self.source.vocabulary.taxonomy(term.taxonomy)
            name = group.name if group else ""
            shared = _shared(self.source, term)
            self._by_key[term.id] = taxonomy_term(shared, name, self.source)
        return self._by_key[term.id]


def attribute(owner: UUID, term: Record, kind: str, words: str = "") -> Record:
    """The link from a record to a term; `words` say what limits it."""
    return filled(
        id=part_id(owner, "attribute", term["id"]),
        link_type=LINK_TYPES.get(kind, kind),
        taxonomy_term_id=term["id"],
        taxonomy_term=term,
        value=words,
    )
