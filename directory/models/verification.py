"""Verifications: someone of us checked a service, on a day."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models.part import Part, PartQuerySet
from directory.models.representative import Representative
from directory.models.service import Service, ServiceQuerySet

# Days after which a check is due again. Source: design of this project, 5; the
# limits of the starter set in safety requirement U3 are an upper bound.
DUE_AFTER_DAYS = 180
HELPLINE_DUE_AFTER_DAYS = 90


class VerificationQuerySet(PartQuerySet):
    """Reading and recording checks."""

    def latest_first(self):
        """The newest check first."""
        return self.order_by("-on", "-pk")

    def found_right(self):
        """Checks that found everything right."""
        return self.filter(outcome="right")

    def said_today_by(self, person: Representative) -> set[int]:
        """The services that this person has said today are right."""
        said = self.filter(told_by=person, on=timezone.localdate())
        return set(said.values_list("service_id", flat=True))

    def record(
        self, services: ServiceQuerySet, *, by, how: str, what: str = "", note: str = ""
    ) -> int:
        """Note that `by` checked these services today and found them right."""
        with transaction.atomic():
            made = self.model.objects.bulk_create(
                [
                    self.model(
                        service=service,
                        by=by,
                        how=how,
                        what=what or self.model.What.ALL,
                        note=note,
                    )
                    for service in services
                ]
            )
        return len(made)

    def confirm(self, services: ServiceQuerySet, *, told_by: Representative) -> int:
        """Note that an organisation's own people say today that all is right.

        Only of its own public services, and once a day of each.
        """
        own = services.published().filter(organisation=told_by.organisation_id)
        if not told_by.is_active or own.count() != services.count():
            raise ValidationError(_("This link is not for these services."))
        with transaction.atomic():
            said = self.model.objects.said_today_by(told_by)
            fresh = own.exclude(pk__in=said)
            how = self.model.How.PROVIDER
            made = self.model.objects.bulk_create(
                [self.model(service=one, told_by=told_by, how=how) for one in fresh]
            )
        return len(made)


class Verification(Part):
    """Who checked what, how, when, and what came of it."""

    class What(models.TextChoices):
        ALL = "all", _("everything")
        CONTACTS = "contacts", _("contacts")
        HOURS = "hours", _("opening hours")
        ELIGIBILITY = "eligibility", _("who can use it")

    class How(models.TextChoices):
        WEBSITE = "website", _("its own website")
        OFFICE = "office", _("a call to its office line")
        PROVIDER = "provider", _("the provider told us")

    class Outcome(models.TextChoices):
        RIGHT = "right", _("it is right")
        CHANGED = "changed", _("something must change")
        UNREACHABLE = "unreachable", _("we could not reach them")

    service = models.ForeignKey(
        Service,
        models.CASCADE,
        related_name="verifications",
        verbose_name=_("service"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="verifications",
        verbose_name=_("checked by"),
    )
    told_by = models.ForeignKey(
        Representative,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="verifications",
        verbose_name=_("told by"),
    )
    on = models.DateField(_("checked on"), default=timezone.localdate)
    what = models.CharField(_("what"), max_length=12, choices=What, default=What.ALL)
    how = models.CharField(
        _("how"),
        max_length=10,
        choices=How,
        help_text=_("Never ring a crisis line to check it: someone may be waiting."),
    )
    outcome = models.CharField(
        _("outcome"), max_length=12, choices=Outcome, default=Outcome.RIGHT
    )
    note = models.TextField(_("note"), blank=True)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["right", "changed", "unreachable"]),
                name="verification_outcome_known",
            ),
            # One of us checked it, or its own people told us: never nobody.
            models.CheckConstraint(
                condition=Q(by__isnull=False, told_by=None)
                | Q(by=None, told_by__isnull=False, how="provider"),
                name="verification_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}, {self.on:%d %B %Y}"


def due_before(today: datetime.date, *, helpline: bool) -> datetime.date:
    """The day on or before which a last check means: due again."""
    days = HELPLINE_DUE_AFTER_DAYS if helpline else DUE_AFTER_DAYS
    return today - datetime.timedelta(days=days)
