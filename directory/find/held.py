"""What each process holds in memory, and how it stays true.

The edition of the directory is one row. Each request reads it once; where it has
risen, only the services that changed are read again. A day's end changes what counts
as checked, so a new day brings everything up to date as well.
"""

import datetime
import threading
from dataclasses import dataclass

from django.utils import timezone

from directory.find.crisis_book import CrisisBook
from directory.find.gazetteer import AreaBook, NameBook
from directory.find.index import ServiceIndex
from directory.find.vocabulary import Vocabulary
from directory.models import Edition, EditionChange


@dataclass(frozen=True)
class Holding:
    """One edition of the directory, ready to be asked; never changed, only replaced."""

    edition: int
    day: datetime.date
    vocabulary: Vocabulary
    areas: AreaBook
    names: NameBook
    crisis: CrisisBook
    index: ServiceIndex


_lock = threading.Lock()
_latest: Holding | None = None
_request = threading.local()


def fresh() -> int:
    """Bring this process up to the database's edition, and return its number.

    Call it once at the start of each public view; one query where nothing changed.
    """
    global _latest
    number = Edition.objects.number()
    today = timezone.localdate()
    holding = _latest
    if holding is None or holding.edition != number or holding.day != today:
        with _lock:
            holding = _latest = _renew(_latest, number, today)
    _request.holding = holding
    return holding.edition


def holding() -> Holding:
    """What this request looks at; the same edition from its start to its end."""
    current = getattr(_request, "holding", None)
    if current is None:
        fresh()
        current = _request.holding
    return current


def forget() -> None:
    """Hold nothing; the next request reads everything anew."""
    global _latest
    _latest = None
    _request.holding = None


def _renew(old: Holding | None, number: int, today: datetime.date) -> Holding:
    if old is not None and old.day == today and old.edition < number:
        everything, changed = EditionChange.objects.since(old.edition)
        if not everything:
            return Holding(
                number,
                today,
                old.vocabulary,
                old.areas,
                old.names,
                CrisisBook.load(),
                old.index.renewed(changed, today),
            )
    elif old is not None and old.edition == number and old.day == today:
        return old
    vocabulary = Vocabulary.load()
    areas = AreaBook.load()
    return Holding(
        number,
        today,
        vocabulary,
        areas,
        NameBook.load(),
        CrisisBook.load(),
        ServiceIndex.load(vocabulary, areas, today),
    )
