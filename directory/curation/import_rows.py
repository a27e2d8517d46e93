"""A row of an import as a page shows it: each field, what stands there, what would."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _

from directory.models import ImportRow, Organisation, Service

LISTS = {
    "contacts": _("contacts"),
    "coverages": _("areas covered"),
    "locations": _("locations"),
    "hours": _("opening hours"),
    "disclosures": _("who will be told"),
    "fundings": _("paid by"),
    "accreditations": _("accreditations"),
    "status": _("status"),
}
# Of a new record these few are shown; its page of a proposal shows all.
MOST_SHOWN = 400


@dataclass(frozen=True)
class Change:
    """One field: lines that go, and lines that come."""

    label: str
    old: list[str]
    new: list[str]


@dataclass(frozen=True)
class RowOnPage:
    """A row with all that its table shows."""

    row: ImportRow
    changes: list[Change]


def for_the_page(row: ImportRow, taxonomies: dict[str, str]) -> RowOnPage:
    """What a row would change, field by field; `taxonomies` are names by code."""
    return RowOnPage(
        row,
        [
            _change(label(row.model, name, taxonomies), both)
            for name, both in sorted(row.changes.items())
        ],
    )


def _change(name: str, both: dict[str, Any]) -> Change:
    old, new = _lines(both["old"]), _lines(both["new"])
    if isinstance(both["new"], list):
        gone = [one for one in old if one not in new]
        return Change(name, gone, [one for one in new if one not in old])
    return Change(name, old, new)


def label(model: str, name: str, taxonomies: dict[str, str]) -> str:
    """The field in words."""
    stem, _colon, taxonomy = name.partition(":")
    if taxonomy:
        return taxonomies.get(taxonomy, taxonomy)
    if stem in LISTS:
        return str(LISTS[stem])
    try:
        field = (Organisation if model == "organisation" else Service)._meta.get_field(
            name
        )
    except FieldDoesNotExist:
        return name
    return str(getattr(field, "verbose_name", name))


def _lines(value: Any) -> list[str]:
    if value in (None, "", []):
        return []
    if isinstance(value, list):
        return [_line(one) for one in value]
    return [str(value)[:MOST_SHOWN]]


def _line(row: Any) -> str:
    """A row of a list: what is filled of it."""
    if not isinstance(row, dict):
        return str(row)
    hidden = ("code", "source")
    said = [
        str(v) for k, v in row.items() if v not in ("", None, False) and k not in hidden
    ]
    return " · ".join(said)[:MOST_SHOWN]
