"""Erasing the addresses of a confidential service from its history.

The only place that ever changes a row of history. It leaves a row that says that an
address was removed, by whom and when, and runs in the transaction of whoever calls it.
"""

from collections.abc import Iterable

from directory.models.history import HistoryRow
from directory.models.place import PlaceName
from directory.models.traces import Eraser, parts_of
from directory.search.text import place_key

SERVICE, LOCATION = "service", "location"


def erase_from_history(service, eraser: Eraser) -> None:
    """Take them out of every row; one more says who removed them, and when."""
    history = HistoryRow.objects.filter(owner_kind=SERVICE, owner_key=service.pk)
    # An address that came from another service, or went to one, is the same address.
    keys = history.filter(kind=LOCATION).values_list("key", flat=True)
    places = HistoryRow.objects.filter(kind=LOCATION, key__in=set(keys))
    places._overwrite(changes={}, fields="")
    for row in history.exclude(kind=LOCATION).iterator():
        changes = eraser.values(row.changes)
        if changes != row.changes:
            HistoryRow.objects.filter(pk=row.pk)._overwrite(changes=changes)
    removed = HistoryRow(
        what=HistoryRow.What.ERASED,
        kind=SERVICE,
        key=service.pk,
        owner_kind=SERVICE,
        owner_key=service.pk,
    )
    HistoryRow.objects.add([removed])


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
    # A place that came from another service has its first state in that one's rows.
    keys = set(places.values_list("key", flat=True))
    every = HistoryRow.objects.filter(kind=LOCATION, key__in=keys)
    return {
        str(value)
        for changes in every.values_list("changes", flat=True)
        for name in ("address", "postcode", "latitude", "longitude")
        for value in changes.get(name, ())
        if value
    }
