"""History in the admin: one record's on its own page, and all of it, to search."""

import datetime

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.curation import rights
from directory.curation.putting_back import can_be_put_back, put_back
from directory.curation.telling import Told, model_of, recorded_models, tell
from directory.models import Guide, HistoryRow, Organisation, Service

PER_PAGE = 50


class ReadableHistory:
    """A model admin whose History button tells of a record and all of its parts."""

    def history_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        rows = HistoryRow.objects.of(record).latest_first().select_related("by")
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        puts_back = {row.pk for row in page if can_be_put_back(row)}
        if not rights.may_propose(request.user):
            puts_back = set()
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %s") % record,
            "subtitle": None,
            "opts": self.opts,
            "object": record,
            "page": page,
            "occasions": occasions(tell(page)),
            "puts_back": puts_back,
            "preserved_filters": self.get_preserved_filters(request),
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        template = "admin/directory/historyrow/of_a_record.html"
        return TemplateResponse(request, template, context)


def occasions(told: list[Told]) -> list[list[Told]]:
    """What was written in one go, together."""
    found: list[list[Told]] = []
    for one in told:
        if not found or found[-1][0].row.occasion != one.row.occasion:
            found.append([])
        found[-1].append(one)
    return found


class KindFilter(admin.SimpleListFilter):
    """What sort of record, or of part."""

    title = gettext_lazy("sort of record")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [
            (model._meta.model_name, capfirst(str(model._meta.verbose_name)))
            for model in recorded_models()
        ]

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


class FieldFilter(admin.SimpleListFilter):
    """Which field was changed, once the sort of record is chosen."""

    title = gettext_lazy("field")
    parameter_name = "field"

    def lookups(self, request, model_admin):
        model = model_of(request.GET.get("kind", ""))
        if model is None or model not in recorded_models():
            return []
        return [
            (name, capfirst(str(model._meta.get_field(name).verbose_name)))
            for name in model.recorded_fields()
        ]

    def queryset(self, request, queryset):
        return queryset.touching(self.value()) if self.value() else queryset


class HistoryList(ChangeList):
    """The list, each row of one page told in words."""

    def get_results(self, request) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        for told in tell(self.result_list):
            told.row.told = told


@admin.register(HistoryRow)
class HistoryAdmin(admin.ModelAdmin):
    """All that was changed, to read and to search; nobody adds, changes or deletes."""

    list_display = ("when", "who", "where", "record", "what_changed")
    list_display_links = None
    list_filter = ("what", "door", "at", KindFilter, FieldFilter)
    list_select_related = ("by",)
    list_per_page = PER_PAGE
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    ordering = ("-pk",)
    search_fields = ("through",)
    search_help_text = gettext_lazy(
        "A record's name or public code, a person, a day (2026-05-01), or a word or "
        "number that stood in a field before or after."
    )
    fields = ("at", "by", "door", "through", "what", "kind", "key", "changes")

    class Media:
        css = {"all": ("admin-ours/history.css",)}

    def changelist_view(self, request, extra_context=None):
        context = {"title": _("What was changed")} | (extra_context or {})
        return super().changelist_view(request, context)

    def get_urls(self):
        view = self.admin_site.admin_view(put_back)
        own = path("<int:row_id>/put-back/", view, name="directory_historyrow_put_back")
        return [own, *super().get_urls()]

    def get_changelist(self, request, **kwargs):
        return HistoryList

    def get_search_results(self, request, queryset, search_term):
        typed = search_term.replace("\0", "").strip()[:200]
        if not typed:
            return queryset, False
        day = parse_date_or_none(typed)
        if day is not None:
            begins = timezone.make_aware(
                datetime.datetime.combine(day, datetime.time())
            )
            ends = begins + datetime.timedelta(days=1)
            return queryset.filter(at__gte=begins, at__lt=ends), False
        services = Service.objects.filter(Q(name__icontains=typed) | Q(code=typed))
        organisations = Organisation.objects.filter(name__icontains=typed)
        guides = Guide.objects.filter(heading__icontains=typed)
        named = Q(pk__in=[])
        for kind, records in (
            ("service", services),
            ("organisation", organisations),
            ("guide", guides),
        ):
            named |= Q(owner_kind=kind, owner_key__in=records.order_by().values("pk"))
        people = Q(by__email__icontains=typed) | Q(by__name__icontains=typed)
        told = Q(changes__icontains=typed) | Q(through__iexact=typed)
        return queryset.filter(named | people | told), False

    @admin.display(description=gettext_lazy("when"), ordering="pk")
    def when(self, row):
        return row.at

    @admin.display(description=gettext_lazy("who"))
    def who(self, row) -> str:
        return str(row.by) if row.by else "-"

    @admin.display(description=gettext_lazy("from where"))
    def where(self, row) -> str:
        return _shown("where", row)

    @admin.display(description=gettext_lazy("record"))
    def record(self, row) -> str:
        return _shown("record", row)

    @admin.display(description=gettext_lazy("before and after"))
    def what_changed(self, row) -> str:
        return _shown("lines", row)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


def _shown(part: str, row) -> str:
    context = {"told": row.told, "row": row}
    return render_to_string(f"admin/directory/historyrow/_{part}.html", context)


def parse_date_or_none(text: str) -> datetime.date | None:
    """The day that a text names, written 2026-05-01."""
    try:
        return parse_date(text)
    except ValueError:
        return None
