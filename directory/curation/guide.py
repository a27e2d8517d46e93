"""The admin of guides: text with a preview, numbered sources, review and status."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from directory.curation.guide_form import GuideForm, posted_draft
from directory.curation.history import ReadableHistory
from directory.curation.parts import PartFormSet
from directory.curation.proposing import Proposes, tell_waiting
from directory.curation.refusals import TellsRefusals
from directory.find.held import fresh
from directory.guides.checks import problems
from directory.guides.drafts import draft_of
from directory.guides.known import known_here
from directory.guides.reading import ease
from directory.guides.shown import preview
from directory.models import Guide, GuideNeed, GuideSource, Proposal, Status

HOW_TO_WRITE = gettext_lazy(
    "Headings begin with ##, lists with -, **bold** stands between stars. [1] cites "
    "source 1: every sentence with a figure cites one and says from which year it is. "
    "[[find need=stay for=me|words]] leads to a search, [[line survivor]] shows the "
    "free lines, [[contact CODE]] one number, [[service CODE|words]], [[guide "
    "kids|words]] and [[page safety|words]] lead to our own pages. Nobody types a "
    "phone number, but 999. The last part is the next step."
)


class SourceFormSet(PartFormSet):
    """Sources, none of which has another's number."""

    once = ("number",)


class SourceInline(admin.StackedInline):
    """Where each thing was read."""

    model = GuideSource
    formset = SourceFormSet
    fields = (("number", "publisher", "dated"), "title", "url", "note")
    extra = 1


class NeedFormSet(PartFormSet):
    """Needs, none of them twice."""

    once = ("term",)


class NeedInline(admin.TabularInline):
    """On whose lists it is offered."""

    model = GuideNeed
    formset = NeedFormSet
    extra = 1


class DueFilter(admin.SimpleListFilter):
    """Guides whose day of review has come."""

    title = gettext_lazy("review")
    parameter_name = "due"

    def lookups(self, request, model_admin):
        return (("yes", _("due now")),)

    def queryset(self, request, queryset):
        return queryset.due_for_review() if self.value() else queryset


@admin.register(Guide)
class GuideAdmin(ReadableHistory, TellsRefusals, Proposes, admin.ModelAdmin):
    """Guides; one that is public has nothing left that a check refuses."""

    form = GuideForm
    inlines = (SourceInline, NeedInline)
    change_form_template = "admin/directory/guide/change_form.html"
    list_display = ("heading", "slug", "audience", "status", "reviewed_on", "due_on")
    list_filter = ("status", DueFilter, "audience")
    ordering = ("order", "title", "pk")
    show_full_result_count = False
    search_fields = ("heading", "slug", "title", "body")
    actions = ("mark_reviewed",)
    fieldsets = (
        (None, {"fields": ("heading", "summary", "audience", "order")}),
        (
            gettext_lazy("Text"),
            {"fields": ("body", "what_a_check_says"), "description": HOW_TO_WRITE},
        ),
        (
            gettext_lazy("What others may see in a browser's history"),
            {"fields": ("title", "slug")},
        ),
        (
            gettext_lazy("Easy Read, sign language"),
            {"fields": ("easy_read", "bsl_video"), "classes": ("collapse",)},
        ),
        (
            gettext_lazy("Review and status"),
            {
                "fields": (
                    ("reviewed_on", "reviewed_by", "due_on"),
                    ("status", "withdrawn_because"),
                    ("created_at", "changed_at"),
                )
            },
        ),
    )

    class Media:
        css = {"all": ("admin-ours/curation.css",)}

    def get_readonly_fields(self, request, obj=None):
        fixed = ("what_a_check_says", "reviewed_by", "created_at", "changed_at")
        return (*fixed, "slug") if obj else fixed

    def has_delete_permission(self, request, obj=None) -> bool:
        """What was once public is withdrawn: its address leads on."""
        is_draft = obj is not None and obj.status == Status.DRAFT
        return is_draft and super().has_delete_permission(request, obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        # Before any transaction: what it reads must not be undone.
        fresh()
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        if "reviewed_on" in form.changed_data:
            obj.reviewed_by = request.user if obj.reviewed_on else None
            request.reviewed = obj.reviewed_on and obj.pk
        if not change and obj.is_published:
            # It begins as a draft; a second person makes it public.
            obj.status, request.proposes_public = Status.DRAFT, True
        super().save_model(request, obj, form, change)

    def save_again(self, request) -> None:
        """Who has read it is no part of a proposal."""
        if reviewed := getattr(request, "reviewed", None):
            Guide.objects.filter(pk=reviewed).update(reviewed_by=request.user)

    def save_related(self, request, form, formsets, change):
        """With its sources and needs there, the whole guide can be judged."""
        super().save_related(request, form, formsets, change)
        guide = Guide.objects.with_everything().get(pk=form.instance.pk)
        found = _problems(guide)
        if guide.is_published and found:
            raise ValidationError([_("It cannot be public like this."), *found])
        for told in found:
            messages.warning(request, told)
        if getattr(request, "proposes_public", False):
            proposal = Proposal.objects.propose_publishing(guide, by=request.user)
            tell_waiting(request, proposal)

    @admin.display(description=gettext_lazy("what a check says"))
    def what_a_check_says(self, guide) -> str:
        if not guide.pk:
            return "-"
        measured = ease(guide.body)
        length = _("%(average).1f words in a sentence on average.")
        told = [*_problems(guide), length % {"average": measured.average}]
        return format_html_join("", "<p>{}</p>", ((sentence,) for sentence in told))

    @admin.action(
        description=gettext_lazy("I have read them against their sources today"),
        permissions=["change"],
    )
    def mark_reviewed(self, request, queryset):
        count = queryset.mark_reviewed(by=request.user)
        told = ngettext("%d guide reviewed.", "%d guides reviewed.", count)
        self.message_user(request, told % count, messages.SUCCESS)
        for guide in queryset:
            self.log_change(request, guide, _("Read against its sources."))

    def get_urls(self):
        view = self.admin_site.admin_view(self.preview)
        own = path("preview/", view, name="directory_guide_preview")
        return [own, *super().get_urls()]

    def preview(self, request):
        """The form as it was sent, as a reader would see it; nothing is saved."""
        if not (
            self.has_change_permission(request) or self.has_add_permission(request)
        ):
            raise PermissionDenied
        if request.method != "POST":
            return redirect("admin:directory_guide_changelist")
        fresh()
        draft = posted_draft(request.POST)
        context = {
            "shown": preview(draft, timezone.localdate()),
            "problems": [str(problem) for problem in problems(draft, known_here())],
            "emergency": "",
        }
        return render(request, "admin/directory/guide/preview.html", context)


def _problems(guide: Guide) -> list[str]:
    return [str(problem) for problem in problems(draft_of(guide), known_here())]
