"""Signing in as moderators do, for tests.

`sign_in` makes the session that a sign-in with password and code leaves behind, from
the same records; the tests of signing in itself go through the pages.
"""

import datetime
import time

from allauth.account.internal.flows.login import record_authentication
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.core.cache import cache
from django.test import Client, RequestFactory

from accounts.models import User
from tests.making import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def set_up_app(person: User, secret: str = SECRET) -> Authenticator:
    """Give someone an app for codes, with a secret that the test knows."""
    held = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP)
    return held.first() or TOTP.activate(person, secret).instance


def code(secret: str = SECRET, steps: int = 0) -> str:
    """What the app shows now, or some half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def sign_in(client: Client, person: User) -> Client:
    """A session of someone who gave their password and a code a moment ago."""
    factor = set_up_app(person)
    client.force_login(person)
    prove(client, person, "password")
    prove(client, person, "mfa", id=factor.pk, type=factor.type)
    return client


def prove(client: Client, person: User, method: str, **more) -> None:
    """Add to the client's session that something was proved."""
    request = RequestFactory().get("/")
    request.session, request.user = client.session, person
    with request_context(request):
        record_authentication(request, person, method, **more)
    request.session.save()


def age(client: Client, *, minutes: int) -> None:
    """Let all that a session remembers have happened some minutes earlier."""
    session = client.session
    seconds = minutes * 60
    for name in ("began", "seen"):
        session[name] -= seconds
    records = session.get("account_authentication_methods", [])
    session["account_authentication_methods"] = [
        record | {"at": record["at"] - seconds} for record in records
    ]
    session.save()
    stored = session.get_model_class().objects.get(pk=session.session_key)
    stored.expire_date -= datetime.timedelta(minutes=minutes)
    stored.save()


def sign_in_by_hand(client: Client, person: User, **code_of) -> object:
    """Through the pages, as a browser without JavaScript does."""
    cache.clear()
    client.post("/account/sign-in/", {"login": person.email, "password": PASSWORD})
    return client.post("/account/sign-in/code/", {"code": code(**code_of)})


def cookie(client: Client) -> dict[str, str]:
    """The session of a test client, for a browser."""
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value}
