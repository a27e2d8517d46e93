"""What the records of a feed say of organisations: only what we do not know yet."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from directory.exchange.feeds.cleaning import line, text, web_address
from directory.exchange.feeds.reading import one as one_of
from directory.exchange.feeds.reading import records
from directory.exchange.importing import feed_said
from directory.exchange.importing.plans import Outcome, Plan, folded, keys_of
from directory.models import Body, FeedRecord, Import, Organisation
from directory.models.plain_many import changes_of

Values = dict[str, Any]
EMPTY: tuple[Any, ...] = ("", None)
CHARITIES = ("GB-CHC", "GB-SC", "GB-NIC")
_is_web_address = URLValidator(schemes=["http", "https"])


class FeedOwners:
    """Organisations of one feed; each is looked at once."""

    def __init__(self, batch: Import) -> None:
        self.batch = batch
        self.seen = keys_of(batch, "organisation")

    def plans(self, items, services: list[Plan]) -> list[Plan]:
        """What is new of the organisations behind these records."""
        refused = {
            plan.number
            for plan in services
            if plan.outcome in (Outcome.WRONG, Outcome.NOT_LISTED)
        }
        fresh: dict[str, tuple[int, str, Values]] = {}
        for number, record in items:
            owner = one_of(record.get("organization")) if number not in refused else {}
            name = line(owner.get("name"))[:200]
            key = folded(name)
            if key and key not in self.seen and key not in fresh:
                fresh[key] = (number, name, _values(owner))
        self.seen |= fresh.keys()
        there = {
            folded(one.name): one
            for one in Organisation.objects.named(one[1] for one in fresh.values())
        }
        last = self._last(fresh)
        plans = []
        for key, (number, name, values) in fresh.items():
            plan = Plan(number, key, name, model="organisation")
            plans.append(self._plan(plan, values, there, last))
        return [plan for plan in plans if plan.outcome != Outcome.UNCHANGED]

    def _last(self, keys) -> dict[str, Values]:
        if self.batch.feed is None or self.batch.feed.pk is None:
            return {}
        rows = FeedRecord.objects.filter(source=self.batch.feed, model="organisation")
        return dict(rows.filter(key__in=list(keys)).values_list("key", "said"))

    @staticmethod
    def _plan(plan: Plan, values: Values, there, last) -> Plan:
        owner = plan.record = there.get(plan.key)
        now = feed_said.hashed(values)
        if not values or last.get(plan.key) == {"all": now}:
            return plan.settle()
        if owner is None:
            plan.changes = changes_of(None, {"name": plan.name, **values})
        else:
            held = {name: getattr(owner, name) for name in values}
            blank = {n: v for n, v in values.items() if held[n] in EMPTY}
            plan.changes = changes_of(held, blank)
        plan.said = {"all": now}
        return plan.settle()


def _values(owner: dict[str, Any]) -> Values:
    """Website, numbers in public registers, and our own words where it is ours."""
    said = text(owner.get("x_description") or "")
    values: Values = {"description": said, "other_names": ""}
    site, added = web_address(owner.get("website") or owner.get("url"))
    if site and not added:
        try:
            _is_web_address(site)
            values["website"] = site
        except ValidationError:
            pass
    for one in records(owner.get("organization_identifiers")):
        scheme = line(one.get("identifier_scheme"))
        number = line(one.get("identifier"))
        kind = line(one.get("identifier_type")).lower()
        if scheme in CHARITIES or "charity" in kind:
            values["charity_number"] = number[:40]
        elif scheme == "GB-COH" or "company" in kind:
            values["company_number"] = number[:20]
    if owner.get("x_run_by") in Body.values:
        values["run_by"] = owner["x_run_by"]
    led = str(owner.get("x_led_by_and_for", "")).lower()
    if led in ("true", "false"):
        values["is_led_by_and_for"] = led == "true"
    return {name: value for name, value in values.items() if value not in EMPTY}
