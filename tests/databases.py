"""Copies of the test database, on both engines."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


class Copies:
    """Databases beside the test database, made from it and dropped at the end."""

    def __init__(self) -> None:
        self.empty = str(connection.settings_dict["NAME"])
        self.made: list[str] = []
        self.held = None

    @contextmanager
    def of_the_empty_one(self, mark: str) -> Iterator[None]:
        """Work on a new copy of the test database; it stays, under its mark."""
        self._copy(self.empty, self._name(mark))
        with self._at(self._name(mark)):
            yield

    @contextmanager
    def working_on(self, mark: str, writes: object) -> Iterator[None]:
        """Work on a marked copy, or on a copy of it where the work writes for good."""
        name = self._name(mark)
        if not writes:
            with self._at(name):
                yield
            return
        own = self._name(f"{mark}_own")
        self._copy(name, own)
        with self._at(own):
            yield
        self._drop(own)

    def drop(self) -> None:
        """Remove every copy."""
        for name in list(self.made):
            self._drop(name)

    @contextmanager
    def _at(self, name: str) -> Iterator[None]:
        """Point this process's connections at another database for a while."""
        before = connection.settings_dict["NAME"]
        self._point(name)
        try:
            yield
        finally:
            self._point(before)

    def _point(self, name: str) -> None:
        connection.close()
        connection.settings_dict["NAME"] = name

    def _name(self, mark: str) -> str:
        if connection.vendor == "sqlite":
            return f"{self.empty}.{mark}"
        return f"{self.empty}_{mark}"

    def _copy(self, source: str, target: str) -> None:
        if connection.vendor == "sqlite":
            with self._at(source), connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._unlink(target)
            shutil.copyfile(source, target)
        else:
            self._run(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
            self._leave(source)
            self._run(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
        self.made.append(target)

    def _drop(self, name: str) -> None:
        if connection.vendor == "sqlite":
            self._unlink(name)
        else:
            connection.close()
            self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.made.remove(name)

    def _unlink(self, name: str) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(name + ending).unlink(missing_ok=True)

    def _leave(self, name: str) -> None:
        """Close what a live server's threads still keep open there."""
        connection.close()
        self._run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            f" WHERE datname = '{name}' AND pid <> pg_backend_pid()"
        )

    def _run(self, sql: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(sql)
