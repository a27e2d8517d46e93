"""Erasing every trace of where a service is, once it is confidential.

What is kept anywhere else about a service adds its own line to PLACES: history, rows
of imports. A test looks for the address in every table of the database.
"""

import re
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import models

from directory.models import doors
from directory.models.address_removal import AddressRemoval
from directory.models.erasing_history import (
    addresses_in_history,
    erase_from_history,
    telling_parts,
)
from directory.models.loaded_record import LoadedRecord
from directory.models.place_traces import EXACT, texts_of

REMOVED = "(address removed)"
# The parts of a service that say something in words.
PARTS = (
    *("contacts", "coverages", "answers", "hours", "disclosures", "fundings"),
    *("accreditations", "verifications", "not_to_list"),
)


class Eraser:
    """Takes one service's addresses out of texts and plain values."""

    def __init__(self, needles: set[str]) -> None:
        # The longest first: a whole address before the street in it.
        parts = sorted(filter(None, needles), key=len, reverse=True)
        spaced = [r"\s*".join(map(re.escape, part.split())) for part in parts]
        self.known = re.compile("|".join(spaced), re.IGNORECASE) if spaced else None

    def text(self, text: str) -> str:
        """A text without them, and without any postcode, house number or point."""
        if self.known:
            text = self.known.sub(REMOVED, text)
        for pattern in EXACT:
            text = pattern.sub(REMOVED, text)
        return text

    def values(self, values: Any) -> Any:
        """Plain values without them; a list of addresses is empty."""
        if isinstance(values, str):
            return self.text(values)
        if isinstance(values, list):
            return [self.values(one) for one in values]
        if isinstance(values, dict):
            return {
                name: _emptied(value) if name == "locations" else self.values(value)
                for name, value in values.items()
            }
        return values

    def row(self, row: models.Model) -> None:
        """The texts of one row."""
        texts = {name: getattr(row, name) for name in texts_of(type(row))}
        cleaned = {name: self.text(text or "") for name, text in texts.items()}
        changed = {
            name: cleaned[name] for name in cleaned if cleaned[name] != texts[name]
        }
        if changed:
            limits = {one.name: one.max_length for one in row._meta.concrete_fields}
            changed = {name: text[: limits[name]] for name, text in changed.items()}
            vars(row).update(changed)
            models.QuerySet(type(row)).filter(pk=row.pk).update(**changed)


def addresses_of(service) -> set[str]:
    """What stands in the rows, proposals, loaded data and history of a service."""
    rows = list(
        service.locations.values("address", "postcode", "latitude", "longitude")
    )
    kept = [vars(one) for one in service.proposals.all()]
    kept += list(LoadedRecord.objects.filter(key=str(service.uuid)).values("values"))
    found = {str(value) for row in rows for value in row.values() if value}
    found |= addresses_in_history(service.pk)
    for one in kept:
        for name in ("changes", "stood", "applied", "values"):
            found |= _said_in(one.get(name))
    whole = {one for one in found if len(one) > 4}
    return whole | telling_parts(whole)


def erase_addresses_of(service, needles: set[str], *, by=None) -> None:
    """Take them out of everything that is kept; leaves who did it and when."""
    eraser = Eraser(needles)
    with doors.opened(because="a confidential service's addresses are erased"):
        erase_from_history({service.pk: service.uuid})
        for place in PLACES:
            place(service, eraser)
    AddressRemoval.objects.create(service=service, by=by)


def _record(service, eraser: Eraser) -> None:
    eraser.row(service)


def _parts(service, eraser: Eraser) -> None:
    for name in PARTS:
        for part in getattr(service, name).all():
            eraser.row(part)


def erase_from_proposals(service, eraser: Eraser) -> None:
    for proposal in service.proposals.all():
        for name in ("changes", "stood", "applied"):
            setattr(proposal, name, eraser.values(getattr(proposal, name)))
        proposal.changes = {
            name: both
            for name, both in proposal.changes.items()
            if both["old"] != both["new"]
        }
        if proposal.is_pending and not proposal.changes:
            proposal.state = "overtaken"
        proposal.save()
        eraser.row(proposal)


def _log(service, eraser: Eraser) -> None:
    rows = LogEntry.objects.filter(
        content_type__app_label="directory",
        content_type__model="service",
        object_id=str(service.pk),
    )
    for row in rows:
        eraser.row(row)


def _loaded(service, eraser: Eraser) -> None:
    for row in LoadedRecord.objects.filter(key=str(service.uuid)):
        row.values = eraser.values(row.values)
        row.save()


def _imports(service, eraser: Eraser) -> None:
    """What files and feeds said of it."""
    rows = apps.get_model("directory", "ImportRow").objects
    rows.erase_addresses([service.pk])


PLACES: tuple[Callable[[Any, Eraser], None], ...] = (
    _record,
    _parts,
    erase_from_proposals,
    _log,
    _loaded,
    _imports,
)


def _said_in(values: Any) -> set[str]:
    """Addresses, postcodes and points in plain values, however deep."""
    if isinstance(values, list):
        return set().union(*map(_said_in, values)) if values else set()
    if not isinstance(values, dict):
        return set()
    found = set().union(*map(_said_in, values.values())) if values else set()
    for row in _rows(values.get("locations")):
        found |= {str(one) for one in row if one}
    return found


def _rows(locations: Any) -> list:
    """The cells of rows of addresses, as dicts or lists, old and new."""
    if isinstance(locations, dict):
        return [row for both in locations.values() for row in _rows(both)]
    rows = locations if isinstance(locations, list) else []
    return [row.values() if isinstance(row, dict) else row for row in rows]


def _emptied(value: Any) -> Any:
    """No addresses, in the shape in which they stood."""
    if isinstance(value, str):
        # The mark which says that the loader leaves them alone.
        return value
    return {name: [] for name in value} if isinstance(value, dict) else []
