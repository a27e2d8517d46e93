"""What is remembered of a feed's records once they are proposed."""

from collections.abc import Iterable

from django.utils import timezone

from directory.models import FeedRecord, Import, ImportRow


def remember(batch: Import, rows: Iterable[ImportRow]) -> None:
    """By their id: what each became, and what it said, as hashes."""
    if batch.feed is None:
        return
    known, fresh = [], []
    rows = [row for row in rows if row.model == "service"]
    gone = [row.key for row in rows if row.outcome == ImportRow.Outcome.GONE]
    there = {
        record.key: record
        for record in FeedRecord.objects.filter(
            source=batch.feed, key__in=[row.key for row in rows]
        )
    }
    for row in rows:
        if row.key in gone or not row.said:
            continue
        record = there.get(row.key) or FeedRecord(source=batch.feed, key=row.key)
        record.said, record.seen_in, record.gone_on = row.said, batch, None
        record.service_id = record.service_id or row.service_id
        if row.proposal_id:
            record.proposal = row.proposal
        (known if record.pk else fresh).append(record)
    FeedRecord.objects.bulk_create(fresh)
    fields = ["said", "seen_in", "gone_on", "service", "proposal"]
    FeedRecord.objects.bulk_update(known, fields, batch_size=200)
    FeedRecord.objects.filter(source=batch.feed, key__in=gone).update(
        gone_on=timezone.localdate(), said={}
    )
