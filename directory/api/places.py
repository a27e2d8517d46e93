"""Services at places: /service_at_locations and /service_at_locations/{id}."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from directory.api.answering import Made, answers, source_of
from directory.api.lists import Found, in_pages
from directory.api.parameters import Paging, Reader, RefusedError, as_uuid
from directory.api.services import narrow
from directory.exchange.oruk import service as services
from directory.exchange.oruk.filled import Record
from directory.exchange.oruk.gathering import Facts, gather
from directory.exchange.oruk.ids import place_id, services_of
from directory.exchange.oruk.places import service_at_location
from directory.exchange.oruk.terms import TermBook
from directory.find.places import locate
from directory.find.points import is_postcode, point_of
from directory.models import Location, Service

FARTHEST = 100_000


@answers
def service_at_locations(request: HttpRequest) -> Made:
    """Places that welcome visitors, with their services; never a confidential one."""
    read, source = Reader(request.GET), source_of(request)
    paging = Paging.read(read)
    is_full = read.flag("full")
    chosen = narrow(read, source)
    since = read.moment("modified_after")
    if since is not None:
        chosen = chosen.changed_after(since)
    found = Found(_near(Location.objects.of(chosen), chosen, read))
    book = TermBook(source)
    return in_pages(found, paging, lambda keys: _several(keys, book, is_full=is_full))


@answers
def service_at_location_by_id(request: HttpRequest, id: str) -> Made:
    """One place with its service."""
    uuid, source = as_uuid(id), source_of(request)
    if uuid is not None:
        # The id begins as its service's does.
        first, last = services_of(uuid)
        near = Service.objects.between_exchange_ids(first, last)
        for facts in gather(near, source):
            for place in facts.places:
                if place_id(facts.service.uuid, place.address) == str(uuid):
                    record = _record(place, facts, TermBook(source), is_full=True)
                    return Made(record, changed_at=facts.service.changed_at)
    raise RefusedError("There is no service at a location with this id.", 404)


def _near(found, chosen, read: Reader):
    """Those near a postcode; without a distance, those whose service reaches it."""
    typed, metres = read.text("postcode"), read.whole("proximity")
    # A form may send its distance though the box for the place is empty.
    if not typed:
        return found
    if not is_postcode(typed):
        raise RefusedError(
            "postcode must be a UK postcode, such as M14 5RQ, or its start."
        )
    if metres is None:
        areas = locate(typed).areas
        reached = chosen.serving(*(area.id for area in areas))
        return Location.objects.of(reached) if areas else found.none()
    point = point_of(typed)
    return found.within(min(metres, FARTHEST), *point) if point else found.none()


def _several(keys: Sequence[int], book: TermBook, *, is_full: bool) -> list[Record]:
    places = Location.objects.filter(pk__in=keys).order_by("pk")
    codes = {place.service_id for place in places}
    found = gather(Service.objects.by_open_codes(codes), book.source)
    by_code = {facts.service.open_code: facts for facts in found}
    return [
        _record(place, by_code[place.service_id], book, is_full=is_full)
        for place in places
        if place.service_id in by_code
    ]


def _record(place: Any, facts: Facts, book: TermBook, *, is_full: bool) -> Record:
    source = book.source
    made = (
        services.full(facts, source, book) if is_full else services.plain(facts, source)
    )
    # Its places would hold this one again.
    made.pop("service_at_locations", None)
    at_place = service_at_location(place, facts, source, is_full=is_full)
    return {**at_place, "service": made}
