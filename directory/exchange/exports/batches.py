"""Every published service, a few at a time."""

from collections.abc import Iterator

from directory.exchange.oruk.gathering import Facts, gather
from directory.exchange.oruk.source import Source
from directory.models import Service

BATCH = 200


def batches(source: Source) -> Iterator[Facts]:
    """In order of their keys, each with its parts; flat in memory at any number."""
    keys = sorted(source.held.index.position_of)
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        yield from gather(Service.objects.filter(pk__in=some), source)
