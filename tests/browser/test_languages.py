"""The pages in Welsh and Urdu, and words to show, in a real browser."""

import pytest

from directory.find.sayings import TONGUES
from tests.addresses import pages_in
from tests.browser.test_everyone_can_read_it import TOO_WIDE, look_at

pytestmark = pytest.mark.browser

LIST = "/services/?area=E08000006&need=stay"


@pytest.mark.parametrize("width", [320, 1280])
def test_no_welsh_page_has_a_fault_that_a_machine_can_find(visitor, width):
    # Urdu stands with English in test_everyone_can_read_it.
    look_at(visitor(width=width, bypass_csp=True), pages_in("cy"))


@pytest.mark.parametrize("width", [320, 1280])
def test_no_card_and_no_offer_has_one_either(visitor, width):
    cards = [f"/say/{code}/" for code in TONGUES]
    offers = [f"/services/?area=E08000006&offer={code}" for code in ("ar", "pa", "ur")]
    right_to_left = [f"/ur/say/{code}/" for code in ("ar", "so")]
    look_at(visitor(width=width, bypass_csp=True), [*cards, *offers, *right_to_left])


def test_someone_who_reads_urdu_finds_a_line_without_a_script(visitor):
    page = visitor(javascript=False, width=320)
    page.goto("/")
    page.get_by_role("link", name="اردو").click()
    assert page.url.endswith("/ur/")
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator("input[name=place]").fill("Salford")
    page.locator("form button.button").first.click()
    assert "/ur/services/?area=E08000006" in page.url
    page.locator(".card h3 a").first.click()
    assert "/ur/services/" in page.url
    assert page.locator('main a[href^="tel:"]').first.is_visible()
    page.get_by_role("link", name="English").click()
    assert "/ur/" not in page.url
    assert page.locator("html").get_attribute("lang") == "en-gb"


def test_the_exit_stands_at_the_end_of_the_line_and_its_label_is_told(visitor):
    page = visitor(width=320)
    for language, is_left in (("en-gb", False), ("cy", False), ("ur", True)):
        page.goto(pages_in(language)[0])
        box = page.locator("a.exit").bounding_box()
        middle = box["x"] + box["width"] / 2
        assert (middle < 160) == is_left, language
        assert box["height"] >= 44, language
        assert box["x"] >= 0, language
        assert box["x"] + box["width"] <= 320, language
    assert "یہ صفحہ چھوڑیں" in page.locator("a.exit").inner_text()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_row_of_languages_stands_in_the_first_screen(visitor, width):
    page = visitor(width=width, height=720)
    for address in ("/", LIST, "/ur/", f"/cy{LIST}", "/say/"):
        page.goto(address)
        for name in ("English", "Cymraeg", "اردو"):
            link = page.locator(".tongues a", has_text=name).first
            box = link.bounding_box()
            assert box["y"] + box["height"] < 720, (address, name)
            assert box["height"] >= 44
            assert box["width"] >= 24
        assert not page.evaluate(TOO_WIDE)


def test_a_saying_is_large_enough_to_show_across_a_counter(visitor):
    page = visitor(width=360)
    page.goto("/say/so/")
    size = page.locator(".saying-own").first.evaluate(
        "part => parseFloat(getComputedStyle(part).fontSize)"
    )
    assert size >= 28


@pytest.mark.parametrize("language", ["cy", "ur"])
def test_no_language_leaves_a_cookie_or_anything_else(visitor, language):
    page = visitor(locale="ur-PK")
    for address in pages_in(language)[:6]:
        answer = page.goto(address)
        assert "set-cookie" not in answer.headers
        assert "language" not in answer.headers.get("vary", "").lower()
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
