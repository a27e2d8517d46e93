"""Coverage: the areas a service reaches."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.area import Area
from directory.models.part import Part
from directory.models.service import Service


class Coverage(Part):
    """A service reaches an area: all of it, unless the note says less."""

    service = models.ForeignKey(
        Service, models.CASCADE, related_name="coverages", verbose_name=_("service")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="coverages", verbose_name=_("area")
    )
    note = models.CharField(
        _("note"),
        max_length=200,
        blank=True,
        help_text=_("Only where it is less than all of it: north of the city only."),
    )

    is_sensitive = True

    class Meta:
        verbose_name = _("area covered")
        verbose_name_plural = _("areas covered")
        constraints = [models.UniqueConstraint("area", "service", name="coverage_once")]

    def __str__(self) -> str:
        return self.area.name
