"""Several writes to a service that count as one change.

The rules are asked, the index written and the edition raised once, at the end: a list
of numbers can be replaced whole, and a long list costs no more than a short one.
"""

from collections.abc import Iterable
from contextvars import ContextVar

_collected: ContextVar[set[int] | None] = ContextVar("changed so far", default=None)


def begin() -> object | None:
    """Collect from now on; None where a wider change collects already."""
    return _collected.set(set()) if _collected.get() is None else None


def end(token) -> set[int]:
    """The services that were written to since `begin()`."""
    found = _collected.get() or set()
    _collected.reset(token)
    return found


def collect(service_ids: Iterable[int]) -> bool:
    """Whether these wait for the end of a wider change."""
    collected = _collected.get()
    if collected is None:
        return False
    collected.update(service_ids)
    return True
