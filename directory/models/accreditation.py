"""Marks of quality that a service holds."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.part import Part, PartQuerySet
from directory.models.service import Service


class AccreditationQuerySet(PartQuerySet):
    """The questions asked about marks of quality."""

    def over(self, today):
        """Marks of public services that ran until a day that is past."""
        return self.filter(until__lt=today, service__status="published")


class Accreditation(Part):
    """A standard a service was found to meet, by whom, and until when."""

    service = models.ForeignKey(
        Service,
        models.CASCADE,
        related_name="accreditations",
        verbose_name=_("service"),
    )
    name = models.CharField(_("standard"), max_length=120)
    awarded_by = models.CharField(_("given by"), max_length=120, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = AccreditationQuerySet.as_manager()

    class Meta:
        verbose_name = _("accreditation")
        verbose_name_plural = _("accreditations")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint("service", "name", name="accreditation_once")
        ]

    def __str__(self) -> str:
        return self.name
