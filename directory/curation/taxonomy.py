"""The admin of taxonomies and terms: the words by which services are found."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from directory.curation.history import ReadableHistory
from directory.curation.lines import Lines
from directory.curation.refusals import TellsRefusals
from directory.curation.term_merging import TermMerging
from directory.models import Taxonomy, Term


class NeverDeleted:
    """Addresses are a contract: what once stood in one is retired, not deleted."""

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Taxonomy)
class TaxonomyAdmin(ReadableHistory, TellsRefusals, NeverDeleted, admin.ModelAdmin):
    """The groups of terms; each that is a public filter is a question to visitors."""

    list_display = ("name", "question", "parameter", "is_public_filter", "term_count")
    ordering = ("order", "pk")
    search_fields = ("name", "code")
    fields = (
        "name",
        "question",
        ("code", "parameter"),
        ("is_public_filter", "order"),
        ("is_closed", "within", "unknown"),
        "terms",
    )

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number=Count("terms"))

    def get_readonly_fields(self, request, obj=None):
        return ("terms", "code", "parameter") if obj else ("terms",)

    @admin.display(description=_("terms"), ordering="number")
    def term_count(self, taxonomy) -> int:
        return taxonomy.number

    @admin.display(description=_("terms"))
    def terms(self, taxonomy) -> str:
        if not taxonomy.pk:
            return "-"
        listed = reverse("admin:directory_term_changelist")
        return format_html(
            '<a href="{}?taxonomy__id__exact={}">{}</a>',
            listed,
            taxonomy.pk,
            _("Its terms"),
        )


class TermForm(forms.ModelForm):
    """A term; one that is retired says which other term old links lead to."""

    class Meta:
        widgets = {
            "definition": Lines(2, maxlength=300),
            "phrases": Lines(14),
        }

    def clean(self) -> None:
        super().clean()
        retired = self.cleaned_data.get("is_retired")
        replacement = self.cleaned_data.get("replaced_by")
        if retired and not replacement and "replaced_by" not in self.errors:
            told = _(
                "Old links need somewhere to lead: choose the term that comes next."
            )
            self.add_error("replaced_by", ValidationError(told))
        if replacement and not retired:
            told = _("Tick “retired” too: a term in use is not replaced.")
            self.add_error("replaced_by", ValidationError(told))


@admin.register(Term)
class TermAdmin(
    ReadableHistory, TellsRefusals, NeverDeleted, TermMerging, admin.ModelAdmin
):
    """Terms, with the phrases that lead to them."""

    form = TermForm
    list_display = ("name", "taxonomy", "slug", "side", "is_retired", "service_count")
    list_filter = ("taxonomy", "is_retired", "side")
    list_select_related = ("taxonomy",)
    list_per_page = 200
    show_full_result_count = False
    ordering = ("taxonomy__order", "order", "name", "pk")
    search_fields = ("name", "=slug", "=code", "phrases")
    autocomplete_fields = ("parent", "replaced_by")
    fieldsets = (
        (None, {"fields": ("taxonomy", "name", "definition", "phrases")}),
        (
            _("In addresses and exchange (set once, never changed)"),
            {"fields": (("slug", "code"),)},
        ),
        (_("Where it stands"), {"fields": ("parent", ("side", "order"))}),
        (_("Retiring it"), {"fields": ("is_retired", "replaced_by", "services")}),
    )

    def get_queryset(self, request):
        terms = super().get_queryset(request).select_related("taxonomy")
        return terms.annotate(used=Count("answers"))

    def get_readonly_fields(self, request, obj=None):
        fixed = ("taxonomy", "slug", "code")
        return ("services", *fixed) if obj else ("services",)

    @admin.display(description=_("services"), ordering="used")
    def service_count(self, term) -> int:
        return term.used

    @admin.display(description=_("services that answer it"))
    def services(self, term) -> int:
        return term.answers.count() if term.pk else 0
