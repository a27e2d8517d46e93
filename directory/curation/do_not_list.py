"""The admin of what must not be listed again: to look at; taking down fills it."""

from django.contrib import admin

from directory.curation import rights
from directory.models import DoNotList


@admin.register(DoNotList)
class DoNotListAdmin(admin.ModelAdmin):
    """Read only: a service that is put back by two people is taken off by that."""

    list_display = ("value", "what", "service", "because", "by", "added_at")
    list_filter = ("what",)
    list_select_related = ("service", "by")
    show_full_result_count = False
    ordering = ("-added_at", "-pk")
    search_fields = ("value", "service__name", "because")

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def has_view_permission(self, request, obj=None) -> bool:
        user = request.user
        return rights.may_look(user) or rights.may_decide(user)

    def has_module_permission(self, request) -> bool:
        return self.has_view_permission(request)
