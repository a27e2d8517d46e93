"""Services: /services and /services/{id}."""

import datetime
from collections.abc import Sequence

from django.http import HttpRequest
from django.utils import timezone

from directory.api.answering import Made, answers, source_of
from directory.api.lists import Found, Listed, every_service, in_pages
from directory.api.parameters import Paging, Reader, RefusedError, as_uuid
from directory.exchange.oruk import service as records
from directory.exchange.oruk.filled import Record
from directory.exchange.oruk.gathering import gather
from directory.exchange.oruk.source import Source
from directory.exchange.oruk.terms import SIDE, TermBook, taxonomies, terms
from directory.models import Service, Side
from directory.search import parse

# How long we say that a service is gone; after that nobody should still have it.
TOMBSTONE = datetime.timedelta(days=90)
MOST_IN_A_QUERY = 5000
FILTERS = ("search", "taxonomy_term_id", "taxonomy_id", "organization_id", "side")


@answers
def services(request: HttpRequest) -> Made:
    """Published services: plain, in full, or just their ids and dates."""
    read, source = Reader(request.GET), source_of(request)
    paging = Paging.read(read)
    is_full, is_minimal = read.flag("full"), read.flag("minimal")
    found = _found(read, source)
    if is_minimal and not read.has("per_page"):
        paging = Paging(paging.number, max(1, len(found)), paging.is_stream)
    book = TermBook(source)

    def made(keys: Sequence[int]) -> list[Record]:
        if is_minimal:
            return _minimal(keys)
        return several(keys, book, is_full=is_full)

    return in_pages(found, paging, made)


@answers
def service(request: HttpRequest, id: str) -> Made:
    """One service with all that is public of it, or that it is gone."""
    uuid = as_uuid(id)
    if uuid is None:
        raise RefusedError("There is no service with this id: it is no UUID.", 404)
    source = source_of(request)
    asked = Service.objects.by_exchange_id(uuid)
    for facts in gather(asked, source):
        record = records.full(facts, source, TermBook(source))
        return Made(record, changed_at=facts.service.changed_at)
    gone = asked.withdrawn_after(timezone.now() - TOMBSTONE).first()
    if gone is not None:
        return Made(records.tombstone(gone), changed_at=gone.withdrawn_at)
    raise RefusedError("There is no service with this id.", 404)


def several(keys: Sequence[int], book: TermBook, *, is_full: bool) -> list[Record]:
    """Services by their keys; of one that is gone only that it is."""
    source, chosen = book.source, Service.objects.filter(pk__in=list(keys))
    made = {
        facts.service.pk: records.full(facts, source, book)
        if is_full
        else records.plain(facts, source)
        for facts in gather(chosen, source, is_full=is_full)
    }
    missing = set(keys) - made.keys()
    if missing:
        gone = chosen.withdrawn_after(timezone.now() - TOMBSTONE)
        made |= {one.pk: records.tombstone(one) for one in gone}
    return [made[key] for key in keys if key in made]


def _minimal(keys: Sequence[int]) -> list[Record]:
    made = []
    for start in range(0, len(keys), MOST_IN_A_QUERY):
        some = list(keys[start : start + MOST_IN_A_QUERY])
        made += [
            records.minimal(one) if one.is_published else records.tombstone(one)
            for one in Service.objects.exchange_dates(some)
        ]
    return made


def _found(read: Reader, source: Source) -> Listed:
    """Keys of the services that are asked for."""
    since = read.moment("modified_after")
    narrowed = narrow(read, source)
    is_narrow = any(read.text(name) for name in FILTERS)
    if since is None:
        return Found(narrowed) if is_narrow else every_service()
    if is_narrow:
        return Found(narrowed.changed_after(since))
    oldest = timezone.now() - TOMBSTONE
    gone = Service.objects.withdrawn_after(max(since, oldest))
    return Found(narrowed.changed_after(since) | gone)


def narrow(read: Reader, source: Source):
    """Published services that meet every parameter."""
    found = Service.objects.published()
    if read.text("search"):
        found = found.worded(parse(read.text("search")))
    organisation = read.uuid("organization_id")
    if organisation:
        found = found.run_by(organisation)
    side = read.one_of("side", Side.values, "")
    if side:
        found = found.on_side(side)
    term = read.uuid("taxonomy_term_id")
    if term:
        found = _with_term(found, str(term), source)
    taxonomy = read.uuid("taxonomy_id")
    if taxonomy:
        found = _with_taxonomy(found, str(taxonomy), source)
    return found


def _with_term(found, id: str, source: Source):
    term = next((one for one in terms(source) if one.id == id), None)
    if term is None:
        return found.none()
    return found.on_side(term.code) if term.key is None else found.answering(term.key)


def _with_taxonomy(found, id: str, source: Source):
    group = next((one for one in taxonomies(source) if one.id == id), None)
    if group is None:
        return found.none()
    return found if group.code == SIDE else found.stating(group.code)
