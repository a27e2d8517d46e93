"""A sheet of paper: whom to ring, and no word of where it came from."""

import pytest

LIST = "/services/?area=E08000006&need=stay"


@pytest.mark.parametrize("address", [LIST, "/services/sktc56/", "/list/?s=sktc56"])
def test_a_sheet_shows_the_number_and_names_no_site(visitor, address):
    page = visitor(width=1280)
    page.goto(address)
    page.emulate_media(media="print")
    assert not page.locator("[data-exit]").first.is_visible()
    assert not page.locator(".masthead").is_visible()
    text = page.locator("body").inner_text()
    assert "Signpost" not in text
    assert "Exit this page" not in text
    assert "0808 2000 247" in text or page.locator(".card .call").first.is_visible()
