"""Small questions about what stands in a record, whatever a feed put there."""

from typing import Any

Record = dict[str, Any]


def records(value: Any) -> list[Record]:
    """The records of a list; none where it is something else."""
    if not isinstance(value, list):
        return []
    return [one for one in value if isinstance(one, dict)]


def one(value: Any) -> Record:
    """A record; an empty one where it is something else."""
    return value if isinstance(value, dict) else {}
