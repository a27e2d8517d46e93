"""Light enough for a weak line and a small allowance of data."""

import pytest

LIST = "/services/?area=E08000006&need=stay"
PAGES = (LIST, "/", "/services/sktc56/", "/safety/", "/guides/online/", "/ur/")
# 400 kbit/s, and 400 ms there and back.
WEAK = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
PAINTED = """() => new Promise((tell) => {
    const watch = new PerformanceObserver((seen) => {
        for (const paint of seen.getEntriesByName('first-contentful-paint')) {
            tell(paint.startTime);
        }
    });
    watch.observe({type: 'paint', buffered: true});
})"""


def weigh(page, address: str) -> tuple[list[str], int, int]:
    """What a first visit asks for, what all of it weighs, and the page alone."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    asked: dict[str, str] = {}
    weights: dict[str, int] = {}

    def loaded(event) -> None:
        weights[event["requestId"]] = event["encodedDataLength"]

    def sent(event) -> None:
        asked[event["requestId"]] = event["request"]["url"]

    session.on("Network.requestWillBeSent", sent)
    session.on("Network.loadingFinished", loaded)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    alone = sum(
        weight for key, weight in weights.items() if "/static/" not in asked[key]
    )
    return list(asked.values()), sum(weights.values()), alone


@pytest.mark.parametrize("address", PAGES)
def test_a_first_page_is_light(visitor, address):
    page = visitor()
    asked, everything, alone = weigh(page, address)
    assert len(asked) <= 6, asked
    assert everything <= 50_000
    assert alone <= 30_000


@pytest.mark.parametrize("javascript", [False, True])
def test_a_list_is_there_within_five_seconds_on_a_weak_line(visitor, javascript):
    page = visitor(javascript=javascript)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", WEAK)
    page.goto(LIST)
    if javascript:
        assert page.evaluate(PAINTED) <= 5000
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").is_visible()
    assert page.locator(".card .call").first.is_visible()


def test_without_its_style_a_page_still_reads_in_order(visitor):
    page = visitor()
    page.route("**/*.css", lambda route: route.abort())
    page.goto(LIST)
    text = page.locator("body").inner_text()
    order = [
        "Exit this page",
        "Skip to the main part",
        "In danger now?",
        page.locator("h1").inner_text(),
        page.locator(".card h3").first.inner_text(),
        "If none of this helps",
        "Start again",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    link = page.locator("a.exit")
    assert link.is_visible()


def test_with_its_script_lost_on_the_way_the_way_out_still_leads_away(visitor):
    page = visitor()
    page.route("**/*.js", lambda route: route.abort())
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="Rain"))
    page.goto(LIST)
    page.locator("a.exit").click()
    page.wait_for_url("https://www.bbc.co.uk/weather")
