"""Pages of the admin whose save becomes a proposal where a second person decides."""

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from directory.curation.field_names import in_words
from directory.models import Proposal, Source, trying

EVIDENCE = "_evidence"


class Proposes:
    """What needs nobody else is saved at once; the rest waits, and the page says so.

    Stands before the admin's own class and behind TellsRefusals, which opens the
    transaction.
    """

    def proposed_record(self, row):
        """The record that a row's page changes: itself, or what it is a part of."""
        return row

    def save_again(self, request) -> None:
        """Save what is no part of a proposal, such as a check: it was undone too."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        view = super().changeform_view
        row = self.get_object(request, object_id) if object_id else None
        if request.method != "POST" or row is None or hasattr(request, "refusal"):
            return view(request, object_id, form_url, extra_context)
        record = self.proposed_record(row)
        tried = trying.write_or_propose(
            record,
            lambda: view(request, object_id, form_url, extra_context),
            by=request.user,
            source=Source.MODERATOR,
            evidence=request.POST.get(EVIDENCE, "").strip(),
        )
        if not tried.was_undone:
            return tried.result
        self.save_again(request)
        self._tell(request, row, tried)
        if IS_POPUP_VAR in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[row.pk]))

    def _tell(self, request, row, tried) -> None:
        """What was saved, and what waits for whom; never that all was saved."""
        for _told in messages.get_messages(request):
            """Said while it was tried; it is not so."""
        if tried.saved:
            words = in_words(tried.saved)
            self.log_change(request, row, _("Changed: %s.") % words)
            messages.success(request, _("Saved: %s.") % words)
        for proposal in tried.proposed:
            tell_waiting(request, proposal)
            told = _("Proposed: %s.") % in_words(proposal.changes)
            self.log_change(request, row, told)


def tell_waiting(request, proposal: Proposal) -> None:
    """That something is not true yet, and where it waits."""
    told = _("Not public yet: {}. A second person decides on your {}.")
    link = format_html(
        '<a href="{}">{}</a>',
        reverse("admin:directory_proposal_change", args=[proposal.pk]),
        _("proposal"),
    )
    messages.warning(request, format_html(told, in_words(proposal.changes), link))
