"""The people who work here, in the admin: inviting them, their roles, their leaving."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import mails
from accounts.fresh import ask_for_fresh_factor, needs_fresh_factor
from accounts.models import Invitation, User
from accounts.roles import Role, refuse_rivals

# Roles are fixed, secrets are nobody's to see, and an address is the person's own.
for hidden in (Group, EmailAddress, Authenticator):
    if admin.site.is_registered(hidden):
        admin.site.unregister(hidden)


class PersonForm(forms.ModelForm):
    """A person and the roles they hold."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nobody is both editor and user admin."),
    )

    class Meta:
        model = User
        fields = ("email", "name", "is_active", "is_staff", "is_superuser")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["roles"] = sorted(self.instance.roles())

    def clean_roles(self) -> list[str]:
        refuse_rivals(self.cleaned_data["roles"])
        return self.cleaned_data["roles"]

    def _save_m2m(self) -> None:
        super()._save_m2m()
        self.instance.hold(self.cleaned_data["roles"])


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Nobody sets a password for someone else: people are invited."""

    form = add_form = PersonForm
    list_display = [
        "email",
        "name",
        "roles",
        "second_factor",
        "is_active",
        "last_login",
    ]
    list_filter = ["is_active", "is_staff", "groups"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    filter_horizontal = ()
    readonly_fields = ["last_login", "date_joined"]
    actions = ["invite_again"]
    fieldsets = [
        (None, {"fields": ["email", "name"]}),
        (_("What they may do"), {"fields": ["is_active", "is_staff", "roles"]}),
        (_("For emergencies"), {"fields": ["is_superuser"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "roles"]})]

    def get_queryset(self, request):
        people = super().get_queryset(request)
        return people.prefetch_related("groups", "authenticator_set")

    def get_fieldsets(self, request, obj=None):
        """Only who may do everything lets someone else do everything."""
        shown = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return shown
        return [part for part in shown if part[1]["fields"] != ["is_superuser"]]

    def has_change_permission(self, request, obj=None) -> bool:
        """Nobody changes their own rights, or those of one who may do everything."""
        allowed = super().has_change_permission(request, obj)
        if obj is None or request.user.is_superuser:
            return allowed
        return allowed and not obj.is_superuser and obj.pk != request.user.pk

    def has_delete_permission(self, request, obj=None) -> bool:
        """Who did what stays known: people become inactive."""
        return False

    @method_decorator(needs_fresh_factor)
    def changeform_view(self, request, *args, **kwargs):
        return super().changeform_view(request, *args, **kwargs)

    def user_change_password(self, request, id, form_url=""):
        raise PermissionDenied

    def save_model(self, request, obj, form, change) -> None:
        if not change:
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        before = form.initial.get("email")
        if change and "email" in form.changed_data:
            # A new address and a new invitation would make someone else of them.
            told = _("It goes by another email address now.")
            mails.tell_of_a_change(before, str(told))

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            self._invite(request, [form.instance])

    def response_add(self, request, obj, post_url_continue=None):
        # UserAdmin would go on to a form for the password.
        return admin.ModelAdmin.response_add(self, request, obj, post_url_continue)

    @admin.action(
        description=_("Invite again: they set up their way in anew"),
        permissions=["change"],
    )
    def invite_again(self, request, queryset):
        ask_for_fresh_factor(request)
        people = [
            person
            for person in queryset
            if person.is_active and self.has_change_permission(request, person)
        ]
        self._invite(request, people)
        left_out = queryset.count() - len(people)
        if left_out:
            told = ngettext(
                "%d person was left out: inactive, yourself, or not yours to change.",
                "%d people were left out: inactive, yourself, or not yours to change.",
                left_out,
            )
            self.message_user(request, told % left_out, messages.WARNING)

    def _invite(self, request, people: list[User]) -> None:
        for person in people:
            mails.send_invitation(Invitation.objects.invite(person, by=request.user))
            self.log_change(request, person, _("Invited."))
        if people:
            told = ngettext(
                "%d invitation was sent. Its link works for three days.",
                "%d invitations were sent. Their links work for three days.",
                len(people),
            )
            self.message_user(request, told % len(people), messages.SUCCESS)

    @admin.display(description=_("roles"))
    def roles(self, person) -> str:
        names = {group.name for group in person.groups.all()}
        held = [role.value for role in Role if role.value in names]
        return ", ".join([*held, *(["everything"] if person.is_superuser else [])])

    @admin.display(description=_("second factor"), boolean=True)
    def second_factor(self, person) -> bool:
        return any(
            one.type != "recovery_codes" for one in person.authenticator_set.all()
        )
