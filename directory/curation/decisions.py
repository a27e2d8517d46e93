"""What a person can do on the page of a proposal; each returns what was done."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from directory.curation import rights
from directory.guides.checks import problems
from directory.guides.drafts import draft_of
from directory.guides.known import known_here
from directory.models import Guide, Kind, Proposal

Act = Callable[[Proposal, object], str]


def approve(proposal, request) -> str:
    """Everything; a second source that is typed beside it is kept with it."""
    return _approve(proposal, request, only=None)


def approve_some(proposal, request) -> str:
    """The changes that are ticked."""
    return _approve(proposal, request, only=request.POST.getlist("only"))


def _approve(proposal, request, *, only) -> str:
    seen = request.POST.get("seen", "")
    makes_public = proposal.kind in (Kind.PUBLISH, Kind.PUT_BACK, Kind.ADD)
    if makes_public and "meets_listing" not in request.POST:
        raise ValidationError(_("Tick that it is something we list."))
    told = request.POST.get("second_source", "").strip()
    if told and proposal.author_id and told != proposal.second_source:
        proposal.record_second_source(by=request.user, evidence=told)
    proposal.approve(by=request.user, only=only, seen=seen)
    _refuse_unfinished_guide(proposal)
    if proposal.kind == Kind.WITHDRAW:
        return _("Withdrawn: no longer public.")
    return _("Approved.")


def _refuse_unfinished_guide(proposal) -> None:
    """A guide that is public has nothing left that a check refuses."""
    if proposal.model != "guide":
        return
    guide = Guide.objects.with_everything().get(pk=proposal.key)
    if guide.is_published and (found := problems(draft_of(guide), known_here())):
        raise ValidationError([str(problem) for problem in found])


def reject(proposal, request) -> str:
    proposal.reject(by=request.user, because=request.POST.get("because", ""))
    return _("Rejected.")


def ask_back(proposal, request) -> str:
    proposal.ask_back(by=request.user, question=request.POST.get("question", ""))
    return _("Asked back.")


def clear(proposal, request) -> str:
    because = request.POST.get("cleared_because", "")
    proposal.clear_places(by=request.user, because=because)
    return _("Noted: it names no place.")


def revert(proposal, request) -> str:
    """What was approved is taken back, at once or by another proposal."""
    returned = proposal.revert(by=request.user)
    if returned is None:
        return _("Taken back: the record is as it was before.")
    return _("Proposed to take it back: a second person decides.")


def record_second_source(proposal, request) -> str:
    _must(rights.may_propose(request.user) or rights.may_decide(request.user))
    told = request.POST.get("second_source", "")
    proposal.record_second_source(by=request.user, evidence=told)
    return _("Second source recorded.")


def answer(proposal, request) -> str:
    _must(rights.may_propose(request.user) or proposal.author_id == request.user.pk)
    proposal.answer(by=request.user, text=request.POST.get("answer", ""))
    return _("Answered.")


def take_back(proposal, request) -> str:
    proposal.take_back(by=request.user)
    return _("Taken back.")


def _must(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


# What only an approver does.
DECIDING: dict[str, Act] = {
    "approve": approve,
    "approve-some": approve_some,
    "reject": reject,
    "ask": ask_back,
    "clear": clear,
    "revert": revert,
}
ACTS: dict[str, Act] = {
    **DECIDING,
    "source": record_second_source,
    "answer": answer,
    "take-back": take_back,
}
