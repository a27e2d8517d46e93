"""Where an open service can be visited. A confidential one has no row to begin with."""

import re

from directory.exchange.oruk.filled import Record, filled
from directory.exchange.oruk.ids import part_id, place_id
from directory.exchange.oruk.source import Source
from directory.find.gazetteer import AreaInfo
from directory.models import Location, Service
from directory.search.text import place_key

_BRACKETS = re.compile(r"\s*\([^)]*\)\s*$")


def service_at_location(
    place: Location, service: Service, source: Source, *, is_full: bool = True
) -> Record:
    """The link between a service and its place."""
    found = location(place, service, source, is_full=is_full)
    return {
        "id": place_id(service.uuid, place.address),
        "service_id": str(service.uuid),
        "location_id": found["id"],
        "location": found,
    }


def location(
    place: Location, service: Service, source: Source, *, is_full: bool = True
) -> Record:
    """A place: its address in one line, and in parts where they are certain."""
    id_ = part_id(service.uuid, "location", place.address)
    nested: Record = {}
    if is_full:
        divided = address(place, service, id_, source)
        nested = filled(
            addresses=[divided] if divided else [],
            accessibility=accessibility(service, id_, source),
        )
    return {
        **filled(
            id=id_,
            location_type="physical",
            name=service.name,
            description=place.address,
            transportation=place.directions,
            latitude=place.latitude,
            longitude=place.longitude,
            x_postcode=place.postcode,
        ),
        **nested,
    }


def address(
    place: Location, service: Service, location_id: str, source: Source
) -> Record | None:
    """The address in parts; None where its town or its postcode is not known."""
    parts = [part.strip() for part in _BRACKETS.sub("", place.address).split(",")]
    known = source.held.names.by_key
    town = len(parts) - 1
    while town > 0 and place_key(parts[town]) not in known:
        town -= 1
    if town < 1 or not place.postcode:
        return None
    return {
        "id": part_id(service.uuid, "address", place.address),
        "location_id": location_id,
        "address_1": ", ".join(parts[:town]),
        "city": parts[town],
        "state_province": _county(service, source),
        "postal_code": place.postcode,
        "country": "GB",
        "address_type": "physical",
    }


def _county(service: Service, source: Source) -> str:
    """The county of the first area that the service reaches, or what is next wider."""
    book = source.areas
    covered = sorted(
        (book.by_id[cover.area_id] for cover in service.coverages.all()), key=_nearest
    )
    if not covered:
        return "United Kingdom"
    wider = book.covering(covered[0].id)
    county = next((area for area in wider if area.is_county), None)
    found = county or book.region(covered[0])
    return found.name if found else "United Kingdom"


def _nearest(area: AreaInfo) -> tuple[int, str]:
    return (area.rank, area.name)


def accessibility(service: Service, location_id: str, source: Source) -> list[Record]:
    """How one can get in and be heard there, as far as it is stated."""
    stated = [
        (source.term(answer.term_id), answer)
        for answer in service.answers.all()
        if answer.is_stated_fit
    ]
    return [
        filled(
            id=part_id(service.uuid, "accessibility", term.code),
            location_id=location_id,
            description=term.name,
            accessibility=term.name,
            details=answer.limit,
        )
        for term, answer in sorted(stated, key=lambda one: one[0].order)
        if term.taxonomy == "access"
    ]
