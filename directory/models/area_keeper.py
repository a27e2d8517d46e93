"""Who looks after which area: their work comes first; nobody else is kept out."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.area import Area, AreaCover


class AreaKeeperQuerySet(models.QuerySet["AreaKeeper"]):
    """The questions asked about who looks after what."""

    def of(self, person):
        """What someone looks after."""
        return self.filter(person=person)


class AreaKeeper(models.Model):
    """Someone looks after an area, and so after everything inside it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="kept_areas",
        verbose_name=_("person"),
    )
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="keepers", verbose_name=_("area")
    )

    objects = AreaKeeperQuerySet.as_manager()

    class Meta:
        verbose_name = _("area that someone looks after")
        verbose_name_plural = _("areas that people look after")
        constraints = [
            models.UniqueConstraint("person", "area", name="area_kept_once_by_one")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.area}"


def areas_kept_by(person) -> models.QuerySet:
    """Keys of the areas that someone looks after, with all that lie inside them."""
    kept = AreaKeeper.objects.of(person)
    covers = AreaCover.objects.filter(covering__in=kept.values("area"))
    return covers.values("covered")
