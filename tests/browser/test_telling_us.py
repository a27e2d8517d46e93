"""Telling us something, as a person does, with and without JavaScript."""

import pytest

from tests.browser.test_everyone_can_read_it import TOO_WIDE, faults

pytestmark = pytest.mark.browser

REPORT = "/services/sktc56/report/"
SUGGEST = "/suggest/?area=E08000006"
# Once whatever the page itself scrolls to is reached.
TO_THE_TOP = """() => new Promise(done => requestAnimationFrame(() =>
    setTimeout(() => {
        scrollTo({top: 0, behavior: 'instant'});
        requestAnimationFrame(done);
    }, 100)))"""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("address", [REPORT, SUGGEST])
def test_the_forms_have_no_fault_that_a_machine_can_find(visitor, address, width):
    page = visitor(width=width, bypass_csp=True)
    page.goto(address)
    assert faults(page) == []
    # Empty, and sent too quickly: what is wrong is said, and found by the keyboard.
    page.get_by_role("button", name="Send").click()
    assert page.locator(".problem").is_visible()
    # The bar at the top would lie over what stands under it.
    page.wait_for_load_state()
    page.evaluate(TO_THE_TOP)
    assert faults(page) == []
    assert not page.evaluate(TOO_WIDE)
    page.locator(".problem a").first.click()
    assert page.url.rpartition("#")[2] in ("reason", "name")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_report_takes_one_tap_and_going_back_sends_nothing_twice(visitor, javascript):
    page = visitor(javascript=javascript)
    page.goto("/services/sktc56/")
    page.get_by_role("link", name="Something wrong here?").click()
    assert not page.locator("#subject").is_visible()
    page.get_by_text("It has closed").click()
    # No person is quicker than this; a form that is, comes back.
    page.wait_for_timeout(2100)
    page.get_by_role("button", name="Send").click()
    assert page.locator("h1").inner_text() == "Thank you. We have it."
    page.reload()
    assert page.locator("h1").inner_text() == "Thank you. We have it."
    page.go_back()
    assert page.locator("h1").inner_text() == "Something wrong here?"
    assert page.context.cookies() == []


def test_a_form_that_comes_back_holds_what_was_typed(visitor):
    page = visitor(javascript=False)
    page.goto(SUGGEST)
    page.get_by_label("What does it do, and for whom?").fill("It helps\n<b>me</b>")
    page.get_by_role("button", name="Send").click()
    assert page.locator(".problem").is_visible()
    typed = page.get_by_label("What does it do, and for whom?").input_value()
    assert typed == "It helps\n<b>me</b>"
    page.get_by_label("What is it called?").fill("Quayside")
    page.get_by_label("Its website or its number").fill("quayside.example")
    page.get_by_role("button", name="Send").click()
    assert page.locator("h1").inner_text() == "Thank you. We have it."


def test_what_can_be_tapped_is_large_enough(visitor):
    page = visitor(width=320)
    for address in (REPORT, SUGGEST):
        page.goto(address)
        for one in page.locator("main .option, main .button, main .box").all():
            assert one.bounding_box()["height"] >= 44
