"""A feed is told by what it holds, and read to its end whatever it is like."""

import json
from pathlib import Path

import pytest

from directory.exchange.feeds import json_stream, opening
from directory.exchange.feeds.cleaning import (
    first_sentence,
    office_address,
    text,
    web_address,
)
from directory.exchange.feeds.errors import FeedError
from directory.exchange.feeds.fetching import Fetcher
from directory.exchange.feeds.opening import open_feed
from tests.feeds import as_json, looked_at, paged, record, served, zipped
from tests.making import make_area, make_term

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "oruk" / "samples"
OPEN = Fetcher(allow_loopback=True)
SERVICES = (
    "id,organization_id,name,description,url\n7,3,Legal advice,We help,www.x.org\n"
)
ORGANISATIONS = "id,name\n3,Harbour\n"
PHONES = "id,service_id,number\n,7,0161 496 0123\n"


def names(place: str) -> list[str]:
    return [one["name"] for one in all_of(place)]


def all_of(place: str, cursor=None) -> list[dict]:
    with open_feed(place, OPEN) as feed:
        return [one for (_n, one), _c in feed.items(cursor)]


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        (json.dumps([record(1), record(2)]), opening.HSDS_3),
        (json.dumps({"contents": [record(1), record(2)]}), opening.HSDS_3),
        ("\n".join(json.dumps(record(n)) for n in (1, 2)), opening.HSDS_3),
        (
            json.dumps({"totalElements": 2, "content": [record(1), record(2)]}),
            "ORUK 1.0",
        ),
        (
            json.dumps([record(1, service_taxonomys=[]), record(2)]),
            opening.ORUK_1,
        ),
        (
            json.dumps({"name": "Harbour", "services": [record(1), record(2)]}),
            opening.HSDS_3,
        ),
        ("\ufeff" + json.dumps([record(1), record(2)], indent=4), opening.HSDS_3),
    ],
)
def test_json_of_every_shape_gives_the_same_records(tmp_path, document, kind):
    path = tmp_path / "feed.txt"
    path.write_text(document, encoding="utf-8")
    with open_feed(str(path), OPEN) as feed:
        assert feed.format == kind
    assert names(str(path)) == ["Harbour 1", "Harbour 2"]


def test_a_service_at_a_location_is_the_service_with_its_place(tmp_path):
    path = tmp_path / "feed.json"
    link = {"id": "l", "location": {"name": "Hall"}, "service": record(1)}
    path.write_text(json.dumps(link))
    (one,) = all_of(str(path))
    assert one["service_at_locations"][0]["location"] == {"name": "Hall"}


@pytest.mark.parametrize("as_zip", [True, False])
def test_tables_are_joined_with_or_without_a_package(tmp_path, as_zip):
    files = {
        "services.csv": SERVICES,
        "organizations.csv": ORGANISATIONS,
        "phones.csv": PHONES,
        "readme.txt": "hello",
    }
    place = zipped(tmp_path, {f"data/{n}": text for n, text in files.items()})
    if not as_zip:
        place = str(tmp_path / "folder")
        Path(place).mkdir()
        for name, written in files.items():
            (Path(place) / name).write_text(written)
    with open_feed(place, OPEN) as feed:
        assert feed.format == opening.TABLES_1
    (one,) = all_of(place)
    assert one["organization"]["name"] == "Harbour"
    assert one["phones"][0]["number"] == "0161 496 0123"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b"<html>no</html>", "web page"),
        (b"hello", "neither JSON"),
        (b'{"contents": [', "broken"),
        (b'[{"id": "1", "name": "A", "status": "active"', "broken"),
        (b'{"version": "1", "openapi_url": "x"}', "no services"),
        (b'{"contents": []}', "no services"),
        (b"[" * 100_000, "nested too deeply"),
        (b"PK\x03\x04 and no more", "cannot be read"),
    ],
)
def test_what_is_no_feed_says_so_in_words(tmp_path, data, told):
    path = tmp_path / "feed"
    path.write_bytes(data)
    with pytest.raises(FeedError, match=told):
        open_feed(str(path), OPEN)


def test_letters_of_another_alphabet_than_utf_8_are_read(tmp_path):
    path = tmp_path / "feed.json"
    path.write_bytes(
        json.dumps([record(name="Café")], ensure_ascii=False).encode("cp1252")
    )
    assert names(str(path)) == ["Café"]


def test_a_large_list_is_read_through_a_small_window(tmp_path, monkeypatch):
    monkeypatch.setattr(json_stream, "WINDOW", 64)
    assert len(names(as_json(tmp_path, *[record(n) for n in range(200)]))) == 200


def test_pages_are_followed_from_the_root_of_an_api():
    with served(paged([record(n) for n in range(5)])) as site:
        with open_feed(f"{site}/api", OPEN) as feed:
            assert feed.total() == 5
        assert names(f"{site}/api") == [f"Harbour {n}" for n in range(5)]


def test_reading_goes_on_at_the_page_where_it_was_left():
    with served(paged([record(n) for n in range(5)])) as site:
        with open_feed(f"{site}/services", OPEN) as feed:
            _item, cursor = list(feed.items(None))[2]
        rest = all_of(f"{site}/services", cursor)
    assert [one["name"] for one in rest] == ["Harbour 3", "Harbour 4"]


def test_pages_that_never_end_end():
    def answer(_path, _parameters):
        page = {"total_pages": 99, "last_page": False, "contents": [record(1)]}
        return 200, {}, json.dumps(page).encode()

    with served(answer) as site:
        assert len(all_of(f"{site}/services")) == 1


def test_more_pages_than_any_feed_has_are_refused(monkeypatch):
    monkeypatch.setattr(opening, "MOST_PAGES", 3)

    def answer(_path, parameters):
        number = int(parameters.get("page", ["1"])[0])
        page = {"total_pages": 10**9, "contents": [record(number)]}
        return 200, {}, json.dumps(page).encode()

    with served(answer) as site, pytest.raises(FeedError, match="does not end"):
        all_of(f"{site}/services")


def test_a_list_of_plain_fields_is_asked_for_each_record():
    def answer(path, parameters):
        if path == "/services":
            some = [{"id": "1", "name": "Harbour 1", "status": "active"}]
            page = {"total_pages": 2, "contents": some}
            if parameters.get("page") == ["2"]:
                page = {"total_pages": 2, "contents": []}
            return 200, {}, json.dumps(page).encode()
        return 200, {}, json.dumps(record(1)).encode()

    with served(answer) as site:
        (one,) = all_of(f"{site}/services")
    assert one["phones"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://127.0.0.1:9/", "private network"),
        ("http://10.0.0.1/feed", "private network"),
        ("http://169.254.169.254/latest/meta-data", "private network"),
        ("http://[::1]/", "private network"),
        ("ftp://example.org/", "No such file"),
    ],
)
def test_no_feed_leads_into_a_private_network(address, told):
    with pytest.raises(FeedError, match=told):
        open_feed(address, Fetcher())


def test_a_redirect_into_a_private_network_is_refused():
    def answer(_path, _parameters):
        return 302, {"Location": "http://10.0.0.1/feed"}, b""

    with served(answer) as site, pytest.raises(FeedError, match="private network"):
        open_feed(f"{site}/feed", OPEN)


def test_an_answer_that_is_too_large_or_too_slow_or_wrong_is_refused():
    with (
        served(lambda _p, _q: (200, {}, b"[" + b" " * 5000 + b"]")) as site,
        pytest.raises(FeedError, match="larger than"),
    ):
        Fetcher(allow_loopback=True, most_bytes=1000).fetch(site)
    with (
        served(lambda _p, _q: (500, {}, b"")) as site,
        pytest.raises(FeedError, match="answers with 500"),
    ):
        OPEN.fetch(site)
    with (
        served(lambda _p, _q: (302, {"Location": "/again"}, b"")) as site,
        pytest.raises(FeedError, match="leads on and on"),
    ):
        OPEN.fetch(site)
    with pytest.raises(FeedError, match="in time"):
        Fetcher(allow_loopback=True, seconds=0).fetch("http://127.0.0.1:9/")


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("<p>One&nbsp;&amp; two</p><ul><li>a</li></ul>", "One & two\n\n- a"),
        ("&lt;p&gt;Twice&lt;/p&gt;", "Twice"),
        ("<script>alert(1)</script>Safe", "Safe"),
        ("5 < 6 and a > b", "5 < 6 and a > b"),
        ("\u200bHidden\x00 signs\x07", "Hidden signs"),
        (None, ""),
        ({"a": 1}, ""),
    ],
)
def test_what_editors_write_becomes_text(said, plain):
    assert text(said) == plain


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("www.x.org/a", ("https://www.x.org/a", True)),
        ("https://x.org", ("https://x.org", False)),
        ("javascript:alert(1)", ("", False)),
        ("mailto:a@x.org", ("", False)),
        ("https://user:pass@x.org", ("", False)),
        ("localhost", ("", False)),
        ("see our page", ("", False)),
    ],
)
def test_an_address_gets_its_scheme_or_is_left_out(said, found):
    assert web_address(said) == found


@pytest.mark.parametrize(
    ("said", "is_kept"),
    [
        ("info@harbour.example", True),
        ("harbourhouse@gmail.com", True),
        ("referralsteam@x.org", True),
        ("ann.persona@council.gov.uk", False),
        ("apersona@gmail.com", False),
        ("ann@x.org", False),
        ("a.b@x.org", False),
    ],
)
def test_only_addresses_of_an_office_are_kept(said, is_kept):
    found, left_out = office_address(said, "Harbour House")
    assert (bool(found), left_out) == (is_kept, not is_kept)


def test_a_summary_is_a_whole_sentence_or_whole_words():
    assert first_sentence("We help. We also listen.", 160) == "We help."
    assert first_sentence("Many long words here", 12) == "Many long…"


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
class TestSamples:
    """Files of others that are used where they are, and never copied."""

    def test_json_and_tables_of_the_standard_come_to_the_same_record(self):
        make_area("United Kingdom")
        make_term("ur", "language")
        found = []
        for place in ("json/service_full.json", "csv"):
            plans, _batch = looked_at(str(SAMPLES / "hsds-3.1" / place), keep=False)
            found.append({name: both["new"] for name, both in plans[0].changes.items()})
        assert found[0] == found[1]
        assert "Persona" not in str(found)

    def test_old_tables_without_ids_and_organisations_are_read_to_the_end(self):
        make_area("United Kingdom")
        plans, _batch = looked_at(str(SAMPLES / "hsds-1.1-csv"), keep=False)
        services = [plan for plan in plans if plan.model == "service"]
        assert len(services) == 430
        assert sum(plan.outcome == "wrong" for plan in services) < 5
