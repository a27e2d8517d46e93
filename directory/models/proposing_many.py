"""Many proposals at once, from an import: a few queries for hundreds of them.

The same proposals, by the same rules, as `Proposal.objects.propose()` makes: what the
same author has waiting about the same record is joined, and nobody is told by mail of
each. What reads the file or the feed has checked the values.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from directory.models.proposal import Kind, Proposal
from directory.models.risk import risk_of
from directory.models.service import Service


@dataclass
class Wanted:
    """One record's changes; no record where it is to be made."""

    model: type[models.Model]
    changes: dict[str, Any]
    record: Any = None
    identity: str = ""
    name: str = ""
    note: str = ""
    # What became of it.
    proposal: Proposal | None = field(default=None, compare=False)
    has_joined: bool = field(default=False, compare=False)

    @property
    def key(self) -> str:
        if self.record is not None:
            return str(self.record.pk)
        return f"new:{self.identity}"[:120]


def propose_many(wanted: Iterable[Wanted], *, by, source: str, origin: str) -> None:
    """Write all of them; each then knows its proposal."""
    every = [one for one in wanted if one.changes]
    fresh: list[tuple[Wanted, Proposal]] = []
    with transaction.atomic():
        waiting = _waiting(every, by=by, source=source, origin=origin)
        for one in every:
            mine = _proposal(one, by=by, source=source, origin=origin)
            old = waiting.get((mine.model, mine.key, mine.kind))
            if old is None:
                waiting[mine.model, mine.key, mine.kind] = mine
                fresh.append((one, mine))
                continue
            one.proposal, one.has_joined = old, True
            old.join(one.changes, set(one.changes), stood=old.stood, note=one.note)
            if old.pk:
                old.save()
        Proposal.objects.bulk_create([mine for _one, mine in fresh])
        for one, mine in fresh:
            one.proposal = mine


def _waiting(every: list[Wanted], **said) -> dict[tuple[str, str, str], Proposal]:
    if not every:
        return {}
    whose = _proposal(every[0], **said).from_whom
    found = Proposal.objects.pending().filter(
        from_whom=whose, key__in={one.key for one in every}
    )
    held = found.select_for_update(of=("self",))
    return {(row.model, row.key, row.kind): row for row in held}


def _proposal(one: Wanted, *, by, source: str, origin: str) -> Proposal:
    is_service = isinstance(one.record, Service)
    proposal = Proposal(
        kind=Kind.CHANGE if one.record is not None else Kind.ADD,
        model=one.model._meta.model_name,
        key=one.key,
        name=(one.name or str(one.record or ""))[:200],
        service=one.record if is_service else None,
        changes=one.changes,
        author=by,
        source=source,
        origin=origin[:300],
        note=one.note,
    )
    proposal.from_whom = proposal.whose()
    proposal.risk, proposal.touches_contacts = risk_of(proposal, one.record)
    return proposal
