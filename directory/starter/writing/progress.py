"""Progress on a terminal, and batches of a size that both databases like."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from tqdm import tqdm

BATCH = 2000
Thing = TypeVar("Thing")


def batches(
    things: Sequence[Thing], label: str, *, size: int = BATCH
) -> Iterator[Sequence[Thing]]:
    """The things in batches, with a bar where someone is watching."""
    # `disable=None` means: unless it is a terminal.
    with tqdm(total=len(things), desc=label, disable=None, leave=False) as bar:
        for start in range(0, len(things), size):
            batch = things[start : start + size]
            yield batch
            bar.update(len(batch))
