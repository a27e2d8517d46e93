"""The records of a feed against what we hold: matched by source and their id."""

from typing import Any
from uuid import UUID

from directory.exchange.feeds.cleaning import line
from directory.exchange.feeds.opening import Item
from directory.exchange.feeds.reading import one as one_of
from directory.exchange.importing import feed_said
from directory.exchange.importing.areas import KnownAreas
from directory.exchange.importing.feed_owners import FeedOwners
from directory.exchange.importing.feed_record import RecordReader
from directory.exchange.importing.plans import (
    NotToList,
    Outcome,
    Plan,
    doubt_twins,
    folded,
    keys_of,
    refuse_what_is_too_long,
)
from directory.exchange.importing.their_words import TheirWords
from directory.models import FeedRecord, Import, Service, plain_many
from directory.models.proposal_queryset import PENDING

# A feed that loses more than this at once is broken, not emptier.
MOST_GONE = 0.3
FEW = 20
INACTIVE = ("inactive", "defunct", "closed", "archived", "deleted")


class FeedPlanner:
    """Everything that the records of one run are held against."""

    def __init__(self, batch: Import, *, keep: bool) -> None:
        self.batch, self.keep = batch, keep
        self.words = TheirWords(batch.feed, keep=keep)
        self.reader = RecordReader(self.words, KnownAreas(), _address(batch.address))
        self.owners = FeedOwners(batch)
        self.not_to_list = NotToList()
        self.seen = keys_of(batch, "service")

    def plan(self, items: list[Item]) -> list[Plan]:
        keys = {number: _key(record) for number, record in items}
        known = self._known(keys.values())
        services = self._services(items, known)
        plans: list[Plan] = []
        for number, record in items:
            key = keys[number]
            if isinstance(record, str):
                plans.append(Plan(number, f"record {number}").refuse("", record))
                continue
            plan = Plan(number, key, line(record.get("name"))[:200])
            try:
                plan.record = services.get(key)
                plans.append(self._plan(plan, record, known.get(key)))
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                # Whatever a feed thinks up, the next record is read.
                why = f"cannot be read ({type(error).__name__})"
                plans.append(plan.refuse("", why))
        doubt_twins(plans)
        if self.keep and self.batch.feed:
            there = FeedRecord.objects.filter(source=self.batch.feed, model="service")
            there.filter(key__in=keys.values()).update(seen_in=self.batch)
        return [*plans, *self.owners.plans(items, plans)]

    def _known(self, keys) -> dict[str, FeedRecord]:
        if self.batch.feed is None or self.batch.feed.pk is None:
            return {}
        rows = FeedRecord.objects.filter(
            source=self.batch.feed, model="service", key__in=set(keys)
        )
        return {row.key: row for row in rows.select_related("proposal")}

    def _services(self, items, known: dict[str, FeedRecord]) -> dict[str, Service]:
        """What each record became here; or which of ours it is a copy of."""
        by_key = {row.service_now: key for key, row in known.items() if row.service_now}
        found = {
            by_key[pk]: row
            for pk, row in Service.objects.select_related("organisation")
            .in_bulk(by_key)
            .items()
        }
        own = {
            uuid: record
            for _number, record in items
            if isinstance(record, dict)
            and _key(record) not in known
            and (uuid := _uuid(record))
        }
        for one in Service.objects.filter(uuid__in=own).select_related("organisation"):
            record = own[str(one.uuid)]
            owner = one_of(record.get("organization"))
            same = folded(line(record.get("name")), line(owner.get("name")))
            # Anyone can copy an id: its names must be ours too.
            if same == folded(one.name, one.organisation.name):
                found[_key(record)] = one
        return found

    def _plan(self, plan: Plan, record, known: FeedRecord | None) -> Plan:
        if plan.key in self.seen:
            why = "this id stands in the feed twice: the first one counts"
            return plan.refuse("id", why)
        self.seen.add(plan.key)
        service = plan.record
        if not plan.name:
            return plan.refuse("name", "has no name")
        if line(record.get("status")).lower() in INACTIVE:
            return self._gone(plan, f"the feed says: {line(record.get('status'))}")
        if service is not None and service.is_withdrawn:
            plan.doubt("", "was taken down here; it stays so")
            return plan.settle()
        is_secret = service is not None and service.is_confidential
        values = self.reader.values(record, plan.doubt, is_known_secret=is_secret)
        after = plain_many.complete(values)
        now, last = feed_said.said(after), known.said if known else {}
        if known is not None and last == now:
            plan.doubts = []
            return plan.settle()
        before = _values_of(service) if service is not None else None
        if before is not None:
            after = feed_said.wanted(before, after, last, now)
        refuse_what_is_too_long(plan, after)
        if plan.outcome == Outcome.WRONG:
            return plan
        plan.changes = plain_many.changes_of(before, after)
        plan.said = now
        if before is None and _uuid(record) and record.get("x_code"):
            self._keep_identity(plan, record)
        self.not_to_list.refuse(plan, (before or {}) | values)
        return plan.settle()

    @staticmethod
    def _keep_identity(plan: Plan, record) -> None:
        """A record of ours, on a site that lacks it, is the same record there."""
        code = line(record["x_code"])
        if not Service.objects.filter(code=code).exists() and len(code) == 6:
            plan.changes["uuid"] = {"old": None, "new": _uuid(record)}
            plan.changes["code"] = {"old": None, "new": code}

    def _gone(self, plan: Plan, why: str) -> Plan:
        if plan.record is None or plan.record.is_withdrawn:
            plan.doubt("status", f"{why}; left out")
            return plan.settle()
        plan.doubt("", f"{self.batch.name}: {why}")
        plan.outcome = Outcome.GONE
        return plan

    def finish(self) -> list[Plan]:
        """Records that the feed no longer has; none if it lost a great many at once."""
        if self.batch.feed is None or not self.batch.read:
            return []
        feed = FeedRecord.objects.filter(source=self.batch.feed, model="service")
        every = dict(feed.filter(gone_on=None).values_list("key", "pk"))
        missing = [pk for key, pk in every.items() if key not in self.seen]
        count = len(missing)
        if count > FEW and count > MOST_GONE * len(every):
            told = f"{count:,} of {len(every):,} records are gone: nothing withdrawn"
            self.batch.tell(told)
            return []
        plans = []
        for pk in missing:
            row = feed.select_related("proposal").get(pk=pk)
            service = Service.objects.filter(pk=row.service_now).first()
            waits = row.proposal is not None and row.proposal.state in PENDING
            if service is None and not waits:
                continue
            name = row.proposal.name if row.proposal and service is None else service
            plan = Plan(0, row.key, str(name), record=service)
            if service is None:
                plan.doubt("", "no longer in the feed: its proposal is taken back")
                plan.outcome = Outcome.GONE
                plans.append(plan)
            elif not service.is_withdrawn:
                plans.append(self._gone(plan, "no longer in the feed"))
        return plans


def _values_of(service: Service) -> dict[str, Any]:
    chosen = Service.objects.filter(pk=service.pk)
    return next(values for _one, values in plain_many.values_of_each(chosen))


def _key(record: Any) -> str:
    """Their id, as text; made of names where they have none."""
    if not isinstance(record, dict):
        return ""
    if identity := line(record.get("id")):
        return identity[:300]
    owner = one_of(record.get("organization"))
    return f"name {folded(line(owner.get('name')), line(record.get('name')))}"[:300]


def _uuid(record: Any) -> str:
    try:
        return str(UUID(line(record.get("id"))))
    except ValueError:
        return ""


def _address(said: str) -> str:
    return said if said.startswith(("http://", "https://")) else ""
