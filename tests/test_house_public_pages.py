"""Public pages ask the browser to keep nothing and to send nothing along."""

import pytest

from tests.making import make_service, make_user
from tests.signing_in import sign_in

PAGES = [
    "/",
    "/services/",
    "/services/?need=stay",
    "/now/",
    "/in/salford/",
    "/nowhere/",
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("signed_in", [False, True])
def test_no_public_page_sets_a_cookie_or_differs_by_cookie(client, page, signed_in):
    make_service(needs=("stay",))
    if signed_in:
        sign_in(client, make_user())
    response = client.get(page)
    assert response.status_code in (200, 404)
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
    assert "accept-language" not in response.get("Vary", "").lower()


def test_a_form_that_is_sent_sets_no_cookie_either(client):
    make_service()
    response = client.post("/find/", {"place": "Salford"})
    assert response.status_code == 303
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
