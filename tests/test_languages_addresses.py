"""The language of a page is in its address, and goes with every link."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from directory.models.addresses import prefixed, split
from directory.pages.headers import headers_for
from tests.addresses import every_address, pages_in
from tests.making import make_user
from tests.pages import Page, is_outside, visit
from tests.signing_in import sign_in

OTHERS = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def switch(page: Page) -> dict[str, str]:
    """Where the row of languages leads, by language."""
    links = [tag for tag in page.all("a") if tag["hreflang"]]
    return {tag["hreflang"]: tag["href"] for tag in links[: len(settings.LANGUAGES)]}


@pytest.mark.parametrize(
    ("path", "language", "bare"),
    [
        ("/services/", "en-gb", "/services/"),
        ("/cy/services/", "cy", "/services/"),
        ("/ur/", "ur", "/"),
        ("/cy", "cy", ""),
        ("/cymru/", "en-gb", "/cymru/"),
        ("/en-gb/", "en-gb", "/en-gb/"),
    ],
)
def test_an_address_tells_its_language(path, language, bare):
    assert split(path) == (language, bare)


def test_an_address_without_a_language_is_english():
    assert prefixed("/now/") == "/now/"
    assert prefixed("/now/", "cy") == "/cy/now/"
    assert prefixed("/now/", "xx") == "/now/"


def test_neither_the_browser_nor_a_cookie_chooses_a_language(starter):
    client = Client(headers={"accept-language": "ur,cy;q=0.9"})
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "cy"
    for address in ("/", "/services/?area=E08000006", "/nowhere/"):
        answer = client.get(address)
        assert b'<html lang="en-gb" dir="ltr">' in answer.content
        assert "accept-language" not in answer.get("Vary", "").lower()
        assert "cookie" not in answer.get("Vary", "").lower()


def test_no_answer_in_any_language_differs_by_browser_or_sets_a_cookie(starter):
    client = Client(headers={"accept-language": "ur"})
    for address in every_address():
        answer = client.get(address.path)
        assert not answer.cookies, address
        assert "language" not in answer.get("Vary", "").lower(), address


@pytest.mark.parametrize("language", OTHERS)
def test_every_link_and_form_of_a_page_keeps_its_language(starter, language):
    for address in pages_in(language):
        page = visit(address)
        twins = set(switch(page).values())
        goals = {tag["action"] for tag in page.all("form")} | set(page.links)
        for goal in goals - twins - {""}:
            parts = urlsplit(goal)
            if is_outside(goal) or parts.scheme or not parts.path:
                continue
            # What programs read has one language.
            if parts.path.endswith((".txt", ".json", ".csv", ".zip")):
                continue
            # The offer leads to the list in the language that was written.
            assert parts.path.startswith(f"/{language}/"), (address, goal)


@pytest.mark.parametrize("language", OTHERS)
def test_a_search_stays_in_its_language(starter, language):
    client = Client()
    answer = client.post(f"/{language}/find/", {"place": "Salford", "need": "stay"})
    assert answer.status_code == 303
    wanted = f"/{language}/services/?area=E08000006&need=stay"
    assert answer["Location"].startswith(wanted)
    answer = client.post(f"/{language}/find/", {"place": "Newport"})
    assert answer["Location"].startswith(f"/{language}/")
    answer = client.get(f"/{language}/find/")
    assert answer["Location"] == f"/{language}/"
    answer = client.get(f"/{language}/services/?area=salford")
    assert answer["Location"] == f"/{language}/services/?area=E08000006"
    answer = client.get(f"/{language}/now")
    assert answer["Location"] == f"/{language}/now/"


def test_the_row_of_languages_leads_to_the_same_page(starter):
    query = "/services/?area=E08000006&need=stay"
    assert switch(visit(query)) == {
        "en-gb": query,
        "cy": f"/cy{query}",
        "ur": f"/ur{query}",
    }
    assert switch(visit(f"/ur{query}"))["en-gb"] == query


def test_every_page_lists_every_language_by_its_own_name(starter):
    for address in (*pages_in(), *pages_in("ur"), "/cy/nowhere/"):
        page = visit(address)
        names = {tag["lang"]: tag.text for tag in page.all("a") if tag["hreflang"]}
        assert names.items() >= dict(settings.LANGUAGES).items(), address


def test_a_page_names_its_twins_to_search_engines(starter):
    def twins(address: str) -> dict[str, str]:
        links = visit(address).all("link", rel="alternate")
        return {tag["hreflang"]: tag["href"] for tag in links}

    assert twins("/services/sktc56/") == {
        "en-gb": "http://testserver/services/sktc56/",
        "cy": "http://testserver/cy/services/sktc56/",
        "ur": "http://testserver/ur/services/sktc56/",
    }
    assert twins("/cy/services/sktc56/") == twins("/services/sktc56/")
    # Nobody shall list these, so they name nothing.
    assert twins("/services/?area=E08000006") == {}
    assert twins("/nowhere/") == {}


def test_a_canonical_address_is_in_the_language_of_its_page(starter):
    for address, canonical in {
        "/cy/services/?need=stay&area=E08000006": (
            "/cy/services/?area=E08000006&need=stay"
        ),
        "/ur/services/sktc56/?for=work": "/ur/services/sktc56/",
        "/ur/in/salford/": "/ur/in/salford/",
        "/cy/say/so/": "/cy/say/so/",
    }.items():
        assert visit(address).all("link", rel="canonical")[0]["href"] == canonical


@pytest.mark.parametrize("path", ["/", "/services/", "/find/", "/patterns/"])
@pytest.mark.parametrize("query", ["", "need=stay"])
def test_the_same_headers_go_with_a_page_in_every_language(path, query):
    for language in OTHERS:
        ours = headers_for(prefixed(path, language), query, 200)
        assert ours == headers_for(path, query, 200)


def test_the_admin_and_what_programs_read_have_no_other_language(client, starter):
    sign_in(client, make_user(is_superuser=True))
    for path in ("/admin/", "/healthz", "/readyz", "/robots.txt", "/sitemap.xml"):
        assert client.get(path).status_code == 200, path
        assert client.get(f"/cy{path}").status_code == 404, path
    assert b'lang="en-gb"' in client.get("/admin/").content


def test_one_answer_leaves_the_next_one_its_own_language(starter):
    client = Client()
    assert b'lang="ur"' in client.get("/ur/now/").content
    assert b'lang="en-gb"' in client.get("/now/").content
    assert b'lang="cy"' in client.get("/cy/now/").content
