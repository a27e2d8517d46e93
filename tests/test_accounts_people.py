"""The people who keep the directory, as user admins see them in the admin."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.models import Invitation, User
from accounts.roles import Role
from tests.forms import errors
from tests.making import PASSWORD, make_user
from tests.signing_in import sign_in

pytestmark = pytest.mark.ignore_template_errors
ADD = "/admin/accounts/user/add/"


@pytest.fixture
def boss():
    person = make_user("boss@example.org")
    person.hold([Role.USER_ADMIN])
    return person


@pytest.fixture
def signed_in(client, boss):
    return sign_in(client, boss)


def address(person: User) -> str:
    return reverse("admin:accounts_user_change", args=[person.pk])


def form(client, page: str, **changes) -> dict:
    """What a browser would send from this page's form."""
    shown = client.get(page).context["adminform"].form
    values = {bound.html_name: bound.value() for bound in shown}
    return {name: value for name, value in values.items() if value} | changes


def test_two_people_cannot_have_one_address_in_other_capitals():
    make_user("one@example.org")
    with pytest.raises(IntegrityError):
        User.objects.create(email="ONE@example.org")


def test_adding_a_person_invites_them_and_sets_no_password(signed_in, boss):
    sent = {"email": "New.Person@Example.org", "name": "New", "roles": ["approver"]}
    assert signed_in.post(ADD, sent).status_code == 302
    added = User.objects.get(email="new.person@example.org")
    assert added.is_staff
    assert added.roles() == {Role.APPROVER}
    assert not added.has_usable_password()
    assert Invitation.objects.open().get().by == boss
    (letter,) = mail.outbox
    assert letter.to == ["new.person@example.org"]
    assert Invitation.objects.get().link in letter.body


def test_nobody_sets_a_password_for_someone_else(signed_in):
    person = make_user("other@example.org")
    page = reverse("admin:auth_user_password_change", args=[person.pk])
    new = {"password1": "another-long-one-1", "password2": "another-long-one-1"}
    assert signed_in.get(page).status_code == 403
    assert signed_in.post(page, new).status_code == 403
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


@pytest.mark.parametrize("roles", [["editor", "user-admin"], ["nonsense"]])
def test_the_form_refuses_rival_roles_and_those_that_there_are_not(signed_in, roles):
    refused = signed_in.post(ADD, {"email": "new@example.org", "roles": roles})
    assert refused.status_code == 200
    assert "roles" in errors(refused)
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_user_admin_cannot_raise_themselves_or_touch_who_may_do_everything(
    signed_in, boss
):
    root = make_user("root@example.org", is_superuser=True)
    for person in (boss, root):
        sent = {"email": person.email, "is_active": "on", "roles": ["editor"]}
        assert signed_in.post(address(person), sent).status_code == 403
    person = make_user("other@example.org")
    sent = form(signed_in, address(person), is_superuser="on")
    assert signed_in.post(address(person), sent).status_code == 302
    person.refresh_from_db()
    assert not person.is_superuser


def test_a_person_who_leaves_is_out_at_once_and_stays_named(signed_in):
    person = make_user("leaving@example.org", name="Lee")
    theirs = sign_in(Client(), person)
    assert theirs.get("/admin/").status_code == 200
    sent = form(signed_in, address(person))
    del sent["is_active"]
    assert signed_in.post(address(person), sent).status_code == 302
    person.refresh_from_db()
    assert not person.is_active
    assert theirs.get("/admin/").status_code == 302
    # Coming back needs an invitation: neither session nor password is theirs again.
    person.is_active = True
    person.save()
    assert theirs.get("/admin/").status_code == 302
    assert not person.check_password(PASSWORD)


def test_leaving_by_any_door_ends_the_sessions_for_good(client):
    person = make_user("leaving@example.org")
    sign_in(client, person)
    unused_meanwhile = sign_in(Client(), person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get("/admin/").status_code == 302
    User.objects.filter(pk=person.pk).update(is_active=True)
    assert unused_meanwhile.get("/admin/").status_code == 302


def test_whoever_gets_another_address_is_told_at_the_old_one(signed_in):
    person = make_user("old@example.org")
    sent = form(signed_in, address(person), email="new@example.org")
    assert signed_in.post(address(person), sent).status_code == 302
    (letter,) = mail.outbox
    assert letter.to == ["old@example.org"]
    assert "another email address" in letter.body


def test_inviting_again_takes_all_that_someone_had(signed_in):
    person = make_user("lost@example.org")
    theirs = sign_in(Client(), person)
    sent = {"action": "invite_again", "_selected_action": [person.pk]}
    answer = signed_in.post("/admin/accounts/user/", sent, follow=True)
    assert "1 invitation was sent" in answer.content.decode()
    person.refresh_from_db()
    assert not person.has_usable_password()
    assert not Authenticator.objects.filter(user=person).exists()
    assert theirs.get("/admin/").status_code == 302
    assert [letter.to for letter in mail.outbox] == [["lost@example.org"]]


def test_people_are_never_deleted(signed_in):
    person = make_user("other@example.org")
    page = reverse("admin:accounts_user_delete", args=[person.pk])
    assert signed_in.post(page, {"post": "yes"}).status_code == 403


def test_people_are_listed_with_roles_and_found_by_name_or_address(signed_in):
    make_user("ada@example.org", name="Ada Example").hold([Role.APPROVER])
    page = signed_in.get(reverse("admin:accounts_user_changelist"), {"q": "Ada"})
    assert [str(person) for person in page.context["cl"].result_list] == ["Ada Example"]
    assert "approver" in page.content.decode()


def test_nobody_sees_secrets_or_changes_what_a_role_is():
    for model in (Authenticator, EmailAddress, Group):
        assert not admin.site.is_registered(model)
