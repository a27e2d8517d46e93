"""Taking something with you: a list, a sheet of paper, bare numbers."""

import re

import pytest
from playwright.sync_api import expect

from directory.models import Disclosure, Service
from tests.browser.test_everyone_can_read_it import faults, unfold

pytestmark = pytest.mark.browser

RESULTS = "/services/?area=E08000006&need=stay&accepts=sons&age=15"
# By what each page says that can be seen on paper.
HIDDEN_ON_PAPER = (".exit", ".masthead", ".emergency", ".foot", ".keep", ".told")


def codes(number: int) -> list[str]:
    """The codes of some services with a phone, one of them with every sort of rule."""
    found = Service.objects.published().on_side("survivors").order_by("pk")
    reached = list(found.filter(contacts__kind="phone").distinct()[:number])
    for to, when in (("police", "risk"), ("gp", "consent"), ("council", "duty")):
        Disclosure.objects.update_or_create(
            service=reached[0], to=to, defaults={"when": when}
        )
    return list(dict.fromkeys(service.code for service in reached))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_to_keep_has_a_fault_that_a_machine_can_find(
    starter, browser_page, width, scheme
):
    chosen = codes(3)
    gone = Service.objects.get(code=chosen[1])
    gone.withdraw(because="It closed.")
    page = browser_page(width=width, bypass_csp=True, color_scheme=scheme)
    for address in (
        f"{RESULTS}&s={chosen[0]}",
        f"/services/{chosen[0]}/?accepts=sons&age=15&s={chosen[0]}",
        f"/services/{chosen[0]}/?large=1",
        f"/services/{chosen[0]}/slip/",
        f"/list/?s={'-'.join(chosen)}-zzzzzz",
        f"/list/?s={chosen[0]}&large=1",
        "/list/",
        "/in/salford/numbers/",
        "/in/salford/numbers/?for=change",
        "/ur/in/salford/numbers/",
        f"/ur/list/?s={chosen[0]}",
    ):
        page.goto(address)
        unfold(page)
        assert faults(page) == [], address
        too_wide = "document.documentElement.scrollWidth > window.innerWidth"
        assert not page.evaluate(too_wide), address


def test_signs_and_words_stand_on_in_forced_colours(starter, browser_page):
    (code,) = codes(1)
    page = browser_page(bypass_csp=True, forced_colors="active")
    page.goto(f"/services/{code}/")
    assert faults(page) == []
    sign = page.locator(".told-risk").evaluate(
        "one => getComputedStyle(one, '::before').backgroundColor"
    )
    assert sign not in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")
    assert page.locator(".told-risk dd").inner_text()


def test_without_a_script_a_list_is_made_read_out_and_taken_apart(
    starter, browser_page
):
    page = browser_page(javascript=False, width=320)
    page.goto(RESULTS)
    assert "Whoever opens that address" in page.locator("main").inner_text()
    cards = page.locator(".card")
    first = cards.nth(0).get_by_role("heading").inner_text()
    second = cards.nth(1).get_by_role("heading").inner_text()
    cards.nth(1).get_by_role("link", name="Add to list").click()
    assert page.locator(".card:target").get_by_role("heading").inner_text() == second
    cards.nth(0).get_by_role("heading").get_by_role("link").click()
    assert "accepts=sons" in page.url
    assert page.locator(".questions").inner_text().count("?") >= 1
    add = page.get_by_role("link", name="Add to list")
    assert add.bounding_box()["height"] >= 44
    add.click()
    page.get_by_role("link", name="Your list: 2 services").click()
    assert page.title() == "Your list, 2 services"
    names = [name.split(". ")[-1] for name in page.locator("ol h2").all_inner_texts()]
    assert names == [second, first]
    assert page.context.cookies() == []
    off = re.compile(f"Take it off.*{re.escape(second)}")
    page.get_by_role("link", name=off).click()
    assert page.title() == "Your list, 1 service"
    page.get_by_label("Where?").fill("Leeds")
    page.get_by_role("button", name="Search").click()
    assert re.search(r"area=E08000035.*&s=\w{6}$", page.url)


def test_the_square_code_is_drawn_and_comes_from_us_alone(starter, browser_page):
    page = browser_page(width=320)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/list/?s={'-'.join(codes(2))}")
    assert not [url for url in asked if "/list/code/" in url]
    page.locator("summary", has_text="To another phone").click()
    picture = page.locator("img.code")
    picture.scroll_into_view_if_needed()
    # Playwright's own waiting evaluates a string, which our CSP refuses.
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0
    assert picture.bounding_box()["width"] <= 288
    home = page.url.split("/list")[0]
    assert all(url.startswith(home) for url in asked)


@pytest.mark.parametrize("query", ["", "large=1"])
def test_on_paper_stand_name_number_hours_and_area_and_no_word_of_us(
    starter, browser_page, query
):
    code, other = codes(2)[:2]
    page = browser_page(width=800)
    for address in (
        f"/services/{code}/?{query}",
        f"/list/?s={code}-{other}&{query}",
        "/services/?area=E08000006&need=stay",
    ):
        page.goto(address)
        page.emulate_media(media="print")
        for hidden in HIDDEN_ON_PAPER:
            for one in page.locator(hidden).all():
                assert not one.is_visible(), (address, hidden)
        words = page.locator("body").inner_text()
        for ours in ("Signpost", "Exit this page", "Before you ring", "address of"):
            assert ours not in words, (address, ours)
        assert page.locator(".call").first.is_visible(), address
        page.emulate_media(media="screen")


def test_one_service_is_one_sheet(starter, browser_page, tmp_path):
    (code,) = codes(1)
    page = browser_page(width=1280)
    for query in ("", "?large=1"):
        page.goto(f"/services/{code}/{query}")
        paper = page.pdf(format="A4", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1, query


def test_a_slip_on_paper_is_a_number_hours_and_what_to_ask_for(starter, browser_page):
    (code,) = codes(1)
    service = Service.objects.get(code=code)
    page = browser_page(width=800)
    page.goto(f"/services/{code}/slip/")
    page.emulate_media(media="print")
    words = page.locator("body").inner_text()
    assert words.strip() == page.locator(".slip").inner_text().strip()
    assert service.name not in words
    assert "Ask for:" in words


def test_bare_numbers_are_light_and_can_be_tapped(starter, browser_page):
    page = browser_page(javascript=False, width=320)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    response = page.goto("/in/salford/numbers/")
    assert len(response.body()) < 4096
    assert not [url for url in asked if url.endswith(".css")]
    assert page.locator("a[href^='tel:']").count() >= 5
    assert page.get_by_role("link", name="Exit this page").first.is_visible()
