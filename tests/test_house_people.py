"""The people who keep the directory: how they are made, and how they sign in."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.urls import reverse

from accounts.models import User
from tests.making import PASSWORD, make_user
from tests.signing_in import sign_in


@pytest.fixture
def signed_in(client):
    sign_in(client, make_user("boss@example.org", is_superuser=True))
    return client


def form(client, page: str, **changes) -> dict:
    """What a browser would send from this page's form."""
    shown = client.get(page).context["adminform"].form
    values = {bound.html_name: bound.value() for bound in shown}
    return {name: value for name, value in values.items() if value} | changes


@pytest.mark.parametrize("typed", ["moderator@example.org", "Moderator@Example.ORG"])
def test_signing_in_forgives_capitals_in_the_address(client, typed):
    make_user("moderator@example.org")
    page = client.post(
        reverse("admin:login"),
        {"username": typed, "password": PASSWORD, "next": "/admin/"},
    )
    assert (page.status_code, page.url) == (302, "/admin/")


def test_a_wrong_password_does_not_sign_in(client):
    make_user("moderator@example.org")
    page = client.post(
        reverse("admin:login"), {"username": "moderator@example.org", "password": "x"}
    )
    assert page.status_code == 200
    assert page.context["form"].errors


def test_the_first_person_is_made_on_the_command_line(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command(
        "createsuperuser", email="First@Example.org", interactive=False, verbosity=0
    )
    first = User.objects.get()
    assert first.email == "first@example.org"
    assert first.is_superuser
    assert first.check_password(PASSWORD)
    with pytest.raises((CommandError, IntegrityError)):
        call_command("createsuperuser", email="first@example.org", interactive=False)


def test_two_people_cannot_have_one_address_in_other_capitals():
    make_user("one@example.org")
    with pytest.raises(IntegrityError):
        User.objects.create(email="ONE@example.org")


def test_a_person_is_added_in_the_admin_by_address_and_password(signed_in):
    page = signed_in.post(
        reverse("admin:accounts_user_add"),
        {
            "email": "New.Person@Example.org",
            "usable_password": "true",
            "password1": PASSWORD,
            "password2": PASSWORD,
        },
    )
    assert page.status_code == 302
    added = User.objects.get(email="new.person@example.org")
    assert added.check_password(PASSWORD)
    assert not added.is_staff


@pytest.mark.parametrize("password", ["short", "password1234", "12345678901"])
def test_an_easy_password_is_refused(signed_in, password):
    page = signed_in.post(
        reverse("admin:accounts_user_add"),
        {
            "email": "new@example.org",
            "usable_password": "true",
            "password1": password,
            "password2": password,
        },
    )
    assert page.status_code == 200
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_person_who_leaves_is_made_inactive_and_cannot_sign_in(signed_in, client):
    person = make_user("leaving@example.org", name="Lee")
    page = reverse("admin:accounts_user_change", args=[person.pk])
    sent = form(signed_in, page, name="Lee", _save="Save")
    sent.pop("is_active")
    sent = {name: value for name, value in sent.items() if name not in ("date_joined",)}
    assert signed_in.post(page, sent).status_code == 302
    person.refresh_from_db()
    assert not person.is_active
    assert person.check_password(PASSWORD)
    assert not client.login(username="leaving@example.org", password=PASSWORD)


def test_people_are_listed_and_found_by_name_or_address(signed_in):
    make_user("ada@example.org", name="Ada Example")
    page = signed_in.get(reverse("admin:accounts_user_changelist"), {"q": "Ada"})
    assert [person.email for person in page.context["cl"].result_list] == [
        "ada@example.org"
    ]
