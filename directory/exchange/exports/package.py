"""HSDS 3.1 in tables: a zip of CSV files, with datapackage.json to read them by."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from directory.exchange.exports.batches import batches
from directory.exchange.exports.tables import FILES, Rows, columns_of, no_rows, spread
from directory.exchange.formats.spreadsheets import guarded
from directory.exchange.oruk import service, terms
from directory.exchange.oruk.shape import SCHEMAS
from directory.exchange.oruk.source import Source

# Nested they may be missing; in a table the standard wants them.
ALSO_REQUIRED = {
    "service": ("organization_id",),
    "attribute": ("link_id", "link_entity"),
}
# To what table each column leads.
LEADS_TO = {
    "organization_id": "organization",
    "service_id": "service",
    "location_id": "location",
    "contact_id": "contact",
    "taxonomy_id": "taxonomy",
    "taxonomy_term_id": "taxonomy_term",
}


def write(file: IO[bytes], source: Source, *, name: str) -> int:
    """Write the package; says how many services are in it."""
    count = 0
    with TemporaryDirectory() as place, ExitStack() as stack:
        folder = Path(place)
        writers = {
            table: _writer(stack, folder / path, list(columns_of[table]))
            for table, path in FILES.items()
        }
        for rows in _all_rows(source):
            for table, by_id in rows.items():
                writers[table].writerows(_guarded(row) for row in by_id.values())
            count += len(rows["service"])
        stack.close()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(
                "datapackage.json",
                json.dumps(described(source, name=name), indent=1, ensure_ascii=False),
            )
            for path in FILES.values():
                packed.write(folder / path, path)
    return count


def _writer(stack: ExitStack, path: Path, columns: list[str]) -> csv.DictWriter:
    file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
    writer = csv.DictWriter(file, columns, lineterminator="\n")
    writer.writeheader()
    return writer


def _guarded(row: dict[str, str]) -> dict[str, str]:
    return {name: guarded(value) for name, value in row.items()}


def _all_rows(source: Source) -> Iterator[Rows]:
    """Rows by table: the vocabulary first, then service by service."""
    rows = no_rows()
    for group in terms.taxonomies(source):
        spread("taxonomy", terms.taxonomy(group, source), rows)
        for term in group.terms:
            record = terms.taxonomy_term(term, group.name, source)
            spread("taxonomy_term", record, rows)
    yield rows
    book, written = terms.TermBook(source), set()
    for facts in batches(source):
        rows = no_rows()
        record = service.full(facts, source, book)
        owner = record["organization"]["id"]
        if owner in written:
            del record["organization"]
        written.add(owner)
        spread("service", record, rows)
        yield rows


def described(source: Source, *, name: str) -> dict[str, Any]:
    """datapackage.json: each table, its columns, and where they lead."""
    return {
        "profile": "tabular-data-package",
        "name": "human_services_data",
        "title": f"{name}: services, as HSDS 3.1",
        "version": "3.1",
        "homepage": source.page("/data/"),
        "resources": [
            {
                "name": table,
                "path": path,
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "description": SCHEMAS[table]["description"],
                "schema": _schema(table),
            }
            for table, path in FILES.items()
        ],
    }


def _schema(table: str) -> dict[str, Any]:
    required = (*SCHEMAS[table]["required"], *ALSO_REQUIRED.get(table, ()))
    fields = []
    for column, kind in columns_of[table].items():
        field: dict[str, Any] = {"name": column, "type": kind}
        said = SCHEMAS[table]["properties"].get(column, {}).get("description")
        if said:
            field["description"] = said
        if column in required:
            field["constraints"] = {"required": True}
        fields.append(field)
    leads = [
        {"fields": column, "reference": {"resource": other, "fields": "id"}}
        for column, other in LEADS_TO.items()
        if column in columns_of[table] and other != table
    ]
    key = {"primaryKey": "id"} if "id" in columns_of[table] else {}
    return {"fields": fields, **key, **({"foreignKeys": leads} if leads else {})}


def as_bytes(source: Source, *, name: str) -> bytes:
    """The package as one piece."""
    file = io.BytesIO()
    write(file, source, name=name)
    return file.getvalue()
