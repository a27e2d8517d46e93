"""Old and new of a proposal, line by line, as a moderator compares them."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from directory.curation.field_names import field_name
from directory.models import Area, ContactKind, Proposal, TermAnswer, Weekday
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
    old, new = lines(name, both["old"]), lines(name, both["new"])
    now = lines(name, moved[name]["now"]) if name in moved else []
    return Change(
        name=name,
        label=field_name(name, proposal.model),
        old=[Line(text, text not in new) for text in old],
        new=[Line(text, text not in old) for text in new],
        now=[Line(text, text not in old) for text in now],
        is_sensitive=is_sensitive,
        has_moved=name in moved,
    )


def lines(name: str, value: Any) -> list[str]:
    """A plain value as lines of text; a row of a list is one line."""
    if value in (None, "", []):
        return []
    if isinstance(value, bool):
        return [_("yes") if value else _("no")]
    if isinstance(value, list):
        return [_row(name.partition(":")[0], dict(row)) for row in value]
    return str(value).splitlines()


def _row(name: str, row: dict[str, Any]) -> str:
    """What a row is about, then the rest of what it says."""
    first = _ABOUT.get(name, _about)(row)
    rest = [
        f"{field.replace('_', ' ')}: {_('yes') if value is True else value}"
        for field, value in row.items()
        if value not in (None, "", False) and field not in ("code", "order")
    ]
    return "; ".join([first, *rest])


def _about(row: dict[str, Any]) -> str:
    return str(row.pop(next(iter(row))))


def _contact(row: dict[str, Any]) -> str:
    return f"{ContactKind(row.pop('kind')).label}: {row.pop('value')}"


def _coverage(row: dict[str, Any]) -> str:
    area = Area.objects.filter(code=row["area"]).first()
    return f"{area.name if area else ''} {row.pop('area')}".strip()


def _answer(row: dict[str, Any]) -> str:
    answer = TermAnswer(row.pop("answer")).label
    return f"{row.pop('term').partition('/')[2]}: {row.pop('limit') or answer}"


def _hours(row: dict[str, Any]) -> str:
    day = Weekday(int(row.pop("weekday"))).label
    return f"{day} {row.pop('opens_at')} - {row.pop('closes_at')}"


_ABOUT = {
    "contacts": _contact,
    "coverages": _coverage,
    "answers": _answer,
    "hours": _hours,
}
