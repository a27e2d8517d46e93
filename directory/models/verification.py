"""Verifications: someone of us checked a service, on a day."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models.part import Part, PartQuerySet
from directory.models.representative import Representative
from directory.models.service import Service, ServiceQuerySet
from directory.models.standing import COUNTED

NEVER_RING = _(
    "%(name)s is a helpline: never ring it to check it. Someone may be waiting."
)


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
        self,
        services: ServiceQuerySet,
        *,
        by,
        how: str,
        what: str = "",
        outcome: str = "",
        note: str = "",
    ) -> int:
        """Note that `by` checked these services today; without more, all was right."""
        made = self.model.objects.bulk_create(
            [
                self.model(
                    service=service,
                    by=by,
                    how=how,
                    what=what or self.model.What.ALL,
                    outcome=outcome or self.model.Outcome.RIGHT,
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

    def refuse_rung_lines(self) -> None:
        """Raise ValidationError where someone rang a line that must never be rung."""
        rung = Service.objects.filter(verifications__in=self.filter(how="rang"))
        names = rung.never_to_be_rung().order_by("name", "pk").values_list("name")
        wrong = [ValidationError(NEVER_RING, params={"name": n}) for (n,) in names]
        if wrong:
            raise ValidationError(wrong)

    def update(self, **values) -> int:
        with transaction.atomic(using=self.db):
            keys = list(self.order_by().values_list("pk", flat=True))
            count = super().update(**values)
            self.model.objects.filter(pk__in=keys).refuse_rung_lines()
        return count

    def bulk_create(self, objs, *args, **kwargs):
        with transaction.atomic(using=self.db):
            made = super().bulk_create(objs, *args, **kwargs)
            self.model.objects.filter(
                pk__in=[row.pk for row in made]
            ).refuse_rung_lines()
        return made


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
        RANG = "rang", _("a call to its public number")

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

    @property
    def counts(self) -> bool:
        """Whether it found right what has to be right before we say "checked"."""
        return self.outcome == self.Outcome.RIGHT and self.what in COUNTED

    def clean(self) -> None:
        super().clean()
        if self.how == self.How.RANG and self.service_id:
            chosen = Service.objects.filter(pk=self.service_id)
            if chosen.never_to_be_rung().exists():
                told = NEVER_RING % {"name": self.service.name}
                raise ValidationError({"how": told})

    def save(self, *args, **kwargs) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            type(self).objects.filter(pk=self.pk).refuse_rung_lines()
