"""One list that belongs to a record: its parts as rows of plain values, and back."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

Row = dict[str, Any]


class Rows:
    """One sort of list: how a part stands as a row, and how a row becomes a part."""

    # What in a row says which part it is; a change of the rest changes that part.
    known_by: tuple[str, ...]
    # What in a row names another record, and what follows once it is saved.
    points_to: tuple[str, ...] = ()
    left_to_save: tuple[str, ...] = ()
    # The field that a row is about, where nothing else needs to be said.
    short = ""

    def __init__(self, name: str, model, fields: tuple[str, ...], owner="service"):
        self.name, self.model, self.fields, self.owner = name, model, fields, owner

    def parts(self, record) -> list:
        return list(getattr(record, self.name).all()) if record.pk else []

    def row(self, part) -> Row:
        """A part as plain values."""
        return {name: plain(getattr(part, name)) for name in self.fields}

    def values(self, record, row: Row) -> Row:
        """What a row says of its part."""
        return {name: typed(self.model, name, row[name]) for name in self.fields}

    def full(self, row: Any) -> Row:
        """A row with every field; raises where it names one that there is not."""
        row = {self.short: row} if self.short and isinstance(row, str) else row
        if not isinstance(row, dict) or set(row) - set(self.fields):
            wrong = ", ".join(sorted(set(row) - set(self.fields))) or str(row)
            raise ValidationError(
                _("%(list)s has no %(wrong)s."),
                params={"list": self.name, "wrong": wrong},
            )
        return {name: plain(row.get(name, self.default(name))) for name in self.fields}

    def check(self, table: list[Row]) -> None:
        """Raise where a row cannot be; what it points to is asked once for all."""
        plain_fields = [name for name in self.fields if name not in self.points_to]
        skipped = {self.owner, *self.points_to, *self.left_to_save}
        for row in table:
            said = {name: typed(self.model, name, row[name]) for name in plain_fields}
            self.model(**said).clean_fields(exclude=skipped)
        if self.points_to:
            self.check_links({row[self.points_to[0]] for row in table})

    def check_links(self, named: set[str]) -> None:
        """Raise where one of these is not there."""

    def default(self, name: str) -> Any:
        field = self.model._meta.get_field(name)
        if field.has_default():
            return plain(field.get_default())
        return None if field.null else ""

    def in_order(self, rows: list[Row]) -> list[Row]:
        return sorted(rows, key=lambda row: [str(row[name]) for name in self.fields])

    def same(self, one: Row, other: Row) -> bool:
        return all(one[name] == other[name] for name in self.known_by)

    def build(self, record, row: Row, part=None):
        """The part that a row describes: a new one, or this one changed."""
        part = part or self.model(**{self.owner: record})
        for name, value in self.values(record, row).items():
            setattr(part, name, value)
        return part


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return str(value)


def typed(model: type[models.Model], name: str, value: Any) -> Any:
    """A plain value as the model's field holds it."""
    field: Any = model._meta.get_field(name)
    if value in ("", None):
        return None if field.null else "" if field.empty_strings_allowed else value
    return field.to_python(value)
