"""How any kind of thing is loaded again and again without harm."""

from collections.abc import Callable, Collection
from typing import Any

from directory.exchange.services_csv.things import Thing, Values
from directory.models import Proposal, Source
from directory.models.trying import write_or_propose
from directory.starter.report import Report
from directory.starter.writing.ledger import Ledger, settle
from directory.starter.writing.progress import batches


def change_or_propose(
    report: Report, kind: str, record: Any, write: Callable[[], bool]
) -> bool:
    """Write what needs nobody; propose what the public would see. Whether it wrote."""
    tried = write_or_propose(
        record, write, by=None, source=Source.STARTER, origin="starter", tell=False
    )
    for proposal in tried.proposed:
        tell_proposed(report, kind, proposal)
    return bool(tried.saved) if tried.was_undone else tried.result


def tell_proposed(report: Report, kind: str, proposal: Proposal) -> None:
    """That something of the file waits for two people."""
    fields = ", ".join(sorted(proposal.changes))
    report.proposed.append(f"{kind} {proposal.name}: {fields}")


class Keeper:
    """One kind of thing: how it stands in the database, and how it gets there."""

    kind = ""
    # Columns of the file by field, where the two are named differently.
    columns: dict[str, str] = {}

    def __init__(self, report: Report) -> None:
        self.report = report

    def now(self, things: list[Thing]) -> dict[str, Values]:
        """The values that the database holds, by key, as the file would put them."""
        raise NotImplementedError

    def create(self, things: list[Thing]) -> None:
        """Make new ones; may correct the things' values to what came of it."""
        raise NotImplementedError

    def change(self, thing: Thing, write: Values) -> bool:
        """Write these fields of one; says whether anything came of it."""
        raise NotImplementedError

    def prepare(self, thing: Thing, before: Values) -> None:
        """What of the file was decided when it was first loaded, and stays so."""

    def tell(self, thing: Thing, kept: Collection[str]) -> None:
        """Doubts about one that is there now, `kept` fields left aside."""

    def is_closed(self, now: Values) -> str:
        """Why nothing of this one is touched any more; "" if it may be."""
        return ""

    def lost(self, key: str, before: Values, now: Values | None) -> bool:
        """What to do with one that left the file; says whether it was removed."""
        if now is not None:
            self.report.kept.append(
                f"{self.kind} {key}: no longer in the file; left as it is"
            )
        return False


def keep(keeper: Keeper, things: list[Thing], *, size: int = 2000) -> None:
    """Bring the database up to the file, except where a moderator changed it."""
    ledger, report = Ledger(keeper.kind), keeper.report
    now = keeper.now(things)
    fresh: list[Thing] = []
    report.count(keeper.kind, "created", 0)
    for thing in things:
        before, there = ledger.before.get(thing.key), now.get(thing.key)
        if there is None and before is None:
            fresh.append(thing)
        elif there is None:
            report.count(keeper.kind, "kept")
            report.kept.append(f"{_where(thing)}: removed here, so not put back")
        elif reason := keeper.is_closed(there):
            report.count(keeper.kind, "kept")
            report.kept.append(f"{_where(thing)}: {reason}")
        else:
            if before is not None:
                keeper.prepare(thing, before)
            _bring_up(keeper, thing, before, there)
            ledger.note(thing.key, thing.values)
    for batch in batches(fresh, keeper.kind, size=size):
        keeper.create(list(batch))
        report.count(keeper.kind, "created", len(batch))
    for thing in fresh:
        keeper.tell(thing, ())
        ledger.note(thing.key, thing.values)
    _let_go(keeper, ledger, {thing.key for thing in things}, now)
    ledger.save()


def _bring_up(
    keeper: Keeper, thing: Thing, before: Values | None, there: Values
) -> None:
    settled = settle(before, there, thing.values)
    written = bool(settled.write) and keeper.change(thing, settled.write)
    outcome = "changed" if written else "kept" if settled.kept else "unchanged"
    keeper.report.count(keeper.kind, outcome)
    keeper.tell(thing, settled.kept)
    for name in settled.refused:
        column = keeper.columns.get(name, name.partition(":")[0])
        why = "changed here by a moderator; the file's new value was not taken"
        keeper.report.kept.append(f"{_where(thing)}, column {column}: {why}")


def _let_go(
    keeper: Keeper, ledger: Ledger, wanted: set[str], now: dict[str, Any]
) -> None:
    for key, before in ledger.before.items():
        if key not in wanted and keeper.lost(key, before, now.get(key)):
            ledger.forget(key)
            keeper.report.count(keeper.kind, "removed")


def _where(thing: Thing) -> str:
    return f"{thing.row.file}, line {thing.row.line} ({thing.key})"
