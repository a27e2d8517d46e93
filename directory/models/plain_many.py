"""Plain values of many records: read in a few queries, completed without any."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db import models

from directory.models import plain
from directory.models.plain import Values
from directory.models.plain_parts import ANSWERS, OF_A_SERVICE, Contacts, Rows
from directory.models.service import Service


def values_of_each(services) -> Iterator[tuple[Service, Values]]:
    """Each service with everything that a proposal can change about it."""
    chosen = services.with_everything().prefetch_related("hours__contact")
    for service in chosen:
        values = {name: plain._own(service, name) for name in plain.own_fields(Service)}
        for rows in OF_A_SERVICE:
            found = [rows.row(part) for part in getattr(service, rows.name).all()]
            values |= in_fields(rows, found)
        yield service, values


def in_fields(rows: Rows, table: list[Values]) -> Values:
    """The rows of a list under the field, or the fields, that a proposal names."""
    if rows.name != ANSWERS:
        return {rows.name: rows.in_order(table)}
    found: Values = {}
    for row in rows.in_order(table):
        found.setdefault(f"{ANSWERS}:{row['term'].partition('/')[0]}", []).append(row)
    return found


def rows_of(name: str) -> Rows | None:
    """The sort of list that a field of a service holds."""
    stem = name.partition(":")[0]
    return next((rows for rows in OF_A_SERVICE if rows.name == stem), None)


def complete(values: Values) -> Values:
    """The same values of a service with every row whole and in the one order."""
    found: Values = {}
    for name, value in values.items():
        rows = rows_of(name)
        table = [rows.full(row) for row in value] if rows else value
        if isinstance(rows, Contacts):
            table = rows.numbered(table)
        found[name] = rows.in_order(table) if rows else table
    return found


def too_long(values: Values) -> Iterator[tuple[str, int]]:
    """Fields of a service whose text does not fit, and how many characters do."""
    for name, value in values.items():
        rows = rows_of(name)
        limits = _limits(rows.model if rows else Service)
        for row in value if rows else [values]:
            for field in row if rows else [name]:
                limit = limits.get(field)
                if limit and isinstance(row[field], str) and len(row[field]) > limit:
                    yield name, limit


@cache
def _limits(model) -> dict[str, int]:
    fields = model._meta.concrete_fields
    texts = [one for one in fields if isinstance(one, models.CharField)]
    return {field.name: field.max_length for field in texts if field.max_length}


def changes_of(before: Values | None, after: Values) -> dict[str, Any]:
    """Old and new of each field that differs; all that is not empty, of a new one."""
    if before is None:
        empty: tuple[Any, ...] = ("", None, [])
        return {
            name: {"old": None, "new": value}
            for name, value in after.items()
            if value not in empty
        }
    return {
        name: {"old": plain.old_value(before, name), "new": value}
        for name, value in after.items()
        if plain.old_value(before, name) != value
    }
