"""What a moderator does to services: publish, withdraw, note a check."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import csrf_protect_m
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from directory.curation import rights
from directory.curation.refusals import tell_refusal
from directory.models import Proposal, Service, Source, Verification


class ReasonForm(forms.Form):
    """Why a service is withdrawn."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4, "class": "vLargeTextField"}),
        help_text=gettext_lazy("For moderators: closed, wrong number, no answer …"),
        error_messages={"required": gettext_lazy("Say why it is withdrawn.")},
    )


def log(request, services, told: str) -> None:
    """Bulk writes pass by save(), so each service's log is told here."""
    LogEntry.objects.log_actions(
        user_id=request.user.pk,
        queryset=services,
        action_flag=CHANGE,
        change_message=told,
    )


def propose_public(service: Service, *, by) -> Proposal:
    """Ask a second person to make it public, for the first time or again."""
    propose = (
        Proposal.objects.propose_putting_back
        if service.is_withdrawn
        else Proposal.objects.propose_publishing
    )
    return propose(service, by=by, source=Source.MODERATOR)


class Publishing:
    """The list actions of services, and the same for one service alone."""

    actions = ("publish", "withdraw", "mark_verified", "export_csv")

    @admin.action(
        description=gettext_lazy("Propose to publish"), permissions=["change"]
    )
    def publish(self, request, queryset):
        """Propose the chosen services, or say what each of them lacks."""
        public = queryset.published().count()
        if public:
            told = ngettext(
                "%d service was public already.",
                "%d services were public already.",
                public,
            )
            messages.info(request, told % public)
        waiting = [service for service in queryset if not service.is_published]
        if not waiting:
            return
        try:
            with transaction.atomic():
                Service.objects.filter(
                    pk__in=[service.pk for service in waiting]
                ).refuse_incomplete()
                for service in waiting:
                    propose_public(service, by=request.user)
                log(request, waiting, _("Proposed for the public."))
        except ValidationError as error:
            tell_refusal(request, error, _("Nothing was proposed."))
            return
        told = ngettext(
            "%d service waits for a second person, who makes it public.",
            "%d services wait for a second person, who makes them public.",
            len(waiting),
        )
        messages.success(request, told % len(waiting))

    @admin.action(
        description=gettext_lazy("Take down now, with a reason"), permissions=["change"]
    )
    def withdraw(self, request, queryset):
        """Ask for the reason, then take the chosen services out of the public pages."""
        return self._withdraw(request, queryset, hidden=self._chosen(request))

    @admin.action(
        description=gettext_lazy("Mark as verified today, on its website"),
        permissions=["change"],
    )
    def mark_verified(self, request, queryset):
        """Note that someone of us read its website today and found all as we say."""
        with transaction.atomic():
            log(request, queryset, _("Verified on its website."))
            count = Verification.objects.record(
                queryset, by=request.user, how=Verification.How.WEBSITE
            )
        told = ngettext("%d service verified.", "%d services verified.", count)
        messages.success(request, told % count)

    def get_urls(self):
        view = self.admin_site.admin_view(self.withdraw_view)
        own = path("<int:pk>/withdraw/", view, name="directory_service_withdraw")
        return [own, *super().get_urls()]

    @csrf_protect_m
    def withdraw_view(self, request, pk: int):
        """The page that asks why one service is withdrawn."""
        service = self.get_object(request, str(pk))
        if service is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        if not self.has_change_permission(request, service):
            raise PermissionDenied
        back = reverse("admin:directory_service_change", args=[pk])
        answer = self._withdraw(request, Service.objects.filter(pk=pk), back=back)
        return answer or HttpResponseRedirect(back)

    def _withdraw(self, request, queryset, *, hidden=(), back=""):
        """The page that asks why, until there is an answer."""
        keys = list(queryset.order_by().values_list("pk", flat=True))
        chosen = Service.objects.filter(pk__in=keys)
        gone = chosen.withdrawn().count()
        services = chosen.exclude(pk__in=chosen.withdrawn().values("pk"))
        if gone:
            told = ngettext(
                "%d service was withdrawn already; its reason stays as it is.",
                "%d services were withdrawn already; their reasons stay as they are.",
                gone,
            )
            messages.info(request, told % gone)
        count = services.count()
        if not count:
            return None
        form = ReasonForm(request.POST if "reason" in request.POST else None)
        if form.is_valid():
            self._withdraw_because(request, services, form.cleaned_data["reason"])
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Take down now"),
            "is_immediate": rights.may_take_down(request.user),
            "opts": self.opts,
            "media": self.media,
            "form": form,
            "count": count,
            "services": services.select_related("organisation").order_by("name", "pk")[
                :50
            ],
            "hidden": hidden,
            "back": back or reverse("admin:directory_service_changelist"),
        }
        return TemplateResponse(
            request, "admin/directory/service/withdraw.html", context
        )

    def _withdraw_because(self, request, services, reason: str) -> None:
        keys = list(services.order_by().values_list("pk", flat=True))
        chosen = Service.objects.filter(pk__in=keys)
        if not rights.may_take_down(request.user):
            self._propose_withdrawing(request, chosen, reason)
            return
        with transaction.atomic():
            count = chosen.withdraw(because=reason, by=request.user)
            log(request, chosen, _("Withdrawn: %s") % reason)
        told = ngettext(
            "%d service is withdrawn and no longer public.",
            "%d services are withdrawn and no longer public.",
            count,
        )
        messages.success(request, told % count)

    def _propose_withdrawing(self, request, services, reason: str) -> None:
        """For who may not take down at once: it waits, first in the list."""
        with transaction.atomic():
            for service in services:
                Proposal.objects.propose_withdrawing(
                    service, by=request.user, source=Source.MODERATOR, because=reason
                )
            log(request, services, _("Proposed to withdraw: %s") % reason)
        messages.warning(request, _("Still public: a second person decides on this."))

    def _chosen(self, request) -> list[tuple[str, str]]:
        """What the list sent, so that the page that asks why can send it again."""
        kept = ("action", "select_across", "index", ACTION_CHECKBOX_NAME)
        return [(name, value) for name in kept for value in request.POST.getlist(name)]
