"""Backups of SQLite: a database file, made while the site goes on working."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from directory.exchange.backups.errors import BackupError
from directory.exchange.backups.tables import SESSIONS, columns, kept_models

BEGINS = b"SQLite format 3\0"


def write(connection, file: Path) -> None:
    """Copy the database, then take out of the copy what is not kept."""
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        # The deleted rows are overwritten, not only forgotten.
        copy.execute("PRAGMA secure_delete = ON")
        copy.execute(f"DELETE FROM {SESSIONS}")  # noqa: S608 a name of ours
        copy.commit()


@contextmanager
def opened(connection, file: Path) -> Iterator["Kept"]:
    """The backup, attached beside the database for as long as it is read."""
    _refuse_damaged(file)
    with connection.cursor() as cursor:
        cursor.execute("ATTACH DATABASE %s AS kept", [_to_read(file)])
    try:
        yield Kept(connection)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DETACH DATABASE kept")


class Kept:
    """A backup that is attached."""

    def __init__(self, connection) -> None:
        self.connection = connection

    def version(self) -> list[str]:
        """The migrations of the site that it was made of."""
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM kept.django_migrations")
            return sorted(f"{app}.{name}" for app, name in cursor.fetchall())

    def fill(self, connection) -> None:
        """Empty every table, then fill each; keys are compared at the end."""
        models = kept_models()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            for table in [SESSIONS, *(model._meta.db_table for model in models)]:
                cursor.execute(f'DELETE FROM main."{table}"')  # noqa: S608
            for model in models:
                table = model._meta.db_table
                names = ", ".join(f'"{column}"' for column in columns(model))
                cursor.execute(
                    f'INSERT INTO main."{table}" ({names})'  # noqa: S608
                    f' SELECT {names} FROM kept."{table}"'
                )
        connection.check_constraints()


def _to_read(file: Path) -> str:
    return f"{file.resolve().as_uri()}?mode=ro"


def _refuse_damaged(file: Path) -> None:
    try:
        with closing(sqlite3.connect(_to_read(file), uri=True)) as copy:
            said = copy.execute("PRAGMA integrity_check").fetchone()[0]
            copy.execute("SELECT 1 FROM django_migrations")
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{file} is damaged, or no backup of this site.") from error
    if said != "ok":
        raise BackupError(f"{file} is damaged.")
