"""Two terms that mean the same, side by side; and undoing it."""

from django.contrib import admin, messages
from django.contrib.admin.options import csrf_protect_m
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.curation.field_names import field_name
from directory.curation.refusals import tell_refusal
from directory.models import MergedTerm, Term
from directory.models.term_merging import WORDS


class TermMerging:
    """The list's action and the page on which two terms become one."""

    actions = ("merge_two", "unmerge")

    def get_urls(self):
        view = self.admin_site.admin_view(self.merge_view)
        address = "<int:pk>/merge/<int:other>/"
        return [path(address, view, name="directory_term_merge"), *super().get_urls()]

    @admin.action(
        description=gettext_lazy("Merge these two, which mean the same"),
        permissions=["change"],
    )
    def merge_two(self, request, queryset):
        """Lead to the page that compares them."""
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(keys) != 2:
            messages.error(request, _("Choose exactly two."))
            return None
        return HttpResponseRedirect(reverse("admin:directory_term_merge", args=keys))

    @admin.action(description=gettext_lazy("Undo a merge"), permissions=["change"])
    def unmerge(self, request, queryset):
        """The chosen terms that went into others stand for themselves again."""
        found = list(MergedTerm.objects.filter(gone__in=queryset))
        for merged in found:
            merged.undo()
        told = _("%d merges undone.") % len(found)
        messages.success(request, told)

    @csrf_protect_m
    def merge_view(self, request, pk: int, other: int):
        """Compare, pick, and merge."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        into = get_object_or_404(Term, pk=pk)
        gone = get_object_or_404(Term, pk=other)
        if request.method == "POST":
            picks = {name: request.POST.get(name, "") for name in WORDS}
            try:
                MergedTerm.objects.merge(gone, into=into, picks=picks, by=request.user)
            except ValidationError as error:
                tell_refusal(request, error, _("Nothing was merged."))
            else:
                messages.success(request, _("Merged. Old links lead to the one kept."))
                there = reverse("admin:directory_term_change", args=[pk])
                return HttpResponseRedirect(there)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Merge two terms"),
            "into": into,
            "gone": gone,
            "rows": [
                (field_name(name, "term"), name, getattr(into, name), theirs)
                for name in WORDS
                for theirs in (getattr(gone, name),)
            ],
            "into_used": into.answers.count(),
            "gone_used": gone.answers.count(),
            "swap_url": reverse("admin:directory_term_merge", args=[other, pk]),
        }
        return TemplateResponse(request, "admin/directory/term/merge.html", context)
