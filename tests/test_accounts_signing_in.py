"""Signing in: a password, then a second factor; and what is said to those who guess."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.cache import cache
from django.db import connection
from django.urls import NoReverseMatch, reverse

from tests.making import PASSWORD, make_user
from tests.signing_in import code, set_up_app, sign_in, sign_in_by_hand

pytestmark = pytest.mark.ignore_template_errors
SIGN_IN, CODE = "/account/sign-in/", "/account/sign-in/code/"


@pytest.fixture(autouse=True)
def _no_tries_yet():
    cache.clear()


@pytest.fixture
def moderator():
    person = make_user()
    set_up_app(person)
    return person


def give_password(client, email: str, password: str = PASSWORD, **more):
    return client.post(SIGN_IN, {"login": email, "password": password}, **more)


@pytest.mark.parametrize("typed", ["moderator@example.org", "Moderator@Example.ORG"])
def test_password_and_code_let_in_however_the_address_is_typed(
    client, moderator, typed
):
    assert give_password(client, typed)["Location"] == CODE
    assert "_auth_user_id" not in client.session
    assert client.get(CODE).status_code == 200
    assert client.post(CODE, {"code": code()})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_signing_in_goes_on_to_what_was_asked_for_on_this_site_only(client, moderator):
    for asked, there in (
        ("/admin/directory/service/", "/admin/directory/service/"),
        ("https://elsewhere.example/", "/admin/"),
        ("//elsewhere.example/", "/admin/"),
    ):
        cache.clear()
        sent = {"login": moderator.email, "password": PASSWORD, "next": asked}
        client.post(SIGN_IN, sent)
        assert client.post(CODE, {"code": code()})["Location"] == there
        client.post("/account/sign-out/")


@pytest.mark.parametrize("typed", ["000000", "", "abcdef", "1" * 400])
def test_a_wrong_code_does_not_let_in(client, moderator, typed):
    give_password(client, moderator.email)
    answer = client.post(CODE, {"code": typed})
    assert answer.status_code == 200
    assert answer.context["form"].errors["code"]
    assert client.get("/admin/").status_code == 302


def test_a_code_works_once(client, moderator):
    used = code()
    give_password(client, moderator.email)
    assert client.post(CODE, {"code": used}).status_code == 302
    client.post("/account/sign-out/")
    give_password(client, moderator.email)
    assert client.post(CODE, {"code": used}).status_code == 200
    assert client.get("/admin/").status_code == 302


def test_a_recovery_code_lets_in_once(client, moderator):
    one = RecoveryCodes.activate(moderator).get_unused_codes()[0]
    give_password(client, moderator.email)
    assert client.post(CODE, {"code": one}).status_code == 302
    assert client.get("/admin/").status_code == 200
    client.post("/account/sign-out/")
    give_password(client, moderator.email)
    assert client.post(CODE, {"code": one}).status_code == 200


def test_a_code_without_the_password_leads_nowhere(client, moderator):
    assert client.post(CODE, {"code": code()})["Location"] == SIGN_IN
    assert client.get("/admin/").status_code == 302


def test_a_password_alone_does_not_even_lead_to_a_second_factor(client):
    person = make_user()
    answer = give_password(client, person.email)
    assert answer["Location"] == "/account/no-factor/"
    assert "_auth_user_id" not in client.session
    for address in ("/account/factors/", "/account/factors/app/", "/admin/"):
        assert client.get(address).status_code == 302, address
    assert not Authenticator.objects.exists()


def test_someone_who_left_is_told_what_a_stranger_is_told(client, moderator):
    moderator.is_active = False
    moderator.save()
    theirs = give_password(client, moderator.email).context["form"].errors
    strangers = give_password(client, "nobody@example.org").context["form"].errors
    wrong = give_password(client, make_user("b@example.org").email, "wrong")
    assert theirs == strangers == wrong.context["form"].errors


def test_after_five_wrong_passwords_the_right_one_waits(client, moderator):
    for _try in range(5):
        give_password(client, moderator.email, "wrong")
    answer = give_password(client, moderator.email)
    assert "Too many tries" in str(answer.context["form"].errors)
    # What nobody has is answered the same.
    for _try in range(5):
        give_password(client, "nobody@example.org", "x", REMOTE_ADDR="192.0.2.1")
    answer = give_password(client, "nobody@example.org", REMOTE_ADDR="192.0.2.1")
    assert "Too many tries" in str(answer.context["form"].errors)
    # Whoever guesses elsewhere does not lock the moderator out.
    answer = give_password(client, moderator.email, REMOTE_ADDR="192.0.2.77")
    assert answer["Location"] == CODE


def test_after_five_wrong_codes_the_right_one_waits(client, moderator):
    give_password(client, moderator.email)
    for _try in range(5):
        client.post(CODE, {"code": "000000"})
    answer = client.post(CODE, {"code": code()})
    assert answer.status_code == 200
    assert client.get("/admin/").status_code == 302


def test_tries_are_counted_for_all_processes(client, moderator):
    give_password(client, moderator.email, "wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM accounts_attempts")
        assert cursor.fetchone()[0] > 0


def test_signing_out_ends_the_session(client, moderator):
    sign_in_by_hand(client, moderator)
    assert client.get("/account/sign-out/").status_code == 405
    assert client.post("/account/sign-out/")["Location"] == SIGN_IN
    assert client.get("/admin/").status_code == 302
    sign_in(client, moderator)
    assert client.post("/admin/logout/")["Location"] == SIGN_IN
    assert client.get("/admin/").status_code == 302


def test_passkeys_are_offered_where_a_browser_can_have_them(client):
    for host, offered in (("localhost", True), ("127.0.0.1", False), ("[::1]", False)):
        page = client.get(SIGN_IN, headers={"host": f"{host}:8000"}).content.decode()
        assert ("data-passkey=" in page) == offered
        assert ("open the same page as localhost" in page) != offered


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_reset_password",
        "account_email",
        "account_reauthenticate",
        "account_request_login_code",
    ],
)
def test_nobody_signs_up_or_comes_in_by_another_way(client, name):
    with pytest.raises(NoReverseMatch):
        reverse(name)
    assert client.get("/account/signup/").status_code == 404


def test_a_forged_credential_is_refused(client, moderator):
    for sent in ("", "{}", "[]", "null", '{"response": {"userHandle": "MQ"}}', "x"):
        answer = client.post("/account/sign-in/passkey/", {"credential": sent})
        assert answer.status_code in (302, 200, 429)
        assert client.get("/admin/").status_code == 302
