"""What every test can count on: a database, real data where asked for, a browser."""

import pytest
from django.core.management import call_command

from directory.find import held
from tests.browsers import find_browser
from tests.databases import Copies

@pytest.fixture(autouse=True)
def _a_database(db):
    """Every test may read and write; nothing of it stays."""


@pytest.fixture(autouse=True)
def _nothing_held_in_memory():
    """An edition's number comes again in the next test, with other contents."""
    yield
    held.forget()


@pytest.fixture(scope="session")
def _starter_copies(django_db_setup, django_db_blocker):
    """A database with the starter directory, loaded once in each process."""
    with django_db_blocker.unblock():
        copies = Copies()
        with copies.of_the_empty_one("starter"):
            call_command("load_starter", verbosity=0)
            held.forget()
            copies.held = held.holding()
            held.forget()
    yield copies
    with django_db_blocker.unblock():
        copies.drop()


@pytest.fixture(scope="class")
def starter(request, _starter_copies, django_db_blocker):
    """The test runs on the starter directory: real services, areas, places, terms.

    Class scope puts it before the transaction that every test runs in. A test with a
    live server writes for good, so it gets a copy of its own.
    """
    writes = {"transactional_db", "live_server"} & set(request.fixturenames)
    with django_db_blocker.unblock(), _starter_copies.working_on("starter", writes):
        held.forget()
        held._latest = _starter_copies.held
        yield
        held.forget()


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, started once."""
    path = find_browser()
    if path is None:
        pytest.fail("No Chromium: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def browser_page(chromium, live_server, monkeypatch):
    """Opens pages: `browser_page(javascript=False, width=360)` is a new visitor's."""
    # Playwright keeps an event loop in this thread, and Django would refuse to work.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    contexts = []

    def open_page(*, javascript: bool = True, width: int = 360, **options):
        context = chromium.new_context(
            base_url=live_server.url,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 720},
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def pytest_collection_modifyitems(items):
    """A test that opens a browser is marked as one."""
    for item in items:
        if {"browser_page", "chromium"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


