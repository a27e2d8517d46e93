"""Fills the database that DATABASE_URL names, and counts the queries of its pages.

Run as a process of its own: `python -m bench.fill SIZE`.
"""

import argparse
import json
import os
import sys
import time
from itertools import groupby

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.db.models import QuerySet  # noqa: E402
from django.test import Client  # noqa: E402

from bench.questions import pages, pages_with_words, warming  # noqa: E402
from bench.recombine import (  # noqa: E402
    SEED,
    SERVICES_PER_ORGANISATION,
    Batch,
    RealRows,
    Recombiner,
)
from directory.models import Edition, Organisation, Service  # noqa: E402

BATCH = 2000


def fill(size: int) -> int:
    """Add recombined services until `size` are published; says how many there are.

    What publish() does for each, done once for all: the rules are checked, the index
    holds their words, and the edition rises by one.
    """
    standing = Service.objects.published().count()
    with transaction.atomic():
        recombiner = Recombiner(RealRows.read(), SEED + standing)
        missing = max(size - standing, 0)
        for start in range(0, missing, BATCH):
            number = min(BATCH, missing - start)
            owners = recombiner.organisations(
                max(1, round(number / SERVICES_PER_ORGANISATION))
            )
            Organisation.objects.bulk_create(owners)
            write(recombiner.batch(owners, number))
        Service.objects.published().refuse_incomplete()
        Edition.objects.raise_for_all()
    settle()
    return Service.objects.published().count()


def write(batch: Batch) -> None:
    """Write a batch past the managers, which would index each part once more."""
    _write(batch.services)
    parts = sorted(batch.parts, key=_table)
    for _name, rows in groupby(parts, key=_table):
        _write(list(rows))
    for hours in batch.hours:
        hours.contact_id = hours.contact.pk if hours.contact else None
    _write(batch.hours)
    _write(batch.documents)


def _table(row) -> str:
    return row._meta.db_table


def _write(rows: list) -> None:
    if rows:
        for row in rows:
            if hasattr(row, "service_id"):
                row.service_id = row.service.pk
        QuerySet(type(rows[0])).bulk_create(rows)


def settle() -> None:
    """What an engine does by itself in the hours after such a load, done now."""
    statements = {
        "sqlite": ["PRAGMA wal_checkpoint(TRUNCATE)"],
        "postgresql": ["VACUUM ANALYZE", "CHECKPOINT"],
    }
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)


def queries(number: int) -> list[int]:
    """The queries of each results page, in order of their number."""
    client = Client(headers={"host": "127.0.0.1"})
    counts = []
    asked = 0

    def count(execute, *arguments):
        nonlocal asked
        asked += 1
        return execute(*arguments)

    for address in warming(2):
        client.get(address)
    for address in [*pages(number), *pages_with_words(number)]:
        asked = 0
        with connection.execute_wrapper(count):
            client.get(address)
        counts.append(asked)
    return sorted(counts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int)
    parser.add_argument("--questions", type=int, default=60)
    options = parser.parse_args()
    started = time.perf_counter()
    services = fill(options.size)
    seconds = time.perf_counter() - started
    counts = queries(options.questions)
    json.dump({"services": services, "seconds": seconds, "queries": counts}, sys.stdout)


if __name__ == "__main__":
    main()
