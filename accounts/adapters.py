"""How django-allauth behaves here: nobody signs up, nobody comes in by half."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import mails
from accounts.factor import has_fresh_factor, is_setting_up
from accounts.models.user import FACTORS, User

WHAT_CHANGED = {
    "mfa/email/totp_activated": gettext_lazy("An app for codes was added."),
    "mfa/email/totp_deactivated": gettext_lazy("The app for codes was removed."),
    "mfa/email/webauthn_added": gettext_lazy("A passkey was added."),
    "mfa/email/webauthn_removed": gettext_lazy("A passkey was removed."),
    "mfa/email/recovery_codes_generated": gettext_lazy("New recovery codes were made."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Signing in with an email address, a password and a second factor."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy(
            "That email address and password do not go together."
        ),
        "incorrect_code": gettext_lazy("That code is not right, or was used before."),
        "too_many_login_attempts": gettext_lazy(
            "Too many tries. Wait a few minutes, then try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are invited."""
        return False

    def pre_login(
        self, request: HttpRequest, user: User, **kwargs
    ) -> HttpResponse | None:
        """A password alone opens nothing, not even the way to a second factor."""
        refused = super().pre_login(request, user, **kwargs)
        if refused is None and not user.has_factor():
            clear_login(request)
            refused = redirect("account_no_factor")
        return refused

    def is_reauthentication_required(self, *, app: str = "") -> bool:
        """A factor proved minutes ago will do; so does an invitation just opened."""
        request = context.request
        return not (is_setting_up(request) or has_fresh_factor(request))

    def get_reauthentication_methods(self, user) -> list[dict]:
        """With a second factor only, never with the password."""
        if not user.is_authenticated:
            return []
        kinds = set(
            Authenticator.objects.filter(user=user.pk).values_list("type", flat=True)
        )
        methods = []
        if Authenticator.Type.TOTP in kinds:
            methods.append(_method("mfa_reauthenticate", _("Use a code")))
        if Authenticator.Type.WEBAUTHN in kinds:
            methods.append(
                _method("mfa_reauthenticate_webauthn", _("Use your passkey"))
            )
        if methods and Authenticator.Type.TOTP not in kinds:
            methods.append(_method("mfa_reauthenticate", _("Use a recovery code")))
        return methods

    def add_message(
        self, request, level, message_template=None, *args, message=None, **kwargs
    ) -> None:
        """Only what went wrong: that something worked, the next page shows."""
        if message:
            super().add_message(request, level, message=message)

    def send_notification_mail(
        self, template_prefix: str, user, context=None, email=None
    ) -> None:
        """Tell someone that their way in changed, in case it was not they."""
        if template_prefix in WHAT_CHANGED:
            mails.tell_of_a_change(user.email, str(WHAT_CHANGED[template_prefix]))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials) -> str:
        """Tries are counted for an address and where they come from, so that nobody
        can lock a moderator out from elsewhere."""
        key = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{self.get_client_ip(request)}"


def _method(name: str, words: str) -> dict:
    return {"id": name, "url": reverse(name), "description": words}


class MfaAdapter(DefaultMFAAdapter):
    """Second factors under the site's name, their secrets encrypted where they lie."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("That code is not right, or was used before."),
        "cannot_delete_authenticator": gettext_lazy(
            "This is your only second factor. Add another before you remove it."
        ),
    }

    def encrypt(self, text: str) -> str:
        """A copy of the database alone must not be enough to make codes."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # SECRET_KEY is another than it was: no code can be right.
            raise self.validation_error("incorrect_code") from None

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second factor stays."""
        others = Authenticator.objects.filter(
            user=authenticator.user_id, type__in=FACTORS
        )
        return others.exclude(pk=authenticator.pk).exists()

    def _get_site_name(self) -> str:
        return settings.SITE_NAME


def _box() -> MultiFernet:
    """The key of the site's own secret; older secrets still open what they closed."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"second factors{one}".encode()) for one in secrets]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(digest.digest())) for digest in digests]
    )
