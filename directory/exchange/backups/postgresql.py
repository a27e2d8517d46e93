"""Backups of PostgreSQL: every table's rows as COPY writes them, in a zip."""

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.color import no_style
from django.db import transaction

from directory.exchange.backups.errors import BackupError
from directory.exchange.backups.tables import SESSIONS, columns, kept_models, version

BEGINS = b"PK"
CONTENTS = "contents.json"
PIECE = 1 << 20


def write(connection, file: Path) -> None:
    """Write each table, all as they were at one moment."""
    with (
        transaction.atomic(using=connection.alias),
        connection.cursor() as cursor,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        tables: dict[str, list[str]] = {}
        for model in kept_models():
            table, names = model._meta.db_table, columns(model)
            tables[table] = names
            with (
                archive.open(f"{table}.copy", "w", force_zip64=True) as member,
                cursor.copy(f"COPY {_written(table, names)} TO STDOUT") as rows,
            ):
                for piece in rows:
                    member.write(piece)
        contents = {"version": version(connection), "tables": tables}
        archive.writestr(CONTENTS, json.dumps(contents, indent=1))


@contextmanager
def opened(connection, file: Path) -> Iterator["Kept"]:
    """The backup, opened for as long as it is read."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield Kept(archive)
    except (zipfile.BadZipFile, KeyError, EOFError) as error:
        raise BackupError(f"{file} is damaged, or no backup of this site.") from error


class Kept:
    """A backup that is open."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.contents = json.loads(archive.read(CONTENTS))

    def version(self) -> list[str]:
        """The migrations of the site that it was made of."""
        return self.contents["version"]

    def fill(self, connection) -> None:
        """Empty every table, then fill each; keys are compared at the end."""
        models = kept_models()
        tables = [SESSIONS, *(model._meta.db_table for model in models)]
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(map(_quoted, tables))}")
            for table, names in self.contents["tables"].items():
                with (
                    self.archive.open(f"{table}.copy") as member,
                    cursor.copy(f"COPY {_written(table, names)} FROM STDIN") as rows,
                ):
                    while piece := member.read(PIECE):
                        rows.write(piece)
            # New rows must get keys above those that came back.
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _written(table: str, names: list[str]) -> str:
    return f"{_quoted(table)} ({', '.join(map(_quoted, names))})"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
