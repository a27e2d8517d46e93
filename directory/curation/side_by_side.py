"""Old and new of a proposal, line by line, as a moderator compares them."""

from dataclasses import dataclass, field
from typing import Any

from directory.curation.field_names import field_name
from directory.models import Proposal
from directory.models.risk import sensitive_among


@dataclass(frozen=True)
class Line:
    """One line of a value, and whether the other side has it too."""

    text: str
    differs: bool


@dataclass(frozen=True)
class Change:
    """One field: what stood there, what is proposed, and what stands there now."""

    name: str
    label: str
    old: list[Line]
    new: list[Line]
    now: list[Line] = field(default_factory=list)
    is_sensitive: bool = False
    has_moved: bool = False


def changes_of(proposal: Proposal) -> list[Change]:
    """The changes of a proposal, those that touch the public most first."""
    record = proposal.record()
    moved = proposal.conflicts()
    risky = sensitive_among(record, proposal.changes) if record else set()
    found = [
        _change(proposal, name, both, moved, is_sensitive=name in risky)
        for name, both in proposal.changes.items()
    ]
    if proposal.stood is not None:
        # All of the record would become public: what moved is no field of its own.
        found += [
            _change(proposal, name, both, moved, is_sensitive=True)
            for name, both in moved.items()
            if name not in proposal.changes
        ]
    return sorted(found, key=lambda one: (not one.is_sensitive, one.label))


def _change(proposal, name: str, both, moved, *, is_sensitive: bool) -> Change:
    old, new = lines(both["old"]), lines(both["new"])
    return Change(
        name=name,
        label=field_name(name, proposal.model),
        old=[Line(text, text not in new) for text in old],
        new=[Line(text, text not in old) for text in new],
        now=[Line(t, t not in old) for t in lines(moved[name]["now"])]
        if name in moved
        else [],
        is_sensitive=is_sensitive,
        has_moved=name in moved,
    )


def lines(value: Any) -> list[str]:
    """A plain value as lines of text; a row of a list is one line."""
    if value in (None, "", []):
        return []
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, list):
        return [_row(row) for row in value]
    return str(value).splitlines()


def _row(row: Any) -> str:
    if not isinstance(row, dict):
        return str(row)
    said = {n: v for n, v in row.items() if v not in (None, "", False)}
    first = next(iter(said.values()), "")
    if len(said) == 1:
        return str(first)
    return "; ".join(f"{name}: {value}" for name, value in said.items())
