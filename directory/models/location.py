"""Where an open service can be visited. A confidential one has no row here, ever."""

import math

from django.db import models
from django.db.models import ExpressionWrapper, F, FloatField
from django.utils.translation import gettext_lazy as _

from directory.models.part import Part, PartQuerySet
from directory.models.service import Service

METRES_A_DEGREE = 111_195  # of latitude, on a sphere of 6,371 km


class LocationQuerySet(PartQuerySet):
    """The questions asked about locations."""

    def of(self, services):
        """Locations of these services."""
        return self.filter(service__pk__in=services.order_by().values("pk"))

    def within(self, metres: float, latitude: float, longitude: float):
        """Locations at most so far from a point, as the crow flies.

        Plain arithmetic, the same on both engines: over 100 km it is 1% wrong.
        """
        width = math.cos(math.radians(latitude))
        north = (F("latitude") - latitude) * METRES_A_DEGREE
        east = (F("longitude") - longitude) * (METRES_A_DEGREE * width)
        squared = ExpressionWrapper(north * north + east * east, FloatField())
        known = self.exclude(latitude=None).exclude(longitude=None)
        return known.alias(squared=squared).filter(squared__lte=metres * metres)

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
