"""What the rows of services.csv say of the organisations behind them, once for each."""

from typing import Any

from directory.exchange.formats.csv_rows import CellError, Row
from directory.exchange.importing.plans import Outcome, Plan, folded, keys_of
from directory.exchange.services_csv import owners
from directory.models import Organisation
from directory.models.plain_many import changes_of

EMPTY: tuple[Any, ...] = ("", None)


class Owners:
    """Organisations of one import; the first row that names one counts."""

    def __init__(self, batch) -> None:
        self.seen = keys_of(batch, "organisation")

    def plans(self, rows: list[Row], services: list[Plan]) -> list[Plan]:
        """What these rows would change about organisations."""
        wrong = {plan.number for plan in services if plan.outcome in _REFUSED}
        fresh: dict[str, Row] = {}
        for row in rows:
            key = f"organisation {folded(row['organisation'])}"
            if row["organisation"] and key not in self.seen and row.line not in wrong:
                fresh.setdefault(key, row)
        names = [row["organisation"] for row in fresh.values()]
        there = {folded(one.name): one for one in Organisation.objects.named(names)}
        plans = []
        for key, row in fresh.items():
            self.seen.add(key)
            plan = _plan(key, row, there.get(folded(row["organisation"])))
            if plan.outcome != Outcome.UNCHANGED:
                plans.append(plan)
        return plans


_REFUSED = (Outcome.WRONG, Outcome.NOT_LISTED)


def _plan(key: str, row: Row, owner: Organisation | None) -> Plan:
    plan = Plan(row.line, key, row["organisation"], model="organisation", record=owner)
    try:
        said = owners.values_of(row)
    except CellError as error:
        return plan.refuse(error.column, error.why)
    # An empty cell says nothing here: another row of the same one may be full.
    said = {name: value for name, value in said.items() if value not in EMPTY}
    if owner is None:
        said = {"name": row["organisation"], **said} if said else {}
    before = None
    if owner is not None:
        before = {name: getattr(owner, name) for name in said}
    plan.changes = changes_of(before, said)
    return plan.settle()
