"""After a search nothing of what was typed stands in the address, title or log."""

import logging

import pytest

POSTCODE = "M6 5AA"
SENTENCE = "my husband hits me and ive nowhere to go"


class Written(logging.Handler):
    """Keeps every line that any logger writes."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def written():
    handler = Written()
    loggers = [logging.getLogger(), logging.getLogger("signpost.access")]
    for logger in loggers:
        logger.addHandler(handler)
    yield handler
    for logger in loggers:
        logger.removeHandler(handler)


@pytest.mark.parametrize("javascript", [False, True])
def test_a_search_leaves_no_trace_of_the_words(
    starter, browser_page, written, javascript
):
    page = browser_page(javascript=javascript)
    page.goto("/")
    page.get_by_label("Where?").first.fill(POSTCODE)
    page.get_by_label("What is going on?").first.fill(SENTENCE)
    page.locator("form[method=post] button").first.click()
    page.wait_for_url("**/services/**")
    assert "area=E08000006" in page.url
    assert "need=stay" in page.url
    told = [page.url, page.title(), *written.lines]
    for trace in (POSTCODE, "M65AA", "5AA", "husband", "hits", "nowhere"):
        assert not any(trace.lower() in line.lower() for line in told), trace
    assert "Salford" not in page.title()
