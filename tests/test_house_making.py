"""Tests can make what they need."""

import pytest
from django.core.exceptions import ValidationError

from directory.models import Area, AreaCover, Contact, Service, TermAnswer
from tests.making import make_area, make_crisis_line, make_service, make_term


def test_a_made_service_is_public_and_reachable():
    service = make_service("Harbour House", needs=("stay",), genders=("women",))
    assert list(Service.objects.published()) == [service]
    assert service.contacts.get().dialable == "+441614960123"
    assert {answer.term.code for answer in service.answers.all()} == {
        "survivor",
        "stay",
        "women",
    }


def test_a_made_area_lies_in_all_that_hold_it():
    salford = make_area("Salford")
    names = {area.name for area in Area.objects.covering(salford)}
    assert names == {
        "Salford",
        "Greater Manchester",
        "North West",
        "England",
        "United Kingdom",
    }
    assert make_area("Salford") == salford
    assert AreaCover.objects.filter(covered=salford).count() == 5


def test_an_answer_can_be_no_or_a_limit_in_words():
    service = make_service(
        answers={"accepts:pets": "no", "accepts:sons": "limit:sons up to 14"}
    )
    answers = {row.term.code: row for row in service.answers.on("accepts")}
    assert answers["pets"].answer == TermAnswer.NO
    assert answers["sons"].limit == "sons up to 14"
    assert make_term("pets", "accepts") == answers["pets"].term


def test_a_service_without_a_contact_can_only_be_a_draft():
    with pytest.raises(ValidationError):
        make_service(contacts=())
    assert make_service("Other", contacts=(), published=False).status == "draft"


def test_a_crisis_line_takes_its_number_from_a_contact():
    service = make_service(contacts=("0808 157 0123", ("email", "a@example.org")))
    line = make_crisis_line(Contact.objects.get(service=service, kind="phone"))
    assert str(line) == "United Kingdom: 0808 157 0123"
