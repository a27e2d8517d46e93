"""Today's work: what waits for a moderator, riskiest first, with what to do about it.

Four lists become one: what people outside told us, proposals, what the daily checks
found, suggestions. Whoever looks after areas sees theirs first, after what is
dangerous; nobody is kept from the rest. The number of queries is the same whatever
waits.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.curation import rights
from directory.curation.checking import check_url
from directory.models import (
    Assignment,
    Finding,
    Proposal,
    Reason,
    Report,
    Service,
    Suggestion,
)
from directory.models.area_keeper import areas_kept_by
from directory.models.finding_kinds import Kind as Found
from directory.models.proposal_queryset import Kind
from directory.models.report import ENOUGH_FOR_DOUBT

# So many of each list are looked at; the lists themselves show the rest.
MOST = 40
# Work up to this risk comes before everything, whoever looks after it.
DANGER = 10
# What stands on today's page at once.
SHOWN = 60
# What it takes to take a service down, or to check it.
CHANGES, CHECKS = "directory.change_service", "directory.add_verification"
# By what a report says; danger in it comes first everywhere.
REPORT_RISK: dict[str, int] = {
    Reason.DANGER: 0,
    Reason.NUMBER: 20,
    Reason.CLOSED: 20,
    Reason.AREA: 28,
    Reason.PEOPLE: 28,
}
DOUBTED, SOUNDS_LIKE_DANGER, OTHER_REPORT, SUGGESTION = 5, 6, 40, 55


@dataclass(frozen=True)
class Way:
    """Something to do about it, and where; `needs` is the right that it takes."""

    label: str
    url: str
    needs: str = ""


@dataclass
class Work:
    """One thing to do: what, why, about which record, since when."""

    key: str
    risk: int
    what: str
    why: str
    about: str
    url: str
    since: datetime.datetime
    ways: list[Way] = field(default_factory=list)
    is_theirs: bool = False
    holder: object | None = None
    is_own: bool = False
    may_take: bool = False

    @property
    def is_dangerous(self) -> bool:
        """Whether it comes before everything else."""
        return self.risk <= DANGER


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
        _List("report", Report.objects.for_today(), _reports),
        _List("proposal", _proposals_for(person), _proposals),
        _List("finding", Finding.objects.open().with_records(), _findings),
        _List("suggestion", Suggestion.objects.open().oldest_first(), _suggestions),
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
        for row, one in zip(rows, self.tell(rows), strict=True):
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


def _page(name, key) -> str:
    return reverse(f"admin:directory_{name}_change", args=[key])


def _service_ways(service: Service | None) -> list[Way]:
    """What can be done about a service from here."""
    if service is None:
        return []
    ways = [Way(_("Look at the service"), _page("service", service.pk))]
    if service.is_published:
        down = reverse("admin:directory_service_withdraw", args=[service.pk])
        ways.append(Way(_("Take it down now"), down, CHANGES))
    return ways


def _reports(rows: Iterable[Report]) -> Iterator[Work]:
    for row in rows:
        risk, why = REPORT_RISK.get(row.reason, OTHER_REPORT), ""
        if row.has_danger_words and risk > SOUNDS_LIKE_DANGER:
            risk, why = SOUNDS_LIKE_DANGER, _("The words sound like danger.")
        if row.times >= ENOUGH_FOR_DOUBT and risk > DOUBTED:
            risk = DOUBTED
            why = ngettext(
                "%d report on one number; visitors see that we are checking.",
                "%d reports on one number; visitors see that we are checking.",
                row.times,
            )
            why %= row.times
        url = _page("report", row.pk)
        yield Work(
            f"report:{row.pk}",
            risk,
            row.get_reason_display(),
            why or _("Someone outside told us."),
            str(row.service),
            url,
            row.told_at,
            [Way(_("Read and decide"), url), *_service_ways(row.service)],
        )


def _proposals(rows: Iterable[Proposal]) -> Iterator[Work]:
    for row in rows:
        url = _page("proposal", row.pk)
        yield Work(
            f"proposal:{row.pk}",
            # A proposal's own risk rises with what it touches, to 99.
            15 + (99 - min(row.risk, 99)) // 2,
            _("Proposal: %s") % Kind(row.kind).label,
            _("From %(source)s. Fields: %(fields)s")
            % {
                "source": row.get_source_display(),
                "fields": ", ".join(list(row.changes)[:4]) or "-",
            },
            str(row.service or row),
            url,
            row.proposed_at,
            [Way(_("Compare and decide"), url)],
        )


def _findings(rows: Iterable[Finding]) -> Iterator[Work]:
    for row in rows:
        about = row.about
        url = _page(about._meta.model_name, about.pk) if about else ""
        ways = [Way(_("Look at it"), url)] if url else []
        if isinstance(about, Service):
            ways = _service_ways(about)
            if row.kind in (Found.CHECK_DUE, Found.AMISS):
                back = f"?next={reverse('admin:index')}"
                check = check_url(about) + back
                ways.insert(0, Way(_("Check it"), check, CHECKS))
        if row.kind == Found.DUPLICATE:
            ways += _duplicate_ways(row)
        yield Work(
            f"finding:{row.pk}",
            row.risk,
            row.get_kind_display(),
            row.why,
            str(about or ""),
            url,
            row.since,
            ways,
        )


def _duplicate_ways(row: Finding) -> list[Way]:
    """To the other of two that may be the same."""
    other = row.other_service or row.other_organisation
    if other is None:
        return []
    return [Way(_("Look at the other"), _page(other._meta.model_name, other.pk))]


def _suggestions(rows: Iterable[Suggestion]) -> Iterator[Work]:
    for row in rows:
        url = _page("suggestion", row.pk)
        yield Work(
            f"suggestion:{row.pk}",
            SUGGESTION,
            _("A service we may lack"),
            _("Someone outside told us."),
            row.name,
            url,
            row.told_at,
            [Way(_("Read and decide"), url)],
        )
