"""The folder of the starter's files and the columns of each."""

from pathlib import Path

from directory.exchange.formats import csv_rows, service_columns
from directory.exchange.formats.csv_rows import CellError, Row

HERE = Path(__file__).resolve().parent.parent

COLUMNS = {
    "geography/areas.csv": (
        "code slug name kind parent_codes alternative_names welsh_name subtype"
        " former_names former_codes same_extent_as partly_covers latitude longitude"
        " local_authority_codes"
    ),
    "geography/places.csv": (
        "name local_authority_code latitude longitude population alternative_names"
        " postcode_district same_as_area source"
    ),
    "geography/postcode-districts.csv": (
        "district latitude longitude local_authority_codes local_authority_shares"
        " town localities live_postcodes geographic"
    ),
    "geography/postcode-sectors.csv": (
        "sector latitude longitude local_authority_codes live_postcodes"
    ),
    "geography/postcode-exceptions.csv": "postcode local_authority_code",
    "taxonomies.csv": (
        "code name question parameter closed within unknown public_filter order"
    ),
    "terms.csv": "taxonomy code slug name definition parent side order phrases",
    "services.csv": service_columns.COLUMNS,
    "crisis_lines.csv": "nation audience order service_code contact words",
    "translations.csv": "kind key field language english text checked_on",
}


def read(folder: Path, file: str) -> list[Row]:
    """The rows of one of the starter's files."""
    try:
        data = (folder / file).read_bytes()
    except OSError as error:
        why = f"cannot be read ({error.strerror})"
        raise CellError(why, file=file, line=1) from error
    return csv_rows.read(data, file=file, columns=COLUMNS[file].split())
