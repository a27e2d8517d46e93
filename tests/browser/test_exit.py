"""The way out: one tap, gone at once, and nothing of us left in the tab."""

import pytest
from playwright.sync_api import Page

from tests.browser.away import AWAY, NEUTRAL_TITLE, Tab, never_answer, stand_in

LIST = "/services/?area=E08000006&need=stay"
# Of the site itself, also where something is wrong.
KINDS = (LIST, "/services/sktc56/", "/in/salford/numbers/", "/nowhere/", "/crash/a/")
# Leaves, and tells what is to be seen before the browser goes on.
LEAVE = """() => {
    const began = performance.now();
    document.querySelector('[data-exit]').click();
    const took = performance.now() - began;
    const cover = document.body.lastElementChild, box = cover.getBoundingClientRect();
    const isWhole = [box.width >= innerWidth, box.height >= innerHeight];
    return {
        took,
        text: document.body.innerText.trim(),
        title: document.title,
        visible: [...document.body.children].filter(e => e.checkVisibility()).length,
        covers: [getComputedStyle(cover).position, ...isWhole],
    };
}"""
UNDER_ITS_MIDDLE = """link => {
    const box = link.getBoundingClientRect();
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    return link.contains(document.elementFromPoint(x, y));
}"""


def exit_link(page: Page):
    return page.locator("a[data-exit], a.exit").first


@pytest.mark.parametrize("javascript", [False, True])
def test_one_tap_leads_away_from_every_page(visitor, javascript):
    page = visitor(javascript=javascript)
    asked = stand_in(page)
    for address in KINDS:
        page.goto(address)
        exit_link(page).click()
        page.wait_for_url(AWAY)
        assert len(page.context.pages) == 1
    pages = [one for one in asked if one.is_navigation_request()]
    assert len(pages) == len(KINDS)
    assert not [one for one in pages if "referer" in one.all_headers()]


def test_the_page_is_gone_before_the_other_site_answers(visitor):
    page = visitor()
    asked = never_answer(page)
    for address in KINDS:
        page.goto(address)
        assert page.evaluate("document.body.innerText.trim()")
        left = page.evaluate(LEAVE)
        # Hidden within the browser's same task, so in the very next picture it paints.
        assert left["took"] < 100
        assert left["text"] == ""
        assert left["title"] == NEUTRAL_TITLE
        assert left["visible"] == 1
        assert left["covers"] == ["fixed", True, True]
        page.wait_for_timeout(100)
    assert len(asked) == len(KINDS)
    assert not [one for one in asked if "referer" in one.all_headers()]


def test_leaving_takes_the_page_out_of_the_history(visitor):
    page = visitor()
    stand_in(page)
    page.goto("/")
    page.goto("/services/sktc56/")
    tab = Tab(page)
    before = len(tab.entries())
    exit_link(page).click()
    page.wait_for_url(AWAY)
    assert len(tab.entries()) == before
    assert not [url for url in tab.entries() if "sktc56" in url]
    assert len(page.context.pages) == 1


def test_no_way_of_clicking_leaves_the_page_open_behind(visitor):
    page = visitor()
    stand_in(page)
    for button in ("left", "middle"):
        for modifiers in ([], ["Control"], ["Shift"]):
            page.goto("/")
            exit_link(page).click(button=button, modifiers=modifiers)
            page.wait_for_url(AWAY)
            assert len(page.context.pages) == 1


def test_the_second_link_shows_when_it_is_reached_and_leads_away_too(visitor):
    page = visitor()
    stand_in(page)
    page.goto(LIST)
    second = page.locator("a.skip[data-exit]")
    assert second.bounding_box()["y"] < 0
    for _step in range(3):
        page.keyboard.press("Tab")
    assert second.evaluate("link => link === document.activeElement")
    assert second.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.wait_for_url(AWAY)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_way_out_stays_in_view_and_under_the_finger(visitor, width):
    page = visitor(width=width)
    for address in (LIST, "/services/sktc56/", "/safety/", "/nowhere/", "/ur/"):
        page.goto(address)
        page.evaluate("scrollTo({top: 1e6, behavior: 'instant'})")
        link = page.locator("a.exit")
        box = link.bounding_box()
        assert box["height"] >= 44, address
        assert 0 <= box["y"] < 20, address
        assert 0 <= box["x"] <= width - box["width"], address
        assert link.evaluate(UNDER_ITS_MIDDLE), address
        bar = page.locator(".masthead").bounding_box()
        assert bar["height"] < 0.2 * 640, address


def test_bare_numbers_keep_the_way_out_in_view_without_a_style_of_their_own(visitor):
    page = visitor()
    for address in ("/in/salford/numbers/", "/ur/in/salford/numbers/"):
        page.goto(address)
        page.evaluate("scrollTo({top: 1e6, behavior: 'instant'})")
        assert page.evaluate("scrollY") > 0
        box = exit_link(page).bounding_box()
        assert box["height"] >= 44, address
        assert 0 <= box["y"] < 20, address
        assert (box["x"] < 20) == ("/ur/" in address)
        assert exit_link(page).evaluate(UNDER_ITS_MIDDLE), address


def test_on_a_very_low_screen_the_bar_scrolls_away(visitor):
    page = visitor(height=280)
    page.goto(LIST)
    page.mouse.wheel(0, 1000)
    page.wait_for_timeout(100)
    assert page.locator("a.exit").bounding_box()["y"] < 0


def test_an_exit_that_came_to_nothing_can_be_undone_by_loading_again(visitor):
    page = visitor()
    never_answer(page)
    page.goto("/")
    assert page.evaluate(LEAVE)["text"] == ""
    page.wait_for_timeout(200)
    page.reload()
    assert page.locator("h1").is_visible()
    assert page.evaluate("sessionStorage.length") == 0
