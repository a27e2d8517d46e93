"""The admin of findings: what daily checks found, and what a moderator says to it."""

from django.contrib import admin, messages
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.fresh import ask_for_fresh_factor
from directory.curation.alarms import DECIDES
from directory.curation.daily.links import show_again
from directory.curation.filters import QuestionFilter
from directory.curation.publishing import log
from directory.models import Finding


class OpenFilter(QuestionFilter):
    """What waits for someone, unless one asks for what was decided."""

    title = gettext_lazy("state")
    parameter_name = "show"
    questions = {
        "dismissed": (gettext_lazy("not a problem"), lambda found: found.dismissed()),
        "all": (gettext_lazy("all"), lambda found: found),
    }

    def choices(self, changelist):
        for choice in super().choices(changelist):
            is_default = choice["query_string"] == changelist.get_query_string(
                remove=[self.parameter_name]
            )
            yield {**choice, "display": _("open")} if is_default else choice

    def queryset(self, request, queryset):
        if self.value() not in self.questions:
            return queryset.open()
        return super().queryset(request, queryset)


def record_link(record) -> str:
    """A link to the form of a record, where what was found is mended."""
    if record is None:
        return ""
    name = f"admin:directory_{record._meta.model_name}_change"
    return format_html('<a href="{}">{}</a>', reverse(name, args=[record.pk]), record)


@admin.register(Finding)
class FindingAdmin(admin.ModelAdmin):
    """Found by programs, decided by people; nobody adds, changes or deletes one."""

    list_display = ("kind", "record", "other", "why", "since", "state")
    list_display_links = None
    list_filter = (OpenFilter, "kind")
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    sortable_by = ()
    ordering = ("risk", "since", "pk")
    search_fields = ("why", "service__name", "organisation__name")
    actions = ("not_a_problem", "mended")
    fields = ("kind", "record", "other", "why", "since", "state", "decided_by")
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).with_records()

    @admin.display(description=gettext_lazy("about"))
    def record(self, finding) -> str:
        return record_link(finding.about)

    @admin.display(description=gettext_lazy("and"))
    def other(self, finding) -> str:
        return record_link(finding.other_service or finding.other_organisation)

    @admin.action(
        description=gettext_lazy("Not a problem: do not ask about this again"),
        permissions=["change"],
    )
    def not_a_problem(self, request, queryset):
        """Remember that someone looked; a link that was hidden is shown again."""
        chosen = Finding.objects.filter(pk__in=queryset.values_list("pk", flat=True))
        unsafe = list(chosen.unsafe_links())
        if unsafe and not request.user.has_perm(DECIDES):
            told = _("Showing a hidden link again is for those who decide on contacts.")
            messages.error(request, told)
            return
        if unsafe:
            ask_for_fresh_factor(request)
        with transaction.atomic():
            shown = show_again(unsafe)
            log(request, chosen, _("Not a problem."))
            count = chosen.dismiss(by=request.user)
        self._tell(request, count)
        if shown:
            told = ngettext(
                "%d link is shown again.", "%d links are shown again.", shown
            )
            messages.warning(request, told % shown)

    @admin.action(description=gettext_lazy("It is mended"), permissions=["change"])
    def mended(self, request, queryset):
        """It comes back by itself if a check finds it again."""
        chosen = Finding.objects.filter(pk__in=queryset.values_list("pk", flat=True))
        with transaction.atomic():
            log(request, chosen, _("Mended."))
            count = chosen.solve(by=request.user)
        self._tell(request, count)

    def _tell(self, request, count: int) -> None:
        told = ngettext("%d finding is settled.", "%d findings are settled.", count)
        messages.success(request, told % count)

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
