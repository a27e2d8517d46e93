"""The admin of areas: to look at, and to add names that people use."""

from django.contrib import admin
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from directory.curation.history import ReadableHistory
from directory.curation.names import NameInline
from directory.curation.refusals import TellsRefusals
from directory.models import Area, Edition


def linked(areas) -> str:
    """Areas as links to their own pages."""
    rows = [(reverse("admin:directory_area_change", args=[a.pk]), a) for a in areas]
    return format_html_join(", ", '<a href="{}">{}</a>', rows) or "-"


@admin.register(Area)
class AreaAdmin(ReadableHistory, TellsRefusals, admin.ModelAdmin):
    """Areas come with the official geography; only their names are added to."""

    list_display = ("name", "kind", "code", "service_count", "closed_on")
    list_filter = ("kind",)
    list_per_page = 100
    show_full_result_count = False
    ordering = ("rank", "name", "pk")
    search_fields = ("name", "name_cy", "=code", "=slug", "names__text")
    search_help_text = _("A name in use, former or Welsh, or a code.")
    inlines = (NameInline,)
    fields = (
        ("name", "name_cy"),
        ("code", "slug"),
        ("kind", "subtype"),
        "lies_in",
        "covers",
        "shares_land_with",
        "services",
        ("latitude", "longitude"),
        ("same_extent_as", "closed_on", "replaced_by"),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(used=Count("coverages"))

    def get_readonly_fields(self, request, obj=None):
        return [
            name
            for line in self.fields
            for name in ([line] if isinstance(line, str) else line)
        ]

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        Edition.objects.raise_for_all()

    @admin.display(description=_("services that name it"), ordering="used")
    def service_count(self, area) -> int:
        return area.used

    @admin.display(description=_("services"))
    def services(self, area) -> str:
        told = ngettext("%d service names it", "%d services name it", area.used)
        return format_html(
            '{}. <a href="{}?area={}">{}</a>',
            told % area.used,
            reverse("admin:directory_service_changelist"),
            area.code,
            _("See all that reach it, also through a wider area"),
        )

    @admin.display(description=_("lies in"))
    def lies_in(self, area) -> str:
        return linked(
            link.parent for link in area.parent_links.select_related("parent")
        )

    @admin.display(description=_("covers"))
    def covers(self, area) -> str:
        return linked(Area.objects.inside(area).nearest_first().exclude(pk=area.pk))

    @admin.display(description=_("shares land with"))
    def shares_land_with(self, area) -> str:
        return linked(link.other for link in area.overlap_links.select_related("other"))
