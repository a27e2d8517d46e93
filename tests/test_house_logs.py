"""What is written about a visit gives nobody away, also when a page crashes."""

import time

import pytest

from tests.serving import served

# What a visitor might send; none of it may ever be written.
POSTCODE = "M14 5RQ"
WORDS = "hits-me"
SECRETS = ("M14", "5RQ", "hits", "203.0.113.9", "127.0.0.1", "Mozilla", "evil")
HEADERS = {"User_Agent": "Mozilla/5.0", "X_Forwarded_For": "203.0.113.9"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    with served(folder, DJANGO_SETTINGS_MODULE="tests.crashing_settings") as site:
        yield site


def written_after(site, ask, expected: str) -> str:
    """What the site writes about one request, once `expected` stands there."""
    before = len(site.written())
    ask()
    for _attempt in range(50):
        written = site.written()[before:]
        if expected in written:
            return written
        time.sleep(0.1)
    raise AssertionError(f"{expected!r} is not in:\n{written}")


def refuse_secrets(written: str) -> None:
    assert not [secret for secret in SECRETS if secret in written], written


def test_a_crash_is_written_without_anything_that_the_visitor_sent(site):
    def ask():
        path = f"/crash/{WORDS}/?place=M14+5RQ&q={WORDS}"
        answer = site.post(path, f"place={POSTCODE}", **HEADERS)
        assert b" 500 " in answer.partition(b"\r\n")[0]

    written = written_after(site, ask, "signpost.access crash 500")
    refuse_secrets(written)
    assert "page crash" in written
    assert "builtins.ValueError" in written
    assert "builtins.KeyError" in written
    assert "tests/crashing.py:" in written


def test_a_crash_that_only_gunicorn_sees_is_written_as_quietly(site):
    def ask():
        site.get("/crash-later/?place=M14+5RQ", **HEADERS)

    written = written_after(site, ask, "builtins.RuntimeError")
    refuse_secrets(written)
    assert "tests/crashing.py:" in written


def test_the_line_about_a_visit_names_the_page_the_status_and_the_time(site):
    def ask():
        site.get("/warn/?place=M14+5RQ", **HEADERS)

    written = written_after(site, ask, "signpost.access warn 200")
    refuse_secrets(written)
    assert written.rstrip().endswith(" ms")


def test_a_library_that_quotes_a_visitor_is_not_quoted(site):
    def ask():
        site.get("/warn/?place=M14+5RQ", **HEADERS)

    written = written_after(site, ask, "WARNING some.library")
    refuse_secrets(written)


def test_a_page_that_is_not_there_leaves_no_address(site):
    def ask():
        site.get(f"/{WORDS}/?place=M14+5RQ", **HEADERS)

    written = written_after(site, ask, "signpost.access no-route 404")
    refuse_secrets(written)


@pytest.mark.parametrize(
    "raw",
    [
        b"GET /hits M14 5RQ HTTP/1.1\r\nHost: evil\r\n\r\n",
        b"GET /?q=hits HTTP/1.1\r\nHost: evil M14\r\nConnection: close\r\n\r\n",
        b"GET /?q=hits HTTP/1.1\r\nHost: x\r\nContent-Length: M14\r\n\r\n",
        b"M14 5RQ\r\n\r\n",
    ],
)
def test_a_request_that_cannot_be_read_leaves_nothing(site, raw):
    before = len(site.written())
    site.send(raw)
    # Another visit's line comes after whatever is written about this one.
    time.sleep(0.2)
    written_after(site, lambda: site.get("/warn/?place=x"), "access warn 200")
    refuse_secrets(site.written()[before:])
