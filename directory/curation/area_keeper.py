"""The admin of who looks after which area."""

from django.contrib import admin

from directory.models import AreaKeeper


@admin.register(AreaKeeper)
class AreaKeeperAdmin(admin.ModelAdmin):
    """Their work comes first on their pages; nobody else is kept out of it."""

    list_display = ("person", "area")
    list_select_related = ("person", "area")
    show_full_result_count = False
    ordering = ("person__email", "area__name", "pk")
    search_fields = ("person__email", "person__name", "area__name")
    autocomplete_fields = ("person", "area")
