"""The admin of verifications: what was checked, by whom, and what came of it."""

from django.contrib import admin

from directory.curation.history import ReadableHistory
from directory.curation.refusals import TellsRefusals
from directory.models import Verification


@admin.register(Verification)
class VerificationAdmin(ReadableHistory, TellsRefusals, admin.ModelAdmin):
    """A record of work done: added to, never changed or deleted."""

    list_display = ("service", "on", "by", "what", "how", "outcome")
    list_select_related = ("service", "by")
    list_filter = ("outcome", "how", "what", "on")
    show_full_result_count = False
    ordering = ("-on", "-pk")
    search_fields = ("service__name", "by__email", "by__name", "note")
    autocomplete_fields = ("service",)
    fields = ("service", "what", "how", "outcome", "note", "on", "by")
    readonly_fields = ("on", "by")

    def save_model(self, request, obj, form, change):
        obj.by = request.user
        super().save_model(request, obj, form, change)

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        """Only together with a draft that was never public."""
        return bool(obj and obj.service.is_only_a_draft)
