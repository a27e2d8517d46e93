"""A write of which only what needs nobody else is kept; the rest is proposed.

A form, or the starter data, writes a record in ways of its own. So the write is tried
with the door open, the record read back, and if something of it must be decided, all
is undone: what may be saved at once is written again, and the rest is proposed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import transaction

from directory.models import doors, plain
from directory.models.place_traces import traces_in
from directory.models.plain import Values
from directory.models.proposal import Proposal
from directory.models.proposal_queryset import NothingToProposeError
from directory.models.risk import is_public, sensitive_among

Result = TypeVar("Result")


@dataclass
class Tried(Generic[Result]):
    """What came of it: the write's own result, and what waits for a second person."""

    result: Result
    saved: Values = field(default_factory=dict)
    proposed: list[Proposal] = field(default_factory=list)

    @property
    def was_undone(self) -> bool:
        """Whether the write itself was undone: nothing else of it was kept either."""
        return bool(self.proposed)


def write_or_propose(
    record, write: Callable[[], Result], *, by, source: str, **said: Any
) -> Tried[Result]:
    """Write what may be written at once, and propose what must be decided.

    `said` goes with the proposal: evidence, note, origin.
    """
    with transaction.atomic():
        before, was_public = _standing(record)
        point = transaction.savepoint()
        with doors.opened(because="tried, and undone where it must be decided"):
            result = write()
        after, now_public = _standing(record)
        changed = {
            name
            for name in after.keys() | before.keys()
            if _said(plain.old_value(after, name))
            != _said(plain.old_value(before, name))
        }
        must = _to_decide(record, before, after, changed)
        publishes = now_public and not was_public
        if not now_public:
            # Taken down in the same breath: nothing of it reaches the public.
            must = {n for n in must if _names_a_place(n, before, after)}
        if not must and not publishes:
            transaction.savepoint_commit(point)
            return Tried(result, {n: plain.old_value(after, n) for n in changed})
        transaction.savepoint_rollback(point)
        record.refresh_from_db()
        tried = Tried(
            result, {n: plain.old_value(after, n) for n in changed if n not in must}
        )
        plain.apply(record, tried.saved)
        values = {name: plain.old_value(after, name) for name in must}
        said = {"by": by, "source": source} | said
        if must:
            tried.proposed.append(_propose(record, values, said))
        if publishes:
            record.refresh_from_db()
            propose = Proposal.objects.propose_publishing
            if record.status == "withdrawn":
                propose = Proposal.objects.propose_putting_back
            tried.proposed.append(propose(record, **said))
    return tried


def _said(value: Any) -> Any:
    """A text without the blanks around it, which forms take away."""
    return value.strip() if isinstance(value, str) else value


def _propose(record, values: Values, said: dict[str, Any]) -> Proposal:
    try:
        return Proposal.objects.propose(record, values, **said)
    except NothingToProposeError:
        # Proposed before, in other words, by the same person.
        return Proposal.objects.pending().about(record).filter(author=said["by"])[0]


def _standing(record) -> tuple[Values, bool]:
    stored = type(record).objects.get(pk=record.pk)
    return plain.values_of(stored), getattr(stored, "status", "") == "published"


def _to_decide(record, before: Values, after: Values, changed: set[str]) -> set[str]:
    """The changed fields that a second person must decide on."""
    record.refresh_from_db()
    must = sensitive_among(record, changed) if is_public(record) else set()
    if "contacts" in must and _only_hides(before["contacts"], after["contacts"]):
        must.remove("contacts")
    if "contacts" in must and "hours" in changed:
        # The hours of a number that is not there yet.
        must.add("hours")
    return must | {name for name in changed if _names_a_place(name, before, after)}


def _names_a_place(name: str, before: Values, after: Values) -> bool:
    """Whether a confidential service's text names a place that it did not name."""
    if not after.get("is_confidential"):
        return False
    told = traces_in(plain.old_value(after, name))
    return bool(told - traces_in(plain.old_value(before, name)))


def _only_hides(before: list[Values], after: list[Values]) -> bool:
    """Whether the same contacts are there, and those that differ are hidden now."""
    known = {row["code"]: row for row in before}
    if known.keys() != {row["code"] for row in after}:
        return False
    for row in after:
        was = known[row["code"]]
        changed = {name for name in row if row[name] != was[name]} - {"order"}
        if changed and not (changed == {"held"} and row["held"]):
            return False
    return True
