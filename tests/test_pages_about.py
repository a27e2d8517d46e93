"""Pages about the site itself: what they promise stands, and comes from somewhere."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as ours
from django.contrib.staticfiles import finders
from django.test import Client

from directory.pages.kept import shelf
from tests.addresses import LISTED
from tests.guides import make_guide
from tests.making import make_service
from tests.pages import TELLING, a_small_town, visit

ABOUT = (
    *("/privacy/", "/accessibility/", "/about/", "/about/data/"),
    *("/about/listing/", "/about/security/"),
)
# Words in a sentence.
LONGEST = 20
SOURCES = ours.BASE_DIR / "directory" / "starter" / "geography" / "SOURCES.md"


def attribution() -> str:
    """The words that the licences ask for, as the sources quote them."""
    lines = SOURCES.read_text(encoding="utf-8").splitlines()
    return " ".join(line.removeprefix("> ") for line in lines if line.startswith("> "))


# Whom to write to


@pytest.mark.parametrize("address", ABOUT)
def test_every_page_about_the_site_says_whom_to_ask(settings, address):
    a_small_town()
    settings.SITE_OWNER, settings.CONTACT_EMAIL = "Harbour", "hello@harbour.example"
    page = visit(address)
    assert "Write to Harbour:" in page.text
    assert page.linked("hello@harbour.example") == "mailto:hello@harbour.example"
    assert "never use it in an emergency" in page.text


@pytest.mark.parametrize("address", ABOUT)
def test_where_nobody_is_named_a_page_says_so(address):
    a_small_town()
    assert "Ask whoever runs this site." in visit(address).text


def test_an_owner_without_an_address_is_named(settings):
    a_small_town()
    settings.SITE_OWNER = "Harbour"
    assert "Ask Harbour, who run this site." in visit("/about/").text


# What they say


def test_the_data_page_shows_the_attribution_word_for_word():
    a_small_town()
    assert attribution().startswith("Contains OS data ©")
    assert visit("/about/data/").text_of("blockquote") == attribution()


def test_what_is_listed_is_the_text_that_moderators_go_by():
    a_small_town()
    written = (ours.BASE_DIR / "docs" / "listing.md").read_text(encoding="utf-8")
    page = visit("/about/listing/")
    for line in written.splitlines():
        words = line.lstrip("#- ").replace("**", "")
        assert " ".join(words.split()) in page.text, line
    assert [page.text_of("h1"), len(page.all("h1"))] == ["What we list", 1]
    assert "/about/listing/" in visit("/about/").links
    welsh = visit("/cy/about/listing/")
    assert welsh.all("div", lang="en", dir="ltr")


def test_the_number_of_services_is_counted():
    a_small_town()
    shown = re.search(r"It lists (\d+) services", visit("/about/").text)
    assert shown
    make_service("One more")
    assert f"It lists {int(shown[1]) + 1} services" in visit("/about/").text


def test_the_safety_page_names_what_no_exit_can_do(settings):
    a_small_town()
    settings.EXIT_URL = "https://www.weather.example.org/today"
    page = visit("/safety/")
    for words in (
        "takes you to weather.example.org at once",
        "It does not clear the history",
        "spyware",
        "Clear only what you need to",
        "saved passwords",
        "press the Shift key three times",
        "Try it once now, while you are safe",
        "We keep no record of your visit",
        "the police may pass your details to the Home Office",
        "please do not call me back",
        "testserver",
    ):
        assert words in page.text, words
    for promise in ("untraceable", "anonymous", "nobody can see", "cannot be seen"):
        assert promise not in page.text.lower()
    assert page.linked("refugetechsafety.org") == "https://refugetechsafety.org/"


@pytest.mark.parametrize("address", [*ABOUT, "/safety/"])
def test_sentences_are_short_and_call_nobody_a_victim(settings, address):
    a_small_town()
    settings.SITE_OWNER, settings.CONTACT_EMAIL = "Harbour", "hello@harbour.example"
    page = visit(address)
    assert "victim" not in page.text_of("main").lower().replace("victim support", "")
    begins = page.tags.index(page.all("main")[0])
    ours = [tag for tag in page.tags[begins:] if tag.name in ("p", "li", "dd")]
    for tag in ours:
        for sentence in re.split(r"(?<=[.?!:;])\s", " ".join(tag.text.split())):
            assert len(sentence.split()) <= LONGEST, sentence


def test_every_source_that_is_named_is_there():
    a_small_town()
    page = visit("/safety/")
    ids = {tag["id"] for tag in page.tags}
    cited = [link[1:] for link in page.links if link.startswith("#source-")]
    assert cited
    assert set(cited) <= ids
    assert visit("/").linked("Where these facts come from") == "/safety/#sources"
    assert "sources" in ids


def test_the_privacy_page_is_honest_about_an_unencrypted_copy(settings):
    a_small_town()
    assert "is not encrypted" in visit("/privacy/").text
    settings.SECURE_SSL_REDIRECT = True
    shelf.forget()
    page = Client().get("/privacy/", secure=True).content.decode()
    assert "is not encrypted" not in page
    assert "They cannot see which page you read." in page


# Sign language and Easy Read


@pytest.fixture
def film(settings, tmp_path):
    settings.OWN_FILES, settings.BSL_VIDEO = tmp_path, "sign.mp4"
    (tmp_path / "sign.mp4").write_bytes(b"0" * 3_000_000)
    (tmp_path / "sign.vtt").write_text("WEBVTT\n", encoding="utf-8")
    return tmp_path


def test_a_film_has_captions_and_waits_to_be_started(film):
    a_small_town()
    page = visit("/safety/")
    (video,) = page.all("video")
    assert video["preload"] == "none"
    assert "controls" in video.attributes
    assert "autoplay" not in video.attributes
    assert page.all("source")[0]["src"] == "/static/sign.mp4"
    (track,) = page.all("track")
    assert (track["kind"], track["src"]) == ("captions", "/static/sign.vtt")
    assert "about 3 MB" in page.text
    assert "no film in British Sign" not in visit("/accessibility/").text


def test_a_film_without_captions_is_not_shown(film):
    a_small_town()
    (Path(film) / "sign.vtt").unlink()
    assert not visit("/safety/").all("video")
    assert "no film in British Sign" in visit("/accessibility/").text


def test_an_easy_read_page_of_the_site_is_offered(settings):
    a_small_town()
    assert "no Easy Read version" in visit("/accessibility/").text
    settings.EASY_READ = "/guides/easy/"
    shelf.forget()
    assert visit("/safety/").linked("Easy Read") == "/guides/easy/"
    assert "no Easy Read version" not in visit("/accessibility/").text


# Discretion is the default, and a choice


def test_a_site_may_choose_titles_that_say_what_a_page_is(settings):
    a_small_town()
    make_guide("quiet")
    addresses = ("/safety/", "/now/", "/in/salford/", "/services/?area=E08000006")
    addresses += ("/guides/quiet/",)
    discreet = [visit(address).text_of("title") for address in addresses]
    settings.DISCREET = False
    shelf.forget()
    plain = [visit(address).text_of("title") for address in addresses]
    assert plain[0] == "Staying safe online"
    assert plain[2] == "Support in Salford"
    assert not set(discreet) & set(plain)
    (description,) = visit("/").all("meta", name="description")
    assert "abuse" in description["content"]


def test_no_file_of_ours_gives_anyone_away():
    for name in ("site.css", "site.js"):
        text = Path(finders.find(name)).read_text(encoding="utf-8")
        assert not TELLING.search(text), TELLING.search(text)
        assert "/*" not in text
        assert not re.search(r"^\s*//", text, re.MULTILINE)
    assert not TELLING.search((ours.BASE_DIR / "static/icons/mark.svg").read_text())


# What programs read


def test_robots_may_read_what_tells_them_not_to_list_it():
    response = Client().get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert b"Disallow: /find/" in response.content
    assert b"services" not in response.content
    assert b"Sitemap: http://testserver/sitemap.xml\n" in response.content


def test_security_txt_names_a_contact_and_has_not_run_out(settings):
    assert Client().get("/.well-known/security.txt").status_code == 404
    settings.CONTACT_EMAIL = "hello@harbour.example"
    response = Client().get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    said = dict(line.split(": ", 1) for line in lines)
    assert said["Contact"] == "mailto:hello@harbour.example"
    assert said["Policy"] == "http://testserver/about/security/"
    assert said["Canonical"] == "http://testserver/.well-known/security.txt"
    expires = datetime.fromisoformat(said["Expires"].replace("Z", "+00:00"))
    now = datetime.now(UTC)
    assert now + timedelta(days=60) < expires < now + timedelta(days=365)


def addresses_in(sitemap: str) -> list[str]:
    text = Client().get(sitemap).content.decode()
    return [
        found.removeprefix("http://testserver")
        for found in re.findall(r"<loc>(.*?)</loc>", text)
    ]


def test_the_sitemap_holds_what_may_be_listed_and_nothing_else():
    a_small_town()
    make_service("Draft", published=False)
    gone = make_service("Gone")
    gone.withdraw(because="Closed.")
    parts = addresses_in("/sitemap.xml")
    assert "/sitemap-services.xml" in parts
    found = [address for part in parts for address in addresses_in(part)]
    assert {"/", "/safety/", "/privacy/", "/services/", "/in/salford/"} <= set(found)
    for address in found:
        assert "?" not in address
        response = Client().get(address)
        assert response.status_code == 200, address
        assert "X-Robots-Tag" not in response, address
    assert gone.get_absolute_url() not in found
    assert len([a for a in found if re.fullmatch(r"/services/\w{6}/", a)]) == 6


def test_every_standing_page_that_may_be_listed_is_in_the_sitemap():
    a_small_town()
    found = addresses_in("/sitemap-pages.xml")
    with_more = {"service", "area", "numbers", "guide", "say"}
    with_more |= {"data-taxonomy", "data-term"}
    programs = {"robots", "security-txt"}
    assert len(found) == len(LISTED - with_more - programs)
