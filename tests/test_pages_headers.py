"""The header table, held over every public address and every language."""

import pytest
from django.test import Client

from directory.pages.headers import DENIED, headers_for
from tests.addresses import EXAMPLES, every_address, names
from tests.pages import a_small_town

# What stands on every answer, exactly.
ALWAYS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
# The sheet of patterns is for those who work here, so it asks who is there.
SIGNED_IN = {"patterns"}
# The address itself opens the page: no other page, not even ours, may learn it.
SECRET = {"provider", "provider-change"}


@pytest.fixture
def in_public(settings):
    """The site as it stands in public: HTTPS only."""
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31536000


def test_every_public_page_has_an_example():
    assert set(EXAMPLES) == names()


def test_every_answer_carries_exactly_what_the_table_says(starter, in_public):
    visitor = Client()
    for address in every_address():
        path = address.path
        answer = visitor.get(path, secure=True)
        said = dict(answer.items())
        secret = {"Referrer-Policy": "no-referrer"} if address.name in SECRET else {}
        always = ALWAYS | secret
        assert {name: said.get(name) for name in ALWAYS} == always, path
        assert set(said["Content-Security-Policy"].split("; ")) == POLICY, path
        allowed = set(said["Permissions-Policy"].split(", "))
        denied = {f"{feature}=()" for feature in DENIED}
        assert allowed == denied | {"fullscreen=(self)"}, path
        assert "geolocation=()" in denied
        if address.name not in SIGNED_IN:
            assert said.get("Vary", "") in ("", "Accept-Encoding"), path
        assert not answer.cookies, path
        assert not {"Set-Cookie", "Link", "ETag", "Server"} & set(said), path
        is_listed = address.is_listed and answer.status_code == 200
        robots = said.get("X-Robots-Tag", "")
        assert robots.startswith("noindex") != is_listed, (path, robots)


def test_nothing_is_said_without_https(starter, in_public):
    visitor = Client()
    for address in every_address():
        answer = visitor.get(address.path)
        assert answer.status_code == 301, address.path
        assert answer["Location"].startswith("https://"), address.path
        assert not answer.content


def test_a_form_that_is_sent_carries_the_same(in_public):
    a_small_town()
    answer = Client().post("/find/", {"place": "Salford"}, secure=True)
    assert answer.status_code == 303
    assert {name: answer.get(name) for name in ALWAYS} == ALWAYS
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies


def test_what_a_search_engine_may_list():
    assert headers_for("/services/", "need=stay", 200)["X-Robots-Tag"] == "noindex"
    assert headers_for("/cy/services/", "need=stay", 200)["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in headers_for("/services/", "", 200)
    assert "X-Robots-Tag" not in headers_for("/in/salford/", "", 200)
    assert headers_for("/nowhere/", "", 404)["X-Robots-Tag"] == "noindex"
    assert headers_for("/admin/", "", 200)["X-Robots-Tag"] == "noindex"
    assert headers_for("/account/sign-in/", "", 200)["X-Robots-Tag"] == "noindex"
    assert headers_for("/static/site.css", "", 200) == {}


def test_only_where_moderators_sign_in_a_page_may_ask_for_a_passkey():
    for path in ("/", "/admin/", "/patterns/", "/list/", "/accounts/", "/cy/account"):
        asked = headers_for(path, "", 200)["Permissions-Policy"]
        assert "publickey-credentials-get=()" in asked, path
    public = headers_for("/", "", 200)["Permissions-Policy"]
    theirs = headers_for("/account/sign-in/", "", 200)["Permissions-Policy"]
    assert set(theirs.split(", ")) - set(public.split(", ")) == {
        "publickey-credentials-get=(self)"
    }
