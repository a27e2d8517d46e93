"""The admin of representatives: inviting an organisation's own people, ending it."""

from django import forms
from django.contrib import admin, messages
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from directory.curation.filters import QuestionFilter
from directory.curation.refusals import TellsRefusals
from directory.models import Representative
from directory.models.mailing import send


class ActiveFilter(QuestionFilter):
    """Whose links work."""

    title = _("links")
    parameter_name = "links"
    questions = {"yes": (_("work"), lambda found: found.active())}


class InvitationForm(forms.ModelForm):
    """Whom to invite; who was invited before and ended can be invited again."""

    def _get_validation_exclusions(self):
        """Whether it is a new person is for invite() to say."""
        return super()._get_validation_exclusions() | {"email", "organisation"}


@admin.register(Representative)
class RepresentativeAdmin(TellsRefusals, admin.ModelAdmin):
    """Who may speak for an organisation; nobody is deleted, links are ended."""

    form = InvitationForm
    list_display = ("email", "organisation", "invited_at", "invited_by", "is_on")
    list_filter = (ActiveFilter,)
    list_select_related = ("organisation", "invited_by")
    show_full_result_count = False
    ordering = ("organisation__name", "email", "pk")
    search_fields = ("email", "organisation__name")
    autocomplete_fields = ("organisation",)
    fields = ("organisation", "email")
    actions = ("send_link", "revoke")

    def has_change_permission(self, request, obj=None) -> bool:
        """What was agreed is not edited: end it, and invite anew."""
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def save_model(self, request, obj, form, change):
        invited = Representative.objects.invite(
            obj.organisation, obj.email, by=request.user
        )
        obj.pk = invited.pk
        obj.refresh_from_db()
        self._send(request, [invited])

    @admin.display(description=_("links work"), boolean=True)
    def is_on(self, row) -> bool:
        return row.is_active

    @admin.action(description=_("Send a new link"), permissions=["change"])
    def send_link(self, request, queryset):
        self._send(request, queryset.active().select_related("organisation"))

    @admin.action(description=_("End their links at once"), permissions=["change"])
    def revoke(self, request, queryset):
        count = queryset.revoke(by=request.user)
        told = ngettext("%d person's links ended.", "%d people's links ended.", count)
        self.message_user(request, told % count, messages.SUCCESS)

    def _send(self, request, people) -> None:
        origin = request.build_absolute_uri("/")
        mails = [invitation(person, origin) for person in people]
        count = send(mails)
        told = ngettext("%d link was sent.", "%d links were sent.", count)
        level = messages.SUCCESS if count == len(mails) else messages.ERROR
        self.message_user(request, told % count, level)


def invitation(person: Representative, origin: str) -> EmailMessage:
    """The mail that holds someone's link; it names no service."""
    body = _g(
        "You can look at what our directory says about the services of your "
        "organisation, say that it is right, or tell us what should change:\n\n"
        "%(link)s\n\n"
        "The link is for you alone and works for 30 days. Please do not pass it on. "
        "Whatever you tell us, one of us looks at it before it changes."
    )
    return EmailMessage(
        _g("Is what we say about your services right?"),
        body % {"link": person.link(origin)},
        to=[person.email],
    )
