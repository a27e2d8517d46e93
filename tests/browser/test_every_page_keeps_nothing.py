"""Every page, in every language: no other host, no cookie, nothing stored."""

import pytest
from django.conf import settings

from tests.addresses import pages_in
from tests.pages import TELLING

LANGUAGES = [code for code, _name in settings.LANGUAGES]
STORED = """async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: window.caches ? (await caches.keys()).length : 0,
    workers: navigator.serviceWorker
        ? (await navigator.serviceWorker.getRegistrations()).length : 0,
    manifest: document.querySelectorAll('link[rel=manifest]').length,
})"""
# How far down the first of each stands; null where it is not to be seen.
PLACES = """(needed) => needed.map(one => {
    const first = document.querySelector(one);
    const isSeen = first && first.checkVisibility({visibilityProperty: true});
    return isSeen ? first.getBoundingClientRect().y + scrollY : null;
})"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_asks_another_host_or_leaves_anything(visitor, language):
    page = visitor()
    home = page.context.new_page()
    home.goto("/")
    ours = home.url
    asked, answered = [], []
    page.on("request", lambda request: asked.append(request))
    page.on("response", lambda response: answered.append(response))
    # What runs in the background only says so here.
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for address in (*pages_in(language), "/crash/a/"):
        expected = page.goto(address).status
        assert set(page.evaluate(STORED).values()) == {0}, address
        said[:] = [text for text in said if f"status of {expected}" not in text]
    assert not [one.url for one in asked if not one.url.startswith(ours)]
    assert page.context.cookies() == []
    for answer in answered:
        headers = answer.all_headers()
        assert "set-cookie" not in headers, answer.url
        path = answer.url.removeprefix(ours)
        assert not TELLING.search(path.partition("?")[0]), path
        if path.startswith("static/"):
            assert "immutable" in headers["cache-control"], path
        else:
            assert headers["cache-control"] == "no-store", path
    # The policy refused nothing, and no script stumbled.
    assert said == []


def test_a_form_that_came_too_late_still_shows_the_way_out(visitor):
    page = visitor()
    page.goto("/")
    with page.expect_navigation():
        page.evaluate(
            """() => {
                const form = document.createElement('form');
                form.method = 'post';
                form.action = '/admin/login/';
                document.body.append(form);
                form.submit();
            }"""
        )
    assert page.locator("h1").inner_text() == "Please try that again"
    link = page.locator("a.exit")
    assert link.get_attribute("href") == settings.EXIT_URL
    assert link.bounding_box()["height"] >= 44
    assert page.locator("a[href='tel:999']").first.is_visible()
    assert page.context.cookies() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_stands_within_two_screens_of_a_small_phone(visitor, language):
    page = visitor(width=320, height=640)
    for address in pages_in(language):
        page.goto(address)
        needed = ["a[href='tel:999']", ".emergency a[href^='tel:+44']"]
        needed += ["a[href$='/safety/']"]
        places = page.evaluate(PLACES, needed)
        assert None not in places, (address, places)
        assert max(places) < 2 * 640, (address, places)
