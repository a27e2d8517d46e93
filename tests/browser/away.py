"""Stands in for the neutral site, and looks at what a tab remembers."""

from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from playwright.sync_api import Error, Page, Request, Route

AWAY = settings.EXIT_URL
# What a tab shows while the neutral site is still on its way.
NEUTRAL_TITLE = "bbc.co.uk"


def stand_in(page: Page) -> list[Request]:
    """Answer for the neutral site; what it was asked is in the list."""
    asked: list[Request] = []

    def answer(route: Route) -> None:
        asked.append(route.request)
        route.fulfill(body="<title>Weather</title>Rain", content_type="text/html")

    page.context.route("https://www.bbc.co.uk/**", answer)
    return asked


def never_answer(page: Page) -> list[Request]:
    """The neutral site takes for ever; the tab stays on our page."""
    asked: list[Request] = []

    def wait(route: Route) -> None:
        asked.append(route.request)
        # As a browser does when its user presses Stop.
        route.abort("aborted")

    page.context.route("https://www.bbc.co.uk/**", wait)
    return asked


class Tab:
    """What a tab remembers, asked in a way that survives its pages."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session = page.context.new_cdp_session(page)

    def entries(self) -> list[str]:
        """The addresses in its history, oldest first."""
        told = self.session.send("Page.getNavigationHistory")
        return [entry["url"] for entry in told["entries"]]

    def current(self) -> str:
        """The address that it is at."""
        told = self.session.send("Page.getNavigationHistory")
        return told["entries"][told["currentIndex"]]["url"]

    def back(self) -> None:
        """Go back as the button does; `page.evaluate` can die with its page."""
        with suppress(Error):
            expression = {"expression": "history.back()"}
            self.session.send("Runtime.evaluate", expression)

    def wait_until_at(self, address: str, *, ours: int | None = None) -> None:
        """Until the tab is at an address, and remembers so many pages of ours."""

        def is_there() -> bool:
            left = sum("127.0.0.1" in url for url in self.entries())
            return self.current() == address and ours in (None, left)

        until(self.page, is_there)


def until(page: Page, is_so: Callable[[], object]) -> None:
    """Wait for something that only the test can see; thirty seconds at most."""
    for _attempt in range(1500):
        # Between two pages a tab does not answer.
        with suppress(Error):
            if is_so():
                return
        page.wait_for_timeout(20)
    raise AssertionError("It never came to be so.")
