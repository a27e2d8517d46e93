"""Every page for every reader: axe, small screens, keyboards, forced colours."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from directory.models import Service
from tests.making import PASSWORD, make_user

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = (
    "/",
    "/now/",
    "/services/",
    "/services/?area=E08000006&need=stay&now=1",
    "/services/?for=change&area=E08000006&q=zzz",
    "/services/?area=E06000053&need=stay&accepts=pets&language=fr",
    "/in/salford/",
    "/choose/?n=newport",
    "/services/222222/",
)


def faults(page) -> list[str]:
    """What axe finds wrong, with where."""
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:200]}"
        for fault in found
        for node in fault["nodes"]
    ]


def unfold(page) -> None:
    """Open everything that opens, so that it is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_has_a_fault_that_a_machine_can_find(
    starter, browser_page, width, scheme
):
    page = browser_page(width=width, bypass_csp=True, color_scheme=scheme)
    services = Service.objects.published().order_by("pk")
    some = [service.get_absolute_url() for service in services[:3]]
    for address in (*PAGES, *some):
        page.goto(address)
        unfold(page)
        assert faults(page) == [], address
        too_wide = "document.documentElement.scrollWidth > window.innerWidth"
        assert not page.evaluate(too_wide), address


def test_the_patterns_have_no_fault_either(starter, browser_page):
    make_user("maker@example.org", is_superuser=True)
    page = browser_page(width=320, bypass_csp=True)
    page.goto("/admin/login/?next=/patterns/")
    page.locator("#id_username").fill("maker@example.org")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("[type=submit]").click()
    assert page.locator("h1").inner_text() == "Patterns"
    unfold(page)
    assert faults(page) == []


def test_the_page_reads_on_in_forced_colours_and_without_motion(starter, browser_page):
    page = browser_page(
        bypass_csp=True, forced_colors="active", reduced_motion="reduce"
    )
    page.goto("/services/?area=E08000006&need=stay")
    assert faults(page) == []
    assert page.evaluate("document.getAnimations().length") == 0


def test_what_must_be_tapped_is_large_enough(starter, browser_page):
    page = browser_page(width=320)
    for address in ("/", "/services/?area=E08000006&need=stay", "/now/"):
        page.goto(address)
        for link in page.locator(".exit, .call, .button, .chip, .way, summary").all():
            if link.is_visible():
                assert link.bounding_box()["height"] >= 44, link.inner_text()


def test_the_keyboard_meets_the_way_out_first_and_nothing_hides_it(
    starter, browser_page
):
    page = browser_page(width=1280)
    page.goto("/services/?area=E08000006&need=stay")
    names = []
    for _step in range(40):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.textContent.trim()"))
        hidden = page.evaluate(
            """() => {
                const box = document.activeElement.getBoundingClientRect();
                const bar = document.querySelector('.masthead');
                if (bar.contains(document.activeElement)) return false;
                return box.top < bar.getBoundingClientRect().bottom - 1;
            }"""
        )
        assert not hidden, names[-1]
    assert names[0].endswith("Exit this page")
    assert names[1] == "Skip to the main part"


def test_a_slip_of_paper_names_no_site(starter, browser_page):
    page = browser_page(width=1280)
    page.goto("/services/?area=E08000006&need=stay")
    page.emulate_media(media="print")
    assert not page.locator(".exit").is_visible()
    assert not page.get_by_text("Signpost").first.is_visible()
    assert page.locator(".card .call").first.is_visible()
