"""Invitations: a link that lets one person set up their way in, once."""

import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Invitation, User
from accounts.roles import Role
from tests.making import PASSWORD, make_user
from tests.signing_in import code, set_up_app, sign_in

pytestmark = pytest.mark.ignore_template_errors
NEW = {"new_password1": "four words in a row", "new_password2": "four words in a row"}
APP = "/account/factors/app/"


@pytest.fixture
def person():
    return make_user("invited@example.org")


@pytest.fixture
def invitation(person):
    return Invitation.objects.invite(person, by=None)


def address(invitation: Invitation) -> str:
    return f"/account/invitation/{invitation.link}/"


def choose_password(client, invitation: Invitation):
    assert client.get(address(invitation))["Location"] == "/account/welcome/"
    return client.post("/account/welcome/", NEW)


def set_up(client):
    secret = client.get(APP).context["form"].secret
    return client.post(APP, {"code": code(secret)})


def test_from_the_link_to_the_work(client, person, invitation):
    assert choose_password(client, invitation)["Location"] == "/account/factors/"
    assert client.get("/admin/").status_code == 302
    assert set_up(client)["Location"] == "/account/factors/codes/"
    codes = client.get("/account/factors/codes/").context["unused_codes"]
    assert len(codes) == 10
    assert client.get("/admin/").status_code == 200
    person.refresh_from_db()
    assert person.check_password(NEW["new_password1"])


def test_the_link_lets_in_once(client, invitation):
    choose_password(client, invitation)
    set_up(client)
    other = Client()
    assert other.get(address(invitation)).status_code == 410
    assert other.post("/account/welcome/", NEW).status_code == 410
    # Not even whoever opened it before.
    assert client.post("/account/welcome/", NEW).status_code == 410


def test_until_all_is_set_up_the_link_begins_again_and_ends_what_it_began(
    client, invitation
):
    choose_password(client, invitation)
    assert client.get(APP).status_code == 200
    other = Client()
    choose_password(other, invitation)
    assert client.get(APP).status_code == 302
    assert set_up(other).status_code == 302
    assert other.get("/admin/").status_code == 200


def test_a_session_left_open_cannot_add_a_factor_beside_the_persons_own(
    client, person, invitation
):
    choose_password(client, invitation)
    set_up_app(person)
    for address_ in (APP, "/account/factors/passkey/", "/account/factors/codes/new/"):
        assert client.get(address_).status_code == 302
        assert client.post(address_, {"code": "1"}).status_code == 302
    assert Authenticator.objects.count() == 1


@pytest.mark.parametrize("days", [3, 400])
def test_the_link_ends_after_three_days(client, invitation, days):
    invitation.made_at -= datetime.timedelta(days=days)
    invitation.save()
    assert client.get(address(invitation)).status_code == 410


def test_a_newer_invitation_ends_the_older(client, person, invitation):
    newer = Invitation.objects.invite(person, by=None)
    assert client.get(address(invitation)).status_code == 410
    assert client.get(address(newer)).status_code == 302


def test_whoever_left_is_not_let_in(client, person, invitation):
    person.is_active = False
    person.save()
    assert client.get(address(invitation)).status_code == 410


def test_a_link_that_we_did_not_sign_leads_nowhere(client, invitation):
    for link in (str(invitation.pk), "x", f"{invitation.link}x", invitation.link[:-1]):
        assert client.get(f"/account/invitation/{link}/").status_code == 410
    assert client.get("/account/welcome/").status_code == 410


@pytest.mark.parametrize("password", ["short", "password1234", "12345678901"])
def test_an_easy_password_is_refused(client, person, invitation, password):
    client.get(address(invitation))
    sent = {"new_password1": password, "new_password2": password}
    answer = client.post("/account/welcome/", sent)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    person.refresh_from_db()
    assert not person.has_usable_password()


def test_whoever_was_signed_in_in_this_browser_is_not_any_more(client, invitation):
    sign_in(client, make_user("other@example.org"))
    choose_password(client, invitation)
    assert client.get("/admin/").status_code == 302


def test_the_first_moderator_is_invited_on_the_command_line(client, capsys):
    call_command("first_moderator", "First@Example.org")
    first = User.objects.get()
    assert (first.email, first.is_staff) == ("first@example.org", True)
    assert not first.is_superuser
    assert first.roles() == {Role.USER_ADMIN, Role.APPROVER}
    said = capsys.readouterr().out
    link = Invitation.objects.get().link
    assert f"http://localhost:8000/account/invitation/{link}/" in said
    assert not mail.outbox or mail.outbox[0].to == ["first@example.org"]
    assert choose_password(client, Invitation.objects.get()).status_code == 302


def test_there_is_one_first_moderator(capsys):
    call_command("first_moderator", "first@example.org")
    with pytest.raises(CommandError, match=r"first@example.org.*--again"):
        call_command("first_moderator", "second@example.org")
    call_command("first_moderator", "first@example.org", "--again")
    assert User.objects.count() == 1
    assert Invitation.objects.open().count() == 1
    with pytest.raises(CommandError, match="is not an email address"):
        call_command("first_moderator", "nobody", "--again")


def test_an_editor_who_becomes_the_first_is_an_editor_no_more(capsys):
    editor = make_user("editor@example.org")
    editor.hold([Role.EDITOR, Role.AUDITOR])
    call_command("first_moderator", "editor@example.org")
    assert editor.roles() == {Role.USER_ADMIN, Role.APPROVER, Role.AUDITOR}
    assert not User.objects.get().check_password(PASSWORD)
