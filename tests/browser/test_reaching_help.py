"""From the first page to a number to ring, as a visitor does it."""

import re

import pytest

pytestmark = pytest.mark.browser


def test_three_taps_without_a_script_from_home_to_a_number(starter, browser_page):
    page = browser_page(javascript=False, width=360)
    page.goto("/")
    page.get_by_label("Where?").fill("Salford")
    page.get_by_role("button", name="Somewhere safe to stay").click()
    assert page.title().startswith("Search results, ")
    assert re.search(r"area=E08000006&need=stay", page.url)
    assert "salford" not in page.url.split("meant")[0].lower()
    card = page.locator(".card").first
    call = card.locator(".call")
    assert call.is_visible()
    assert call.bounding_box()["height"] >= 44
    card.get_by_role("heading").get_by_role("link").click()
    assert page.title() == "Service details"
    number = page.locator(".contact .call").first
    assert re.match(r"tel:|mailto:|https://", number.get_attribute("href"))


def test_filters_work_without_a_script(starter, browser_page):
    page = browser_page(javascript=False, width=360)
    page.goto("/services/?area=E08000006&need=stay")
    assert page.locator(".chip").count() == 2
    page.locator("summary", has_text="Narrow this list").click()
    page.locator("summary", has_text="What must they say yes to?").click()
    page.get_by_label("Pets with you").check()
    page.get_by_role("button", name="Apply").first.click()
    assert "accepts=pets" in page.url
    assert page.locator(".chip").count() == 3
    assert "Ask them before you count on it." in page.locator("main").inner_text()
    page.get_by_role("link", name="Remove Pets with you").click()
    assert "accepts" not in page.url
    assert page.locator(".chip").count() == 2


def test_the_way_out_stays_in_view_and_needs_no_script(starter, browser_page):
    page = browser_page(javascript=False, width=320)
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="Rain"))
    page.goto("/services/?area=E08000006")
    page.keyboard.press("Tab")
    page.mouse.wheel(0, 20_000)
    exit_link = page.get_by_role("link", name="Exit this page")
    box = exit_link.bounding_box()
    assert box["height"] >= 44
    assert 0 <= box["y"] < 100
    exit_link.click()
    assert page.url == "https://www.bbc.co.uk/weather"


def test_the_first_list_is_light_and_asks_no_other_host(starter, browser_page):
    page = browser_page(width=360)
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    weights, asked = [], []
    client.on(
        "Network.loadingFinished", lambda e: weights.append(e["encodedDataLength"])
    )
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/services/?area=E08000006&need=stay")
    page.wait_for_load_state("networkidle")
    home = page.url.split("/services")[0]
    assert all(url.startswith(home) for url in asked), asked
    assert len(asked) <= 6
    assert sum(weights) <= 50_000
    assert page.context.cookies() == []
