"""Who will know: one strip on every service, from its record."""

import pytest

from directory.models import Disclosure
from tests.making import make_contact, make_service
from tests.pages import visit

WHO = ["You", "Your family", "Your GP", "The council or social services"]
WHO += ["The police", "The Home Office"]


def strip(service) -> dict[str, str]:
    """Whom the strip names, and what it says of each, in its order."""
    page = visit(service.get_absolute_url())
    names = [tag for tag in page.all("dt") if " ".join(tag.text.split()) in WHO]
    start = page.tags.index(names[0])
    said = [tag.text.strip() for tag in page.tags[start:] if tag.name == "dd"]
    return dict(zip((tag.text.strip() for tag in names), said, strict=False))


def test_six_stand_on_it_from_the_nearest_to_the_furthest():
    assert list(strip(make_service("Harbour"))) == WHO


def test_what_is_not_in_the_record_is_not_known_and_never_not_told():
    said = strip(make_service("Harbour"))
    assert [said[who] for who in WHO[1:]] == ["Not known"] * 5


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("passes", "Told"),
        ("consent", "Only if you agree"),
        ("risk", "If someone is at serious risk"),
        ("duty", "In cases where they must"),
    ],
)
def test_each_rule_has_its_words_and_a_sign_of_its_own(when, words):
    service = make_service("Harbour")
    Disclosure.objects.create(service=service, to="gp", when=when)
    assert strip(service)["Your GP"] == words
    page = visit(service.get_absolute_url())
    assert len(page.all("div", class_=f"told-{when}")) == 1
    assert len(page.all("div", class_="told-unknown")) == 4


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        (["0161 496 0123"], ["call list", "bill"]),
        ([("text", "07700 900123")], ["until you delete it"]),
        ([("website", "https://www.example.org")], ["history"]),
    ],
)
def test_you_is_what_stays_on_this_phone(contacts, expected):
    said = strip(make_service("Harbour", contacts=contacts))["You"]
    for words in expected:
        assert words in said


def test_own_words_that_are_about_several_stand_once():
    service = make_service("Harbour")
    for body in ("council", "police"):
        Disclosure.objects.create(
            service=service, to=body, when="duty", words="They pass it on."
        )
    text = visit(service.get_absolute_url()).text
    assert text.count("They pass it on.") == 1
    assert "The council or social services, the police: what it says itself." in text


def test_a_number_for_professionals_does_not_count_for_what_stays():
    service = make_service("Harbour", contacts=[("website", "https://example.org")])
    make_contact(service, "0161 496 0999", is_for_professionals=True)
    assert "call list" not in strip(service)["You"]
