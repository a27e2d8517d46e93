"""Where links lead: every number that is shown is the one that is rung."""

import re

import phonenumbers

from directory.models import Service
from tests.addresses import pages_in
from tests.pages import is_outside, visit

# Numbers of a few digits, dialled as they stand; Relay UK goes before a number.
SHORT = {"999", "101", "105", "116123", "116000", "18000", "85258"}
FILE = re.compile(r"\.(pdf|docx?|xlsx?|odt|zip|mp3)$", re.IGNORECASE)


def every_page(starter):
    """Every public page, and the page of every service."""
    services = Service.objects.published().order_by("pk")
    own = [service.get_absolute_url() for service in services]
    return ((address, visit(address)) for address in (*pages_in(), *own))


def test_what_is_rung_is_what_stands_there_and_no_link_is_a_file(starter):
    rung = 0
    for address, page in every_page(starter):
        for link in page.all("a"):
            href = link["href"]
            if is_outside(href):
                assert "noreferrer" in link["rel"], (address, href)
                assert not FILE.search(href.partition("?")[0]), (address, href)
            elif href.startswith(("tel:", "sms:")):
                rung += 1
                refuse_another_number(href, link.text, address)
    assert rung > 2000


def refuse_another_number(href: str, shown: str, address: str) -> None:
    """The digits that are dialled are those of the text, and make a UK number."""
    dialled = href.partition(":")[2]
    seen = re.sub(r"\D", "", shown.replace("(0)", ""))
    if dialled in SHORT:
        assert seen == dialled, (address, href, shown)
        return
    number = dialled.removeprefix("18001,").removeprefix("18001")
    assert seen.endswith(number.removeprefix("+44")), (address, href, shown)
    parsed = phonenumbers.parse(number, "GB")
    assert phonenumbers.is_possible_number(parsed), (address, href)
    assert parsed.country_code == 44, (address, href)


def test_no_page_offers_to_share_or_to_find_where_someone_is(starter):
    for address in pages_in():
        html = visit(address).html.lower()
        for word in ("facebook", "twitter.com", "x.com/", "maps.google", "geolocation"):
            assert word not in html, (address, word)


# What is asked of a visitor; none of it is about who they are. `subject` is for robots.
TYPED = {"place", "text", "age", "subject", "name", "reach", "area"}


def test_places_and_names_are_typed_without_being_remembered(starter):
    for address in pages_in():
        for field in visit(address).all("input"):
            if field["type"] in ("", "text"):
                assert field["autocomplete"] == "off", (address, field)
                assert field["name"] in TYPED, (address, field)
