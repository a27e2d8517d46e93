"""From an invitation to the work in Chromium, with an app and with a passkey."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from accounts.models import Invitation
from accounts.roles import Role
from tests.making import PASSWORD, make_user
from tests.signing_in import SECRET, code, set_up_app

pytestmark = [
    pytest.mark.ignore_template_errors,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def page(browser_page):
    """A page that notes what the browser complains of."""
    cache.clear()
    opened = browser_page(width=360)
    opened.complaints = []
    opened.on("console", lambda told: opened.complaints.append(told.text))
    opened.on("pageerror", lambda told: opened.complaints.append(str(told)))
    yield opened
    assert opened.complaints == []


@pytest.fixture
def with_a_key(page):
    """The browser has a key that asks for a finger, and a finger for it."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    return tools, made["authenticatorId"]


def invited(page) -> None:
    """Open the link of an invitation and choose a password."""
    person = make_user("invited@example.org")
    person.hold([Role.APPROVER])
    link = Invitation.objects.invite(person, by=None).link
    page.goto(f"/account/invitation/{link}/")
    assert link not in page.url
    page.fill("#id_new_password1", PASSWORD)
    page.fill("#id_new_password2", PASSWORD)
    page.click("text=Next")
    page.wait_for_url("**/account/factors/")


def sign_out(page) -> None:
    page.goto("/account/factors/")
    page.click("text=Sign out")
    page.wait_for_url("**/account/sign-in/")


def test_from_the_invitation_to_the_work_with_an_app(page):
    invited(page)
    page.click("text=Set up an app")
    square = page.locator("img.square")
    expect(square).to_have_js_property("complete", True)
    assert square.evaluate("image => image.naturalWidth > 0")
    secret = page.inner_text("code.key")
    page.fill("#id_code", code(secret))
    page.click("text=Go on")
    page.wait_for_url("**/account/factors/codes/")
    codes = page.locator(".codes li").all_inner_texts()
    assert len(set(codes)) == 10
    page.click("text=I have them. Go on")
    assert page.url.endswith("/admin/")
    assert "Two approvers are needed" in page.inner_text("#content")
    sign_out(page)
    page.goto("/admin/directory/service/")
    page.fill("#id_login", "Invited@example.org")
    page.fill("#id_password", PASSWORD)
    page.click("text=Next")
    page.fill("#id_code", codes[0])
    page.click("button:has-text('Sign in')")
    assert page.url.endswith("/admin/directory/service/")


def test_from_the_invitation_to_the_work_with_a_passkey(page, with_a_key):
    invited(page)
    page.click("text=Add a passkey")
    page.fill("#id_name", "My phone")
    page.click("text=Add it")
    page.wait_for_url("**/account/factors/codes/")
    page.goto("/account/factors/")
    assert "My phone" in page.inner_text("main")
    sign_out(page)
    page.click("text=Use your passkey")
    page.wait_for_url("**/admin/")
    sign_out(page)
    # And as the second step after the password.
    page.fill("#id_login", "invited@example.org")
    page.fill("#id_password", PASSWORD)
    page.click("text=Next")
    page.click("text=Use your passkey")
    page.wait_for_url("**/admin/")


def test_a_key_that_nobody_touches_says_so_and_can_be_tried_again(page, with_a_key):
    tools, key = with_a_key
    person = make_user()
    set_up_app(person)
    tools.send(
        "WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False}
    )
    page.goto("/account/sign-in/")
    page.click("text=Use your passkey")
    problem = page.locator("[data-passkey-problem]")
    problem.wait_for()
    assert "please try again" in problem.inner_text()
    assert page.locator("[data-passkey]").is_enabled()


def test_signing_in_works_without_javascript(browser_page):
    cache.clear()
    person = make_user()
    set_up_app(person)
    page = browser_page(javascript=False, width=360)
    page.goto("/account/sign-in/")
    assert page.locator("[data-passkey]").is_hidden()
    page.fill("#id_login", person.email)
    page.fill("#id_password", PASSWORD)
    page.click("text=Next")
    page.fill("#id_code", code(SECRET))
    page.click("button:has-text('Sign in')")
    assert page.url.endswith("/admin/")
