"""Reading what the index needs of each published service, in six queries."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from directory.find.hours import Span
from directory.models import (
    ENFORCING,
    Body,
    Contact,
    ContactKind,
    Coverage,
    Disclosure,
    Funding,
    Location,
    OpeningHours,
    Service,
    ServiceTerm,
    TakesFrom,
    TermAnswer,
    Verification,
)
from directory.models.service_checks import HELPLINE
from directory.models.standing import NEVER_CHECKED, Checked, last_checked
from directory.search.text import fold

# Kinds that serve one special harm, and kinds that say nothing of what is served.
SPECIAL_KINDS = frozenset(
    [
        "sexual-assault-referral-centre",
        "immigration-advice",
        "money-advice",
        "stalking",
        "forced-marriage-and-honour",
        "fgm",
        "trafficking",
        "online-safety",
        "police-accountability",
        "pets",
    ]
)
COMPLAINTS = "police-accountability"
PUBLIC_BODIES = (Body.GOVERNMENT, *ENFORCING)
ANY_KIND = frozenset([HELPLINE, "information"])
# Made for so many groups, a service is made for everyone.
MANY_GROUPS = 5
LAST_YEAR_OF_CHILDHOOD = 17


@dataclass(slots=True)
class ServiceRow:
    """One published service, as the index sorts it into sets."""

    pk: int
    side: str
    name: str
    age_min: int | None
    age_max: int | None
    flags: list[str] = field(default_factory=list)
    areas: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    fits: list[int] = field(default_factory=list)
    refuses: list[int] = field(default_factory=list)
    asks: list[int] = field(default_factory=list)
    is_reachable: bool = False
    checked: Checked = NEVER_CHECKED
    hours: tuple[tuple[Span, ...], ...] = ()
    points: tuple[tuple[float, float], ...] = ()

    @property
    def sort_key(self) -> tuple:
        """The last steps of the order: reachable, checked, name, key."""
        rank = self.checked.standing.rank
        return (not self.is_reachable, rank, fold(self.name), self.pk)


def read(
    today: datetime.date, only: Collection[int] | None = None
) -> Iterator[ServiceRow]:
    """Every published service, or those of `only` that are published."""
    services = Service.objects.published()
    if only is not None:
        services = services.filter(pk__in=only)
    keys = services.order_by().values("pk")
    # A million answers are a few hundred different ones: each is held once.
    same: dict[tuple, tuple] = {}

    def by_service(parts, *columns: str) -> dict[int, list[tuple]]:
        found = defaultdict(list)
        rows = parts.filter(service__in=keys).order_by()
        for pk, *rest in rows.values_list("service_id", *columns).iterator(5000):
            said = tuple(rest)
            found[pk].append(same.setdefault(said, said))
        return found

    answers = by_service(
        ServiceTerm.objects.all(),
        "term_id",
        "answer",
        "term__code",
        "term__taxonomy__code",
    )
    areas = by_service(Coverage.objects.all(), "area_id")
    reachable = by_service(
        Contact.objects.shown().exclude(kind=ContactKind.WEBSITE), "kind"
    )
    payers = by_service(Funding.objects.all(), "body")
    told = by_service(Disclosure.objects.passing_on(), "to")
    checks = by_service(
        Verification.objects.all(), "pk", "on", "what", "outcome", "by_id"
    )
    hours = by_service(OpeningHours.objects.all(), "contact_id", *Span._fields)
    points = Location.objects.points(keys)
    rows = services.order_by().values_list(
        "pk",
        "side",
        "name",
        "age_min",
        "age_max",
        "is_confidential",
        "takes_from",
        "organisation__name",
        "organisation__run_by",
        "organisation__is_led_by_and_for",
    )
    for pk, side, name, low, high, secret, takes, owner, run_by, led in rows.iterator(
        5000
    ):
        row = ServiceRow(pk, side, name, low, high)
        kinds, audiences, groups = set(), set(), 0
        for term_id, answer, code, taxonomy in answers.get(pk, ()):
            if answer == TermAnswer.NO:
                row.refuses.append(term_id)
            elif answer == TermAnswer.ASK:
                row.asks.append(term_id)
            else:
                row.fits.append(term_id)
                if taxonomy == "type":
                    kinds.add(code)
                elif taxonomy == "community":
                    groups += 1
                elif taxonomy == "audience":
                    audiences.add(code)
        if audiences == {"child"} and low is None and high is None:
            # For children alone: it need not say up to which age.
            row.age_max = LAST_YEAR_OF_CHILDHOOD
        row.areas = [area_id for (area_id,) in areas.get(pk, ())]
        row.names = list({fold(name), fold(owner)})
        row.is_reachable = pk in reachable
        if pk in checks:
            row.checked = last_checked(checks[pk], kinds, today)
        row.hours = _hours(hours.get(pk, ()))
        row.points = tuple(points.get(pk, ()))
        bodies = {run_by, *(body for (body,) in payers.get(pk, ()))}
        # A public body that takes complaints about the police receives a report.
        takes_reports = COMPLAINTS in kinds and run_by in PUBLIC_BODIES
        passes = run_by in ENFORCING or pk in told or takes_reports
        flags = {
            "confidential": secret,
            "led_by_and_for": led,
            "takes_anywhere": takes in (TakesFrom.ANYWHERE, TakesFrom.NOT_HERE),
            "takes_not_here": takes == TakesFrom.NOT_HERE,
            "passes_on": passes,
            "independent": not passes and not bodies & set(ENFORCING),
            "many_groups": groups >= MANY_GROUPS,
            "special": _is_special(kinds - ANY_KIND),
        }
        row.flags = [name for name, is_so in flags.items() if is_so]
        yield row


def _hours(rows: Iterable[tuple]) -> tuple[tuple[Span, ...], ...]:
    """The hours of the whole service, or those of each contact where it has none."""
    by_contact = defaultdict(list)
    for contact_id, *span in rows:
        by_contact[contact_id].append(Span(*span))
    if None in by_contact:
        return (tuple(by_contact[None]),)
    return tuple(tuple(spans) for spans in by_contact.values())


def _is_special(kinds: set[str]) -> bool:
    """Whether at least half of what a service is serves a special harm."""
    return 2 * len(kinds & SPECIAL_KINDS) >= max(len(kinds), 1)
