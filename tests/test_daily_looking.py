"""A look at another site ends, whatever it does, and never reaches inside a network."""

import pytest

from directory.exchange.web.domains import domain_of, registered
from directory.exchange.web.looking import MOST_BYTES, Looker, Outcome
from directory.exchange.web.reaching import is_public
from directory.exchange.web.reading import PageText, read_page
from directory.exchange.web.rounds import look_round
from directory.exchange.web.signs import sign_of
from tests.misbehaving import TEN_GIGABYTES, Misbehaving, page

HARBOUR = "harbour.example"


@pytest.fixture
def server():
    running = Misbehaving()
    running.pages[f"{HARBOUR}/fine"] = page("Harbour &amp; Co", "We help.")
    yield running
    running.close()


@pytest.fixture
def self_signed(tmp_path):
    running = Misbehaving(tmp_path)
    running.pages[f"{HARBOUR}/fine"] = page("Harbour")
    yield running
    running.close()


def test_a_page_that_is_there_is_read(server):
    look = server.looker().look(server.url(HARBOUR, "/fine"))
    assert (look.outcome, look.status) == (Outcome.FINE, 200)
    assert (look.page.title, look.page.text) == ("Harbour & Co", "We help.")
    assert server.asked == [(HARBOUR, "/fine", "Test/1.0")]


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/hang", Outcome.SLOW),
        ("/drip", Outcome.SLOW),
        ("/drip-headers", Outcome.SLOW),
        ("/loop", Outcome.LOOPS),
        ("/longer", Outcome.LOOPS),
        ("/nonsense", Outcome.NOT_REACHED),
        ("/nothing", Outcome.NOT_REACHED),
        ("/missing", Outcome.MISSING),
    ],
)
def test_whatever_a_server_does_the_look_ends(server, path, outcome):
    seconds = 1.0 if outcome == Outcome.SLOW else 10.0
    look = server.looker(seconds).look(server.url(HARBOUR, path))
    assert look.outcome == outcome


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (403, Outcome.REFUSED),
        (429, Outcome.REFUSED),
        (410, Outcome.MISSING),
        (500, Outcome.FAILED),
        (503, Outcome.FAILED),
    ],
)
def test_a_status_is_told_for_what_it_is(server, status, outcome):
    server.pages[f"{HARBOUR}/x"] = page("Sorry")
    server.statuses[f"{HARBOUR}/x"] = status
    assert server.looker().look(server.url(HARBOUR, "/x")).outcome == outcome


def test_of_ten_gigabytes_only_the_beginning_is_read(server):
    look = server.looker(30).look(server.url(HARBOUR, "/huge"))
    assert look.page.title == "A huge page"
    assert len(look.page.text) <= MOST_BYTES
    # What lies in the buffers between us, and no more.
    assert server.sent < TEN_GIGABYTES / 100


def test_what_is_packed_against_our_wish_does_not_grow_without_end(server):
    look = server.looker(30).look(server.url(HARBOUR, "/bomb"))
    assert look.page.title == "Packed"


def test_what_is_no_text_is_not_read(server):
    assert server.looker().look(server.url(HARBOUR, "/picture")).page.title == ""


@pytest.mark.parametrize("path", ["/away", "/refresh"])
def test_a_redirect_is_followed_and_told(server, path):
    server.pages["other.example/new"] = page("Other")
    server.leads[f"{HARBOUR}{path}"] = server.url("other.example", "/new")
    look = server.looker().look(server.url(HARBOUR, path))
    assert look.led_to == server.url("other.example", "/new")
    assert look.page.title == "Other"


def test_a_certificate_that_nobody_vouches_for_is_told(self_signed):
    look = self_signed.looker().look(self_signed.url(HARBOUR, "/fine"))
    assert look.outcome == Outcome.BAD_CERTIFICATE
    assert self_signed.asked == []


# What a page says


def test_a_page_is_read_for_its_title_its_words_and_where_it_moves():
    html = b"""<!doctype html><TITLE>Harbour &amp; Co</TITLE><!-- unseen > -->
    <meta name="description" content="For you"><script>let unseen = "<p>";</script>
    <style>unseen</style><p>We <b>help</b></p><noscript>without</noscript>
    <img src="x" alt="A boat"><svg><title>unseen</title></svg>
    <meta http-equiv="Refresh" content="0; URL='https://x.example/?a=1&amp;b=2'">"""
    assert read_page(html, "text/html") == PageText(
        "Harbour & Co", "For you We help without A boat", "https://x.example/?a=1&b=2"
    )
    other = "<title>Señal \u0130</title>".encode("iso-8859-9")
    assert read_page(other, "text/html; charset=iso-8859-9").title == "Señal \u0130"


@pytest.mark.parametrize(
    "piece",
    [
        *("<", "<a ", "<!--", "<!", "<![CDATA[", "<?", "</", "<title>", "<script>"),
        *(
            "<a x='",
            "&",
            "&#",
            "<div>",
            "<meta http-equiv=refresh content=",
            "<img alt=x>",
        ),
    ],
)
def test_a_page_made_to_keep_its_reader_busy_does_not(piece):
    """Some of these took a parser minutes."""
    body = (piece * MOST_BYTES).encode()[:MOST_BYTES]
    assert sign_of(read_page(body, "text/html")) is None


# Never inside a network


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "0.0.0.1", "255.255.255.255", "224.0.0.1", "240.0.0.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1"),
        *("2002:7f00:1::", "2002:a00:1::", "2001:db8::1", "192.0.2.1", "198.18.0.1"),
    ],
)
def test_an_address_inside_a_network_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "2606:4700:4700::1111", "64:ff9b::101:101"]
)
def test_an_address_of_the_internet_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "0",
        "2130706433",
        "0x7f.1",
        "127.1",
        "[::ffff:7f00:1]",
    ],
)
def test_nobody_is_asked_on_this_machine(server, host):
    look = Looker("Test/1.0").look(server.url(host, "/fine"))
    assert look.outcome in (Outcome.PRIVATE, Outcome.NO_SUCH_HOST, Outcome.NOT_THE_WEB)
    assert server.asked == []


def test_a_name_that_leads_inside_is_not_followed(server):
    server.names["evil.example"] = ["10.0.0.1", "169.254.169.254"]
    look = server.looker().look("http://evil.example/")
    assert look.outcome == Outcome.PRIVATE


@pytest.mark.parametrize("path", ["/away", "/refresh"])
def test_nor_is_a_redirect_that_leads_inside(server, path):
    server.names["evil.example"] = ["192.168.0.1"]
    server.leads[f"{HARBOUR}{path}"] = "http://evil.example/metadata"
    look = server.looker().look(server.url(HARBOUR, path))
    assert (look.outcome, look.led_to) == (
        Outcome.PRIVATE,
        "http://evil.example/metadata",
    )


def test_a_name_that_changes_its_meaning_gains_nothing(server):
    """The address that was judged is the one that is called."""
    meanings = iter([["127.0.0.1"], ["10.0.0.1"]])
    look_up = {"look_up": lambda host, port: next(meanings)}
    look = server.looker(**look_up).look(server.url(HARBOUR, "/fine"))
    assert look.outcome == Outcome.FINE
    assert next(meanings) == ["10.0.0.1"]


@pytest.mark.parametrize("port", [22, 25, 5432, 8000])
def test_odd_ports_are_not_tried(port):
    looker = Looker("Test/1.0", look_up=lambda host, port: ["1.1.1.1"])
    assert looker.look(f"http://harbour.example:{port}/").outcome == Outcome.PRIVATE


@pytest.mark.parametrize(
    "where",
    [
        "file:///etc/passwd",
        "ftp://harbour.example/",
        "javascript:alert(1)",
        "gopher://x/",
    ],
)
def test_only_the_web_is_followed(server, where):
    server.leads[f"{HARBOUR}/away"] = where
    look = server.looker().look(server.url(HARBOUR, "/away"))
    assert look.outcome == Outcome.NOT_THE_WEB
    assert server.looker().look(where).outcome == Outcome.NOT_THE_WEB


@pytest.mark.parametrize(
    "broken",
    [
        "http://",
        "http://[",
        "http://a..b/",
        "http://" + "x" * 300 + "/",
        "http://\x00/",
    ],
)
def test_a_broken_address_is_no_crash(broken):
    assert not Looker("Test/1.0").look(broken).is_fine


# Politely


def test_a_site_is_asked_for_one_page_at_a_time_with_a_pause(server):
    hosts = ("www.harbour.org.uk", "shop.harbour.org.uk", "other.example")
    addresses = [server.url(host, f"/{n}") for host in hosts for n in range(4)]
    pauses: list[float] = []
    looks = list(
        look_round(
            addresses, server.looker(), workers=6, pause=2.5, sleep=pauses.append
        )
    )
    assert {look.address for look in looks} == set(addresses)
    assert len(looks) == 12
    # Two registered domains: seven pauses in one, three in the other.
    assert pauses == [2.5] * 10
    assert set(server.most_at_once.values()) == {1}


def test_whoever_stops_reading_stops_the_round(server):
    addresses = [server.url(HARBOUR, f"/{n}") for n in range(500)]
    looks = look_round(addresses, server.looker(), workers=2, pause=0)
    next(looks)
    looks.close()
    assert len(server.asked) < 500


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.harbour.org.uk/x", "harbour.org.uk"),
        ("https://a.b.salford.gov.uk", "salford.gov.uk"),
        ("https://someone.blogspot.com/", "someone.blogspot.com"),
        ("https://HARBOUR.example./", "harbour.example"),
        ("http://192.0.2.1/", "192.0.2.1"),
        ("not an address", ""),
    ],
)
def test_whose_a_name_is(address, domain):
    assert domain_of(address) == domain


def test_a_suffix_alone_belongs_to_itself():
    assert registered("co.uk") == "co.uk"
