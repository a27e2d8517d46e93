"""What one row or record would change: a plan, before anything is proposed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from directory.models import (
    Contact,
    DoNotList,
    ImportRow,
    Service,
    dialling,
    plain_many,
)
from directory.models.contact import DIALLED
from directory.models.do_not_list import _domain, _folded
from directory.models.plain import Values

Outcome = ImportRow.Outcome
# Said with a row, but nothing to stop at: their words wait in a list of their own.
NOTES = ("attributes",)


@dataclass
class Plan:
    """One record: where it stands, what it would change, and what is doubtful."""

    number: int
    key: str
    name: str = ""
    outcome: str = Outcome.UNCHANGED
    model: str = "service"
    record: Any = None
    changes: Values = field(default_factory=dict)
    doubts: list[list[str]] = field(default_factory=list)
    # What is remembered of a feed's record.
    said: Values = field(default_factory=dict)

    def doubt(self, column: str, why: str) -> None:
        if [column, why] not in self.doubts:
            self.doubts.append([column, why])

    def settle(self) -> "Plan":
        """The outcome, once changes and doubts are known."""
        if self.outcome in (Outcome.WRONG, Outcome.NOT_LISTED, Outcome.GONE):
            return self
        if not self.changes:
            self.outcome = Outcome.UNCHANGED
        elif any(column not in NOTES for column, _why in self.doubts):
            self.outcome = Outcome.DOUBTFUL
        else:
            self.outcome = Outcome.NEW if self.record is None else Outcome.CHANGED
        return self

    def refuse(self, column: str, why: str) -> "Plan":
        """Nothing of this one is proposed."""
        self.doubt(column, why)
        self.outcome, self.changes, self.said = Outcome.WRONG, {}, {}
        return self

    def as_row(self, batch) -> ImportRow:
        """The plan as it is kept until it is proposed."""
        is_service = isinstance(self.record, Service)
        return ImportRow(
            batch=batch,
            number=self.number,
            key=self.key[:300],
            name=self.name[:200],
            model=self.model,
            outcome=self.outcome,
            changes=self.changes,
            said=self.said,
            doubts=self.doubts[:40],
            fields=sorted(self.changes),
            record=str(self.record.pk) if self.record is not None else "",
            service=self.record if is_service else None,
        )


class NotToList:
    """What was taken down, held for one run; asked again in full before it is said."""

    def __init__(self) -> None:
        self.known = set(DoNotList.objects.values_list("what", "value"))

    def refuse(self, plan: Plan, values: Values) -> None:
        """Nothing of a plan is proposed that would bring in what was taken down."""
        if not self.known or not (self._signs(values) & self.known):
            return
        listed = DoNotList.objects.matching(values).not_about(plan.record).first()
        if listed is None:
            return
        since = f"{listed.added_at:%Y-%m-%d}"
        plan.doubt("", f"taken down {since} ({listed}), because: {listed.because}")
        plan.outcome, plan.changes, plan.said = Outcome.NOT_LISTED, {}, {}

    @staticmethod
    def _signs(values: Values) -> set[tuple[str, str]]:
        """A wide net: whatever `matching` could find is in it."""
        what = DoNotList.What
        signs = {(what.NAME.value, _folded(values.get("name") or ""))}
        ways = [str(one.get("value", "")) for one in values.get("contacts") or ()]
        for way in [*ways, str(values.get("website") or "")]:
            signs.add((what.NUMBER.value, dialling.national_digits(way)))
            signs.add((what.DOMAIN.value, _domain(way)))
        return signs


def refuse_what_is_too_long(plan: Plan, values: Values) -> None:
    """A text that no column of ours takes is an error, not a half."""
    for name, limit in plain_many.too_long(values):
        plan.refuse(name, f"longer than the {limit} characters that fit")


def folded(*texts: str) -> str:
    """Names without case and signs, as they are compared."""
    return " | ".join(map(_folded, texts))


def keys_of(batch, model: str) -> set[str]:
    """What an import has met already, where it goes on."""
    if not batch.pk:
        return set()
    return set(batch.rows.filter(model=model).values_list("key", flat=True))


def services_by(field_name: str, values: Iterable[Any]) -> dict[str, Service]:
    """Services by the text of one of their own columns."""
    wanted = [one for one in values if one not in ("", None)]
    rows = Service.objects.filter(**{f"{field_name}__in": wanted})
    return {str(getattr(row, field_name)): row for row in rows.order_by("pk")}


_NONE: dict[str, list] = {"new": []}


def doubt_twins(plans: list[Plan]) -> None:
    """New ones that look like what is there: by name, or by number."""
    new = [
        plan
        for plan in plans
        if plan.record is None and plan.changes and plan.model == "service"
    ]
    names = {plan.name for plan in new}
    there = defaultdict(list)
    for name, code in Service.objects.filter(name__in=names).values_list(
        "name", "code"
    ):
        there[name].append(code)
    numbers = {
        plan.number: {
            one["value"]
            for one in plan.changes.get("contacts", _NONE)["new"]
            if one["kind"] in DIALLED
        }
        for plan in new
    }
    shared = set().union(*numbers.values()) if numbers else set()
    owners = Contact.objects.filter(value__in=shared, kind__in=DIALLED)
    by_value = dict(owners.order_by("pk").values_list("value", "service__code"))
    for plan in new:
        for code in there.get(plan.name, ()):
            plan.doubt("service", f"{code} has the same name")
        for value in sorted(numbers[plan.number] & by_value.keys()):
            plan.doubt("phone", f"{value} stands at {by_value[value]} too")
        plan.settle()
