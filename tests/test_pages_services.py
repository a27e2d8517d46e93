"""The page of one service, also when it is gone."""

import pytest

from directory.models import Accreditation, Disclosure, Funding, Service
from tests.making import decided, make_contact, make_location, make_service
from tests.pages import a_small_town, is_outside, visit


def page_of(service: Service):
    return visit(service.get_absolute_url())


@pytest.mark.parametrize(
    ("number", "is_free"),
    [
        ("0808 157 0101", True),
        ("0800 1111", True),
        ("116 123", True),
        ("0161 496 0101", False),
        ("0845 046 0101", False),
    ],
)
def test_a_number_that_is_free_by_its_first_digits_says_so(number, is_free):
    page = page_of(make_service("Harbour", contacts=[number]))
    assert page.linked(number).startswith("tel:")
    assert ("Free to ring in the UK." in page.text) == is_free


def test_the_page_shows_contacts_first_with_hours_cost_and_the_date_seen():
    service = make_service(
        "Harbour",
        contacts=[],
        published=False,
        cost="free",
        hours_words="Every day",
        description="We listen.",
    )
    make_contact(
        service,
        "0808 157 0101",
        label="24 hours",
        cost_words="Free from mobiles",
        bill_words="Not on bills, it says",
        hours_words="All day and night",
        seen_on="2026-04-30",
    )
    with decided():
        service.publish()
    page = page_of(service)
    assert page.text_of("title") == "Service details"
    assert page.text_of("h1") == "Harbour"
    assert page.linked("0808 157 0101") == "tel:+448081570101"
    text = page.text
    assert text.index("0808 157 0101") < text.index("We listen.")
    for words in (
        "(24 hours)",
        "Free from mobiles",
        "All day and night",
        "Not on bills, it says",
        "30 April 2026",
        "A call stays in the list of calls on your phone",
    ):
        assert words in text, words


def test_what_is_not_known_is_said_to_be_not_known():
    text = page_of(make_service("Harbour")).text
    assert "Not stated. Ask them." in text
    assert text.count("Not known") >= 5
    assert "Ask before you give your name." in text
    assert "Not yet checked by us" in text
    assert "We do not know how old this number is." in text


def test_answers_are_yes_no_ask_or_a_limit_in_words():
    service = make_service(
        "Harbour",
        answers={
            "accepts:children": "yes",
            "accepts:pets": "no",
            "accepts:drugs": "ask",
            "accepts:sons": "limit:up to 14",
        },
    )
    text = page_of(service).text
    for words in ("Children", "Pets: no", "Drugs: ask them", "Sons: up to 14"):
        assert words in text


def test_who_will_be_told_stands_on_the_page():
    service = make_service("Harbour", police_words="We never ring the police.")
    Disclosure.objects.create(
        service=service, to="police", when="risk", words="Only to save a life."
    )
    Disclosure.objects.create(service=service, to="home-office", when="consent")
    text = page_of(service).text
    assert "The police If someone is at serious risk" in text
    assert "The police: what it says itself. Only to save a life." in text
    assert "The Home Office Only if you agree" in text
    assert "We never ring the police." in text


def test_who_pays_and_what_it_meets_stand_on_the_page():
    service = make_service("Harbour", source_url="https://www.example.org/a\nno link")
    Funding.objects.create(service=service, body="pcc")
    Accreditation.objects.create(service=service, name="Gold", awarded_by="Someone")
    page = page_of(service)
    assert "A police and crime commissioner" in page.text
    assert "Gold (Someone)" in page.text
    assert page.linked("example.org") == "https://www.example.org/a"


def test_a_place_that_welcomes_visitors_shows_its_address_and_a_secret_one_none():
    open_house = make_service("Drop-in", is_confidential=False)
    make_location(open_house, address="1 Example Street", postcode="M1 1AA")
    assert "1 Example Street, M1 1AA" in page_of(open_house).text
    open_house.is_confidential = True
    with decided():
        open_house.save()
    page = page_of(open_house)
    assert "Example Street" not in page.html
    assert "kept secret" in page.text


def test_outgoing_links_name_their_site_and_tell_nobody_where_one_came_from():
    service = make_service("Harbour", contacts=["0161 496 0123"])
    make_contact(service, ("webchat", "https://chat.example.org/start"))
    make_contact(service, ("whatsapp", "07700 900123"))
    make_contact(service, ("email", "hello@example.org"))
    page = page_of(service)
    assert page.linked("chat.example.org") == "https://chat.example.org/start"
    assert page.linked("hello@example.org") == "mailto:hello@example.org"
    for link in page.all("a"):
        if is_outside(link["href"]):
            assert {"noreferrer", "nofollow"} <= set(link["rel"].split()), link


def test_an_address_that_is_no_web_address_never_becomes_a_link():
    service = make_service("Harbour", contacts=["0161 496 0123"])
    make_contact(service, ("website", "javascript:alert(1)"))
    assert not [link for link in page_of(service).links if link.startswith("java")]


@pytest.mark.parametrize(
    ("youngest", "oldest", "words"),
    [
        (None, None, "Not stated"),
        (16, None, "16 and over"),
        (None, 18, "Up to 18 years"),
        (13, 25, "13 to 25"),
    ],
)
def test_ages_are_said_in_words(youngest, oldest, words):
    service = make_service("Harbour", age_min=youngest, age_max=oldest)
    assert f"Age {words}" in page_of(service).text


def test_the_page_says_what_to_try_next():
    a_small_town()
    page = page_of(Service.objects.get(name="Rooms"))
    assert "If none of this helps" in page.text
    assert "Night line" in page.text_of("main")


def test_a_withdrawn_service_is_gone_and_the_page_says_where_to_turn():
    a_small_town()
    service = Service.objects.get(name="Rooms")
    service.withdraw(because="It closed.")
    page = page_of(service)
    assert page.status == 410
    assert "no longer listed" in page.text_of("h1")
    assert "0161 496 0456" not in page.html
    assert "It closed." not in page.html
    assert "Night line" in page.text
    assert page.linked("See every kind of help") == "/in/salford/"


def test_an_unknown_service_and_a_draft_are_not_found():
    a_small_town()
    draft = make_service("Draft", published=False)
    for address in ("/services/2222zz/", draft.get_absolute_url()):
        page = visit(address)
        assert page.status == 404
        assert page.all("input", name="place")
        assert "Ring 999" in page.text
        assert "Draft" not in page.text


def test_the_page_costs_a_fixed_number_of_queries(django_assert_max_num_queries):
    service = make_service("Harbour", needs=["money"], accepts=["pets", "children"])
    visit("/")
    with django_assert_max_num_queries(16):
        page_of(service)
