"""Signing in and out."""

import ipaddress

from allauth.account.views import LoginView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import render
from django.views.decorators.cache import never_cache


def knows_passkeys(request: HttpRequest) -> bool:
    """Browsers keep passkeys for names, never for numbers such as 127.0.0.1."""
    host, _port = split_domain_port(request.get_host())
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return True
    return False


class SignIn(LoginView):
    """Email address and password, or a passkey alone."""

    template_name = "account/sign_in.html"

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        context["knows_passkeys"] = knows_passkeys(self.request)
        return context


sign_in_with_passkey = LoginWebAuthnView.as_view()


@never_cache
def no_factor(request: HttpRequest) -> HttpResponse:
    """The password was right, and there is no second factor yet."""
    return render(request, "account/no_factor.html", status=403)


@never_cache
def inactive(request: HttpRequest) -> HttpResponse:
    """Someone who has left."""
    return render(request, "account/inactive.html", status=403)
