"""Guides for every reader: no fault a machine finds, no script needed, on paper."""

import pytest

from directory.models import Guide
from tests.browser.test_everyone_can_read_it import faults

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_guide_has_a_fault_that_a_machine_can_find(
    starter, browser_page, width, scheme
):
    page = browser_page(width=width, bypass_csp=True, color_scheme=scheme)
    for address in ("/guides/", "/guides/now/", "/guides/choice/?area=E08000006"):
        page.goto(address)
        assert faults(page) == [], address
        too_wide = "document.documentElement.scrollWidth > window.innerWidth"
        assert not page.evaluate(too_wide), address


def test_every_guide_fits_a_narrow_screen_and_reads_from_right_to_left(
    starter, browser_page
):
    page = browser_page(width=320, javascript=False)
    for guide in Guide.objects.published():
        for prefix in ("", "/ur"):
            page.goto(prefix + guide.get_absolute_url())
            box = page.locator("main").bounding_box()
            assert box["width"] <= 320, guide.slug


def test_a_guide_leads_to_its_sources_its_parts_and_on_without_a_script(
    starter, browser_page
):
    page = browser_page(javascript=False)
    page.goto("/guides/choice/?area=E08000006")
    page.get_by_role("link", name="Source 8").first.click()
    assert page.url.endswith("#source-8")
    assert page.locator("#source-8").is_visible()
    page.get_by_role("navigation", name="On this page").get_by_role("link").last.click()
    page.locator(".guide-next").get_by_role("link", name="Free legal advice").click()
    assert "area=E08000006&type=law" in page.url


def test_a_guide_on_paper_has_its_text_and_sources_and_no_word_of_where_from(
    starter, browser_page
):
    page = browser_page(width=800)
    page.goto("/guides/plan/")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator(".guide-next").is_visible()
    assert page.locator("#source-1").is_visible()
    for hidden in (".masthead", ".emergency", ".foot", ".guide-contents"):
        assert not page.locator(hidden).first.is_visible(), hidden
