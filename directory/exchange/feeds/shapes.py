"""Which services a record of a feed holds, whatever sort of record it is."""

from collections.abc import Iterator
from typing import Any

Record = dict[str, Any]
# What only a service of a full answer has.
NESTED = {
    *("phones", "schedules", "service_areas", "service_at_locations", "languages"),
    *("attributes", "contacts", "cost_options", "regular_schedules"),
    *("service_taxonomys", "eligibilitys", "funding", "additional_urls"),
}
OF_A_TERM = {"taxonomy_detail", "term_uri", "taxonomy", "taxonomy_id"}
OF_A_SERVICE = {"status", "organization", "organization_id", *NESTED}


def services_in(record: Any) -> Iterator[Record | str]:
    """The services; a sentence where something else stands in their place."""
    if not isinstance(record, dict):
        yield "this is no record"
        return
    if isinstance(record.get("service"), dict) and "location" in record:
        link = {name: value for name, value in record.items() if name != "service"}
        service = record["service"]
        yield service | {
            "service_at_locations": [*_list(service, "service_at_locations"), link]
        }
    elif isinstance(record.get("services"), list):
        owner = {name: value for name, value in record.items() if name != "services"}
        for one in record["services"]:
            if isinstance(one, dict):
                yield ({"organization": owner} if owner.get("name") else {}) | one
            else:
                yield "this is no record"
    elif not (record.keys() & OF_A_SERVICE) and (
        "openapi_url" in record or record.keys() & OF_A_TERM
    ):
        return
    else:
        yield record


def is_plain(record: Any) -> bool:
    """Whether a record tells only what has one value, as a list may."""
    return isinstance(record, dict) and not (record.keys() & NESTED)


def _list(record: Record, name: str) -> list[Any]:
    found = record.get(name)
    return found if isinstance(found, list) else []
