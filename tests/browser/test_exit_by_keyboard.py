"""Shift three times leads away; nothing else on a keyboard does."""

import pytest

from tests.browser.away import AWAY, NEUTRAL_TITLE, never_answer, stand_in


@pytest.fixture
def page(visitor):
    page = visitor(width=1280)
    page.clock.install(time=0)
    stand_in(page)
    page.goto("/")
    # From here time passes only where a test lets it.
    page.clock.pause_at(3_600)
    return page


def said(page) -> str:
    return page.locator("[role=status]").inner_text()


def is_here(page) -> bool:
    page.wait_for_timeout(150)
    return page.url != AWAY and page.locator("h1").is_visible()


def test_three_presses_lead_away_and_each_is_announced(page):
    assert page.locator("[role=status]").count() == 1
    page.keyboard.press("Shift")
    assert said(page) == "Press Shift two more times to leave."
    page.keyboard.press("Shift")
    assert said(page) == "Press Shift one more time to leave."
    page.keyboard.press("Shift")
    page.wait_for_url(AWAY)


def test_the_page_is_gone_with_the_third_press(visitor):
    page = visitor(width=1280)
    never_answer(page)
    page.goto("/services/sktc56/")
    seen = """() => addEventListener('keyup', () => {
        window.seen = [document.title, document.body.innerText.trim()];
    })"""
    page.evaluate(seen)
    for _press in range(3):
        page.keyboard.press("Shift")
    assert page.evaluate("window.seen") == [NEUTRAL_TITLE, ""]


def test_almost_five_seconds_between_two_presses_are_not_too_long(page):
    for _press in range(2):
        page.keyboard.press("Shift")
        page.clock.run_for(4900)
    page.keyboard.press("Shift")
    page.wait_for_url(AWAY)


def test_after_more_than_five_seconds_it_begins_anew_and_says_so(page):
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.clock.run_for(5100)
    assert said(page) == "You are still here."
    page.keyboard.press("Shift")
    assert said(page) == "Press Shift two more times to leave."
    page.clock.run_for(20_000)
    assert said(page) == ""
    assert is_here(page)


@pytest.mark.parametrize("key", ["Shift+A", "Shift+Tab", "Escape", "a", "Enter", " "])
def test_no_other_key_leads_away(page, key):
    for _press in range(4):
        page.keyboard.press(key)
    assert is_here(page)
    assert said(page) == ""


def test_shift_with_another_key_between_does_not_count(page):
    for _press in range(4):
        page.keyboard.press("Shift")
        page.keyboard.press("x")
    assert is_here(page)


def test_shift_held_for_a_click_or_beside_another_modifier_does_not_count(page):
    for _press in range(4):
        page.keyboard.down("Shift")
        page.locator("h1").click()
        page.keyboard.up("Shift")
        page.keyboard.press("Control+Shift")
    assert is_here(page)


def test_capital_letters_can_be_typed(page):
    field = page.get_by_label("Where?").first
    field.click()
    for letter in "SALFORD":
        page.keyboard.press(f"Shift+{letter}")
    assert field.input_value() == "SALFORD"
    assert is_here(page)
