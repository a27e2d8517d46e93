"""Sessions end: after half an hour without a request, after eight hours in any case."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.making import make_service, make_user
from tests.signing_in import age, sign_in

pytestmark = pytest.mark.ignore_template_errors


@pytest.fixture
def signed_in(client):
    return sign_in(client, make_user())


def test_half_an_hour_without_a_request_ends_a_session(signed_in):
    age(signed_in, minutes=29)
    assert signed_in.get("/admin/").status_code == 200
    age(signed_in, minutes=31)
    assert signed_in.get("/admin/").status_code == 302


def test_a_session_in_use_goes_on(signed_in):
    for _quarter in range(8):
        age(signed_in, minutes=15)
        assert signed_in.get("/admin/").status_code == 200


def test_eight_hours_end_a_session_however_much_it_is_used(signed_in):
    for _quarter in range(31):
        age(signed_in, minutes=15)
        assert signed_in.get("/admin/").status_code == 200
    age(signed_in, minutes=20)
    assert signed_in.get("/admin/").status_code == 302
    assert "_auth_user_id" not in signed_in.session
    assert not Session.objects.exists()


def test_the_cookie_ends_with_the_browser_and_no_script_reads_it(signed_in):
    age(signed_in, minutes=15)
    cookie = signed_in.get("/admin/").cookies["sessionid"]
    assert not cookie["max-age"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_session_is_not_written_with_every_request(signed_in):
    signed_in.get("/admin/")
    with CaptureQueriesContext(connection) as asked:
        signed_in.get("/admin/")
    assert not [one for one in asked if one["sql"].startswith("UPDATE")]


@pytest.mark.parametrize("page", ["/", "/services/", "/nowhere/"])
def test_a_public_page_never_looks_at_a_session(signed_in, page):
    make_service()
    signed_in.get(page)
    with CaptureQueriesContext(connection) as asked:
        answer = signed_in.get(page)
    said = " ".join(one["sql"] for one in asked)
    assert "session" not in said
    assert "accounts_" not in said
    assert not answer.cookies
