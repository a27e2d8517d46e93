"""The addresses of signing in.

Their names are django-allauth's, which leads from one to the other by them. Those of
its pages that stand nowhere here do not exist: nobody signs up, resets a password by
mail, or confirms with the password alone.
"""

from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts.views import factors, invitations, signing_in

urlpatterns = [
    path("sign-in/", signing_in.SignIn.as_view(), name="account_login"),
    path(
        "sign-in/passkey/",
        signing_in.sign_in_with_passkey,
        name="mfa_login_webauthn",
    ),
    path("sign-in/code/", factors.Code.as_view(), name="mfa_authenticate"),
    path("sign-out/", LogoutView.as_view(), name="account_logout"),
    path("no-factor/", signing_in.no_factor, name="account_no_factor"),
    path("left/", signing_in.inactive, name="account_inactive"),
    path("invitation/<str:link>/", invitations.invitation, name="account_invitation"),
    path("welcome/", invitations.welcome, name="account_welcome"),
    path("again/code/", factors.CodeAgain.as_view(), name="mfa_reauthenticate"),
    path(
        "again/passkey/",
        factors.PasskeyAgain.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("factors/", factors.Factors.as_view(), name="mfa_index"),
    path("factors/app/", factors.AddApp.as_view(), name="mfa_activate_totp"),
    path("factors/app/square.svg", factors.app_square, name="mfa_app_square"),
    path(
        "factors/app/remove/", factors.RemoveApp.as_view(), name="mfa_deactivate_totp"
    ),
    path("factors/passkey/", factors.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        "factors/passkey/<int:pk>/remove/",
        factors.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(
        "factors/codes/",
        factors.RecoveryCodes.as_view(),
        name="mfa_view_recovery_codes",
    ),
    path(
        "factors/codes/new/",
        factors.NewRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
]
