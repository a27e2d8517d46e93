"""The admin of places and postcode districts: what people type for where they are."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from directory.curation.area import linked
from directory.curation.history import ReadableHistory
from directory.curation.names import NameInline
from directory.curation.refusals import TellsRefusals
from directory.models import Edition, Place, PlaceName, PostcodeDistrict
from directory.search.text import place_key


@admin.register(Place)
class PlaceAdmin(ReadableHistory, TellsRefusals, admin.ModelAdmin):
    """Towns, villages and neighbourhoods; one can be added when people miss it."""

    list_display = ("name", "area", "district", "population")
    list_select_related = ("area",)
    list_filter = ("area__kind", "is_area")
    show_full_result_count = False
    ordering = ("name", "pk")
    search_fields = ("name", "=district", "names__text")
    autocomplete_fields = ("area",)
    inlines = (NameInline,)
    fields = (
        "name",
        "area",
        ("latitude", "longitude"),
        ("district", "population"),
        "is_area",
        "source",
    )

    def save_related(self, request, form, formsets, change):
        """A place is found by its own name too, and by everyone at once."""
        super().save_related(request, form, formsets, change)
        place = form.instance
        PlaceName.objects.get_or_create(
            key=place_key(place.name), place=place, defaults={"text": place.name}
        )
        Edition.objects.raise_for_all()

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        Edition.objects.raise_for_all()

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        Edition.objects.raise_for_all()


@admin.register(PostcodeDistrict)
class PostcodeDistrictAdmin(admin.ModelAdmin):
    """Postcode districts come with the official geography, to look at only."""

    list_display = ("code", "town", "is_geographic")
    list_filter = ("is_geographic",)
    show_full_result_count = False
    ordering = ("code",)
    search_fields = ("code", "town")
    fields = ("code", "town", "is_geographic", "councils", ("latitude", "longitude"))
    readonly_fields = ("councils",)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    @admin.display(description=_("councils it touches"))
    def councils(self, district) -> str:
        links = district.area_links.select_related("area")
        return linked(link.area for link in links)
