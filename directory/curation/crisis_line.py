"""The admin of crisis lines: which contact stands first, where, and for whom."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from directory.curation.history import ReadableHistory
from directory.curation.refusals import TellsRefusals
from directory.models import CrisisLine


@admin.register(CrisisLine)
class CrisisLineAdmin(ReadableHistory, TellsRefusals, admin.ModelAdmin):
    """The numbers that stand on every page; each is a contact of a service."""

    list_display = ("nation", "audience", "number", "words", "is_showing", "order")
    list_display_links = ("nation", "number")
    list_select_related = ("nation", "contact__service")
    list_filter = ("audience", "nation")
    show_full_result_count = False
    ordering = ("nation__name", "audience", "order", "pk")
    search_fields = ("contact__value", "contact__service__name", "words")
    autocomplete_fields = ("contact",)
    fields = ("nation", "audience", "contact", "words", "order")

    @admin.display(description=_("contact"), ordering="contact__value")
    def number(self, line) -> str:
        return f"{line.contact.value} ({line.contact.service})"

    @admin.display(description=_("shown"), boolean=True)
    def is_showing(self, line) -> bool:
        return line.contact.is_shown and line.contact.service.is_published
