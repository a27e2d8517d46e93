"""Telling history: rows of it as sentences that a moderator can read.

Names are looked up for a whole page at once: a query for each sort of record that
stands on it, however many rows it has.
"""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from directory.models import HistoryRow, Recorded

# What a record's own name needs besides its row.
NAMED_WITH: dict[str, tuple[str, ...]] = {
    "coverage": ("area",),
    "serviceterm": ("term",),
    "guideneed": ("term",),
    "crisisline": ("nation", "contact"),
    "place": ("area",),
    "verification": ("service",),
}
# What names a record that is gone, in the values that it had.
NAMING = (
    *("name", "heading", "value", "text", "address", "publisher", "key"),
    *("area", "term", "body", "to", "weekday", "on"),
)
# Below this many letters the eye finds the difference itself.
SHORT = 40
Part = tuple[bool, str]


@dataclass
class Line:
    """One field, before and after; the words that differ are marked."""

    label: str
    before: list[Part]
    after: list[Part]


@dataclass
class Told:
    """One row of history as it is read."""

    row: HistoryRow
    sort: str
    name: str
    record: str
    record_url: str
    lines: list[Line]

    @property
    def is_part(self) -> bool:
        """Whether it tells of a part of a record."""
        return (self.row.kind, self.row.key) != (
            self.row.owner_kind,
            self.row.owner_key,
        )


def recorded_models() -> list[type[Recorded]]:
    """Every sort of record that has a history, by name."""
    every = apps.get_app_config("directory").get_models()
    found = [model for model in every if issubclass(model, Recorded)]
    return sorted(found, key=lambda model: str(model._meta.verbose_name))


def model_of(kind: str) -> Any:
    """The model of a sort of record; none once there is no such sort any more."""
    return apps.get_app_config("directory").models.get(kind)


def tell(rows: Iterable[HistoryRow]) -> list[Told]:
    """These rows as a moderator reads them."""
    rows = list(rows)
    names = _Names(rows)
    return [_told(row, names) for row in rows]


def _told(row: HistoryRow, names: "_Names") -> Told:
    model = model_of(row.kind)
    sort = capfirst(str(model._meta.verbose_name)) if model else row.kind
    lines = []
    for field_name, (old, new) in row.changes.items():
        field = _field(model, field_name)
        label = capfirst(str(field.verbose_name)) if field else field_name
        before, after = names.shown(field, old), names.shown(field, new)
        lines.append(Line(label, *marked(before, after)))
    return Told(
        row,
        sort,
        names.of(row.kind, row.key),
        names.of(row.owner_kind, row.owner_key),
        names.history_url(row.owner_kind, row.owner_key),
        lines,
    )


def _field(model, name: str):
    every = model._meta.concrete_fields if model else ()
    return next((field for field in every if field.name == name), None)


class _Names:
    """What everything is called that stands in some rows of history."""

    def __init__(self, rows: list[HistoryRow]) -> None:
        self.wanted: dict[str, set[int]] = defaultdict(set)
        for row in rows:
            self.wanted[row.kind].add(row.key)
            self.wanted[row.owner_kind].add(row.owner_key)
        self.gone = self._gone()
        for row in [*rows, *self.gone.values()]:
            self._want_links(row)
        self.there = {kind: self._there(kind) for kind in self.wanted}

    def _gone(self) -> dict[tuple[str, int], HistoryRow]:
        keys = {key for found in self.wanted.values() for key in found}
        rows = HistoryRow.objects.filter(
            kind__in=self.wanted, key__in=keys, what=HistoryRow.What.DELETED
        )
        return {(row.kind, row.key): row for row in rows}

    def _want_links(self, row: HistoryRow) -> None:
        model = model_of(row.kind)
        for name, values in row.changes.items():
            field = _field(model, name)
            if isinstance(field, models.ForeignKey):
                kind = field.related_model._meta.label_lower
                keys = {value for value in values if isinstance(value, int)}
                self.wanted[kind.removeprefix("directory.")] |= keys

    def _there(self, kind: str) -> dict[int, str]:
        """The names of the records of one sort that are still there."""
        model = model_of(kind) or (apps.get_model(kind) if "." in kind else None)
        if model is None:
            return {}
        rows = model._default_manager.filter(pk__in=self.wanted[kind])
        rows = rows.select_related(*NAMED_WITH.get(kind, ()))
        return {row.pk: str(row) for row in rows}

    def of(self, kind: str, key: int) -> str:
        """What a record is called, or was called when it was deleted."""
        if key in self.there.get(kind, {}):
            return self.there[kind][key]
        row = self.gone.get((kind, key))
        for name in NAMING:
            if row and name in row.changes:
                return self.shown(_field(model_of(kind), name), row.changes[name][0])
        return ""

    def history_url(self, kind: str, key: int) -> str:
        """Where the whole history of a record stands, while the record does."""
        if key not in self.there.get(kind, {}):
            return ""
        try:
            return reverse(f"admin:directory_{kind}_history", args=[key])
        except NoReverseMatch:
            return ""

    def shown(self, field, value: Any) -> str:
        """A value in words; empty where there is none."""
        if value is None or value == "":
            return ""
        if isinstance(field, models.ForeignKey):
            kind = field.related_model._meta.label_lower.removeprefix("directory.")
            name = self.there.get(kind, {}).get(value)
            return name or _("no longer there (%s)") % value
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if field is not None and field.flatchoices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(field, models.DateTimeField):
            moment = parse_datetime(value)
            return date_format(localtime(moment), "j M Y, H:i") if moment else value
        if isinstance(field, models.DateField):
            day = parse_date(value)
            return date_format(day, "j M Y") if day else value
        if isinstance(field, models.TimeField):
            return str(value)[:5]
        return str(value)


def marked(before: str, after: str) -> tuple[list[Part], list[Part]]:
    """Both texts in parts, each with whether the other lacks it."""
    if min(len(before), len(after)) < SHORT:
        return [(False, before)], [(False, after)]
    old, new = re.split(r"(?<=\s)", before), re.split(r"(?<=\s)", after)
    found: tuple[list[Part], list[Part]] = ([], [])
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for what, i, j, k, m in matcher.get_opcodes():
        for told, words in ((found[0], old[i:j]), (found[1], new[k:m])):
            if words:
                told.append((what != "equal", "".join(words)))
    return found
