"""What every daily check is given, and what it says when it is done."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils import timezone

Thing = TypeVar("Thing")
# Wraps what is worked through, where someone watches the progress.
Watch = Callable[[Iterable, int, str], Iterator]


def unwatched(things: Iterable[Thing], total: int, label: str) -> Iterator[Thing]:
    """The things as they are: nobody is watching."""
    yield from things


@dataclass(frozen=True)
class Run:
    """One daily run: its moment, and who watches."""

    now: datetime.datetime = field(default_factory=timezone.now)
    watch: Watch = unwatched

    @property
    def today(self) -> datetime.date:
        return timezone.localdate(self.now)


@dataclass(frozen=True)
class Told:
    """What a check did, in numbers only: nobody's address stands in a log."""

    found: int = 0
    solved: int = 0
    words: str = ""

    def __str__(self) -> str:
        told = f"{self.found} found, {self.solved} solved"
        return f"{told}; {self.words}" if self.words else told


Check = Callable[[Run], Told]
