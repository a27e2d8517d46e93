"""What is held in memory answers as the database does, and follows every change."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.find.held import fresh, holding
from directory.find.word_sets import bands
from directory.models import SearchDocument, ServiceTerm
from directory.search import Terms, parse
from tests.asking import ask, found
from tests.making import make_contact, make_organisation, make_service

WORDS = (
    "refuge",
    "women's aid",
    "free legal advice",
    "helpline -women",
    "self esteem",
    "drop in",
    "bereavement",
    "nobody says this",
)


def by_index(terms: Terms) -> dict[int, set[int]]:
    """Keys of the services that the database's index finds, by how well."""
    answered: dict[int, set[int]] = {}
    for pk, weight in SearchDocument.objects.relevance(terms).items():
        answered.setdefault(weight, set()).add(pk)
    return answered


def in_memory(terms: Terms) -> dict[int, set[int]]:
    """The same, as the words in memory find them."""
    index = holding().index
    places = {stem: index.places(stem) for stem in (*terms.words, *terms.without)}
    answered = bands(terms, places, index.sets.everyone)
    return {weight: set(index.services(band)) for weight, band in answered.items()}


@pytest.mark.parametrize("text", WORDS)
def test_words_in_memory_answer_as_the_database_does(starter, text):
    fresh()
    terms = parse(text)
    assert in_memory(terms) == by_index(terms)
    assert in_memory(terms.any()) == by_index(terms.any())


def test_words_that_were_changed_are_found_anew():
    service = make_service("Harbour", description="A cormorant on the gate.")
    make_service("Other", description="A cormorant too.")
    assert len(found("q=cormorant")) == 2
    service.description = "A heron on the gate."
    service.save()
    assert found("q=cormorant") == ["Other"]
    assert found("q=heron") == ["Harbour"]
    assert in_memory(parse("cormorant")) == by_index(parse("cormorant"))


def test_a_card_shows_what_was_changed_a_moment_ago():
    service = make_service("Harbour", organisation="Quay")
    assert card().service.name == "Harbour"
    service.name = "Haven"
    service.save()
    assert card().service.name == "Haven"


def test_a_card_shows_a_contact_that_was_added_a_moment_ago():
    service = make_service("Harbour")
    assert [contact.kind for contact in card().contacts] == ["phone"]
    make_contact(service, ("email", "hello@example.org"), order=1)
    assert [contact.kind for contact in card().contacts] == ["phone", "email"]


def test_a_card_shows_the_new_name_of_an_organisation():
    make_service("Harbour", organisation="Quay")
    assert card().service.organisation.name == "Quay"
    organisation = make_organisation("Quay")
    organisation.name = "Pier"
    organisation.save()
    assert card().service.organisation.name == "Pier"


def test_a_card_shows_the_limit_as_it_is_now():
    make_service("Kennel", answers={"accepts:pets": "limit:one small dog"})
    assert card("accepts=pets").fits == ["Pets: one small dog"]
    ServiceTerm.objects.filter(limit="one small dog").update(limit="cats")
    assert card("accepts=pets").fits == ["Pets: cats"]


def test_services_that_were_shown_before_are_not_read_again():
    make_service("Harbour", genders=["women"])
    ask("")
    with CaptureQueriesContext(connection) as queries:
        ask("gender=women")
    assert len(queries) == 1


def card(address: str = ""):
    """The only card of a list."""
    (section,) = ask(address).sections
    (only,) = section.cards
    return only
