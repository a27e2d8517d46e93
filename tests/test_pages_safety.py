"""What every public page does and does not do."""

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver, reverse

from directory.models import Service
from directory.pages import errors, urls
from directory.pages.headers import headers_for
from tests.pages import TELLING, a_small_town, is_outside, read, visit


def every_address() -> list[str]:
    """One address for every public page of the site, and some that fail."""
    rooms = Service.objects.get(name="Rooms").code
    found = []
    for pattern in urls.urlpatterns:
        assert isinstance(pattern, URLPattern)
        given = {"code": rooms, "slug": "salford"}
        names = pattern.pattern.converters
        found.append(
            reverse(pattern.name, kwargs={name: given[name] for name in names})
        )
    lists = ["/services/?area=E08000006&need=stay", "/services/?for=change&q=zzz"]
    return [*found, *lists, "/services/222222/", "/nowhere/", "/in/nowhere/"]


@pytest.fixture
def pages():
    a_small_town()
    return {address: visit(address) for address in every_address()}


def html(pages):
    """Those that are pages: a redirect and a text file are not."""
    return {a: page for a, page in pages.items() if "<html" in page.html}


def test_every_answer_carries_its_headers(pages):
    for address, page in pages.items():
        headers = page.headers
        assert headers["Cache-Control"] == "no-store", address
        assert headers["Referrer-Policy"] == "same-origin", address
        assert "geolocation=()" in headers["Permissions-Policy"], address
        assert "default-src 'none'" in headers["Content-Security-Policy"], address
        assert "unsafe" not in headers["Content-Security-Policy"], address
        assert headers["X-Content-Type-Options"] == "nosniff", address


def test_no_public_page_sets_a_cookie_or_differs_by_cookie(pages):
    for address, page in pages.items():
        assert "Set-Cookie" not in page.headers, address
        if address != "/patterns/":
            assert "Cookie" not in page.headers.get("Vary", ""), address
            assert "Language" not in page.headers.get("Vary", ""), address


def test_a_filtered_list_and_a_failed_page_are_not_for_search_engines():
    assert headers_for("/services/", "need=stay", 200)["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in headers_for("/services/", "", 200)
    assert "X-Robots-Tag" not in headers_for("/in/salford/", "", 200)
    assert headers_for("/nowhere/", "", 404)["X-Robots-Tag"] == "noindex"
    assert headers_for("/admin/", "", 200)["X-Robots-Tag"] == "noindex"
    assert headers_for("/static/site.css", "", 200) == {}


def test_the_way_out_comes_first_and_works_without_a_script(pages):
    for address, page in html(pages).items():
        first = page.all("a")[0]
        assert first["href"] == settings.EXIT_URL, address
        assert {"nofollow", "noreferrer"} <= set(first["rel"].split()), address
        assert first.text.split() == ["Emergency:", "Exit", "this", "page"], address
        assert "target" not in first.attributes, address
        assert page.all("a")[1]["href"] == "#main", address


def test_the_emergency_block_is_on_every_page(pages):
    for address, page in html(pages).items():
        block = page.text_of("section", class_="emergency")
        assert "In danger now? Ring 999" in block, address
        assert "press 55" in block, address
        assert "register" in block, address
        assert "999 BSL" in block, address
        number = "0808 157 0202" if "for=change" in address else "0808 157 0101"
        assert number in block, address
        assert page.all("a")[3]["href"] == "tel:999", address


def test_titles_addresses_and_files_give_nobody_away(pages):
    for address, page in html(pages).items():
        assert not TELLING.search(page.text_of("title")), address
        assert not TELLING.search(address), address
        for tag in page.tags:
            if tag.name in ("meta", "link", "img", "script"):
                assert not TELLING.search(" ".join(tag.attributes.values())), tag


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs_inline(pages):
    for address, page in html(pages).items():
        for tag in page.tags:
            loaded = tag["src"] or (tag["href"] if tag.name == "link" else "")
            assert not is_outside(loaded), (address, tag)
            assert not tag["style"], (address, tag)
            assert not [name for name in tag.attributes if name.startswith("on")]
        assert not page.all("script"), address
        assert not page.all("style"), address


def test_every_link_that_leads_away_says_nothing_of_where_it_came_from(pages):
    for address, page in html(pages).items():
        for link in page.all("a"):
            if is_outside(link["href"]):
                assert "noreferrer" in link["rel"], (address, link)
                assert "nofollow" in link["rel"], (address, link)


def test_every_page_says_its_language_and_has_one_main_heading(pages):
    for address, page in html(pages).items():
        (root,) = page.all("html")
        assert root["lang"] == "en-gb", address
        assert root["dir"] == "ltr", address
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


def test_robots_may_read_what_tells_them_not_to_list_it():
    response = Client().get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert b"Disallow: /find/" in response.content
    assert b"services" not in response.content
