"""Moderators on a host of their own, where a site chooses that."""

import pytest
from django.test import Client

from tests.addresses import every_address
from tests.making import make_service
from tests.serving import manage, served
from tests.test_accounts_every_door import admin_addresses
from tests.test_accounts_factors import account_addresses

PUBLIC, THEIRS = "signpost.example", "desk.signpost.example"


@pytest.fixture
def two_hosts(settings):
    settings.ALLOWED_HOSTS = [PUBLIC, THEIRS]
    settings.ADMIN_HOST, settings.PUBLIC_HOST = THEIRS, PUBLIC


def test_no_address_of_the_admin_or_of_signing_in_answers_on_the_public_host(
    two_hosts,
):
    visitor = Client(headers={"host": PUBLIC})
    for address in sorted(admin_addresses() | account_addresses()):
        for ask in (visitor.get, visitor.post):
            answer = ask(address)
            assert answer.status_code == 404, address
            assert not answer.cookies
    assert visitor.get("/patterns/").status_code == 404
    assert visitor.get("/admin").status_code == 404


def test_no_public_page_answers_on_the_moderators_host(two_hosts, starter):
    moderator = Client(headers={"host": THEIRS})
    assert moderator.get("/")["Location"] == "/admin/"
    for address in every_address():
        if address.name in ("home", "patterns") and address.path.endswith(
            ("/", "/patterns/")
        ):
            continue
        answer = moderator.get(address.path)
        assert answer.status_code == 302, address.path
        assert answer["Location"] == f"https://{PUBLIC}{address.path}"
        assert not answer.cookies


def test_each_host_answers_for_what_is_its_own(two_hosts):
    make_service()
    assert Client(headers={"host": PUBLIC}).get("/services/").status_code == 200
    moderator = Client(headers={"host": THEIRS})
    assert moderator.get("/account/sign-in/").status_code == 200
    assert moderator.get("/admin/").status_code == 302
    for host in (PUBLIC, THEIRS):
        assert Client(headers={"host": host}).get("/healthz").status_code == 200


def test_without_the_setting_one_host_answers_for_all(client):
    make_service()
    assert client.get("/services/").status_code == 200
    assert client.get("/account/sign-in/").status_code == 200


def test_a_host_that_the_site_does_not_answer_for_is_refused_at_the_start():
    public = {"LOCAL_HTTP": "", "ALLOWED_HOSTS": PUBLIC}
    refused = manage("check", ADMIN_HOST=THEIRS, **public)
    assert refused.returncode == 1
    assert "ADMIN_HOST is one of ALLOWED_HOSTS" in refused.stderr
    public["ALLOWED_HOSTS"] = f"{PUBLIC},{THEIRS}"
    assert manage("check", ADMIN_HOST=THEIRS, **public).returncode == 0


def test_moderators_are_told_the_address_that_passkeys_work_on(tmp_path):
    with served(tmp_path) as site:
        said = site.written()
    assert f"They sign in at http://localhost:{site.port}/admin/" in said
    assert "make moderator EMAIL=" in said
