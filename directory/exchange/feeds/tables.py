"""Tabular packages (HSDS 1.1 to 3.x): tables of CSV, joined to nested records.

The tables are put into a SQLite file of their own while they are read, so that memory
does not grow with them. Nothing of an archive is unpacked to a path that it names.
"""

import csv
import io
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Any

from directory.exchange.feeds.errors import FeedError
from directory.exchange.formats.spreadsheets import unguarded

MOST_BYTES = 512 * 1024 * 1024
MOST_FILES = 200
Record = dict[str, Any]
# The names that the versions give a table, and the one that we read it by.
TABLES = {
    "service": ("services", "service"),
    "organization": ("organizations", "organization"),
    "location": ("locations", "location"),
    "service_at_location": (
        *("service_at_location", "service_at_locations", "services_at_location"),
        "services_at_locations",
    ),
    "phone": ("phones", "phone"),
    "contact": ("contacts", "contact"),
    "address": ("addresses", "address", "physical_addresses", "postal_addresses"),
    "schedule": ("schedules", "schedule", "regular_schedules", "regular_schedule"),
    "service_area": ("service_areas", "service_area"),
    "language": ("languages", "language"),
    "cost_option": ("cost_options", "cost_option"),
    "attribute": ("attributes", "attribute", "service_attributes"),
    "services_taxonomy": ("services_taxonomy", "service_taxonomy"),
    "taxonomy": ("taxonomies", "taxonomy"),
    "taxonomy_term": ("taxonomy_terms", "taxonomy_term"),
    "organization_identifier": (
        *("organization_identifiers", "organization_identifier"),
    ),
    "url": ("url", "urls"),
    "accessibility": ("accessibility", "accessibility_for_disabilities"),
    "funding": ("funding", "fundings"),
    "eligibility": ("eligibility", "eligibilities"),
    "answer": ("x_answers", "x_answer", "answer"),
    "told": ("x_told", "told"),
}
_BY_NAME = {name: table for table, names in TABLES.items() for name in names}
# To whom a row may belong: the first of these that is filled, for each kind of owner.
OWNERS = ("service", "organization", "location", "service_at_location", "contact")
NUMBERS = {"minimum_age", "maximum_age", "latitude", "longitude", "amount"}


def open_tables(opened: IO[bytes] | Path) -> "Tables":
    """The tables of a zip or of a folder."""
    if isinstance(opened, Path):
        files = {path.name: path for path in sorted(opened.iterdir()) if path.is_file()}
        tables = Tables()
        for name, path in list(files.items())[:MOST_FILES]:
            if name.lower().endswith(".csv") and table_of(name):
                with path.open("rb") as file:
                    tables.fill(table_of(name), file)
        return tables.ready()
    try:
        with zipfile.ZipFile(opened) as packed:
            return _unpack(packed)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise FeedError(f"this archive cannot be read ({error})") from None


def _unpack(packed: zipfile.ZipFile) -> "Tables":
    tables = Tables()
    infos = [one for one in packed.infolist() if table_of(one.filename)]
    if sum(one.file_size for one in infos) > MOST_BYTES or len(infos) > MOST_FILES:
        raise FeedError("this archive holds more than we take")
    left = MOST_BYTES
    for info in infos:
        with packed.open(info) as file:
            left = tables.fill(table_of(info.filename), file, left)
    return tables.ready()


def table_of(name: str) -> str:
    """The table that a file is, by its name; "" for anything else."""
    stem, dot, end = name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    return _BY_NAME.get(stem.lower(), "") if dot and end.lower() == "csv" else ""


class Tables:
    """Rows by table and owner, on disk."""

    def __init__(self) -> None:
        self._file = tempfile.NamedTemporaryFile(suffix=".sqlite3")  # noqa: SIM115
        self._rows = sqlite3.connect(self._file.name)
        self._rows.execute("PRAGMA journal_mode = OFF")
        self._rows.execute("PRAGMA synchronous = OFF")
        self._rows.execute(
            "CREATE TABLE rows (tab TEXT, id TEXT, owner TEXT, data TEXT, n INTEGER)"
        )
        self.names: set[str] = set()
        self._count = 0

    def fill(self, table: str, file: IO[bytes], left: int = MOST_BYTES) -> int:
        """Take up one table; says how many bytes may still come."""
        text = io.TextIOWrapper(file, "utf-8-sig", "replace", newline="")
        reader = csv.DictReader(text)
        batch: list[tuple] = []
        try:
            for row in reader:
                cells = {
                    str(name).strip(): unguarded(value.strip())
                    for name, value in row.items()
                    if name and isinstance(value, str) and value.strip()
                }
                left -= sum(map(len, cells.values()))
                if left < 0:
                    raise FeedError("this archive holds more than we take")
                if cells:
                    batch += self._placed(table, cells)
                if len(batch) >= 2000:
                    self._write(batch)
                    batch = []
        except csv.Error as error:
            raise FeedError(f"{table}: this is not CSV ({error})") from None
        self._write(batch)
        self.names.add(table)
        return left

    def _placed(self, table: str, cells: dict[str, str]) -> Iterator[tuple]:
        self._count += 1
        data = json.dumps(cells)
        id_ = cells.get("id", "")
        yield table, id_, "", data, self._count
        for owner in OWNERS:
            if (key := cells.get(f"{owner}_id")) and owner != table:
                yield table, id_, f"{owner}:{key}", data, self._count
        if key := cells.get("link_id"):
            yield table, id_, f"link:{key}", data, self._count

    def _write(self, batch: list[tuple]) -> None:
        self._rows.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?)", batch)

    def ready(self) -> "Tables":
        """All tables are there."""
        if "service" not in self.names:
            raise FeedError("there is no table of services")
        self._rows.execute("CREATE INDEX by_owner ON rows (owner, tab, n)")
        self._rows.execute("CREATE INDEX by_id ON rows (tab, owner, id)")
        return self

    def close(self) -> None:
        self._rows.close()
        self._file.close()

    @property
    def is_old(self) -> bool:
        """Whether these are HSDS 1.x: no attributes, schedules with weekdays."""
        return "attribute" not in self.names and "taxonomy_term" not in self.names

    def count(self) -> int:
        """How many services there are."""
        found = self._rows.execute(
            "SELECT count(*) FROM rows WHERE tab = 'service' AND owner = ''"
        )
        return int(found.fetchone()[0])

    def records(self, after: int = 0) -> Iterator[tuple[int, Record]]:
        """Every service with all that belongs to it, in the order of its table."""
        with closing(self._rows.cursor()) as cursor:
            cursor.execute(
                "SELECT n, data FROM rows"
                " WHERE tab = 'service' AND owner = '' AND n > ? ORDER BY n",
                (after,),
            )
            for number, data in cursor:
                yield number, self._service(json.loads(data))

    def _service(self, row: Record) -> Record:
        key = f"service:{row.get('id', '')}"
        record = dict(_numbers(row))
        if owner := self._one("organization", row.get("organization_id", "")):
            of_it = f"organization:{owner.get('id')}"
            record["organization"] = {
                **owner,
                "organization_identifiers": self._of(of_it, "organization_identifier"),
                "phones": self._of(of_it, "phone"),
            }
        if not row.get("id"):
            return record
        for field, table in (
            ("phones", "phone"),
            ("schedules", "schedule"),
            ("service_areas", "service_area"),
            ("languages", "language"),
            ("cost_options", "cost_option"),
            ("funding", "funding"),
            ("eligibilitys", "eligibility"),
            ("x_answers", "answer"),
            ("x_told", "told"),
            ("additional_urls", "url"),
        ):
            record[field] = self._of(key, table)
        record["contacts"] = [
            one | {"phones": self._of(f"contact:{one.get('id', '')}", "phone")}
            for one in self._of(key, "contact")
        ]
        record["attributes"] = self._terms(row["id"])
        record["service_taxonomys"] = self._old_terms(key)
        record["service_at_locations"] = self._places(key)
        return {name: value for name, value in record.items() if value != []}

    def _terms(self, id_: str) -> list[Record]:
        found = []
        for one in self._of(f"link:{id_}", "attribute"):
            term = self._one("taxonomy_term", one.get("taxonomy_term_id", ""))
            found.append(one | ({"taxonomy_term": term} if term else {}))
        return found

    def _old_terms(self, key: str) -> list[Record]:
        found = []
        for one in self._of(key, "services_taxonomy"):
            term = self._one("taxonomy", one.get("taxonomy_id", ""))
            found.append({"taxonomy": term or {"id": one.get("taxonomy_id", "")}})
        return found

    def _places(self, key: str) -> list[Record]:
        found = []
        for one in self._of(key, "service_at_location"):
            place = self._one("location", one.get("location_id", ""))
            at = f"service_at_location:{one.get('id', '')}"
            nested: Record = {}
            if one.get("id"):
                nested["phones"] = self._of(at, "phone")
            if place:
                of_it = f"location:{place.get('id', '')}"
                place = dict(_numbers(place)) | {
                    "addresses": self._of(of_it, "address"),
                    "phones": self._of(of_it, "phone"),
                }
                nested["location"] = place
            found.append(one | nested)
        return found

    def _one(self, table: str, id_: str) -> Record | None:
        if not id_:
            return None
        found = self._rows.execute(
            "SELECT data FROM rows WHERE tab = ? AND owner = '' AND id = ? LIMIT 1",
            (table, id_),
        ).fetchone()
        return json.loads(found[0]) if found else None

    def _of(self, owner: str, table: str) -> list[Record]:
        rows = self._rows.execute(
            "SELECT data FROM rows WHERE owner = ? AND tab = ? ORDER BY n",
            (owner, table),
        )
        return [dict(_numbers(json.loads(data))) for (data,) in rows]


def _numbers(row: Record) -> Iterator[tuple[str, Any]]:
    """Cells of numbers as numbers, as JSON has them."""
    for name, value in row.items():
        if name in NUMBERS and isinstance(value, str):
            try:
                number = float(value)
            except ValueError:
                yield name, value
            else:
                yield name, int(number) if number == int(number) else number
        else:
            yield name, value
