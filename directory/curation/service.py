"""The admin of services: their list, and the form of one service."""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models.functions import Lower
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.curation import searching
from directory.curation.answers import answer_fields
from directory.curation.checking import Checking, check_link
from directory.curation.exporting import Exporting
from directory.curation.filters import (
    AreaFilter,
    AttentionFilter,
    NeedFilter,
    PlaceFilter,
    SideFilter,
    StatusFilter,
    TypeFilter,
)
from directory.curation.history import ReadableHistory
from directory.curation.merging import Merging
from directory.curation.parts import INLINES
from directory.curation.proposing import Proposes
from directory.curation.publishing import Publishing
from directory.curation.refusals import TellsRefusals
from directory.curation.sections import SECTIONS, fieldsets
from directory.curation.service_form import ServiceForm, service_form
from directory.models import Service, Side, Verification

NOT_KNOWN = gettext_lazy("not known")
SIDES = {
    Side.SURVIVORS: gettext_lazy("survivors"),
    Side.CHANGE: gettext_lazy("change"),
}


class ServiceList(ChangeList):
    """The list: of one page's services only, and of each only what it shows."""

    def get_results(self, request) -> None:
        super().get_results(request)
        # Sorting ten thousand rows is slow where each carries its long texts.
        self.result_list = self.result_list.only(
            "name", "side", "status", "organisation__name"
        ).prefetch_related("coverages__area", "contacts", "verifications")
        shown = Service.objects.filter(pk__in=[row.pk for row in self.result_list])
        self.due = set(shown.due_for_verification().values_list("pk", flat=True))
        for service in self.result_list:
            service.is_due = service.pk in self.due


@admin.register(Service)
class ServiceAdmin(
    ReadableHistory,
    TellsRefusals,
    Proposes,
    Publishing,
    Checking,
    Merging,
    Exporting,
    admin.ModelAdmin,
):
    """Services, as the people who curate them think of them."""

    form = ServiceForm
    inlines = INLINES
    autocomplete_fields = ("organisation",)
    change_form_template = "admin/directory/service/change_form.html"

    list_display = (
        "name",
        "organisation",
        "on_side",
        "status",
        "areas",
        "checked",
        "to_confirm",
    )
    list_filter = (
        AttentionFilter,
        StatusFilter,
        SideFilter,
        AreaFilter,
        NeedFilter,
        TypeFilter,
        PlaceFilter,
    )
    list_select_related = ("organisation",)
    list_per_page = 50
    show_full_result_count = False
    # Counting every filter's choices takes seconds among ten thousand services.
    show_facets = admin.ShowFacets.NEVER
    ordering = (Lower("name"), "pk")
    search_fields = (
        "name",
        "other_names",
        "organisation__name",
        "organisation__other_names",
        "=code",
    )
    search_help_text = searching.HELP

    class Media:
        css = {"all": ("admin-ours/curation.css",)}

    # The list

    def get_changelist(self, request, **kwargs):
        return ServiceList

    def get_search_results(self, request, queryset, search_term):
        typed = search_term.replace("\0", "")
        found = searching.search(queryset, typed)
        if found is not None:
            return found, False
        return super().get_search_results(request, queryset, typed)

    @admin.display(description=gettext_lazy("side"), ordering="side")
    def on_side(self, service) -> str:
        return str(SIDES[Side(service.side)])

    @admin.display(description=gettext_lazy("areas covered"))
    def areas(self, service) -> str:
        names = sorted(str(coverage) for coverage in service.coverages.all())
        if len(names) > 3:
            return _("%(some)s and %(more)d more") % {
                "some": ", ".join(names[:2]),
                "more": len(names) - 2,
            }
        return ", ".join(names)

    @admin.display(description=gettext_lazy("checked by us"))
    def checked(self, service) -> str:
        """The day of the last check, and the first of two clicks to note another."""
        days = [row.on for row in service.verifications.all() if row.counts]
        day = date_format(max(days), "j M Y") if days else _("never")
        told = _("%(day)s, due") % {"day": day} if service.is_due else day
        return format_html("{} {}", told, check_link(service))

    @admin.display(description=gettext_lazy("contacts to confirm"))
    def to_confirm(self, service) -> int | str:
        return sum(1 for contact in service.contacts.all() if contact.held) or ""

    # The form of one service

    def get_fieldsets(self, request, obj=None):
        return fieldsets(list(self._answer_fields(request)))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = service_form(self._answer_fields(request))
        return super().get_form(request, obj, change=change, form=form, **kwargs)

    def _answer_fields(self, request) -> dict:
        """A field for each taxonomy, read once for each request."""
        if not hasattr(request, "answer_fields"):
            request.answer_fields = answer_fields()
        return request.answer_fields

    def get_readonly_fields(self, request, obj=None):
        told = ("where_it_stands", "code", "published_at", "created_at", "changed_at")
        # Links and lists rest on the side of what was once public.
        return (*told, "side") if obj and obj.published_at else told

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.blank:
            kwargs["choices"] = db_field.get_choices(blank_choice=[("", NOT_KNOWN)])
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    @admin.display(description=gettext_lazy("status"))
    def where_it_stands(self, service) -> str:
        if service.is_withdrawn:
            return _("Withdrawn on %(day)s: %(reason)s") % {
                "day": date_format(service.withdrawn_at, "j F Y"),
                "reason": service.withdrawn_because,
            }
        if service.is_published:
            return _("Published: everyone can see it.")
        return _("Draft: only moderators see it.")

    def render_change_form(self, request, context, *args, **kwargs):
        """Each group of fields with the rows that belong under the same heading."""
        inlines = context["inline_admin_formsets"]
        context["sections"] = [
            {
                "key": section.key,
                "fieldset": fieldset,
                "inlines": [row for row in inlines if row.opts.section == section.key],
            }
            for section, fieldset in zip(SECTIONS, context["adminform"], strict=True)
        ]
        return super().render_change_form(request, context, *args, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "organisation":
            field.widget.can_delete_related = False
        return field

    def view_on_site(self, service) -> str | None:
        return service.get_absolute_url() if service.is_published else None

    # Saving

    def save_model(self, request, obj, form, change):
        kept_an_address = obj.pk and obj.locations.exists()
        request.address_erased = bool(kept_an_address and obj.is_confidential)
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        for row in formset.forms:
            if isinstance(row.instance, Verification) and not row.instance.pk:
                row.instance.by = request.user
        if formset.model is Verification:
            request.checks = formset.save(commit=False)
        super().save_formset(request, form, formset, change)

    def save_again(self, request) -> None:
        """Checks that were noted in the same form stand whatever is decided."""
        for check in getattr(request, "checks", ()):
            check.pk, check._state.adding = None, True
            check.save()

    def response_add(self, request, obj, post_url_continue=None):
        self._after_saving(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        self._after_saving(request, obj)
        return super().response_change(request, obj)

    def _after_saving(self, request, service) -> None:
        if getattr(request, "address_erased", False):
            told = _("Its address was erased: a confidential service keeps none.")
            messages.warning(request, told)
        if "_publish" in request.POST:
            self.publish(request, Service.objects.filter(pk=service.pk))
            # Stay on the page, where what is missing can be added.
            request.POST = request.POST.copy()
            request.POST["_continue"] = "1"

    def has_delete_permission(self, request, obj=None) -> bool:
        """Only a draft that was never public, and never from the list."""
        allowed = super().has_delete_permission(request, obj)
        return bool(allowed and obj and obj.is_only_a_draft)
