"""Second factors, and being asked again before what can do the most harm."""

import re

import pytest
import segno
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver

from accounts.models import Invitation, User
from accounts.roles import Role
from directory.pages.headers import DENIED
from tests.making import PASSWORD, make_user
from tests.signing_in import SECRET, age, code, set_up_app, sign_in

pytestmark = pytest.mark.ignore_template_errors
SQUARE = "/account/factors/app/square.svg"
APP, PASSKEY = "/account/factors/app/", "/account/factors/passkey/"
AGAIN = "/account/again/code/"
# The public pages have this policy too: test_pages_headers.py says it in full.
STRICT = ("default-src 'none'", "script-src 'self'", "img-src 'self'")


@pytest.fixture(autouse=True)
def _no_tries_yet():
    cache.clear()


@pytest.fixture
def moderator():
    return make_user()


@pytest.fixture
def signed_in(client, moderator):
    return sign_in(client, moderator)


def add_passkey_of(person: User) -> Authenticator:
    """A row as a passkey leaves it; a browser proves real ones elsewhere."""
    return Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Blue key"}
    )


def setting_up(person: User) -> Client:
    """Someone who opened their invitation and chose a password."""
    client, invited = Client(), Invitation.objects.invite(person, by=None)
    client.get(f"/account/invitation/{invited.link}/")
    new = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    client.post("/account/welcome/", new)
    return client


def test_the_square_is_a_picture_of_its_own_that_holds_the_key(moderator):
    client = setting_up(moderator)
    assert client.get(SQUARE).status_code == 404
    page = client.get(APP)
    assert f'src="{SQUARE}?' in page.content.decode()
    drawn = client.get(SQUARE)
    assert drawn["Content-Type"] == "image/svg+xml"
    held = (
        f"otpauth://totp/moderator%40example.org"
        f"?secret={page.context['form'].secret}&issuer=Signpost"
    )
    (path,) = re.findall(r'stroke="#000".* d="([^"]+)"', drawn.content.decode())
    assert path in segno.make_qr(held, error="m").svg_inline(border=4)
    for pages in (Client(), sign_in(Client(), make_user("other@example.org"))):
        assert pages.get(SQUARE).status_code in (302, 404)


def test_no_page_of_signing_in_loosens_the_policy(signed_in):
    signed_in.get(APP)
    visited = 0
    newcomer = setting_up(make_user("new@example.org"))
    for pages in (newcomer, signed_in, Client()):
        for address in sorted(account_addresses()):
            answer = pages.get(address)
            assert answer.status_code in (200, 302, 403, 404, 405, 410), address
            policy = answer["Content-Security-Policy"]
            assert all(rule in policy for rule in STRICT), address
            assert "unsafe" not in policy
            assert "data:" not in policy
            assert answer["Cache-Control"] == "no-store"
            assert answer["X-Robots-Tag"] == "noindex"
            asked = answer["Permissions-Policy"]
            assert "publickey-credentials-get=(self)" in asked
            assert "camera=()" in asked
            words = answer.content.decode()
            assert "data:image" not in words
            assert "<style" not in words
            assert "<script>" not in words
            assert 'style="' not in words
            visited += answer.status_code == 200
    assert visited > 8


def test_only_pages_of_signing_in_may_ask_for_a_passkey(signed_in):
    assert "publickey-credentials-get" in DENIED
    for address in ("/admin/", "/", "/safety/"):
        asked = signed_in.get(address)["Permissions-Policy"]
        assert "publickey-credentials-get=()" in asked


def account_addresses() -> set[str]:
    """Every address of accounts/urls.py."""
    found = get_resolver().reverse_dict
    return {
        f"/{place}" % dict.fromkeys(names, "1")
        for _name, known in found.lists()
        for possibilities, *_rest in known
        for place, names in possibilities
        if place.startswith("account/")
    }


def test_the_last_second_factor_stays(signed_in, moderator):
    remove = f"{APP}remove/"
    assert "only second factor" in signed_in.get(remove).content.decode()
    assert signed_in.post(remove).status_code == 200
    assert Authenticator.objects.filter(type="totp").exists()
    key = add_passkey_of(moderator)
    assert signed_in.post(remove)["Location"] == "/account/factors/"
    assert not Authenticator.objects.filter(type="totp").exists()
    # The session was opened with what is gone now.
    assert signed_in.get("/admin/").status_code == 302
    assert mail.outbox[0].to == [moderator.email]
    assert "app for codes was removed" in mail.outbox[0].body
    assert Authenticator.objects.get() == key


def test_a_passkey_that_is_the_last_stays_too(signed_in, moderator):
    key = add_passkey_of(moderator)
    remove = f"{PASSKEY}{key.pk}/remove/"
    Authenticator.objects.filter(type="totp").update(type="recovery_codes")
    answer = signed_in.post(remove)
    assert answer.status_code == 302
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_nobody_removes_the_passkey_of_another(signed_in):
    other = add_passkey_of(make_user("other@example.org"))
    assert signed_in.post(f"{PASSKEY}{other.pk}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=other.pk).exists()


def test_secrets_are_encrypted_where_they_lie(moderator, settings, client):
    app, codes = set_up_app(moderator), RecoveryCodes.activate(moderator)
    assert SECRET not in str(app.data)
    assert len(codes.get_unused_codes()[0]) == 8
    assert codes.get_unused_codes()[0] not in str(codes.instance.data)
    assert app.wrap().validate_code(code())
    # With another SECRET_KEY no code is right; with the old one as a fallback it is.
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another-key" * 5
    sent = {"login": moderator.email, "password": PASSWORD}
    client.post("/account/sign-in/", sent)
    refused = client.post("/account/sign-in/code/", {"code": code(steps=1)})
    assert refused.context["form"].errors["code"]
    settings.SECRET_KEY_FALLBACKS = [old]
    assert app.wrap().validate_code(code(steps=1))


def test_new_recovery_codes_replace_the_old_and_keep_the_session(signed_in, moderator):
    old = RecoveryCodes.activate(moderator).get_unused_codes()
    assert signed_in.post("/account/factors/codes/new/").status_code == 302
    new = signed_in.get("/account/factors/codes/").context["unused_codes"]
    assert set(new).isdisjoint(old)
    assert signed_in.get("/admin/").status_code == 200


def test_factors_are_changed_only_with_a_fresh_one(signed_in):
    age(signed_in, minutes=6)
    assert signed_in.get("/account/factors/").status_code == 200
    for address in (PASSKEY, f"{APP}remove/", "/account/factors/codes/new/"):
        answer = signed_in.get(address)
        assert answer["Location"].startswith(f"{AGAIN}?next="), address


@pytest.fixture
def boss(client):
    person = make_user("boss@example.org")
    person.hold([Role.USER_ADMIN])
    return sign_in(client, person)


def test_what_was_sent_waits_for_a_code_and_is_done_then(boss):
    age(boss, minutes=6)
    sent = {"email": "new@example.org", "name": "New", "roles": ["approver"]}
    asked = boss.post("/admin/accounts/user/add/", sent)
    assert asked["Location"].startswith(f"{AGAIN}?next=")
    assert not User.objects.filter(email="new@example.org").exists()
    assert boss.get(asked["Location"]).status_code == 200
    wrong = boss.post(asked["Location"], {"code": "000000"})
    assert wrong.status_code == 200
    assert not User.objects.filter(email="new@example.org").exists()
    done = boss.post(asked["Location"], {"code": code()})
    assert done.status_code == 302
    assert User.objects.get(email="new@example.org").roles() == {Role.APPROVER}
    # For five minutes nobody asks again.
    sent["email"] = "next@example.org"
    assert boss.post("/admin/accounts/user/add/", sent).status_code == 302
    assert User.objects.filter(email="next@example.org").exists()


def test_an_action_of_a_list_waits_too(boss):
    person = make_user("lost@example.org")
    age(boss, minutes=6)
    sent = {"action": "invite_again", "_selected_action": [person.pk]}
    asked = boss.post("/admin/accounts/user/", sent)
    assert asked["Location"].startswith(AGAIN)
    assert not mail.outbox
    boss.post(asked["Location"], {"code": code()})
    assert [letter.to for letter in mail.outbox] == [["lost@example.org"]]


def test_the_password_is_no_way_to_be_asked_again(boss):
    age(boss, minutes=6)
    page = boss.get(AGAIN).content.decode()
    assert 'type="password"' not in page
    answer = boss.post(AGAIN, {"password": PASSWORD})
    assert answer.status_code == 200
    again = boss.post("/admin/accounts/user/add/", {"email": "new@example.org"})
    assert again["Location"].startswith(AGAIN)


def test_whoever_guesses_when_asked_again_is_stopped(boss):
    age(boss, minutes=6)
    answers = [boss.post(AGAIN, {"code": "000000"}) for _try in range(12)]
    assert answers[-1].status_code == 429
    assert "Too many tries" in answers[-1].content.decode()
    assert boss.post(AGAIN, {"code": code()}).status_code == 429
