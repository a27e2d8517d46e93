"""What people type for a place: towns, suburbs, names, parts of postcodes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models.area import DISTRICT, Area
from directory.models.edition import OfAnEdition


class Place(OfAnEdition):
    """A town, village or neighbourhood, and the council it lies in."""

    name = models.CharField(_("name"), max_length=120)
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="places", verbose_name=_("council")
    )
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    population = models.PositiveIntegerField(
        _("population"),
        null=True,
        blank=True,
        help_text=_("Used only to put bigger places first."),
    )
    district = models.CharField(
        _("postcode district"), max_length=4, blank=True, validators=[DISTRICT]
    )
    is_area = models.BooleanField(
        _("is the council itself"),
        default=False,
        help_text=_("The place and its council (or London) are the same thing."),
    )
    source = models.CharField(_("source"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.UniqueConstraint(
                "name", "area", "latitude", "longitude", name="place_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.area.name})"


class PlaceName(OfAnEdition):
    """One spelling under which an area, a place or a district is looked up.

    `key` is the name as `directory.search.text.place_key` folds it; `weight` says
    how likely it is that this is meant (nation 95 ... former council name 0).
    """

    part_of = ("area", "place", "district")
    unrecorded = frozenset({"key"})

    key = models.CharField(_("key"), max_length=120, db_index=True, editable=False)
    text = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=10, blank=True)
    is_former = models.BooleanField(_("former name"), default=False)
    weight = models.PositiveSmallIntegerField(_("weight"), default=0)
    area = models.ForeignKey(
        Area, models.CASCADE, null=True, blank=True, related_name="names"
    )
    place = models.ForeignKey(
        Place, models.CASCADE, null=True, blank=True, related_name="names"
    )
    district = models.ForeignKey(
        "PostcodeDistrict",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="names",
    )

    class Meta:
        verbose_name = _("place name")
        verbose_name_plural = _("place names")
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False, place=None, district=None)
                | Q(area=None, place__isnull=False, district=None)
                | Q(area=None, place=None, district__isnull=False),
                name="place_name_of_one_thing",
            ),
            models.UniqueConstraint("key", "area", name="area_name_once"),
            models.UniqueConstraint("key", "place", name="place_name_once"),
            models.UniqueConstraint("key", "district", name="district_name_once"),
        ]

    def __str__(self) -> str:
        return self.text


class PostcodeDistrictQuerySet(models.QuerySet["PostcodeDistrict"]):
    """The questions asked about districts."""

    def centres(self) -> dict[str, tuple[float, float]]:
        """Latitude and longitude of the middle of each district, by its code."""
        known = self.filter(is_geographic=True, latitude__isnull=False)
        rows = known.values_list("code", "latitude", "longitude")
        return {code: (latitude, longitude) for code, latitude, longitude in rows}

    def parts_of(self, code: str) -> list[int]:
        """Keys of the main councils of the districts that a code such as SW1 heads."""
        links = DistrictArea.objects.filter(
            district__code__regex=rf"^{code}[A-Z]$", order=0
        )
        return list(links.order_by("district__code").values_list("area_id", flat=True))

    def with_areas(self, keys) -> dict[int, tuple[str, int]]:
        """Code and main council's key of each of these districts, by its key."""
        links = DistrictArea.objects.filter(district__in=keys, order=0)
        rows = links.values_list("district_id", "district__code", "area_id")
        return {pk: (code, area) for pk, code, area in rows}


class PostcodeDistrict(models.Model):
    """The first half of a postcode, such as M14, and the councils it touches."""

    code = models.CharField(
        _("district"), max_length=4, unique=True, validators=[DISTRICT]
    )
    town = models.CharField(_("town"), max_length=120, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    is_geographic = models.BooleanField(
        _("is a place"), default=True, help_text=_("No for PO boxes and large users.")
    )
    areas: models.ManyToManyField = models.ManyToManyField(
        Area, through="DistrictArea", related_name="districts"
    )

    objects = PostcodeDistrictQuerySet.as_manager()

    class Meta:
        verbose_name = _("postcode district")
        verbose_name_plural = _("postcode districts")

    def __str__(self) -> str:
        return self.code


class DistrictArea(models.Model):
    """A council that a postcode district touches; the main one has order 0."""

    district = models.ForeignKey(
        PostcodeDistrict, models.CASCADE, related_name="area_links"
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="district_links")
    share = models.FloatField(_("share of the district, 0 to 1"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("council of a district")
        verbose_name_plural = _("councils of a district")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint("district", "area", name="district_area_once")
        ]

    def __str__(self) -> str:
        return f"{self.district}: {self.area}"


class PostcodeSectorQuerySet(models.QuerySet["PostcodeSector"]):
    """The questions asked about sectors."""

    def point(self, code: str) -> tuple[float, float] | None:
        """Latitude and longitude of the middle of a sector."""
        known = self.filter(code=code)
        return known.values_list("latitude", "longitude").first()


class PostcodeSector(models.Model):
    """A district and the next digit, such as M14 5, and its main council."""

    code = models.CharField(_("sector"), max_length=6, unique=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))

    objects = PostcodeSectorQuerySet.as_manager()

    class Meta:
        verbose_name = _("postcode sector")
        verbose_name_plural = _("postcode sectors")

    def __str__(self) -> str:
        return self.code


class PostcodeException(models.Model):
    """A postcode whose council is not the main council of its sector."""

    postcode = models.CharField(_("postcode, no space"), max_length=7, unique=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("postcode exception")
        verbose_name_plural = _("postcode exceptions")

    def __str__(self) -> str:
        return self.postcode


class PostcodeQuerySet(models.QuerySet["Postcode"]):
    """The questions asked about full postcodes."""

    def point(self, postcode: str) -> tuple[float, float] | None:
        """Latitude and longitude of a postcode written without a space."""
        known = self.filter(postcode=postcode, latitude__isnull=False)
        return known.values_list("latitude", "longitude").first()


class Postcode(models.Model):
    """A full postcode from the ONS Postcode Directory, where a site loads it."""

    postcode = models.CharField(_("postcode, no space"), max_length=7, unique=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    latitude = models.FloatField(_("latitude"), null=True)
    longitude = models.FloatField(_("longitude"), null=True)
    is_retired = models.BooleanField(_("retired"), default=False)

    objects = PostcodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")

    def __str__(self) -> str:
        return self.postcode
