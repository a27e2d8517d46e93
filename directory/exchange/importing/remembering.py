"""What is remembered of a feed's records once they are proposed."""

from collections.abc import Iterable

from django.utils import timezone

from directory.models import FeedRecord, Import, ImportRow, Proposal, State


def remember(batch: Import, rows: Iterable[ImportRow]) -> None:
    """By their id: what each became, and what it said, as hashes."""
    if batch.feed is None:
        return
    known: list[FeedRecord] = []
    fresh: list[FeedRecord] = []
    rows = list(rows)
    gone = [row.key for row in rows if row.outcome == ImportRow.Outcome.GONE]
    there = {
        (record.model, record.key): record
        for record in FeedRecord.objects.filter(
            source=batch.feed, key__in=[row.key for row in rows]
        )
    }
    for row in rows:
        if row.key in gone or not row.said:
            continue
        record = there.get((row.model, row.key)) or FeedRecord(
            source=batch.feed, model=row.model, key=row.key
        )
        record.said, record.seen_in, record.gone_on = row.said, batch, None
        record.service_id = record.service_id or row.service_id
        if row.proposal_id:
            record.proposal = row.proposal
        (known if record.pk else fresh).append(record)
    FeedRecord.objects.bulk_create(fresh)
    fields = ["said", "seen_in", "gone_on", "service", "proposal"]
    FeedRecord.objects.bulk_update(known, fields, batch_size=200)
    records = FeedRecord.objects.filter(source=batch.feed, model="service")
    records.filter(key__in=gone).update(gone_on=timezone.localdate(), said={})


def take_back_what_waits(batch: Import, row: ImportRow) -> None:
    """A record that left the feed before anyone decided on it is proposed no more."""
    waiting = Proposal.objects.pending().filter(
        feed_records__source=batch.feed,
        feed_records__model="service",
        feed_records__key=row.key,
    )
    for proposal in waiting:
        proposal.state = State.OVERTAKEN
        proposal.save()
    row.outcome = ImportRow.Outcome.UNCHANGED
    FeedRecord.objects.filter(source=batch.feed, model="service", key=row.key).update(
        gone_on=timezone.localdate(), said={}
    )
