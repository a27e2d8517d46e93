"""What every file of ours becomes: things with a key and plain values."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from directory.exchange.formats.csv_rows import Row

Values = dict[str, Any]


@dataclass
class Thing:
    """One record of a file: its key, where it stands, and its values as in JSON."""

    key: str
    row: Row
    values: Values


@dataclass(frozen=True)
class Doubt:
    """Something a moderator should look at, and where it stands."""

    file: str
    line: int
    column: str
    why: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}"
        return (
            f"{place}, column {self.column}: {self.why}"
            if self.column
            else (f"{place}: {self.why}")
        )


@dataclass
class Doubts:
    """The doubts gathered while reading and writing."""

    found: list[Doubt] = field(default_factory=list)

    def add(self, row: Row, column: str, why: str) -> None:
        self.found.append(Doubt(row.file, row.line, column, why))


def in_order(rows: Iterable[Any]) -> list[Any]:
    """The rows of a list in the one order in which two lists can be compared."""
    return sorted(rows, key=_order)


def _order(row: Any) -> Any:
    return row["order"] if isinstance(row, dict) else json.dumps(row)


def most(model: type[models.Model], name: str) -> int | None:
    """How many characters a field takes; None where there is no limit."""
    return getattr(model._meta.get_field(name), "max_length", None)


def fits(
    row: Row, column: str, value: str, model: type[models.Model], name: str
) -> str:
    """A part of a cell that fits into a field of a model."""
    limit = most(model, name)
    if limit is not None and len(value) > limit:
        why = f"{len(value)} characters, but at most {limit} fit"
        raise row.wrong(column, why, value)
    return value


def valid(row: Row, column: str, check: Callable[[str], None]) -> str:
    """A cell that passes one of our models' own checks."""
    try:
        check(row[column])
    except ValidationError as error:
        raise row.wrong(column, error.messages[0]) from None
    return row[column]


def text(row: Row, column: str, model: type[models.Model], name: str = "") -> str:
    """A cell that fits into a field of a model."""
    return fits(row, column, row[column], model, name or column)


def needed(row: Row, column: str, model: type[models.Model], name: str = "") -> str:
    """The same for a cell that must not be empty."""
    value = text(row, column, model, name)
    if not value:
        raise row.wrong(column, "must not be empty")
    return value


def yes_or_no(row: Row, column: str) -> bool:
    """A cell that says yes or no."""
    return row.one_of(column, ("yes", "no"), empty=False) == "yes"


def once(things: Iterable[Thing], column: str, name: str = "") -> None:
    """Refuse two things with the same key, or with the same value of a field."""
    seen: dict[str, int] = {}
    for thing in things:
        value = str(thing.values[name]) if name else thing.key
        if value in seen:
            why = f"stands in line {seen[value]} already"
            raise thing.row.wrong(column, why, value)
        seen[value] = thing.row.line
