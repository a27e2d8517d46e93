"""Second factors: an app for codes, passkeys, recovery codes."""

import io
import json

import segno
from allauth.account.internal.decorators import login_not_required
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import (
    AuthenticateView,
    IndexView,
    ReauthenticateView,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import (
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from accounts.factor import (
    has_fresh_factor,
    has_second_factor,
    is_setting_up,
    note_factor,
)
from accounts.models import Invitation
from accounts.views.invitations import LINK
from accounts.views.signing_in import knows_passkeys


class Inside:
    """For people who are in, and for those who came by an invitation."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        if not (has_second_factor(request) or is_setting_up(request)):
            return redirect("account_login")
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        context["is_setting_up"] = is_setting_up(self.request)
        context["knows_passkeys"] = knows_passkeys(self.request)
        for name in ("creation_options", "request_options"):
            if name in context.get("js_data", {}):
                context["options"] = json.dumps(context["js_data"][name])
        return context


class SettingUp(Inside):
    """A factor that was set up was proved by that; the invitation has done its work."""

    kind: str

    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)  # type: ignore[misc]
        note_factor(self.request, self.kind)
        invited = Invitation.objects.under(self.request.session.pop(LINK, ""))
        if invited is not None:
            invited.close()
        return response


class Factors(Inside, IndexView):
    template_name = "account/factors.html"


class AddApp(SettingUp, ActivateTOTPView):
    kind = Authenticator.Type.TOTP
    template_name = "account/add_app.html"


class RemoveApp(Inside, DeactivateTOTPView):
    template_name = "account/remove_factor.html"


class AddPasskey(SettingUp, AddWebAuthnView):
    kind = Authenticator.Type.WEBAUTHN
    template_name = "account/add_passkey.html"

    def get_context_data(self, **kwargs) -> dict:
        """Always a key that asks for a PIN, a finger or a face: two factors in one."""
        context = super().get_context_data(**kwargs)
        context["options"] = json.dumps(begin_registration(self.request.user, True))
        return context


class RemovePasskey(Inside, RemoveWebAuthnView):
    template_name = "account/remove_factor.html"
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form) -> HttpResponse:
        adapter = get_adapter()
        if adapter.can_delete_authenticator(self.get_object()):
            return super().form_valid(form)
        refusal = adapter.error_messages["cannot_delete_authenticator"]
        messages.error(self.request, refusal)
        return redirect("mfa_index")


class RecoveryCodes(Inside, ViewRecoveryCodesView):
    template_name = "account/recovery_codes.html"


class NewRecoveryCodes(Inside, GenerateRecoveryCodesView):
    template_name = "account/new_recovery_codes.html"


class Code(AuthenticateView):
    """The second step of signing in."""

    template_name = "account/code.html"

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        types = Authenticator.objects.filter(user=self.stage.login.user)
        kinds = set(types.values_list("type", flat=True))
        context["has_app"] = Authenticator.Type.TOTP in kinds
        context["has_passkey"] = Authenticator.Type.WEBAUTHN in kinds
        context["options"] = json.dumps(context["js_data"]["request_options"])
        return context


class CodeAgain(Inside, ReauthenticateView):
    template_name = "account/code_again.html"


class PasskeyAgain(Inside, ReauthenticateWebAuthnView):
    template_name = "account/passkey_again.html"


@require_safe
@login_not_required
def app_square(request: HttpRequest) -> HttpResponse:
    """The square that an app for codes reads, as a picture of its own."""
    if not (is_setting_up(request) or has_fresh_factor(request)):
        raise ReauthenticationRequired
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    drawn = io.BytesIO()
    segno.make_qr(get_adapter().build_totp_url(request.user, secret), error="m").save(
        drawn, kind="svg", border=4, light="#fff", xmldecl=False, svgclass=None,
        lineclass=None, omitsize=True,
    )  # fmt: skip
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
