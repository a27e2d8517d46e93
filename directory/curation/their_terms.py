"""The admin of feeds: whose they are, and what their words mean here."""

from django.contrib import admin
from django.db.models import Max
from django.utils.translation import gettext_lazy, ngettext

from directory.curation.filters import QuestionFilter
from directory.curation.refusals import TellsRefusals
from directory.models import FeedSource, TheirTerm


class MeaningFilter(QuestionFilter):
    """Whether anybody said what a word means."""

    title = gettext_lazy("meaning")
    parameter_name = "meaning"
    questions = {
        "waiting": (gettext_lazy("nobody has said yet"), lambda found: found.waiting()),
        "known": (gettext_lazy("known, or none"), lambda found: found.decided()),
    }


@admin.register(TheirTerm)
class TheirTermAdmin(TellsRefusals, admin.ModelAdmin):
    """Words of others, each mapped once and for all."""

    list_display = ("said", "vocabulary", "code", "term", "is_ignored", "first_seen_in")
    list_filter = (MeaningFilter, "first_seen_in")
    list_select_related = ("term__taxonomy", "first_seen_in")
    list_per_page = 100
    show_full_result_count = False
    ordering = ("name", "pk")
    search_fields = ("name", "code", "uri", "vocabulary")
    autocomplete_fields = ("term",)
    actions = ("ignore",)
    fields = (
        "name",
        "vocabulary",
        "code",
        "uri",
        "first_seen_in",
        "term",
        "is_ignored",
    )
    readonly_fields = ("name", "vocabulary", "code", "uri", "first_seen_in")

    @admin.display(description=gettext_lazy("their word"), ordering="name")
    def said(self, row) -> str:
        return str(row) or "-"

    @admin.action(
        description=gettext_lazy("They mean nothing to us"), permissions=["change"]
    )
    def ignore(self, request, queryset):
        count = queryset.update(term=None, is_ignored=True)
        told = ngettext(
            "%d word is not asked about again.",
            "%d words are not asked about again.",
            count,
        )
        self.message_user(request, told % count)

    def has_add_permission(self, request) -> bool:
        return False


@admin.register(FeedSource)
class FeedSourceAdmin(TellsRefusals, admin.ModelAdmin):
    """Whose records we bring in; the name alone can change."""

    list_display = ("name", "address", "last_import", "added_at")
    show_full_result_count = False
    ordering = ("name", "pk")
    search_fields = ("name", "address")
    fields = ("name", "address", "added_at")
    readonly_fields = ("address", "added_at")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(last=Max("imports__started_at"))

    @admin.display(description=gettext_lazy("last import"), ordering="last")
    def last_import(self, source):
        return source.last

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
