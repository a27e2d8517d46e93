"""Organisations: as the rows of their services name them, once for each name."""

import uuid

from directory.exchange.formats.csv_rows import Row
from directory.exchange.services_csv.owners import FIELDS, values_of
from directory.exchange.services_csv.things import Doubts, Thing, needed
from directory.models import Organisation

# So that every installation gives an organisation the same exchange id.
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:signpost:starter")


def read(rows: list[Row], doubts: Doubts) -> dict[str, Thing]:
    """Every organisation, by its name; where rows differ, the first one counts."""
    found: dict[str, Thing] = {}
    spelt: dict[str, str] = {}
    for row in rows:
        name = needed(row, "organisation", Organisation, "name")
        usual = spelt.setdefault(name.lower(), name)
        if usual != name:
            raise row.wrong("organisation", f"is spelt {usual!r} in another row")
        values = values_of(row)
        if name not in found:
            key = str(uuid.uuid5(NAMESPACE, f"organisation | {name}"))
            found[name] = Thing(key, row, {"name": name, **values})
            continue
        first = found[name].values
        for column, field in FIELDS.items():
            if first[field] in ("", None):
                first[field] = values[field]
            elif values[field] not in ("", None) and not _same(
                first[field], values[field]
            ):
                why = f"an earlier row of {name} says {first[field]}; that one is taken"
                doubts.add(row, column, why)
    return found


def _same(one: object, other: object) -> bool:
    return str(one).rstrip("/") == str(other).rstrip("/")
