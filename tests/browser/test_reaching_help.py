"""From the first page to a number to ring, as a visitor does it."""

import re

LIST = "/services/?area=E08000006&need=stay"


def test_three_taps_without_a_script_from_home_to_a_number(visitor):
    page = visitor(javascript=False, width=360)
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
    page.wait_for_url(re.compile(r"/services/[0-9a-z]{6}/"))
    page.wait_for_load_state()
    assert page.title() == "Service details"
    number = page.locator(".contact .call").first
    assert re.match(r"tel:|mailto:|https://", number.get_attribute("href"))


def test_filters_work_without_a_script(visitor):
    page = visitor(javascript=False, width=360)
    page.goto(LIST)
    before = page.locator("h1").inner_text()
    assert page.locator(".chip").count() == 2
    page.locator("summary", has_text="Narrow this list").click()
    page.locator("summary", has_text="Open to").click()
    page.locator("input[name=gender][value=men]").check()
    page.locator("summary", has_text="What must they say yes to?").click()
    page.get_by_label("Pets with you").check()
    assert page.get_by_role("button", name="Apply").count() == 2
    page.get_by_role("button", name="Apply").first.click()
    assert "accepts=pets" in page.url
    assert page.locator(".chip").count() == 4
    assert "Ask them before you count on it." in page.locator("main").inner_text()
    narrowed = page.locator("h1").inner_text()
    for chip in ("Pets with you", "Men"):
        page.get_by_role("link", name=f"Remove {chip}").click()
    assert "accepts" not in page.url
    assert page.locator(".chip").count() == 2
    assert page.locator("h1").inner_text() == before != narrowed


def test_ticking_a_filter_goes_nowhere_by_itself(visitor):
    page = visitor(width=360)
    page.goto(LIST)
    at = page.url
    page.locator("summary", has_text="Narrow this list").click()
    page.locator("summary", has_text="What must they say yes to?").click()
    page.get_by_label("Pets with you").check()
    page.locator("#age").fill("30")
    page.wait_for_timeout(300)
    assert page.url == at
    page.get_by_role("button", name="Apply").last.click()
    assert "accepts=pets" in page.url
    assert "age=30" in page.url


def test_title_and_heading_say_how_many_there_are(visitor):
    page = visitor()
    for address in (LIST, "/services/", "/services/?for=change&q=zzz"):
        page.goto(address)
        (in_title,) = re.findall(r"[\d,]+|No ", page.title().split(", ", 1)[1])[:1]
        assert in_title.strip().lower() in page.locator("h1").inner_text().lower()


def test_an_unknown_place_is_told_and_help_stands_below(visitor):
    for javascript in (True, False):
        page = visitor(javascript=javascript)
        page.goto("/")
        page.get_by_label("Where?").first.fill("Qwertyville")
        page.locator("form[method=post] button").first.click()
        assert page.title().startswith("Error:")
        problem = page.locator("[role=alert]")
        assert "There is a problem" in problem.inner_text()
        assert problem.locator("a").get_attribute("href") == "#place"
        assert page.locator("#place").input_value() == "Qwertyville"
        assert page.locator(".card").count() >= 3
        assert page.locator(".lines .call").count() >= 1
        if javascript:
            assert problem.evaluate("e => e === document.activeElement")
