"""What a row of services.csv says of the organisation behind its service."""

from directory.exchange.formats.csv_rows import Row
from directory.exchange.services_csv.things import text
from directory.models import Body, Organisation

# Column of the file, and the field of an organisation that it fills.
FIELDS = {
    "organisation_url": "website",
    "charity_number": "charity_number",
    "organisation_kind": "run_by",
    "led_by_and_for": "is_led_by_and_for",
}


def values_of(row: Row) -> dict:
    """The fields of an organisation; raises where a cell cannot be one."""
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
