"""The two steps of every import: look at all of it, then propose what comes of it.

Each step goes on in small pieces, every one of which is written whole or not at all.
Where a step was interrupted, the next call goes on after the last whole piece.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from directory.exchange.importing.plans import Plan
from directory.exchange.importing.remembering import remember, take_back_what_waits
from directory.models import Import, ImportRow, NothingToProposeError, Proposal, Source
from directory.models.proposing_many import Wanted, propose_many

# So many rows are written together.
PIECE = 200
Progress = Callable[[int], object]
KINDS = {Import.Kind.FILE: Source.IMPORT, Import.Kind.FEED: Source.FEED}


class Reader(Protocol):
    """Where rows come from."""

    def pieces(self, cursor: Any, size: int) -> Iterator[tuple[list, Any]]:
        """Some rows at a time, and from where reading would go on after them."""


class Planner(Protocol):
    """What rows are held against."""

    def plan(self, items: list) -> list[Plan]:
        """What each of them would change."""

    def finish(self) -> list[Plan]:
        """What follows once everything was read."""


def look(
    batch: Import,
    reader: Reader,
    planner: Planner,
    *,
    seconds: float | None = None,
    progress: Progress = lambda _n: None,
    keep: bool = True,
) -> Iterator[Plan]:
    """Read and plan, for some seconds or to the end; yields the plans.

    `keep=False` only looks: nothing at all is written.
    """
    until = time.monotonic() + seconds if seconds else None
    for items, cursor in reader.pieces(batch.cursor, PIECE):
        plans = planner.plan(items)
        batch.read += len(items)
        batch.cursor = cursor
        if keep:
            _write(batch, plans)
        yield from plans
        progress(len(items))
        if until and time.monotonic() > until:
            return
    plans = planner.finish()
    batch.state = Import.State.READY
    if keep:
        with transaction.atomic():
            _write(batch, plans)
            batch.pieces.all().delete()
    yield from plans


def _write(batch: Import, plans: list[Plan]) -> None:
    with transaction.atomic():
        ImportRow.objects.bulk_create([plan.as_row(batch) for plan in plans])
        batch.save()


def propose(
    batch: Import,
    *,
    seconds: float | None = None,
    progress: Progress = lambda _n: None,
) -> bool:
    """Propose what was looked at; says whether all of it is proposed now."""
    until = time.monotonic() + seconds if seconds else None
    if batch.state not in (Import.State.READY, Import.State.PROPOSING):
        return batch.state == Import.State.DONE
    batch.state = Import.State.PROPOSING
    batch.save()
    while rows := list(batch.rows.to_propose().order_by("pk")[:PIECE]):
        with transaction.atomic():
            # Someone may do the same in another window.
            held = batch.rows.select_for_update(of=("self",)).filter(proposal=None)
            rows = list(held.filter(pk__in=[row.pk for row in rows]).order_by("pk"))
            _propose(batch, rows)
            batch.save()
        progress(len(rows))
        if until and time.monotonic() > until:
            return False
    with transaction.atomic():
        remember(batch, batch.rows.exclude(said={}).filter(proposal=None))
        batch.rows.all().forget()
        batch.state, batch.finished_at = Import.State.DONE, timezone.now()
        batch.save()
    return True


def _propose(batch: Import, rows: list[ImportRow]) -> None:
    said: dict[str, Any] = {
        "by": batch.by,
        "source": KINDS[Import.Kind(batch.kind)],
        "origin": batch.name,
    }
    records = _records(rows)
    wanted = {}
    for row in rows:
        record = records.get((row.model, row.record))
        if row.outcome == ImportRow.Outcome.GONE and not row.record:
            take_back_what_waits(batch, row)
        elif row.record and record is None:
            row.outcome = ImportRow.Outcome.WRONG
            row.doubts = [*row.doubts, ["", "it is no longer there"]]
        elif row.outcome == ImportRow.Outcome.GONE:
            _propose_withdrawing(row, record, said)
        else:
            wanted[row.pk] = Wanted(
                model=apps.get_model("directory", row.model),
                changes=row.changes,
                record=record,
                identity=f"{batch.name} {row.key}" if batch.feed_id else row.key,
                name=row.name,
                note=_note(row),
            )
    propose_many(wanted.values(), **said)
    for row in rows:
        if one := wanted.get(row.pk):
            row.proposal, row.has_joined = one.proposal, one.has_joined
            if one.proposal is None:
                row.outcome = ImportRow.Outcome.UNCHANGED
    remember(batch, rows)
    for row in rows:
        row.changes, row.said = {}, {}
    fields = ["proposal", "has_joined", "outcome", "doubts", "changes", "said"]
    ImportRow.objects.bulk_update(rows, fields)


def _records(rows: list[ImportRow]) -> dict[tuple[str, str], Any]:
    found = {}
    for name in {row.model for row in rows}:
        keys = [int(row.record) for row in rows if row.model == name and row.record]
        model = apps.get_model("directory", name)
        for pk, record in model.objects.in_bulk(keys).items():
            found[name, str(pk)] = record
    return found


def _propose_withdrawing(row: ImportRow, record: Any, said: dict[str, Any]) -> None:
    because = "\n".join(why for _column, why in row.doubts)
    try:
        row.proposal = Proposal.objects.propose_withdrawing(
            record, because=because, tell=False, **said
        )
    except NothingToProposeError:
        row.outcome = ImportRow.Outcome.UNCHANGED


def _note(row: ImportRow) -> str:
    """What the decider should know: where it stood, and each doubt."""
    doubts = [f"{column}: {why}" if column else why for column, why in row.doubts]
    return "\n".join(doubts)
