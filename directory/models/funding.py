"""Who pays for a service; it decides whom a person may safely trust."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.organisation import Body
from directory.models.part import Part
from directory.models.service import Service


class Funding(Part):
    """A body that pays for a service or has ordered it (HSDS: funding)."""

    service = models.ForeignKey(
        Service, models.CASCADE, related_name="fundings", verbose_name=_("service")
    )
    body = models.CharField(_("paid by"), max_length=20, choices=Body)
    source = models.CharField(_("source"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("funding")
        verbose_name_plural = _("who pays")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("service", "body", name="funding_once")]

    def __str__(self) -> str:
        return self.get_body_display()
