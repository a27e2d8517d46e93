"""Erasing the addresses of a confidential service from its history.

The only place that ever changes a row of history. It leaves a row that says that an
address was removed, by whom and when, and runs in the transaction of whoever calls it.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from directory.models.history import HistoryRow
from directory.models.loaded_record import LoadedRecord
from directory.models.place import PlaceName
from directory.models.traces import REMOVED, parts_of, pattern, without_addresses
from directory.search.text import place_key

SERVICE, LOCATION = "service", "location"


def erase_from_history(uuids: dict[int, Any]) -> None:
    """Take every address out of what is kept of these services, by key: UUID."""
    with transaction.atomic():
        for service, uuid in uuids.items():
            _erase(service, str(uuid))


def _erase(service: int, uuid: str) -> None:
    history = HistoryRow.objects.filter(owner_kind=SERVICE, owner_key=service)
    # An address that came from another service, or went to one, is the same address.
    keys = history.filter(kind=LOCATION).values_list("key", flat=True)
    places = HistoryRow.objects.filter(kind=LOCATION, key__in=set(keys))
    found = _traces(places)
    places._overwrite(changes={}, fields="")
    for row in history.exclude(kind=LOCATION).iterator():
        changes = without_addresses(row.changes, found)
        if changes != row.changes:
            HistoryRow.objects.filter(pk=row.pk)._overwrite(changes=changes)
    _erase_from_log(service, found)
    _erase_from_ledger(uuid, found)
    HistoryRow.objects.add(
        [
            HistoryRow(
                what=HistoryRow.What.ERASED,
                kind=SERVICE,
                key=service,
                owner_kind=SERVICE,
                owner_key=service,
            )
        ]
    )


def _traces(places) -> re.Pattern[str]:
    """What finds the addresses that these rows of history hold."""
    addresses, postcodes = set(), set()
    for changes in places.values_list("changes", flat=True):
        addresses |= set(filter(None, changes.get("address", ())))
        postcodes |= set(filter(None, changes.get("postcode", ())))
    return pattern(telling_parts(addresses), postcodes)


def telling_parts(addresses: Iterable[str]) -> set[str]:
    """What gives these addresses away in a text: a line, a street, not the town.

    The town of an address is no secret, and other texts need its name.
    """
    parts = {part for address in addresses for part in parts_of(address)}
    keys = {place_key(part): part for part in parts}
    towns = PlaceName.objects.filter(key__in=keys).values_list("key", flat=True)
    return parts - {keys[key] for key in towns}


def addresses_in_history(service: int) -> set[str]:
    """All that history holds of where a service was, moved or deleted since."""
    places = HistoryRow.objects.filter(
        owner_kind=SERVICE, owner_key=service, kind=LOCATION
    )
    return {
        str(value)
        for changes in places.values_list("changes", flat=True)
        for name in ("address", "postcode", "latitude", "longitude")
        for value in changes.get(name, ())
        if value
    }


def _erase_from_log(service: int, found: re.Pattern[str]) -> None:
    """The admin's own log names each part of a service that was added or deleted."""
    kinds = ContentType.objects.filter(app_label="directory")
    of_it = LogEntry.objects.filter(
        content_type__in=kinds.filter(model=SERVICE), object_id=str(service)
    )
    for entry in of_it:
        try:
            told = json.loads(entry.change_message)
            message = json.dumps(without_addresses(told, found))
        except ValueError:
            message = without_addresses(entry.change_message, found)
        entry.change_message = message
        entry.object_repr = without_addresses(entry.object_repr, found)[:200]
        entry.save(update_fields=["change_message", "object_repr"])


def _erase_from_ledger(uuid: str, found: re.Pattern[str]) -> None:
    """What the starter loaded; the mark tells it that this is a moderator's matter."""
    for record in LoadedRecord.objects.filter(kind="services", key=uuid):
        values = without_addresses(record.values, found)
        if values.get("locations"):
            values["locations"] = REMOVED
        record.values = values
        record.save(update_fields=["values"])
