"""Organisations: who runs services, and whose money and hands are behind them."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from directory.models import doors
from directory.models.doors import NeedsProposalError
from directory.models.recording import Recorded, RecordedQuerySet


class Body(models.TextChoices):
    """The sorts of body that run or pay for services."""

    CHARITY = "charity", _("a charity or community group")
    COMPANY = "company", _("a company or social enterprise")
    COUNCIL = "council", _("a council")
    NHS = "nhs", _("the NHS")
    POLICE = "police", _("the police")
    PCC = "pcc", _("a police and crime commissioner")
    HOME_OFFICE = "home-office", _("the Home Office")
    GOVERNMENT = "government", _("another part of government")
    UNIVERSITY = "university", _("a university or college")
    PARTNERSHIP = "partnership", _("a partnership of several bodies")
    OTHER = "other", _("another body")


# Bodies whose people a person abused by police, or afraid of removal, may fear.
ENFORCING = (Body.POLICE, Body.PCC, Body.HOME_OFFICE)


# What the page of a public service shows as a link.
SENSITIVE = frozenset({"website"})


class OrganisationQuerySet(RecordedQuerySet):
    """The questions asked about organisations."""

    def running(self, services):
        """Organisations that run one of these services."""
        return self.filter(pk__in=services.order_by().values("organisation"))

    def run_by_enforcers(self):
        """Organisations that are, or belong to, the police or the Home Office."""
        return self.filter(run_by__in=ENFORCING)

    def in_public(self):
        """Organisations that the page of a public service names, with their website."""
        return self.filter(pk__in=self._with_public_services())

    def named(self, names: Iterable[str]):
        """Organisations of these names, whatever their capitals."""
        names = list(names)
        spelt = [name.lower() for name in names]
        said = self.model.objects.annotate(spelt=Lower("name"))
        found = said.filter(Q(spelt__in=spelt) | Q(name__in=names))
        return self.filter(pk__in=found.values("pk"))

    def _with_public_services(self):
        services: Any = self.model._meta.get_field("services").related_model
        return services.objects.published().order_by().values("organisation")

    def _refuse_sensitive(self, fields: Iterable[str]) -> None:
        touched = SENSITIVE & set(fields)
        if touched and not doors.is_open() and self.in_public().exists():
            raise NeedsProposalError(touched)

    def update(self, **values) -> int:
        """As Django's; a website that the public sees changes by proposal only."""
        with transaction.atomic(using=self.db):
            self._refuse_sensitive(values)
            return super().update(**values)

    def bulk_create(self, objs, *args, **kwargs):
        if kwargs.get("update_conflicts") and not doors.is_open():
            raise NeedsProposalError(kwargs.get("update_fields") or ())
        return super().bulk_create(objs, *args, **kwargs)


class Organisation(Recorded):
    """A body that runs services."""

    uuid = models.UUIDField(
        _("exchange id"), default=uuid.uuid4, unique=True, editable=False
    )
    name = models.CharField(_("name"), max_length=200)
    other_names = models.TextField(
        _("other names"), blank=True, help_text=_("Former or short names, one a line.")
    )
    website = models.URLField(_("website"), max_length=500, blank=True)
    charity_number = models.CharField(_("charity number"), max_length=40, blank=True)
    company_number = models.CharField(_("company number"), max_length=20, blank=True)
    description = models.TextField(_("description"), blank=True)
    reminder_email = models.EmailField(
        _("email for reminders"),
        blank=True,
        help_text=_(
            "Where we ask whether its services are still right: an office's address, "
            "not a person's own. It is never shown, searched or given away."
        ),
    )
    run_by = models.CharField(
        _("run by or part of"),
        max_length=20,
        choices=Body,
        blank=True,
        help_text=_("Empty means not known. Police and Home Office matter most here."),
    )
    is_led_by_and_for = models.BooleanField(
        _("run by and for its communities"),
        null=True,
        blank=True,
        help_text=_("By the people it is for. Empty means not known."),
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""), name="organisation_has_a_name"
            ),
            models.UniqueConstraint(Lower("name"), name="organisation_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        stored = type(self).objects.filter(pk=self.pk)
        before = stored.values(*SENSITIVE).first() or {}
        written = kwargs.get("update_fields") or SENSITIVE
        stored._refuse_sensitive(
            name
            for name in SENSITIVE & set(written)
            if before and getattr(self, name) != before[name]
        )
        super().save(*args, **kwargs)
        # Its name and its ties stand on every service's card and in the index.
        services = self.services.all()
        services.model.objects.after_change_of(services.values_list("pk", flat=True))
