"""After the way out, Back leads to the neutral site: measured as browsers really do it.

A browser may keep a left page whole in memory and show it again without asking us,
whatever our headers say, so everything is tried with that memory on and off.
"""

import base64

import pytest

from tests.browser.away import AWAY, Tab, stand_in

PATHS = ("/", "/services/?area=E08000006", "/services/sktc56/")
# A page of ours, painted, makes a far larger picture than an empty one.
EMPTY_PICTURE = 12_000


@pytest.fixture(params=["remembers", "forgets"])
def page(request, chromium, remembering_chromium, site):
    """A tab of a browser that remembers left pages, and of one that does not."""
    browser = chromium if request.param == "forgets" else remembering_chromium
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{site.port}", viewport={"width": 360, "height": 640}
    )
    page = context.new_page()
    page.does_remember = request.param == "remembers"
    yield page
    context.close()


def visit_and_leave(page) -> Tab:
    """Read three pages, and leave by the way out."""
    for path in PATHS:
        page.goto(path)
    tab = Tab(page)
    page.locator("a.exit").click()
    page.wait_for_url(AWAY)
    return tab


def test_every_step_back_leads_to_the_neutral_site(page):
    stand_in(page)
    tab = visit_and_leave(page)
    ours = [url for url in tab.entries() if "127.0.0.1" in url]
    assert len(ours) == 2
    for left in (1, 0):
        tab.back()
        tab.wait_until_at(AWAY)
        page.wait_for_timeout(100)
        assert tab.current() == AWAY
        # Each step has written the neutral site over a page of ours.
        entries = tab.entries()
        assert len([url for url in entries if "127.0.0.1" in url]) == left


def test_going_back_paints_nothing_of_ours(page):
    stand_in(page)
    tab = visit_and_leave(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    pictures: list[bytes] = []

    def keep(event) -> None:
        pictures.append(base64.b64decode(event["data"]))
        done = {"sessionId": event["sessionId"]}
        tab.session.send("Page.screencastFrameAck", done)

    tab.session.on("Page.screencastFrame", keep)
    tab.session.send("Page.startScreencast", {"format": "png", "everyNthFrame": 1})
    page.wait_for_timeout(200)
    pictures.clear()
    tab.back()
    tab.wait_until_at(AWAY)
    page.wait_for_timeout(300)
    assert pictures
    assert max(map(len, pictures)) < EMPTY_PICTURE
    # Otherwise this would not have tried what it says.
    asked_us = [url for url in asked if "/services/" in url]
    assert bool(asked_us) != page.does_remember, asked


def test_coming_back_on_purpose_shows_everything_again(page):
    stand_in(page)
    tab = visit_and_leave(page)
    page.goto("/services/sktc56/")
    assert page.locator("h1").is_visible()
    assert page.title() == "Service details"
    assert page.evaluate("sessionStorage.length") == 0
    page.goto("/now/")
    tab.back()
    tab.wait_until_at(page.url.replace("/now/", "/services/sktc56/"))
    page.wait_for_timeout(200)
    assert page.locator("h1").is_visible()
    assert page.locator("h1").evaluate("e => getComputedStyle(e).visibility") == (
        "visible"
    )


def test_without_the_way_out_back_works_as_ever(page):
    stand_in(page)
    page.goto("/services/?area=E08000006")
    page.mouse.wheel(0, 900)
    page.wait_for_timeout(200)
    scrolled = page.evaluate("scrollY")
    tab, before = Tab(page), page.url
    page.goto("/services/sktc56/")
    tab.back()
    tab.wait_until_at(before)
    page.wait_for_timeout(300)
    assert page.locator("h1").is_visible()
    assert page.evaluate("scrollY") == pytest.approx(scrolled, abs=4)
    assert page.evaluate("sessionStorage.length") == 0


def test_another_tab_knows_nothing_of_it(page):
    stand_in(page)
    visit_and_leave(page)
    other = page.context.new_page()
    other.goto("/")
    tab, before = Tab(other), other.url
    other.goto("/now/")
    tab.back()
    tab.wait_until_at(before)
    other.wait_for_timeout(200)
    assert other.locator("h1").is_visible()


def test_what_leaving_writes_down_says_nothing(page):
    page.context.route("https://www.bbc.co.uk/**", lambda route: route.abort("aborted"))
    page.goto("/services/sktc56/")
    page.locator("a.exit").click()
    stored = page.evaluate("JSON.stringify({...sessionStorage})")
    assert stored == '{"v":"1"}'
    assert page.evaluate("localStorage.length") == 0
