"""Erasing every trace of where a service is, once it is confidential.

What is kept anywhere else about a service adds its own line to PLACES: history, rows
of imports. A test looks for the address in every table of the database.
"""

import json
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import models

from directory.models import doors
from directory.models.erasing_history import (
    addresses_in_history,
    erase_from_history,
    telling_parts,
)
from directory.models.loaded_record import LoadedRecord
from directory.models.place_traces import texts_of
from directory.models.traces import REMOVED, Eraser

# The parts of a service that say something in words.
PARTS = (
    *("contacts", "coverages", "answers", "hours", "disclosures", "fundings"),
    *("accreditations", "verifications", "not_to_list"),
)


def erase_from_row(row: models.Model, eraser: Eraser) -> None:
    """The texts of one row, each as long as its column holds."""
    texts = {name: getattr(row, name) for name in texts_of(type(row))}
    cleaned = {name: eraser.text(text or "") for name, text in texts.items()}
    changed = {name: cleaned[name] for name in cleaned if cleaned[name] != texts[name]}
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


def erase_addresses_of(service, needles: set[str]) -> None:
    """Take them out of everything that is kept; history says who did it and when."""
    eraser = Eraser(needles)
    with doors.opened(because="a confidential service's addresses are erased"):
        for place in PLACES:
            place(service, eraser)


def _parts(service, eraser: Eraser) -> None:
    for name in PARTS:
        for part in getattr(service, name).all():
            erase_from_row(part, eraser)


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
        erase_from_row(proposal, eraser)


def _log(service, eraser: Eraser) -> None:
    """The admin's own log names each part of a service that was added or deleted."""
    rows = LogEntry.objects.filter(
        content_type__app_label="directory",
        content_type__model="service",
        object_id=str(service.pk),
    )
    for row in rows:
        try:
            row.change_message = json.dumps(
                eraser.values(json.loads(row.change_message))
            )
        except ValueError:
            row.change_message = eraser.text(row.change_message)
        row.object_repr = eraser.text(row.object_repr)[:200]
        row.save(update_fields=["change_message", "object_repr"])


def _loaded(service, eraser: Eraser) -> None:
    """What the starter loaded; the mark tells it that this is a moderator's matter."""
    for row in LoadedRecord.objects.filter(key=str(service.uuid)):
        had_any = bool(row.values.get("locations"))
        row.values = eraser.values(row.values)
        if had_any:
            row.values["locations"] = REMOVED
        row.save(update_fields=["values"])


def _imports(service, eraser: Eraser) -> None:
    """What files and feeds said of it."""
    rows = apps.get_model("directory", "ImportRow").objects
    rows.erase_addresses([service.pk])


PLACES: tuple[Callable[[Any, Eraser], None], ...] = (
    erase_from_row,
    _parts,
    erase_from_proposals,
    _log,
    _loaded,
    _imports,
    erase_from_history,
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
