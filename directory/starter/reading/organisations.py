"""Organisations: as the rows of their services name them, once for each name."""

import uuid

from directory.exchange.formats.csv_rows import Row
from directory.models import Body, Organisation
from directory.starter.reading.things import Doubts, Thing, needed, text

# So that every installation gives an organisation the same exchange id.
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:signpost:starter")
# Column of the file, and the field of an organisation that it fills.
FIELDS = {
    "organisation_url": "website",
    "charity_number": "charity_number",
    "organisation_kind": "run_by",
    "led_by_and_for": "is_led_by_and_for",
}


def read(rows: list[Row], doubts: Doubts) -> dict[str, Thing]:
    """Every organisation, by its name; where rows differ, the first one counts."""
    found: dict[str, Thing] = {}
    spelt: dict[str, str] = {}
    for row in rows:
        name = needed(row, "organisation", Organisation, "name")
        usual = spelt.setdefault(name.lower(), name)
        if usual != name:
            raise row.wrong("organisation", f"is spelt {usual!r} in another row")
        values = _values(row)
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


def _values(row: Row) -> dict:
    led = row.one_of("led_by_and_for", ("yes", "no"), empty=True)
    website = text(row, "organisation_url", Organisation, "website")
    if website and not website.startswith(("http://", "https://")):
        raise row.wrong("organisation_url", "must be an address that begins http")
    return {
        "website": website,
        "charity_number": text(row, "charity_number", Organisation),
        "run_by": row.one_of("organisation_kind", Body.values, empty=True),
        "is_led_by_and_for": {"yes": True, "no": False}.get(led),
    }


def _same(one: object, other: object) -> bool:
    return str(one).rstrip("/") == str(other).rstrip("/")
