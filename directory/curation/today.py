"""Today's work: what waits for a moderator, riskiest first, with what to do about it.

Four lists become one: what people outside told us, proposals, what the daily checks
found, suggestions. Whoever looks after areas sees theirs first, after what is
dangerous; nobody is kept from the rest. The number of queries is the same whatever
waits.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from directory.curation import rights
from directory.curation.work import (
    Work,
    of_findings,
    of_proposals,
    of_reports,
    of_suggestions,
)
from directory.models import (
    Assignment,
    Finding,
    Proposal,
    Report,
    Service,
    Suggestion,
)
from directory.models.area_keeper import areas_kept_by

# So many of each list are looked at; the lists themselves show the rest.
MOST = 40
# What stands on today's page at once.
SHOWN = 60


@dataclass(frozen=True)
class Waiting:
    """How many of a list wait, and where the list stands."""

    label: str
    count: int
    url: str


@dataclass(frozen=True)
class Today:
    """What today's page shows."""

    work: list[Work]
    waiting: list[Waiting]

    @property
    def total(self) -> int:
        """All that waits, shown or not."""
        return sum(one.count for one in self.waiting)

    @property
    def unshown(self) -> int:
        """What waits beyond what the page shows."""
        return self.total - len(self.work)


def today(person) -> Today:
    """The work that waits, as this person should take it up."""
    theirs = _services_of(person)
    lists = [
        _List("report", Report.objects.for_today(), of_reports),
        _List("proposal", _proposals_for(person), of_proposals),
        _List("finding", Finding.objects.open().with_records(), of_findings),
        _List("suggestion", Suggestion.objects.open().oldest_first(), of_suggestions),
    ]
    lists = [source for source in lists if may_see(person, source.name)]
    work = [one for source in lists for one in source.work(theirs)]
    holders = Assignment.objects.holders()
    for one in work:
        one.holder = holders.get(one.key)
        one.is_own = one.holder == person
        one.may_take = may_take(person, one.key)
        one.ways = [
            way for way in one.ways if not way.needs or person.has_perm(way.needs)
        ]
    work.sort(key=_order)
    return Today(work[:SHOWN], [source.waiting() for source in lists])


def may_see(person, name: str) -> bool:
    """Whether someone may read one of the lists: the others are not their work."""
    if name == "proposal":
        return rights.may_look(person)
    return person.has_perm(f"directory.view_{name}")


def may_take(person, key: str) -> bool:
    """Whether someone can do a piece of work, so that they may say they will."""
    name = key.partition(":")[0]
    if name == "proposal":
        return rights.may_decide(person) or rights.may_propose(person)
    return person.has_perm(f"directory.change_{name}")


def _order(work: Work) -> tuple:
    """Danger first; then one's own areas; then risk; then what waits longest."""
    theirs = not work.is_theirs and not work.is_own
    if work.is_dangerous:
        theirs = False
    return (not work.is_dangerous, theirs, work.risk, work.since, work.key)


def _services_of(person) -> set[int]:
    """The services that name an area which this person looks after."""
    kept = areas_kept_by(person)
    named = Service.objects.filter(coverages__area__in=kept).order_by()
    return set(named.values_list("pk", flat=True))


class _List:
    """One of the lists that make today's work."""

    def __init__(self, name: str, rows: QuerySet, tell) -> None:
        self.name = name
        self.rows = rows
        self.tell = tell

    def work(self, theirs: set[int]) -> Iterator[Work]:
        """Its riskiest rows, and of the areas that someone looks after as many."""
        rows = list(self.rows[:MOST])
        known = {row.pk for row in rows}
        if theirs and self.name != "suggestion":
            own = self.rows.filter(service__in=sorted(theirs)[:500])[:MOST]
            rows += [row for row in own if row.pk not in known]
        for row, one in self.tell(rows):
            one.is_theirs = getattr(row, "service_id", None) in theirs
            yield one

    def waiting(self) -> Waiting:
        """How many there are."""
        url = reverse(f"admin:directory_{self.name}_changelist")
        name = str(self.rows.model._meta.verbose_name_plural)
        return Waiting(name, self.rows.count(), url)


def _proposals_for(person):
    found = Proposal.objects.for_decision_by(person).riskiest_first()
    return found.select_related("service", "author")
