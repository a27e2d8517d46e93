"""Copies of the test database, on both engines.

The first process of a run that asks for a filled database fills one that all share; it
and the others work on copies, since a copy takes a moment and the filling many seconds.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from directory.find.held import Holding

# The same in all processes of one run of pytest.
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:12]


class Copies:
    """A database filled once in a run, and copies of it for the tests."""

    def __init__(self, fill: Callable[[], None]) -> None:
        self.empty = str(connection.settings_dict["NAME"])
        self.filled = self._beside("filled")
        self.held: Holding | None = None
        with _one_process_at_a_time():
            shared = self._shared()
            if not self._exists(shared):
                self._copy(self.empty, shared)
                try:
                    with self._at(shared):
                        fill()
                except BaseException:
                    self._drop(shared)
                    raise
            self._copy(shared, self.filled)

    @contextmanager
    def working_on_it(self, *, for_good: bool) -> Iterator[None]:
        """Work on the filled one, or on a copy of it where the work is for good."""
        if not for_good:
            with self._at(self.filled):
                yield
            return
        own = self._beside("own")
        self._copy(self.filled, own)
        with self._at(own):
            yield
        self._drop(own)

    @contextmanager
    def a_copy(self, mark: str) -> Iterator[str]:
        """The name of one more copy, for a process of its own, until the end."""
        name = self._beside(mark)
        self._copy(self.filled, name)
        yield name
        self._drop(name)

    def close(self) -> None:
        """Remove every copy, and the shared one, which others then fill anew."""
        self._drop(self.filled)
        with _one_process_at_a_time():
            self._drop(self._shared())

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

    def _beside(self, mark: str) -> str:
        return f"{self.empty}_{mark}"

    def _shared(self) -> str:
        if connection.vendor == "sqlite":
            return str(Path(tempfile.gettempdir()) / f"test_signpost_{RUN}_shared")
        return f"test_signpost_{RUN}_shared"

    def _exists(self, name: str) -> bool:
        if connection.vendor == "sqlite":
            return Path(name).exists()
        found = "SELECT 1 FROM pg_database WHERE datname = %s"
        with connection._nodb_cursor() as cursor:
            cursor.execute(found, [name])
            return cursor.fetchone() is not None

    def _copy(self, source: str, target: str) -> None:
        if connection.vendor == "sqlite":
            with self._at(source), connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._drop(target)
            shutil.copyfile(source, target)
        else:
            self._drop(target)
            # A live server's threads may still be there.
            self._run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = %s AND pid <> pg_backend_pid()",
                source,
            )
            self._run(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def _drop(self, name: str) -> None:
        connection.close()
        if connection.vendor == "sqlite":
            for ending in ("", "-wal", "-shm"):
                Path(name + ending).unlink(missing_ok=True)
        else:
            self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _run(self, sql: str, *values: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(sql, values or None)


@contextmanager
def _one_process_at_a_time() -> Iterator[None]:
    # The folder itself is locked, so that no file stays behind.
    folder = os.open(Path(__file__).parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
