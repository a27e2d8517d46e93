"""One thing of today's work: what it is, why, how risky, and what to do about it."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.curation.checking import check_url
from directory.models import (
    Finding,
    Proposal,
    Reason,
    Report,
    Service,
    Suggestion,
)
from directory.models.finding_kinds import Kind as Found
from directory.models.proposal_queryset import Kind
from directory.models.report import ENOUGH_FOR_DOUBT

# Work up to this risk comes before everything, whoever looks after it.
DANGER = 10
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


def _page(name: str | None, key) -> str:
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


def of_reports(rows: Iterable[Report]) -> Iterator[tuple[Report, Work]]:
    """Reports; several on one number are one piece of work."""
    numbers: set[str] = set()
    for row in rows:
        if row.reason == Reason.NUMBER and row.number:
            if row.number in numbers:
                continue
            numbers.add(row.number)
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
        work = Work(
            f"report:{row.pk}",
            risk,
            row.get_reason_display(),
            why or _("Someone outside told us."),
            str(row.service),
            url,
            row.told_at,
            [Way(_("Read and decide"), url), *_service_ways(row.service)],
        )
        yield row, work


def of_proposals(rows: Iterable[Proposal]) -> Iterator[tuple[Proposal, Work]]:
    for row in rows:
        url = _page("proposal", row.pk)
        work = Work(
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
        yield row, work


def of_findings(rows: Iterable[Finding]) -> Iterator[tuple[Finding, Work]]:
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
        work = Work(
            f"finding:{row.pk}",
            row.risk,
            capfirst(row.get_kind_display()),
            row.why,
            str(about or ""),
            url,
            row.since,
            ways,
        )
        yield row, work


def _duplicate_ways(row: Finding) -> list[Way]:
    """To the other of two that may be the same."""
    other = row.other_service or row.other_organisation
    if other is None:
        return []
    ways = [Way(_("Look at the other"), _page(other._meta.model_name, other.pk))]
    if row.service_id and row.other_service_id:
        pair = [row.service_id, row.other_service_id]
        merge = reverse("admin:directory_service_merge", args=pair)
        ways.insert(0, Way(_("Compare and merge"), merge, CHANGES))
    return ways


def of_suggestions(rows: Iterable[Suggestion]) -> Iterator[tuple[Suggestion, Work]]:
    for row in rows:
        url = _page("suggestion", row.pk)
        work = Work(
            f"suggestion:{row.pk}",
            SUGGESTION,
            _("A service we may lack"),
            _("Someone outside told us."),
            row.name,
            url,
            row.told_at,
            [Way(_("Read and decide"), url)],
        )
        yield row, work
