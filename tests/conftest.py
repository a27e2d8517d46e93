"""What every test can count on: a database, real data where asked for, a browser."""

import pytest
from django.core.management import call_command
from playwright.sync_api import sync_playwright

from directory.find import held
from directory.pages.kept import shelf
from tests.browsers import find_browser
from tests.databases import Copies
from tests.making import decided


@pytest.fixture(autouse=True)
def _a_database(db):
    """Every test may read and write; nothing of it stays."""


@pytest.fixture(autouse=True)
def _nothing_held_in_memory():
    """An edition's number comes again in the next test, with other contents."""
    yield
    held.forget()
    shelf.forget()


@pytest.fixture
def all_decided():
    """For tests about other rules: whatever they write to the public was decided.

    `pytestmark = pytest.mark.usefixtures("all_decided")` says so at the top of a file.
    """
    with decided():
        yield


@pytest.fixture(scope="session")
def _starter_copies(django_db_setup, django_db_blocker):
    """A database with the starter directory, loaded once in each run."""
    with django_db_blocker.unblock():
        copies = Copies(lambda: call_command("load_starter", verbosity=0))
    yield copies
    with django_db_blocker.unblock():
        copies.close()


@pytest.fixture(scope="class")
def starter(request, _starter_copies, django_db_blocker):
    """The test runs on the starter directory: real services, areas, places, terms.

    Class scope puts it before the transaction that every test runs in. A test with a
    live server writes for good, so it gets a copy of its own.
    """
    mark = request.node.get_closest_marker("django_db")
    writes = {"transactional_db", "live_server"} & set(request.fixturenames)
    for_good = bool(writes or (mark and mark.kwargs.get("transaction")))
    working = _starter_copies.working_on_it(for_good=for_good)
    with django_db_blocker.unblock(), working:
        held.forget()
        # Read once; what a test changes leads to a holding of its own.
        _starter_copies.held = _starter_copies.held or held.holding()
        held._latest = _starter_copies.held
        yield
        held.forget()


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, started once."""
    path = find_browser()
    if path is None:
        pytest.fail("No Chromium: apt-get install chromium")
    # Playwright keeps an event loop in this thread, where Django would refuse to work.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as running:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = running.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def browser_page(chromium, live_server):
    """Opens pages: `browser_page(javascript=False, width=360)` is a new visitor's."""
    contexts = []

    def open_page(*, javascript: bool = True, width: int = 360, **options):
        context = chromium.new_context(
            base_url=live_server.url,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 720},
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(30_000)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def pytest_collection_modifyitems(items):
    """A test that opens a browser is marked as one."""
    for item in items:
        if {"browser_page", "chromium"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
