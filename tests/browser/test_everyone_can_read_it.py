"""Every page for every reader: axe, small screens, keyboards, forced colours."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from tests.addresses import pages_in
from tests.making import make_user
from tests.signing_in import cookie, sign_in

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LIST = "/services/?area=E08000006&need=stay"
AXE = Axe().axe_script
# Two thirds of the time go into colours, so those are looked at once for what is alike:
# of a group's boxes, which differ in words and number only, the first three.
FIND = """async (rules) => {
    const colours = 'color-contrast', resultTypes = ['violations'];
    const without = {runOnly: rules, rules: {[colours]: {enabled: false}}, resultTypes};
    const only = {runOnly: {type: 'rule', values: [colours]}, resultTypes};
    const found = [
        await axe.run(without),
        await axe.run({exclude: ['.option:nth-of-type(n+4)']}, only),
    ];
    return found.flatMap(one => one.violations).flatMap(
        fault => fault.nodes.map(node => `${fault.id}: ${node.html.slice(0, 200)}`)
    );
}"""
# Enough of each kind of page to see a colour that fails.
FEW = (LIST, "/", "/now/", "/services/sktc56/", "/guides/online/", "/safety/")
# These were read on sites whose names are longer than a small screen.
LONG_NAMES = ("/services/cp98j2/", "/services/mxvgmx/")
# How the tab keys go through a page; between two of these others may stand.
STOPS = (
    "Emergency: Exit this page",
    "Skip to the main part",
    "Emergency: Exit this page",
    "Signpost",
    "In danger now? Ring 999",
    "Staying safe online",
    "Silent calls, texts, sign language, police",
    "Change who, where or what",
    "Narrow this list",
    "National Domestic Abuse Helpline",
    "Start again",
)
FOCUSED = """() => {
    const focused = document.activeElement, box = focused.getBoundingClientRect();
    const bar = document.querySelector('.masthead');
    const x = box.left + Math.min(box.width / 2, 8), y = box.top + box.height / 2;
    const top = document.elementFromPoint(x, y);
    return {
        name: focused.textContent.trim().replace(/\\s+/g, ' ') || focused.name,
        isSeen: focused.contains(top) || (top && top.contains(focused)) || false,
        isOutlined: getComputedStyle(focused).outlineStyle !== 'none',
    };
}"""
TOO_WIDE = "document.documentElement.scrollWidth > window.innerWidth"


def faults(page) -> list[str]:
    """What axe finds wrong, with where."""
    page.evaluate(AXE)
    return page.evaluate(FIND, RULES)


def unfold(page) -> None:
    """Open everything that opens, so that it is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


def look_at(page, addresses) -> None:
    for address in addresses:
        page.goto(address)
        unfold(page)
        assert faults(page) == [], address
        assert not page.evaluate(TOO_WIDE), address


@pytest.mark.parametrize("language", ["en-gb", "ur"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_has_a_fault_that_a_machine_can_find(visitor, width, language):
    page = visitor(width=width, bypass_csp=True)
    look_at(page, pages_in(language))


@pytest.mark.parametrize("width", [320, 1280])
def test_in_the_dark_no_page_has_a_fault_either(visitor, width):
    page = visitor(width=width, bypass_csp=True, color_scheme="dark")
    look_at(page, FEW)


def test_the_patterns_have_no_fault_either(starter, browser_page, live_server):
    maker = make_user("maker@example.org", is_superuser=True)
    page = browser_page(width=320, bypass_csp=True)
    kept = cookie(sign_in(Client(), maker))
    page.context.add_cookies([kept | {"url": live_server.url}])
    page.goto("/patterns/")
    assert page.locator("h1").inner_text() == "Patterns"
    unfold(page)
    assert faults(page) == []


def test_the_page_reads_on_in_forced_colours_and_without_motion(visitor):
    page = visitor(bypass_csp=True, forced_colors="active", reduced_motion="reduce")
    for address in FEW:
        page.goto(address)
        assert faults(page) == [], address
        assert page.evaluate("document.getAnimations().length") == 0
        assert not page.locator("[autoplay]").count()


def test_four_times_as_large_nothing_scrolls_sideways_or_covers_much(visitor):
    # 1280 by 1024 pixels at 400% is this many.
    page = visitor(width=320, height=256)
    for address in (*pages_in(), *LONG_NAMES):
        page.goto(address)
        unfold(page)
        assert not page.evaluate(TOO_WIDE), address
    page = visitor(width=320, height=640)
    page.goto(LIST)
    covered = """() => [...document.querySelectorAll('body *')]
        .filter(e => ['sticky', 'fixed'].includes(getComputedStyle(e).position))
        .reduce((sum, e) => sum + e.getBoundingClientRect().height, 0)"""
    assert page.evaluate(covered) < 0.2 * 640


def test_what_must_be_tapped_is_large_enough(visitor):
    page = visitor(width=320)
    for address in FEW:
        page.goto(address)
        for link in page.locator(".exit, .call, .button, .chip, .way, summary").all():
            if link.is_visible():
                assert link.bounding_box()["height"] >= 44, link.inner_text()


def test_the_keyboard_goes_through_a_list_in_order_and_nothing_hides_it(visitor):
    # Without motion, so that a page has come to rest when it is looked at.
    page = visitor(width=1280, reduced_motion="reduce")
    page.goto(LIST)
    names = []
    while len(names) < 250:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if names and stop["name"] == "":
            break
        assert stop["isSeen"], stop
        assert stop["isOutlined"], stop
        names.append(stop["name"])
        if stop["name"] == STOPS[-1]:
            break
    place = 0
    for stop in STOPS:
        found = [n for n in range(place, len(names)) if names[n].startswith(stop)]
        assert found, (stop, names[place : place + 20])
        place = found[0] + 1
    assert names[:6] == list(STOPS[:6])


def test_at_most_one_part_of_a_page_speaks_up(visitor):
    page = visitor()
    for address in pages_in():
        page.goto(address)
        assert page.locator("[role=status]").count() <= 1, address
        assert page.locator("[aria-live]").count() == 0, address
