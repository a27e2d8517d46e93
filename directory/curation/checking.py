"""Noting a check in two clicks: from a list, a record or today's work to one button.

One page for one service, or for all public services of one organisation. It shows what
there is to compare, then a button for each way in which all was found right, and below
them a form for everything else.
"""

from django import forms
from django.contrib import messages
from django.contrib.admin.options import csrf_protect_m
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from directory.curation.publishing import log
from directory.curation.refusals import tell_refusal
from directory.models import Organisation, Service, Verification

# The ways that one button notes, with what it says.
BUTTONS = {
    Verification.How.WEBSITE: gettext_lazy("All right: its own website says the same"),
    Verification.How.OFFICE: gettext_lazy("All right: its office line told us"),
    Verification.How.PROVIDER: gettext_lazy("All right: the provider wrote to us"),
}
# So many services fit on one page; an organisation with more is checked in parts.
MOST = 200


class CheckForm(forms.ModelForm):
    """A check that found something else, or looked at a part only."""

    class Meta:
        model = Verification
        fields = ("what", "how", "outcome", "note")
        widgets = {"note": forms.Textarea({"rows": 3, "class": "vLargeTextField"})}


def check_url(record: Service | Organisation) -> str:
    """The page on which a check of a service, or of an organisation, is noted."""
    name = f"admin:directory_{record._meta.model_name}_check"
    return reverse(name, args=[record.pk])


def check_link(record: Service | Organisation) -> str:
    """The first of the two clicks, wherever a list or today's work offers it."""
    return format_html('<a href="{}">{}</a>', check_url(record), _("check"))


class Checking:
    """The page of a check, for the admin of services and of organisations."""

    def get_urls(self):
        name = f"directory_{self.opts.model_name}_check"
        view = self.admin_site.admin_view(self.check_view)
        return [path("<int:pk>/check/", view, name=name), *super().get_urls()]

    def services_to_check(self, record):
        """The services that one check of this record is about."""
        if isinstance(record, Service):
            return Service.objects.filter(pk=record.pk)
        return record.services.published()

    @csrf_protect_m
    def check_view(self, request, pk: int):
        """What there is to compare, and the buttons that note a check."""
        record = self.get_object(request, str(pk))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        if not self.may_check(request, record):
            raise PermissionDenied
        services = self.services_to_check(record)
        back = self._back(request, record)
        form = CheckForm()
        if request.method == "POST":
            all_right = request.POST.get("right") in BUTTONS
            form = CheckForm(None if all_right else request.POST)
            noted = {"how": request.POST["right"]} if all_right else None
            if form.is_valid():
                noted = form.cleaned_data
            if noted and self._note(request, services, noted):
                return HttpResponseRedirect(back)
        return self._page(request, record, services, form, back)

    def may_check(self, request, record) -> bool:
        """Whoever may note checks and may see the record."""
        may_add = request.user.has_perm("directory.add_verification")
        return may_add and self.has_view_permission(request, record)

    def _note(self, request, services, noted: dict) -> bool:
        try:
            with transaction.atomic():
                told = self._told(services, noted)
                log(request, services, told)
                count = Verification.objects.record(services, by=request.user, **noted)
        except ValidationError as error:
            tell_refusal(request, error, _("The check was not noted."))
            return False
        words = ngettext("%d check noted.", "%d checks noted.", count)
        messages.success(request, words % count)
        return True

    def _told(self, services, noted: dict) -> str:
        """What the log of each service says."""
        how = Verification.How(noted["how"]).label
        outcome = noted.get("outcome") or Verification.Outcome.RIGHT
        found = Verification.Outcome(outcome).label
        return _("Checked (%(how)s): %(found)s.") % {"how": how, "found": found}

    def _back(self, request, record) -> str:
        """Where the moderator came from, if that is a page of ours."""
        asked = request.POST.get("next") or request.GET.get("next") or ""
        if url_has_allowed_host_and_scheme(asked, {request.get_host()}):
            return asked
        return reverse(
            f"admin:directory_{self.opts.model_name}_change", args=[record.pk]
        )

    def _page(self, request, record, services, form, back):
        shown = list(services.with_everything().order_by("name", "pk")[:MOST])
        for service in shown:
            checks = service.verifications.all()
            service.last_check = max(checks, key=lambda row: row.pk, default=None)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Check: %s") % record,
            "opts": self.opts,
            "media": self.media,
            "record": record,
            "services": shown,
            "never_ring": services.never_to_be_rung().exists(),
            "buttons": BUTTONS.items(),
            "form": form,
            "back": back,
        }
        return TemplateResponse(request, "admin/directory/check.html", context)
