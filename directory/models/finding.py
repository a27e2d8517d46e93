"""Findings: what the daily checks found, a row for each thing until it is settled."""

import datetime
from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models.contact import Contact
from directory.models.finding_kinds import Kind, Noted, State
from directory.models.guide import Guide
from directory.models.organisation import Organisation
from directory.models.service import Service

# Rows in one statement.
BATCH = 500


class FindingQuerySet(models.QuerySet["Finding"]):
    """The questions asked about findings, and the one way of noting them."""

    def open(self):
        """What waits for someone, riskiest first, then the longest waiting."""
        return self.filter(state=State.OPEN).order_by("risk", "since", "pk")

    def of_kind(self, *kinds: str):
        """Findings of these kinds."""
        return self.filter(kind__in=kinds)

    def dismissed(self):
        """What someone looked at and called no problem; it is not asked again."""
        return self.filter(state=State.DISMISSED)

    def about_link(self, address: str):
        """What is open about one link."""
        return self.filter(state=State.OPEN, key__startswith=f"{address}|")

    def unsafe_links(self):
        """Links that may lead to someone else, unless someone called them safe."""
        return self.of_kind(Kind.UNSAFE_LINK).filter(state=State.OPEN)

    def settled_before(self, moment: datetime.datetime):
        """Findings that solved themselves or were solved before a moment."""
        return self.filter(state=State.SOLVED, decided_at__lt=moment)

    def with_records(self):
        """With all that a list says of them, in one query."""
        return self.select_related(
            "service",
            "other_service",
            "organisation",
            "other_organisation",
            "contact__service",
            "guide",
        )

    def note(self, kind: str, found: Mapping[str, Noted]) -> tuple[int, int]:
        """Everything that a whole check of this kind found: new ones, solved ones.

        What it did not find again is solved. What someone called no problem stays so.
        """
        with transaction.atomic():
            new = self.add(kind, found)
            still_open = self.of_kind(kind).filter(state=State.OPEN)
            rows = still_open.values_list("pk", "key")
            gone = [pk for pk, key in rows if key not in found]
            parts = [gone[at : at + BATCH] for at in range(0, len(gone), BATCH)]
            return new, sum(self.filter(pk__in=part).solve() for part in parts)

    def add(self, kind: str, found: Mapping[str, Noted]) -> int:
        """What a check found of this kind, others left as they are; the new ones."""
        with transaction.atomic():
            rows = self.of_kind(kind)
            # A database takes only so many parameters.
            rows = rows.filter(key__in=found) if len(found) <= BATCH else rows
            known = {row.key: row for row in rows if row.key in found}
            fresh = [
                self.model(kind=kind, key=key, **noted.fields(kind))
                for key, noted in found.items()
                if key not in known
            ]
            self.bulk_create(fresh, batch_size=BATCH)
            again = 0
            for key, row in known.items():
                again += row._seen_again(found[key].fields(kind))
            return len(fresh) + again

    def solve(self, *, by=None) -> int:
        """It is mended: found no more, or someone says so."""
        return self.filter(state=State.OPEN).update(
            state=State.SOLVED, decided_by=by, decided_at=timezone.now()
        )

    def dismiss(self, *, by) -> int:
        """Someone looked, and it is not a problem; the same is not asked again."""
        if by is None:
            raise ValidationError(_("Only a person can say that it is no problem."))
        return self.filter(state=State.OPEN).update(
            state=State.DISMISSED, decided_by=by, decided_at=timezone.now()
        )


class Finding(models.Model):
    """One thing that a check found about one record."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    key = models.CharField(
        _("key"),
        max_length=600,
        help_text=_("The same thing found again has the same key."),
    )
    risk = models.PositiveSmallIntegerField(_("order"), editable=False)
    why = models.CharField(_("why"), max_length=500)
    service = models.ForeignKey(
        Service,
        models.CASCADE,
        null=True,
        related_name="findings",
        verbose_name=_("service"),
    )
    other_service = models.ForeignKey(
        Service,
        models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("other service"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        related_name="findings",
        verbose_name=_("organisation"),
    )
    other_organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("other organisation"),
    )
    contact = models.ForeignKey(
        Contact,
        models.CASCADE,
        null=True,
        related_name="findings",
        verbose_name=_("contact"),
    )
    guide = models.ForeignKey(
        Guide,
        models.CASCADE,
        null=True,
        related_name="findings",
        verbose_name=_("guide"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.OPEN
    )
    since = models.DateTimeField(_("since"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["risk", "since", "pk"]
        indexes = [
            models.Index(fields=["state", "risk", "since"], name="finding_by_risk")
        ]
        constraints = [
            models.UniqueConstraint("kind", "key", name="finding_once"),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="finding_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state=State.OPEN, decided_at=None)
                | Q(state=State.SOLVED, decided_at__isnull=False)
                | Q(
                    state=State.DISMISSED,
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="finding_dismissed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(service__isnull=False)
                | Q(organisation__isnull=False)
                | Q(contact__isnull=False)
                | Q(guide__isnull=False),
                name="finding_about_something",
            ),
            models.CheckConstraint(
                condition=Q(other_service=None) | ~Q(other_service=F("service")),
                name="finding_about_two_services",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.about}"

    @property
    def about(self) -> Service | Organisation | Guide | None:
        """The record whose page in the admin is where it is mended."""
        return self.service or self.organisation or self.guide

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    def _seen_again(self, fields: Mapping[str, object]) -> int:
        """Bring it up to date; 1 where it was solved and is open anew."""
        reopened = self.state == State.SOLVED
        changed = {
            name: value
            for name, value in fields.items()
            if getattr(self, name) != value
        }
        if reopened:
            changed |= {
                "state": State.OPEN,
                "since": timezone.now(),
                "decided_by": None,
                "decided_at": None,
            }
        if changed:
            type(self).objects.filter(pk=self.pk).update(**changed)
        return int(reopened)
