"""The admin of what people outside told us: read with care, checked, decided.

What they wrote stands folded behind a warning, and in no list. Nothing of it can be
edited; a decision says what was done, and is made once.
"""

from typing import cast

from django.contrib import admin, messages
from django.db import models
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from directory.curation.filters import QuestionFilter
from directory.curation.refusals import TellsRefusals
from directory.models import Report, Suggestion
from directory.models.from_outside import FromOutside


class OpenFilter(QuestionFilter):
    """What waits, and what is done."""

    title = _("state")
    parameter_name = "waits"
    questions = {
        "open": (_("not decided"), lambda found: found.open()),
        "new": (_("nobody has begun"), lambda found: found.unbegun()),
        "decided": (_("decided"), lambda found: found.decided()),
    }


class FromOutsideAdmin(TellsRefusals, admin.ModelAdmin):
    """What these two lists share."""

    list_filter: tuple = (OpenFilter,)
    list_per_page = 50
    show_full_result_count = False
    actions: tuple = ("begin",)
    told: tuple[str, ...] = ()

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        """It goes by itself, 90 days after the decision."""
        return False

    def get_fieldsets(self, request, obj=None):
        decided = () if obj is None or obj.is_open else ("decided_by", "decided_at")
        return [
            (_("What we were told"), {"fields": (*self.told, "words", "told_at")}),
            (_("What came of it"), {"fields": ("state", "done", "note", *decided)}),
        ]

    def get_readonly_fields(self, request, obj=None):
        fixed = (*self.told, "words", "told_at", "state", "decided_by", "decided_at")
        return fixed if obj is None or obj.is_open else (*fixed, "done", "note")

    def save_model(self, request, obj, form, change):
        """A decision where something was done, else a beginning."""
        row = type(obj).objects.filter(pk=obj.pk)
        if not obj.done:
            row.begin()
            row.open().update(note=obj.note)
        elif not row.decide(by=request.user, done=obj.done, note=obj.note):
            messages.warning(request, _g("Someone else had decided about it already."))

    @admin.display(description=_("in their own words"))
    def words(self, row) -> str:
        """The text, folded away behind a warning."""
        told = [(label, text) for label, text in self.texts(row) if text]
        if not told:
            return "-"
        return format_html(
            "<details><summary>{}</summary>{}</details>",
            _g(
                "Written by a stranger. It may be distressing, untrue, or meant to "
                "mislead. Open it when you are ready; you can hand it on."
            ),
            format_html_join("", "<p><b>{}</b><br>{}</p>", told),
        )

    def texts(self, row: FromOutside) -> list[tuple[object, str]]:
        """What was written, each part with its label."""
        raise NotImplementedError

    @admin.action(description=_("I am checking these"), permissions=["change"])
    def begin(self, request, queryset):
        count = queryset.begin()
        told = ngettext("%d is being checked.", "%d are being checked.", count)
        self.message_user(request, told % count, messages.SUCCESS)


def label_of(row: FromOutside, name: str) -> str:
    """A field's name, as a form shows it."""
    field = cast(models.Field, row._meta.get_field(name))
    return str(field.verbose_name).capitalize()


class DangerFilter(QuestionFilter):
    """What is first everywhere."""

    title = _("danger")
    parameter_name = "danger"
    questions = {"yes": (_("someone in danger"), lambda found: found.of_danger())}


@admin.register(Report)
class ReportAdmin(FromOutsideAdmin):
    """What is said to be wrong, the riskiest first."""

    list_display = ("reason", "service", "number", "times", "state", "told_at", "done")
    list_display_links = ("reason", "service")
    list_filter = (OpenFilter, DangerFilter, "reason")
    list_select_related = ("service",)
    search_fields = ("service__name", "=service__code")
    told = ("reason", "service", "number", "times", "what_to_do")

    def get_queryset(self, request):
        return Report.objects.riskiest_first()

    @admin.display(description=_("open reports on this number"))
    def times(self, row) -> int:
        return row.times

    @admin.display(description=_("what to do"))
    def what_to_do(self, row) -> str:
        """The service, and the way to take it down at once."""
        change = reverse("admin:directory_service_change", args=[row.service_id])
        down = reverse("admin:directory_service_withdraw", args=[row.service_id])
        return format_html(
            '<a href="{}">{}</a> &middot; <a href="{}">{}</a>',
            change,
            _g("Look at the service"),
            down,
            _g("Take it down now"),
        )

    def texts(self, row) -> list[tuple[object, str]]:
        return [(label_of(row, "text"), row.text)]


@admin.register(Suggestion)
class SuggestionAdmin(FromOutsideAdmin):
    """Services that people miss here; none is public because someone said so."""

    list_display = ("name", "side", "area", "state", "told_at", "done")
    search_fields = ("name", "area")
    ordering = ("told_at", "pk")
    told = ("name", "side", "reach", "area")
    actions = ("begin", "propose")

    def texts(self, row) -> list[tuple[object, str]]:
        return [
            (label_of(row, name), getattr(row, name)) for name in ("text", "source")
        ]

    @admin.action(
        description=_("Make proposals of these: a second source is needed"),
        permissions=["change"],
    )
    def propose(self, request, queryset):
        count = queryset.propose(by=request.user)
        told = ngettext("%d proposal was made.", "%d proposals were made.", count)
        self.message_user(request, told % count, messages.SUCCESS)
