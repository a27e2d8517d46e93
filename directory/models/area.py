"""Areas: sets of councils with names, and which area covers which."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models.addresses import prefixed
from directory.models.edition import NewEditionQuerySet, OfAnEdition
from directory.search.text import place_key


class AreaKind(models.TextChoices):
    """What sort of body or land an area is."""

    COUNTRY = "country", _("country")
    NATION = "nation", _("nation")
    REGION = "region", _("region")
    COMBINED_AUTHORITY = "combined-authority", _("combined authority")
    COUNTY = "county", _("county")
    LOCAL_AUTHORITY = "local-authority", _("council")
    POLICE = "police-area", _("police area")
    HEALTH = "health-board", _("health board")
    INFORMAL = "informal", _("informal area")


class AreaQuerySet(NewEditionQuerySet):
    """The questions asked about areas."""

    def current(self):
        """Areas that still exist."""
        return self.filter(closed_on=None, replaced_by=None)

    def covering(self, area: "Area"):
        """`area` itself and every area that holds all of it."""
        covers = AreaCover.objects.filter(covered=area)
        return self.filter(pk__in=covers.values("covering"))

    def inside(self, area: "Area"):
        """`area` itself and every area that lies wholly within it."""
        covers = AreaCover.objects.filter(covering=area)
        return self.filter(pk__in=covers.values("covered"))

    def named(self, text: str):
        """Areas under a code, a short address, or any name they go by."""
        named = Q(names__key=place_key(text)) | Q(slug=text.strip().lower())
        found = Area.objects.filter(named | Q(code=text.strip().upper()))
        return self.filter(pk__in=found.values("pk"))

    def in_district(self, code: str):
        """Councils that a postcode district such as M14 touches."""
        district = code.strip().upper()
        return self.filter(district_links__district__code=district)

    def councils(self):
        """Local authorities."""
        return self.filter(kind=AreaKind.LOCAL_AUTHORITY)

    def nearest_first(self):
        """Smallest sort of area first, then by name."""
        return self.order_by("rank", "name", "pk")


class Area(OfAnEdition):
    """A place with an official code: a council, a county, a nation ..."""

    # How near each sort of area is to a person who lives in it.
    RANKS = {
        AreaKind.LOCAL_AUTHORITY: 0,
        AreaKind.COUNTY: 1,
        AreaKind.COMBINED_AUTHORITY: 1,
        AreaKind.HEALTH: 2,
        AreaKind.POLICE: 2,
        AreaKind.INFORMAL: 2,
        AreaKind.REGION: 3,
        AreaKind.NATION: 4,
        AreaKind.COUNTRY: 5,
    }

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        help_text=_("The official (GSS) code, or one of ours that begins with X-."),
    )
    slug = models.SlugField(_("short address"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_cy = models.CharField(_("Welsh name"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=AreaKind)
    subtype = models.CharField(_("subtype"), max_length=40, blank=True)
    rank = models.PositiveSmallIntegerField(
        _("nearness"),
        editable=False,
        help_text=_("0 for a council up to 5 for the whole country."),
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    parents: models.ManyToManyField = models.ManyToManyField(
        "self",
        through="AreaParent",
        through_fields=("area", "parent"),
        symmetrical=False,
        related_name="children",
        verbose_name=_("lies in"),
    )
    same_extent_as = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("same land as"),
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
        help_text=_("A closed area keeps its code and names its successor."),
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__gte=49, latitude__lte=61.5)
                & Q(longitude__gte=-9, longitude__lte=2),
                name="area_centre_in_the_uk",
                violation_error_message=_("The centre must lie in the UK."),
            ),
            models.CheckConstraint(
                condition=~Q(replaced_by=models.F("id")), name="area_not_its_own_heir"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_kind_display()})"

    def save(self, *args, **kwargs) -> None:
        self.rank = self.RANKS[AreaKind(self.kind)]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return prefixed(f"/in/{self.slug}/")


class AreaParent(models.Model):
    """A direct parent of an area, for breadcrumbs; the first is the main one."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="parent_links")
    parent = models.ForeignKey(Area, models.PROTECT, related_name="child_links")
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("parent area")
        verbose_name_plural = _("parent areas")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint("area", "parent", name="area_parent_once"),
            models.CheckConstraint(
                condition=~Q(area=models.F("parent")), name="area_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} in {self.parent}"


class AreaCover(models.Model):
    """One row of the closure table: `covering` holds all of `covered`."""

    covering = models.ForeignKey(Area, models.CASCADE, related_name="covers_links")
    covered = models.ForeignKey(Area, models.CASCADE, related_name="covered_links")

    class Meta:
        verbose_name = _("covering area")
        verbose_name_plural = _("covering areas")
        constraints = [
            models.UniqueConstraint("covered", "covering", name="area_cover_once")
        ]
        indexes = [
            models.Index(fields=["covering", "covered"], name="area_cover_downwards")
        ]

    def __str__(self) -> str:
        return f"{self.covering} covers {self.covered}"


class AreaOverlap(models.Model):
    """`area` and `other` share land, and neither holds the other."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="overlap_links")
    other = models.ForeignKey(Area, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("overlapping area")
        verbose_name_plural = _("overlapping areas")
        constraints = [models.UniqueConstraint("area", "other", name="overlap_once")]

    def __str__(self) -> str:
        return f"{self.area} overlaps {self.other}"


DISTRICT = RegexValidator(
    r"^[A-Z]{1,2}[0-9][0-9A-Z]?$", _("Write a postcode district such as M14.")
)
