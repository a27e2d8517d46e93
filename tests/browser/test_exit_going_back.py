"""After the way out, Back leads to the neutral site: measured as browsers really do it.

A browser may keep a left page whole in memory and show it again without asking us,
whatever our headers say, so everything is tried with that memory on and off.
"""

import base64

import pytest

from tests.browser.away import AWAY, Tab, stand_in, until

PATHS = ("/", "/services/?area=E08000006", "/services/sktc56/")
# A page of ours, painted, makes a far larger picture than an empty one.
EMPTY_PICTURE = 12_000


@pytest.fixture
def open_tab(chromium, remembering_chromium, site):
    """Opens a tab of a browser that remembers left pages, or of one that does not."""
    contexts = []

    def open_it(kind: str):
        browser = chromium if kind == "forgets" else remembering_chromium
        context = browser.new_context(
            base_url=f"http://127.0.0.1:{site.port}",
            viewport={"width": 360, "height": 640},
        )
        contexts.append(context)
        if kind == "insists":
            context.add_init_script("delete window.BroadcastChannel")
        return context.new_page()

    yield open_it
    for context in contexts:
        context.close()


@pytest.fixture(params=["remembers", "forgets"])
def page(request, open_tab):
    page = open_tab(request.param)
    page.does_remember = request.param == "remembers"
    return page


def visit_and_leave(page) -> Tab:
    """Read three pages, and leave by the way out."""
    for path in PATHS:
        page.goto(path)
    tab = Tab(page)
    page.locator("a.exit").click()
    page.wait_for_url(AWAY)
    return tab


def asked_of_us(page) -> list[str]:
    """What the browser asks this site for from now on."""
    asked: list[str] = []

    def note(request) -> None:
        if "127.0.0.1" in request.url and "/static/" not in request.url:
            asked.append(request.url)

    page.on("request", note)
    return asked


# The last one remembers our pages and cannot be made to forget them.
@pytest.mark.parametrize("kind", ["remembers", "forgets", "insists"])
def test_every_step_back_leads_to_the_neutral_site(open_tab, kind):
    page = open_tab(kind)
    stand_in(page)
    tab = visit_and_leave(page)
    asked = asked_of_us(page)
    ours = [url for url in tab.entries() if "127.0.0.1" in url]
    assert len(ours) == 2
    # Each step has written the neutral site over a page of ours.
    for left in (1, 0):
        tab.back()
        tab.wait_until_at(AWAY, ours=left)
    assert bool(asked) == (kind != "insists")


def test_going_back_paints_nothing_of_ours(page):
    stand_in(page)
    tab = visit_and_leave(page)
    # A remembered page would be shown, as it was last painted, before it can hide
    # itself; so it must have been forgotten, and has to be asked for.
    asked = asked_of_us(page)
    pictures: list[bytes] = []

    def keep(event) -> None:
        pictures.append(base64.b64decode(event["data"]))
        done = {"sessionId": event["sessionId"]}
        tab.session.send("Page.screencastFrameAck", done)

    tab.session.on("Page.screencastFrame", keep)
    tab.session.send("Page.startScreencast", {"format": "png", "everyNthFrame": 1})
    # The neutral site has been painted before we go back.
    until(page, lambda: pictures and len(pictures[-1]) < EMPTY_PICTURE)
    pictures.clear()
    tab.back()
    until(page, lambda: asked)
    tab.wait_until_at(AWAY)
    page.wait_for_timeout(300)
    assert pictures
    assert max(map(len, pictures)) < EMPTY_PICTURE


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
    page.locator("h1").wait_for()
    assert page.locator("h1").evaluate("e => getComputedStyle(e).visibility") == (
        "visible"
    )


def test_without_the_way_out_back_works_as_ever(page):
    stand_in(page)
    page.goto("/services/?area=E08000006")
    page.mouse.wheel(0, 900)
    until(page, lambda: page.evaluate("scrollY") > 800)
    scrolled = page.evaluate("scrollY")
    tab, before = Tab(page), page.url
    page.goto("/services/sktc56/")
    asked = asked_of_us(page)
    tab.back()
    tab.wait_until_at(before)
    page.locator("h1", has_text="Salford").wait_for()
    until(page, lambda: abs(page.evaluate("scrollY") - scrolled) <= 4)
    # Otherwise the tests above would not have tried what they say.
    assert bool(asked) != page.does_remember
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
    other.locator("h1").wait_for()


def test_what_leaving_writes_down_says_nothing(page):
    page.context.route("https://www.bbc.co.uk/**", lambda route: route.abort("aborted"))
    page.goto("/services/sktc56/")
    page.locator("a.exit").click()
    stored = page.evaluate("JSON.stringify({...sessionStorage})")
    assert stored == '{"v":"1"}'
    assert page.evaluate("localStorage.length") == 0
