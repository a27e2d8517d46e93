"""The pages that say how to use the data: what they say works."""

import json
import re
import shlex
import subprocess
import zipfile

import pytest

from directory.exchange.oruk.filled import uri
from directory.pages.data import LICENCES
from tests.interface import contents
from tests.making import make_district, make_location, make_service, make_term
from tests.pages import a_small_town, visit
from tests.serving import database_url, manage, served


@pytest.fixture
def site(transactional_db, tmp_path):
    """A site as it runs in public, with a place near M14 and a helpline."""
    make_district("M14", "Manchester", latitude=53.45, longitude=-2.22)
    place = make_service("Drop-in", needs=("stay",), is_confidential=False)
    make_location(place, latitude=53.451, longitude=-2.221)
    make_service("Night helpline", contacts=["0808 157 0101"])
    (tmp_path / "site").mkdir()
    with served(tmp_path / "site", DATABASE_URL=database_url()) as running:
        yield running


def page_of(site) -> list[str]:
    html = site.get("/data/").decode()
    found = re.findall(r"<code>(curl .*?)</code>", html)
    return [command.replace("&#x27;", "'").replace("&amp;", "&") for command in found]


def test_every_command_of_the_page_works_as_it_stands(site, tmp_path):
    found = page_of(site)
    assert len(found) >= 12
    for command in found:
        parts = shlex.split(command)
        assert parts[0] == "curl"
        done = subprocess.run(  # noqa: S603
            [parts[0], "--fail", "--silent", "--show-error", *parts[1:]],
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, (command, done.stderr)
        if done.stdout:
            assert json.loads(done.stdout)["total_items"] > 0, command
    lines = (tmp_path / "services.ndjson").read_text("utf-8").splitlines()
    assert len(lines) == 2
    assert json.loads(lines[0])["attributes"]
    assert (tmp_path / "services.csv").read_text("utf-8").startswith("code,uuid,")
    assert "services.csv" in zipfile.ZipFile(tmp_path / "hsds.zip").namelist()
    # What the first call kept makes the second one answer: nothing new.
    kept = next(command for command in found if "etag" in command)
    again = subprocess.run(  # noqa: S603
        [*shlex.split(kept), "--silent", "--write-out", "%{http_code}"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert again.stdout == b"304"


def test_nothing_of_a_question_is_written_down(site):
    before = len(site.written())
    for question in (
        "services?search=hits-me",
        "service_at_locations?postcode=M14+5RQ",
    ):
        site.get(f"/api/oruk/v3/{question}", User_Agent="Mozilla/5.0")
    site.get("/api/oruk/v3/hits-me/M14")
    written = site.written()[before:]
    assert "api-services 200" in written
    assert not [one for one in ("hits", "M14", "5RQ", "Mozilla") if one in written]


def test_the_page_says_under_which_licence(settings):
    a_small_town()
    assert "have not chosen a licence yet" in visit("/data/").text
    for code, (name, address) in LICENCES.items():
        settings.DATA_LICENCE = code
        page = visit(f"/data/?{code}")
        assert page.linked(name) == address


def test_a_site_does_not_start_with_a_licence_that_there_is_not():
    done = manage("check", DATA_LICENCE="mine")
    assert done.returncode != 0
    assert "DATA_LICENCE" in done.stderr


def test_every_term_has_a_page_where_its_uri_leads():
    make_term("refuge", parent=make_term("stay", slug="room"))
    make_service(needs=("stay",))
    for path in ("/taxonomy_terms", "/taxonomies"):
        for one in contents(path, per_page="200"):
            address = one.get("term_uri") or one["uri"]
            assert uri(address) == address
            page = visit(address.removeprefix("http://testserver"))
            assert page.status == 200
            assert page.text_of("h1") == one["name"]
            assert one["id"] in page.text


def test_a_term_leads_to_wider_narrower_and_to_its_services():
    wide = make_term("stay", name="Somewhere to stay")
    make_term("refuge", parent=wide, name="A refuge")
    make_term("old", is_retired=True, replaced_by=wide)
    page = visit("/data/terms/need/stay/")
    assert page.linked("A refuge") == "/data/terms/need/refuge/"
    assert page.linked("Services that say so") == "/services/?need=stay"
    assert visit("/data/terms/need/refuge/").linked("Somewhere") == (
        "/data/terms/need/stay/"
    )
    old = visit("/data/terms/need/old/")
    assert "This word is no longer used." in old.text
    assert old.linked("Somewhere to stay") == "/data/terms/need/stay/"


@pytest.mark.parametrize("path", ["need/nothing", "nothing", "danger", "danger/now"])
def test_what_is_no_word_of_ours_has_no_page(path):
    make_term("stay")
    make_term("now", "danger")
    assert visit(f"/data/terms/{path}/").status == 404
