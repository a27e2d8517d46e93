"""No address of the admin opens to a session that proved no second factor."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import get_resolver

from accounts.models import Invitation
from tests.making import PASSWORD, make_service, make_user
from tests.signing_in import prove, set_up_app, sign_in

pytestmark = pytest.mark.ignore_template_errors
EXAMPLES = {
    "app_label": "directory",
    "content_type_id": 1,
    "url": "somewhere/",
}
# The ways out and in; both are tried below.
OPEN = {"/admin/login/", "/admin/logout/"}


def admin_addresses() -> set[str]:
    """Every address in the admin's URLconf, whoever added it."""
    prefix, resolver = get_resolver().namespace_dict["admin"]
    return {
        f"/{prefix}{place}" % {name: EXAMPLES.get(name, 1) for name in names}
        for _name, known in resolver.reverse_dict.lists()
        for possibilities, *_rest in known
        for place, names in possibilities
    }


def sessions(client) -> Iterator[str]:
    """One client after another state of being not quite signed in."""
    boss = make_user("boss@example.org", is_superuser=True)
    yield "nobody"
    set_up_app(boss)
    client.force_login(boss)
    prove(client, boss, "password")
    yield "a password, and a second factor that was not asked for"
    Authenticator.objects.all().delete()
    client.force_login(boss)
    prove(client, boss, "password")
    prove(client, boss, "invitation")
    yield "an invitation, and no second factor yet"
    sign_in(client, boss)
    Authenticator.objects.all().delete()
    yield "a second factor that is not theirs any more"
    client.force_login(boss)
    other = set_up_app(make_user("other@example.org"))
    set_up_app(boss, "KRUGKIDROVUWG2ZAMJZG653OEBTG66BA")
    prove(client, boss, "mfa", id=other.pk, type=other.type)
    yield "someone else's second factor"


def test_there_are_many_addresses_to_try():
    found = admin_addresses()
    assert len(found) > 60
    assert {
        "/admin/",
        "/admin/directory/service/",
        "/admin/directory/service/1/change/",
        "/admin/accounts/user/add/",
        "/admin/autocomplete/",
        "/admin/directory/",
    } <= found


def test_no_session_without_a_second_factor_gets_anywhere(client):
    make_service()
    addresses = sorted(admin_addresses() - OPEN)
    for state in sessions(client):
        for address in addresses:
            for ask in (client.get, client.post):
                answer = ask(address)
                assert answer.status_code == 302, (state, address)
                there = answer["Location"]
                assert there.startswith("/admin/login/"), (state, address, there)


@pytest.mark.parametrize("method", ["get", "post"])
def test_djangos_own_form_is_never_served(client, method):
    answer = getattr(client, method)("/admin/login/?next=/admin/directory/")
    assert answer.status_code == 302
    assert answer["Location"] == "/account/sign-in/?next=/admin/directory/"
    assert not answer.content


def test_someone_elses_password_posted_to_the_admins_login_gets_nowhere(client):
    cache.clear()
    victim = make_user("victim@example.org", is_superuser=True)
    set_up_app(victim)
    given = {"username": victim.email, "login": victim.email, "password": PASSWORD}
    client.post("/admin/login/", given | {"next": "/admin/"})
    assert "_auth_user_id" not in client.session
    client.post("/account/sign-in/", given)
    assert "_auth_user_id" not in client.session
    assert client.get("/admin/").status_code == 302
    assert client.post("/admin/login/", given).status_code == 302
    assert client.get("/admin/").status_code == 302


def test_someone_elses_password_in_a_session_of_ones_own_gets_no_further(client):
    cache.clear()
    root = make_user("root@example.org", is_superuser=True)
    set_up_app(root)
    sign_in(client, make_user("editor@example.org"))
    given = {"username": root.email, "login": root.email, "password": PASSWORD}
    client.post("/admin/login/", given)
    client.post("/account/sign-in/", given)
    assert client.get("/admin/").wsgi_request.user.email == "editor@example.org"


def test_the_admin_says_no_to_someone_who_may_not_open_it(client):
    sign_in(client, make_user("guest@example.org", is_staff=False))
    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/login/").status_code == 403


def test_a_half_open_session_is_closed_at_the_login(client):
    boss = make_user()
    set_up_app(boss)
    client.force_login(boss)
    assert client.get("/admin/login/")["Location"] == "/account/sign-in/"
    assert "_auth_user_id" not in client.session


def test_someone_invited_is_led_to_their_second_factor(client):
    person = make_user()
    invited = Invitation.objects.invite(person, by=None)
    client.get(f"/account/invitation/{invited.link}/")
    new = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post("/account/welcome/", new)["Location"] == "/account/factors/"
    assert client.get("/admin/login/")["Location"] == "/account/factors/"
    assert client.get("/patterns/").status_code == 404
