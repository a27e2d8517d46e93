"""The admin of organisations."""

from django.contrib import admin
from django.db import models
from django.db.models import Count
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from directory.curation.checking import Checking, check_link
from directory.curation.history import ReadableHistory
from directory.curation.lines import Lines
from directory.curation.proposing import Proposes
from directory.curation.refusals import TellsRefusals
from directory.models import Organisation

NOT_KNOWN = _("not known")


@admin.register(Organisation)
class OrganisationAdmin(
    ReadableHistory, TellsRefusals, Proposes, Checking, admin.ModelAdmin
):
    """Who runs services; one with services cannot be deleted."""

    change_form_template = "admin/directory/organisation/change_form.html"
    list_display = ("name", "run_by", "is_led_by_and_for", "service_count", "to_check")
    list_filter = ("run_by", "is_led_by_and_for")
    list_per_page = 100
    show_full_result_count = False
    ordering = (Lower("name"), "pk")
    search_fields = ("name", "other_names", "=charity_number", "=company_number")
    fields = (
        "name",
        "other_names",
        "website",
        ("charity_number", "company_number"),
        "description",
        "reminder_email",
        "run_by",
        "is_led_by_and_for",
        "services",
    )
    readonly_fields = ("services",)
    formfield_overrides = {models.TextField: {"widget": Lines(4)}}

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(used=Count("services"))

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.blank:
            kwargs["choices"] = db_field.get_choices(blank_choice=[("", NOT_KNOWN)])
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    @admin.display(description=_("services"), ordering="used")
    def service_count(self, organisation) -> int:
        return organisation.used

    @admin.display(description=_("check all its services"))
    def to_check(self, organisation) -> str:
        return check_link(organisation) if organisation.used else ""

    @admin.display(description=_("services"))
    def services(self, organisation) -> str:
        if not organisation.pk:
            return "-"
        count = organisation.services.count()
        return format_html(
            '<a href="{}?organisation__id__exact={}">{}</a>',
            reverse("admin:directory_service_changelist"),
            organisation.pk,
            ngettext("%d service", "%d services", count) % count,
        )
