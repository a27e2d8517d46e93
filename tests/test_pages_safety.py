"""What every public page does and does not do."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.urls import get_resolver

from directory.models.addresses import split
from directory.pages import errors
from tests.addresses import every_address
from tests.pages import TELLING, Page, is_outside, read, visit

WAY_OUT = ["Emergency:", "Exit", "this", "page"]
ENGLISH = settings.LANGUAGE_CODE
RTL = settings.LANGUAGES_BIDI


# Read once; nothing in these tests changes a page.
_read: dict[str, Page] = {}


@pytest.fixture
def pages(starter) -> dict[str, Page]:
    """Every public page, by its address."""
    if not _read:
        _read.update({one.path: visit(one.path) for one in every_address()})
    return _read


def html(pages: dict[str, Page]) -> Iterator[tuple[str, Page]]:
    """Those that are pages: a redirect and a text file are not."""
    return ((path, page) for path, page in pages.items() if "<html" in page.html)


def in_english(pages: dict[str, Page]) -> Iterator[tuple[str, Page]]:
    """Those that are in English."""
    for path, page in html(pages):
        if page.all("html")[0]["lang"] == ENGLISH:
            yield path, page


def test_the_way_out_comes_first_and_works_without_a_script(pages):
    for address, page in html(pages):
        links = page.all("a")
        ways_out = [link for link in links if link["href"] == settings.EXIT_URL]
        assert links[0] is ways_out[0], address
        assert links[1]["href"] == "#main", address
        assert len(ways_out) == 2, address
        # The page of bare numbers has no style that could hide the second.
        assert links[2] is ways_out[1] or "/numbers/" in address, address
        for way_out in ways_out:
            assert {"nofollow", "noreferrer"} <= set(way_out["rel"].split()), address
            assert "target" not in way_out.attributes, address
            assert "data-exit" in way_out.attributes, address


def test_the_way_out_is_named_as_a_thing_for_emergencies(pages):
    for address, page in in_english(pages):
        assert page.all("a")[0].text.split() == WAY_OUT, address


def test_the_emergency_block_is_on_every_page(pages):
    for address, page in html(pages):
        links = [tag["href"] for tag in page.all("a")]
        assert "tel:999" in links[:5], address
        main = next(i for i, tag in enumerate(page.tags) if tag.name == "main")
        near = [tag["href"] for tag in page.tags[: main + 12] if tag.name == "a"]
        assert [link for link in near if link.endswith("/safety/")], address
    for address, page in in_english(pages):
        block = page.text_of("section", class_="emergency")
        assert "In danger now? Ring 999" in block, address
        assert "press 55" in block, address
        assert "register" in block, address
        assert "999 BSL" in block, address
        is_change = "for=change" in address or "97ms8k" in address
        number = "0808 802 4040" if is_change else "0808 2000 247"
        assert number in block, address


def test_titles_addresses_and_files_give_nobody_away(pages):
    for address, page in html(pages):
        assert page.text_of("title"), address
        assert not TELLING.search(page.text_of("title")), address
        assert not TELLING.search(address), address
        for tag in page.tags:
            if tag.name in ("meta", "link", "img", "script"):
                assert not TELLING.search(" ".join(tag.attributes.values())), tag
        assert not [tag for tag in page.all("meta") if tag["property"]], address


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs_inline(pages):
    for address, page in html(pages):
        for tag in page.tags:
            is_file = tag.name == "link" and tag["rel"] in ("icon", "stylesheet")
            loaded = tag["src"] or (tag["href"] if is_file else "")
            assert not is_outside(loaded), (address, tag)
            assert not tag["style"], (address, tag)
            assert not [name for name in tag.attributes if name.startswith("on")]
            told = {"preconnect", "prefetch", "dns-prefetch", "preload", "manifest"}
            assert not told & set(tag["rel"].split()), (address, tag)
        (script,) = page.all("script")
        assert script["src"] == "/static/site.js", address
        assert not script.text, address
        assert not page.all("style"), address
        assert not page.all("iframe"), address


def test_every_link_that_leads_away_says_nothing_of_where_it_came_from(pages):
    for address, page in html(pages):
        for link in page.all("a"):
            if is_outside(link["href"]):
                assert "noreferrer" in link["rel"], (address, link)
                assert "nofollow" in link["rel"], (address, link)
            assert "download" not in link.attributes, (address, link)
            assert not link["href"].startswith("mailto:") or "?" not in link["href"]


def test_every_page_says_its_language_and_has_one_main_heading(pages):
    for address, page in html(pages):
        (root,) = page.all("html")
        language, _path = split(address)
        assert root["lang"] == language, address
        assert root["dir"] == ("rtl" if language in RTL else "ltr"), address
        assert len(page.all("h1")) == 1, address
        ids = [tag["id"] for tag in page.tags if tag["id"]]
        assert len(ids) == len(set(ids)), (address, ids)


def test_a_fault_of_ours_is_told_without_asking_the_database(
    django_assert_num_queries,
):
    request = RequestFactory().get("/services/?q=secret")
    with django_assert_num_queries(0):
        answers = [
            errors.broken(request),
            errors.bad_request(request, ValueError()),
            errors.refused(request, ValueError()),
            errors.csrf_failure(request),
        ]
    for answer, status in zip(answers, (500, 400, 403, 403), strict=True):
        page = read(answer)
        assert page.status == status
        assert "Ring 999" in page.text_of("section", class_="emergency")
        assert page.all("a")[0]["href"] == settings.EXIT_URL
        assert "secret" not in page.html


def test_each_failure_has_its_page():
    resolver = get_resolver()
    for status, view in (
        (400, errors.bad_request),
        (403, errors.refused),
        (404, errors.not_found),
        (500, errors.broken),
    ):
        assert resolver.resolve_error_handler(status) is view


def test_a_site_may_have_another_name_and_another_way_out(settings):
    settings.SITE_NAME, settings.EXIT_URL = "Waymark", "https://weather.example.org/"
    page = visit("/")
    assert page.text_of("title") == "Waymark"
    assert page.links[0] == "https://weather.example.org/"
