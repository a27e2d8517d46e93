"""The site as it runs in public, for all browser tests that only read."""

import pytest

from tests.browsers import find_browser
from tests.serving import Served, database_url, manage, served


@pytest.fixture(scope="session")
def site(_starter_copies, django_db_blocker, tmp_path_factory):
    """The site on gunicorn: collected files, the starter directory; started once."""
    folder = tmp_path_factory.mktemp("public")
    collected = manage("collectstatic", "--noinput", VAR_DIR=str(folder))
    assert collected.returncode == 0, collected.stderr
    with django_db_blocker.unblock(), _starter_copies.a_copy("served") as name:
        changes = {
            "DATABASE_URL": database_url(name),
            "DJANGO_SETTINGS_MODULE": "tests.served_settings",
        }
        with served(folder, **changes) as running:
            yield running


@pytest.fixture
def visitor(chromium, site: Served):
    """Opens pages of the public site: `visitor(javascript=False, width=320)`."""
    contexts = []

    def open_page(
        *, javascript: bool = True, width: int = 320, height: int = 640, **options
    ):
        context = chromium.new_context(
            base_url=f"http://127.0.0.1:{site.port}",
            java_script_enabled=javascript,
            viewport={"width": width, "height": height},
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(30_000)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def remembering_chromium(chromium):
    """A browser that keeps left pages in memory, as people's browsers do.

    Playwright turns that off, and a test of going back would prove nothing.
    """
    browser = chromium.browser_type.launch(
        executable_path=find_browser(),
        args=["--no-sandbox"],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield browser
    browser.close()
