"""Where an open service can be visited. A confidential one has no row here, ever."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.part import Part, PartQuerySet
from directory.models.service import Service


class LocationQuerySet(PartQuerySet):
    """The questions asked about locations."""

    def points(self, services) -> dict[int, list[tuple[float, float]]]:
        """Latitude and longitude of the places of these services, by their keys."""
        found = self.filter(service__pk__in=services, latitude__isnull=False)
        points: dict[int, list[tuple[float, float]]] = {}
        rows = found.order_by("pk").values_list("service__pk", "latitude", "longitude")
        for pk, latitude, longitude in rows:
            points.setdefault(pk, []).append((latitude, longitude))
        return points


class Location(Part):
    """The address of a service that welcomes visitors.

    The foreign key points at `Service.open_code`, which the database keeps null for
    a confidential service: neither update() nor bulk_create() gets past it.
    """

    service = models.ForeignKey(
        Service,
        models.CASCADE,
        to_field="open_code",
        related_name="locations",
        verbose_name=_("service"),
    )
    address = models.CharField(_("address"), max_length=300)
    postcode = models.CharField(_("postcode"), max_length=8, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    directions = models.CharField(_("how to find it"), max_length=300, blank=True)

    is_sensitive = True

    objects = LocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        constraints = [
            models.UniqueConstraint("service", "address", name="location_once")
        ]

    def __str__(self) -> str:
        return self.address
