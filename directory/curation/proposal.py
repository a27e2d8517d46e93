"""The admin of proposals: their list, riskiest first, and the page of a decision."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.curation import rights
from directory.curation.decisions import ACTS, DECIDING
from directory.curation.field_names import in_words
from directory.curation.filters import QuestionFilter
from directory.curation.refusals import tell_refusal
from directory.curation.side_by_side import changes_of
from directory.find.held import fresh
from directory.models import Kind, Proposal

# Which words stand for a proposal's risk, from the highest.
RISKS = (
    (85, gettext_lazy("high: contacts, places, safety")),
    (50, gettext_lazy("touches the public")),
    (0, gettext_lazy("low")),
)


class WaitingFilter(QuestionFilter):
    """What waits, unless all is asked for."""

    title = gettext_lazy("state")
    parameter_name = "waits"
    questions = {
        "all": (gettext_lazy("decided too"), lambda found: found),
    }

    def choices(self, changelist):
        for choice in super().choices(changelist):
            if choice["query_string"] == changelist.get_query_string(
                remove=[self.parameter_name]
            ):
                choice["display"] = _("waiting")
            yield choice

    def queryset(self, request, queryset):
        return queryset if self.value() == "all" else queryset.pending()


@admin.register(Proposal)
class ProposalAdmin(admin.ModelAdmin):
    """Proposals are made elsewhere, decided here, and never deleted."""

    list_display = ("record", "kind", "what", "how_risky", "author_name", "waits")
    list_display_links = ("record",)
    list_filter = (WaitingFilter, "kind", "source")
    list_select_related = ("author", "service")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("name", "service__code", "origin")
    ordering = ("-risk", "proposed_at", "pk")
    sortable_by = ()
    actions = None

    class Media:
        css = {"all": ("admin-ours/curation.css", "admin-ours/proposals.css")}

    # The list

    @admin.display(description=gettext_lazy("record"))
    def record(self, proposal) -> str:
        return proposal.name or "-"

    @admin.display(description=gettext_lazy("what"))
    def what(self, proposal) -> str:
        return in_words(proposal.changes, proposal.model)

    @admin.display(description=gettext_lazy("risk"))
    def how_risky(self, proposal) -> str:
        return str(next(words for least, words in RISKS if proposal.risk >= least))

    @admin.display(description=gettext_lazy("from"))
    def author_name(self, proposal) -> str:
        return str(proposal.author or proposal.get_source_display())

    @admin.display(description=gettext_lazy("state"))
    def waits(self, proposal) -> str:
        if not proposal.is_pending:
            return proposal.get_state_display()
        since = timesince(proposal.proposed_at, timezone.now())
        return _("%(state)s for %(time)s") % {
            "state": proposal.get_state_display(),
            "time": since,
        }

    # One proposal

    def change_view(self, request, object_id, form_url="", extra_context=None):
        proposal = self.get_object(request, object_id)
        if proposal is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, proposal):
            raise PermissionDenied
        if request.method == "POST":
            # Before any transaction: what it reads must not be undone.
            fresh()
            return self._act(request, proposal)
        return self._page(request, proposal)

    def _act(self, request, proposal):
        """Do what was asked, or show the same page with the reason why not."""
        name = request.POST.get("act", "")
        if name not in ACTS:
            raise PermissionDenied
        view = ProposalAdmin._decide if name in DECIDING else ProposalAdmin._do
        return view(self, request, proposal, name)

    @rights.for_deciding
    def _decide(self, request, proposal, name):
        return self._do(request, proposal, name)

    def _do(self, request, proposal, name):
        try:
            with transaction.atomic():
                told = ACTS[name](proposal, request)
                self.log_change(request, proposal, str(told))
        except ValidationError as error:
            proposal.refresh_from_db()
            tell_refusal(request, error, _("Nothing was decided."))
            return self._page(request, proposal)
        messages.success(request, told)
        return HttpResponseRedirect(request.path)

    def _page(self, request, proposal):
        by = request.user
        is_mine = proposal.author_id == by.pk
        recorded = proposal.author_id is None and proposal.second_source_by_id == by.pk
        may_decide = rights.may_decide(by)
        record = proposal.record()
        context = {
            **self.admin_site.each_context(request),
            "title": str(proposal),
            "opts": self.opts,
            "media": self.media,
            "proposal": proposal,
            "record": record,
            "record_url": self._record_url(proposal) if record else "",
            "changes": changes_of(proposal),
            "changed_on": getattr(record, "changed_at", None),
            "places": sorted(proposal.place_traces()) if proposal.is_pending else [],
            "not_to_list": proposal.not_to_list() if proposal.is_pending else [],
            "seen": proposal.fingerprint() if proposal.is_pending else "",
            "may_decide": may_decide and not is_mine and not recorded,
            "may_record": rights.may_propose(by) or may_decide,
            "may_revert": may_decide and proposal.applied is not None,
            "is_mine": is_mine,
            "recorded_by_me": recorded,
            "makes_public": proposal.kind in (Kind.PUBLISH, Kind.PUT_BACK)
            or ("status" in proposal.changes and proposal.kind == Kind.ADD),
            "typed": request.POST if request.method == "POST" else {},
        }
        return TemplateResponse(request, "admin/directory/proposal/page.html", context)

    @staticmethod
    def _record_url(proposal) -> str:
        name = f"admin:directory_{proposal.model}_change"
        return reverse(name, args=[proposal.key])

    # Who may what

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return rights.may_look(request.user) or rights.may_decide(request.user)

    def has_view_permission(self, request, obj=None) -> bool:
        return self.has_change_permission(request, obj)

    def has_module_permission(self, request) -> bool:
        return self.has_change_permission(request)
