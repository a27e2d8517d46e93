"""The two engines, each with a database of its own that is gone at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.measure import cpu_of_family
from tests.cluster import Cluster


@dataclass(frozen=True)
class Engine:
    """A database to measure on; SQLite has no process, it works within the worker."""

    name: str
    url: str
    pid: int | None = None

    def cpu(self) -> float:
        """Processor time that the database's own processes have taken so far."""
        return cpu_of_family(self.pid) if self.pid else 0.0


@contextmanager
def sqlite(folder: Path) -> Iterator[Engine]:
    """A file in the temporary folder."""
    yield Engine("SQLite", f"sqlite:///{folder / 'bench.sqlite3'}")


@contextmanager
def postgresql(folder: Path) -> Iterator[Engine]:
    """A private cluster, as the tests have one."""
    with Cluster() as cluster:
        yield Engine("PostgreSQL", cluster.url, cluster.server.pid)


ENGINES = {"sqlite": sqlite, "postgresql": postgresql}
