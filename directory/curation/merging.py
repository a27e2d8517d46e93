"""Two records of one service, side by side: pick field by field, and merge."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin.options import csrf_protect_m
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from directory.curation import rights
from directory.curation.field_names import field_name
from directory.curation.refusals import tell_refusal
from directory.curation.side_by_side import lines
from directory.models import MergedService, Service, plain
from directory.models.merging import BOTH, THEIRS, differing


@dataclass(frozen=True)
class Pair:
    """One field in which the two differ."""

    name: str
    label: str
    own: list[str]
    theirs: list[str]
    is_list: bool
    suggested: str


def pairs(into: Service, gone: Service) -> list[Pair]:
    """Where they differ; what only one of them says is suggested."""
    own, theirs = plain.values_of(into), plain.values_of(gone)
    return [
        Pair(
            name,
            field_name(name),
            lines(name, own.get(name)),
            lines(name, theirs.get(name)),
            isinstance(theirs.get(name) or own.get(name), list),
            _suggested(own.get(name), theirs.get(name)),
        )
        for name in differing(own, theirs)
    ]


def _suggested(own, theirs) -> str:
    if not own and theirs:
        return THEIRS
    return BOTH if own and theirs and isinstance(own, list) else "own"


class Merging:
    """The page on which two services become one; for the admin of services."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/merge/<int:other>/",
                view(self.merge_view),
                name="directory_service_merge",
            ),
            path(
                "<int:pk>/unmerge/",
                view(self.unmerge_view),
                name="directory_service_unmerge",
            ),
            *super().get_urls(),
        ]

    @csrf_protect_m
    def merge_view(self, request, pk: int, other: int):
        """Compare, pick, and propose that the other one goes."""
        if not rights.may_propose(request.user):
            raise PermissionDenied
        into, gone = (
            get_object_or_404(Service, pk=pk),
            get_object_or_404(Service, pk=other),
        )
        if request.method == "POST":
            picks = {
                name.removeprefix("pick-"): value
                for name, value in request.POST.items()
                if name.startswith("pick-")
            }
            try:
                MergedService.objects.merge(
                    gone, into=into, picks=picks, by=request.user
                )
            except ValidationError as error:
                tell_refusal(request, error, _("Nothing was merged."))
            else:
                told = _("Proposed: a second person decides what is taken over.")
                messages.success(request, told)
                there = reverse("admin:directory_service_change", args=[pk])
                return HttpResponseRedirect(there)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Merge two services"),
            "into": into,
            "gone": gone,
            "pairs": pairs(into, gone),
            "swap_url": reverse("admin:directory_service_merge", args=[other, pk]),
        }
        template = "admin/directory/service/merge.html"
        return TemplateResponse(request, template, context)

    @csrf_protect_m
    def unmerge_view(self, request, pk: int):
        """Undo a merge: the two are two again."""
        if not rights.may_propose(request.user):
            raise PermissionDenied
        merged = get_object_or_404(MergedService, gone=pk)
        if request.method == "POST":
            try:
                proposal = merged.undo(by=request.user)
            except ValidationError as error:
                tell_refusal(request, error, _("It stays merged."))
            else:
                told = _("They are two again.")
                if proposal:
                    told = _("They are two again; a second person puts it back.")
                messages.success(request, told)
        there = reverse("admin:directory_service_change", args=[pk])
        return HttpResponseRedirect(there)
