"""Where an open service can be visited. A confidential one has no row to begin with."""

import re
from typing import Any

from directory.exchange.oruk.filled import Record, filled
from directory.exchange.oruk.gathering import Facts
from directory.exchange.oruk.ids import part_id, place_id
from directory.exchange.oruk.source import Source
from directory.find.gazetteer import AreaInfo
from directory.search.text import place_key

_BRACKETS = re.compile(r"\s*\([^)]*\)\s*$")


def service_at_location(
    place: Any, facts: Facts, source: Source, *, is_full: bool = True
) -> Record:
    """The link between a service and its place."""
    found = location(place, facts, source, is_full=is_full)
    service = facts.service
    return {
        "id": place_id(service.uuid, place.address),
        "service_id": str(service.uuid),
        "location_id": found["id"],
        "location": found,
    }


def location(
    place: Any, facts: Facts, source: Source, *, is_full: bool = True
) -> Record:
    """A place: its address in one line, and in parts where they are certain."""
    service = facts.service
    id_ = part_id(service.uuid, "location", place.address)
    nested: Record = {}
    if is_full:
        divided = address(place, facts, id_, source)
        nested = filled(
            addresses=[divided] if divided else [],
            accessibility=accessibility(facts, id_),
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
    place: Any, facts: Facts, location_id: str, source: Source
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
        "id": part_id(facts.service.uuid, "address", place.address),
        "location_id": location_id,
        "address_1": ", ".join(parts[:town]),
        "city": parts[town],
        "state_province": _county(facts, source),
        "postal_code": place.postcode,
        "country": "GB",
        "address_type": "physical",
    }


def _county(facts: Facts, source: Source) -> str:
    """The county of the first area that the service reaches, or what is next wider."""
    book = source.areas
    covered = sorted(
        (book.by_id[cover.area_id] for cover in facts.coverages), key=_nearest
    )
    if not covered:
        return "United Kingdom"
    wider = book.covering(covered[0].id)
    county = next((area for area in wider if area.is_county), None)
    found = county or book.region(covered[0])
    return found.name if found else "United Kingdom"


def _nearest(area: AreaInfo) -> tuple[int, str]:
    return (area.rank, area.name)


def accessibility(facts: Facts, location_id: str) -> list[Record]:
    """How one can get in and be heard there, as far as it is stated."""
    return [
        filled(
            id=part_id(facts.service.uuid, "accessibility", said.term.code),
            location_id=location_id,
            description=said.term.name,
            accessibility=said.term.name,
            details=said.limit,
        )
        for said in facts.stated.get("access", ())
    ]
