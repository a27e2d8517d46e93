"""What an import found, in lines for a terminal."""

from collections.abc import Mapping
from typing import Any

from directory.exchange.importing.plans import Plan
from directory.models import ImportRow

MOST_SHOWN = 70


def lines_of(plan: Plan, what: str = "line") -> list[str]:
    """One row: where it stands, its doubts and errors, and each field that changes."""
    if plan.outcome == ImportRow.Outcome.UNCHANGED and not plan.doubts:
        return []
    label = str(ImportRow.Outcome(plan.outcome).label)
    told = [f"{what} {plan.number}, {plan.name or plan.key}: {label}"]
    told += [f"    ! {column or 'row'}: {why}" for column, why in plan.doubts]
    if plan.record is not None:
        for name, both in plan.changes.items():
            told.append(f"    {name}: {short(both['old'])} -> {short(both['new'])}")
    return told


def short(value: Any) -> str:
    """A value on one line."""
    text = str(value) if value not in (None, "", []) else "(empty)"
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"


def totals(counts: Mapping[str, int]) -> list[str]:
    """How many came to which outcome."""
    return [
        f"{counts[outcome]:>8,} {ImportRow.Outcome(outcome).label}"
        for outcome in ImportRow.Outcome.values
        if counts.get(outcome)
    ]
