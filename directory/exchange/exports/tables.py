"""Records of the standard as rows of tables, as its tabular package has them."""

from collections import defaultdict
from typing import Any

from directory.exchange.oruk.filled import Record
from directory.exchange.oruk.schemas import Schema
from directory.exchange.oruk.shape import SCHEMAS

# Each object, and the file that the standard gives its table; the last two are ours.
FILES = {
    "organization": "organizations.csv",
    "organization_identifier": "organization_identifiers.csv",
    "service": "services.csv",
    "service_at_location": "service_at_location.csv",
    "location": "locations.csv",
    "address": "addresses.csv",
    "accessibility": "accessibility.csv",
    "phone": "phones.csv",
    "contact": "contacts.csv",
    "url": "url.csv",
    "schedule": "schedules.csv",
    "service_area": "service_areas.csv",
    "language": "languages.csv",
    "cost_option": "cost_options.csv",
    "funding": "funding.csv",
    "attribute": "attributes.csv",
    "taxonomy": "taxonomies.csv",
    "taxonomy_term": "taxonomy_terms.csv",
    "answer": "x_answers.csv",
    "told": "x_told.csv",
}
# A field that nests records, and the table where they go.
NESTED = {
    "organization": "organization",
    "organization_identifiers": "organization_identifier",
    "phones": "phone",
    "contacts": "contact",
    "additional_urls": "url",
    "schedules": "schedule",
    "service_areas": "service_area",
    "service_at_locations": "service_at_location",
    "location": "location",
    "addresses": "address",
    "accessibility": "accessibility",
    "languages": "language",
    "cost_options": "cost_option",
    "funding": "funding",
    "attributes": "attribute",
    "x_answers": "answer",
    "x_told": "told",
}
# Columns that only a table needs: to what a row belongs.
BELONGING = {
    "phone": ("contact_id",),
    "attribute": ("link_id", "link_entity"),
    "answer": ("service_id",),
    "told": ("service_id",),
}
# ORUK's second names for what HSDS has a name for.
SECOND_NAMES = {
    ("service_area", "service_area"),
    ("accessibility", "accessibility"),
    ("taxonomy_term", "term"),
}
Rows = dict[str, dict[str, dict[str, str]]]


def columns(table: str) -> dict[str, str]:
    """The columns of a table, each with its kind."""
    found = dict.fromkeys(BELONGING.get(table, ()), "string")
    for name, schema in SCHEMAS[table]["properties"].items():
        if _is_cell(schema) and (table, name) not in SECOND_NAMES:
            found[name] = schema.get("type", "string")
    first = {name: kind for name, kind in found.items() if name == "id"}
    found = first | found
    return {name: "string" if kind == "array" else kind for name, kind in found.items()}


def _is_cell(schema: Schema) -> bool:
    """Whether a value stands in one cell: a list of texts does, on lines."""
    if schema.get("type") == "array":
        return schema["items"].get("type") == "string"
    return "$ref" not in schema


def spread(table: str, record: Record, rows: Rows, **belongs: str) -> None:
    """Add a record, and what is nested in it, to the rows of their tables by id.

    What stands in two places (a phone of a service and of its contact) is one row.
    """
    key = record.get("id") or f"{belongs}{record}"
    row = rows[table].setdefault(key, {})
    for name in columns_of[table]:
        value = record.get(name, belongs.get(name))
        if value is not None:
            row[name] = cell(value)
    within = {f"{table}_id": key, "link_id": key, "link_entity": table}
    for name, value in record.items():
        child = NESTED.get(name)
        if child and not isinstance(value, str):
            for one in value if isinstance(value, list) else [value]:
                spread(child, one, rows, **within)


def cell(value: Any) -> str:
    """A value as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "\n".join(value)
    return str(value)


def no_rows() -> Rows:
    """Nothing in any table yet."""
    return defaultdict(dict)


columns_of = {table: columns(table) for table in FILES}
