"""Lists in pages, as the standard writes them, or streamed as a whole."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol
from weakref import WeakKeyDictionary

from django.db.models import QuerySet

from directory.api.answering import Made
from directory.api.parameters import Paging
from directory.exchange.oruk.filled import Record
from directory.find.held import Holding, holding

BATCH = 100
_keys: WeakKeyDictionary[Holding, "array[int]"] = WeakKeyDictionary()


class Listed(Protocol):
    """Anything with a length, of which a part can be taken."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice) -> Sequence: ...


class Found:
    """Keys of rows that a question found, in their order; counted by the database."""

    def __init__(self, rows: QuerySet) -> None:
        self.rows = rows.order_by("pk").values_list("pk", flat=True)
        self._count: int | None = None

    def __len__(self) -> int:
        if self._count is None:
            self._count = self.rows.order_by().count()
        return self._count

    def __getitem__(self, part: slice) -> Sequence[int]:
        return list(self.rows[part])


def every_service() -> Sequence[int]:
    """Keys of all published services, in order; held, so that any page costs the same.

    A record is loaded from the database all the same, so nothing that was withdrawn
    comes from here.
    """
    held = holding()
    if held not in _keys:
        _keys[held] = array("q", sorted(held.index.position_of))
    return _keys[held]


def in_pages(
    found: Listed, paging: Paging, records: Callable[[Sequence], list[Record]]
) -> Made:
    """One page of a list, or all of it line by line."""
    if paging.is_stream:
        return Made(stream=_streamed(found, records))
    total = len(found)
    pages = max(1, -(-total // paging.per_page))
    start = (paging.number - 1) * paging.per_page
    keys = found[start : start + paging.per_page] if start < total else []
    contents = records(keys) if keys else []
    return Made(
        {
            "total_items": total,
            "total_pages": pages,
            "page_number": paging.number,
            "size": len(contents),
            "first_page": paging.number == 1,
            "last_page": paging.number >= pages,
            "empty": not contents,
            "contents": contents,
        }
    )


def _streamed(
    found: Listed, records: Callable[[Sequence], list[Record]]
) -> Iterator[Record]:
    keys = found[0 : len(found)]
    for start in range(0, len(keys), BATCH):
        yield from records(keys[start : start + BATCH])
