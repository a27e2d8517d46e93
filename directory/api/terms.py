"""Our vocabulary: /taxonomies and /taxonomy_terms, and each by its id."""

from collections.abc import Iterable
from typing import TypeVar

from django.http import HttpRequest

from directory.api.answering import Made, answers, source_of
from directory.api.lists import in_pages
from directory.api.parameters import Paging, Reader, RefusedError
from directory.exchange.oruk import terms as records
from directory.exchange.oruk.filled import Record
from directory.exchange.oruk.source import Source
from directory.exchange.oruk.terms import SharedTaxonomy, SharedTerm
from directory.search.text import stems

One = TypeVar("One", SharedTaxonomy, SharedTerm)


@answers
def taxonomies(request: HttpRequest) -> Made:
    """Every taxonomy."""
    read, source = Reader(request.GET), source_of(request)
    paging, words = Paging.read(read), read.text("search")
    found = [
        group
        for group in records.taxonomies(source)
        if _says(words, group.name, group.description)
    ]
    return in_pages(
        found, paging, lambda groups: [records.taxonomy(one, source) for one in groups]
    )


@answers
def taxonomy(request: HttpRequest, id: str) -> Made:
    """One taxonomy with its terms."""
    source = source_of(request)
    group = _by_id(records.taxonomies(source), id, "taxonomy")
    record = records.taxonomy(group, source)
    return Made({**record, "taxonomy_terms": _made(group.terms, source)})


@answers
def taxonomy_terms(request: HttpRequest) -> Made:
    """Every term, or those of a taxonomy, at the top of it, or under another."""
    read, source = Reader(request.GET), source_of(request)
    paging, words = Paging.read(read), read.text("search")
    group, parent = read.uuid("taxonomy_id"), read.uuid("parent_id")
    top = read.flag("top_only")
    chosen = {one.id for one in records.taxonomies(source) if one.id == str(group)}
    found = [
        term
        for term in records.terms(source)
        if (group is None or records.taxonomy_id(term.taxonomy) in chosen)
        and (parent is None or term.parent == str(parent))
        and not (top and term.parent)
        and _says(words, term.name, term.definition)
    ]
    return in_pages(found, paging, lambda some: _made(some, source))


@answers
def taxonomy_term(request: HttpRequest, id: str) -> Made:
    """One term."""
    source = source_of(request)
    term = _by_id(records.terms(source), id, "taxonomy term")
    return Made(_made([term], source)[0])


def _made(some: Iterable[SharedTerm], source: Source) -> list[Record]:
    names = {group.code: group.name for group in records.taxonomies(source)}
    return [records.taxonomy_term(term, names[term.taxonomy], source) for term in some]


def _by_id(found: Iterable[One], id: str, what: str) -> One:
    for one in found:
        if one.id == id.lower():
            return one
    raise RefusedError(f"There is no {what} with this id.", 404)


def _says(words: str, *texts: str) -> bool:
    """Whether every word occurs; no words ask for nothing."""
    return not words or _holds(words, *texts)


def _holds(words: str, *texts: str) -> bool:
    wanted = set(stems(words))
    return bool(wanted) and wanted <= set(stems("\n".join(texts)))
