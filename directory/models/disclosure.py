"""Who will be told: what a service does with what it hears."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models.part import Part, PartQuerySet
from directory.models.service import Service


class DisclosureQuerySet(PartQuerySet):
    """The questions asked about who will be told."""

    def passing_on(self):
        """Where the police or the Home Office are told, or are the same body."""
        return self.filter(when="passes", to__in=["police", "home-office"])


class Disclosure(Part):
    """To whom, and when, a service passes on what a person says.

    No row about someone means not known, never: not told.
    """

    class To(models.TextChoices):
        POLICE = "police", _("the police")
        HOME_OFFICE = "home-office", _("the Home Office")
        COUNCIL = "council", _("the council or social services")
        GP = "gp", _("your GP")
        FAMILY = "family", _("your family")

    class When(models.TextChoices):
        CONSENT = "consent", _("only if you agree")
        RISK = "risk", _("if someone is at serious risk")
        DUTY = "duty", _("in cases where they must")
        PASSES = "passes", _("they are told, or are the same body")

    service = models.ForeignKey(
        Service, models.CASCADE, related_name="disclosures", verbose_name=_("service")
    )
    to = models.CharField(_("who is told"), max_length=12, choices=To)
    when = models.CharField(_("when"), max_length=8, choices=When)
    words = models.CharField(
        _("in its own words"), max_length=400, blank=True, help_text=_("Plainly.")
    )
    source = models.CharField(_("source"), max_length=500, blank=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("who will be told")
        verbose_name_plural = _("who will be told")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("service", "to", name="disclosure_once"),
            models.CheckConstraint(
                condition=Q(to__in=["police", "home-office", "council", "gp", "family"])
                & Q(when__in=["consent", "risk", "duty", "passes"]),
                name="disclosure_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_to_display()}: {self.get_when_display()}"
