"""The contract of `docs/links.md`: what others link to keeps working."""

import re
from pathlib import Path

import pytest
from django.test import Client

from directory.find.held import fresh
from directory.models import Area, Term
from tests.asking import read
from tests.making import make_area, make_service, make_term

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "links.md"
EXAMPLES = re.findall(r"^- `(/[^`]*)`", DOCUMENT.read_text(encoding="utf-8"), re.M)


def test_the_document_has_examples():
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize("address", EXAMPLES)
def test_every_example_is_canonical_and_answers(address, starter):
    page = Client().get(address)
    assert page.status_code == 200
    if address.startswith("/services/?"):
        fresh()
        criteria = read(address.partition("?")[2])
        assert criteria.ignored == ()
        assert criteria.canonical_url == address


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("area=salford", "/services/?area=E08000006"),
        ("area=e08000006", "/services/?area=E08000006"),
        ("need=STAY&area=E08000006", "/services/?area=E08000006&need=stay"),
        ("need=safe-place-to-stay", "/services/?need=stay"),
        ("need=gone", "/services/?need=stay"),
        ("area=OLD", "/services/?area=E08000006"),
    ],
)
def test_what_was_renamed_retired_or_written_otherwise_leads_on(client, old, now):
    salford = make_area("Salford")
    Area.objects.create(
        code="OLD",
        slug="old",
        name="Old",
        kind="local-authority",
        replaced_by=salford,
    )
    stay = make_term("safe-place-to-stay", slug="stay")
    Term.objects.create(
        taxonomy=stay.taxonomy,
        code="gone",
        slug="gone",
        name="Gone",
        is_retired=True,
        replaced_by=stay,
    )
    page = client.get(f"/services/?{old}")
    assert page.status_code in (301, 302)
    assert page["Location"] == now


@pytest.mark.parametrize(
    "address",
    [
        "need=nonsense",
        "area=E99999999",
        "utm_source=newsletter",
        "gender=",
        "for=nobody",
        "side=left",
        "need=stay&need=stay",
        "page=2",
    ],
)
def test_what_is_not_known_is_ignored_and_the_page_still_answers(client, address):
    make_term("safe-place-to-stay", slug="stay")
    make_service("Harbour", needs=["safe-place-to-stay"])
    assert client.get(f"/services/?{address}").status_code == 200


def test_what_was_left_out_is_said(client):
    make_service("Harbour", needs=["stay"])
    page = client.get("/services/?need=nonsense").content.decode()
    assert "need=nonsense" in page


def test_values_are_sorted_and_nothing_carried_stands_in_the_canonical_address():
    for code in ("one", "two"):
        make_term(code)
    make_area("Salford")
    address = "need=two&need=one&area=E08000006&near=M6&now=1&open=now&page=1&q="
    assert read(address).canonical_url == "/services/?area=E08000006&need=one&need=two"


def test_the_page_names_its_canonical_address(client):
    make_service("Harbour")
    page = client.get("/services/?area=E08000006&near=M6").content.decode()
    assert re.search(r'<link rel="canonical" href="[^"]*\?area=E08000006"', page)
