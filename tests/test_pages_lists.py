"""What a list of services shows, and the ways on from it."""

import re

import pytest

from directory.models import Contact
from tests.making import (
    make_area,
    make_contact,
    make_crisis_line,
    make_organisation,
    make_service,
    make_term,
)
from tests.pages import a_small_town, visit

SALFORD = "/services/?area=E08000006"


def test_the_heading_says_how_many_and_where_and_the_title_names_no_place():
    a_small_town()
    page = visit(f"{SALFORD}&need=stay")
    assert page.text_of("h1") == "1 service in Salford"
    assert page.text_of("title") == "Search results, 1 service"


def test_a_card_says_for_whom_what_and_how_to_reach_it():
    a_small_town()
    make_service(
        "Women's rooms",
        organisation="Harbour",
        needs=["safe-place-to-stay"],
        genders=["women"],
        summary="A room of your own.",
        contacts=["0161 496 0789"],
    )
    page = visit(f"{SALFORD}&need=stay")
    card = next(c for c in page.all("li", class_="card") if "Women's rooms" in c.text)
    words = " ".join(card.text.split())
    assert words.startswith("For women only Women's rooms Harbour A room of your own.")
    assert "Covers all of Salford" in words
    assert "Not yet checked by us" in words
    call = page.linked("0161 496 0789")
    assert call == "tel:+441614960789"


def test_every_number_that_can_be_rung_says_what_it_rings():
    a_small_town()
    page = visit(SALFORD)
    calls = [tag for tag in page.all("a") if tag["href"].startswith("tel:")]
    assert len(calls) > 3
    for call in calls:
        printed = re.sub(r"\D", "", call.text)
        rung = call["href"].removeprefix("tel:").replace("+44", "0")
        assert printed.endswith(rung), call


def test_a_survivors_list_begins_with_a_free_line():
    a_small_town()
    page = visit(SALFORD)
    first = page.all("div", class_="line")[0]
    assert "Night line" in first.text
    assert "0808 157 0101" in first.text


def test_the_line_is_not_repeated_where_it_is_the_first_card():
    make_term("stay", slug="stay")
    line = make_service("Night line", areas=["England"], contacts=["0808 157 0101"])
    make_crisis_line(line.contacts.get(), "England", words="Free, day and night.")
    make_service("Rooms", needs=["stay"], contacts=["0161 496 0456"])
    words = visit("/services/?q=night").text_of("main")
    assert words.index("Night line") > words.index("Narrow this list")
    assert words.partition("If none of this helps")[0].count("0808 157 0101") == 1
    words = visit("/services/?need=stay").text_of("main")
    assert words.index("0808 157 0101") < words.index("0161 496 0456")


def test_the_list_for_change_shows_its_own_lines_and_none_of_the_other_side():
    a_small_town()
    page = visit("/services/?for=change&area=E08000006")
    assert "Change line" in page.text
    assert "Rooms" not in page.text
    assert page.linked("Is someone hurting you?") == SALFORD
    assert "Change line" not in visit(SALFORD).text_of("main")


def test_contacts_for_professionals_are_shown_to_those_who_say_they_are():
    a_small_town()
    service = make_service("Desk", audience=["survivor", "professional"])
    make_contact(service, "0161 496 0999", is_for_professionals=True)
    mine = visit(f"/services/{service.code}/")
    assert "0161 496 0999" not in mine.html
    assert mine.linked("as part of their work") == "?for=work"
    page = visit("/services/?for=work&area=E08000006")
    assert page.linked("Desk") == f"/services/{service.code}/?for=work"
    assert "0161 496 0999" in visit(f"/services/{service.code}/?for=work").text


def test_nothing_found_says_what_to_drop_and_where_to_look():
    a_small_town()
    make_service("Wide", areas=["Greater Manchester"], needs=["money"])
    make_service("Wider still", areas=["England"], accepts=["pets"])
    make_area("Trafford")
    page = visit("/services/?area=E08000009&need=stay")
    assert page.text_of("h1") == "0 services in Trafford"
    assert "Leave out “Somewhere safe to stay”" in page.text
    assert "We do not know of a service that fits all of this" in page.text
    assert "Night line" in page.text_of("main")


def test_few_results_are_followed_by_near_ones_that_say_what_they_lack():
    a_small_town()
    make_service("Dog rooms", accepts=["pets"], needs=["safe-place-to-stay"])
    make_service("Says no pets", needs=["money"])
    make_term("pets", "accepts")
    page = visit(f"{SALFORD}&need=stay&need=money&accepts=pets")
    assert "Does not say: Pets. Ask them." in page.text


def test_the_page_ends_with_a_next_step():
    a_small_town()
    page = visit(SALFORD)
    assert "If none of this helps" in page.text
    assert page.linked("See every kind of help in this place") == "/in/salford/"


def test_a_long_list_is_read_page_by_page():
    make_area("Salford")
    for number in range(25):
        make_service(f"Service {number:02}")
    page = visit(SALFORD)
    assert len(page.all("li", class_="card")) == 20
    assert page.linked("Next page") == f"{SALFORD}&page=2"
    second = visit(f"{SALFORD}&page=2")
    assert len(second.all("li", class_="card")) == 5
    assert second.linked("Previous page") == SALFORD
    assert (
        visit(f"{SALFORD}&page=999").text_of("nav", class_="pages").endswith("2 of 2")
    )


@pytest.mark.parametrize("how_many", [1, 20])
def test_a_list_costs_the_same_few_queries_however_long(
    how_many, django_assert_max_num_queries
):
    make_term("pets", "accepts")
    for number in range(how_many):
        make_service(f"Service {number}", organisation=make_organisation(f"O{number}"))
    visit("/")
    with django_assert_max_num_queries(8):
        visit(f"{SALFORD}&accepts=pets")


def test_a_number_that_is_held_back_is_shown_nowhere():
    a_small_town()
    service = make_service("Both", contacts=["0161 496 0001", "0161 496 0002"])
    Contact.objects.filter(value="0161 496 0002").update(held="doubt")
    assert "0161 496 0001" in visit(SALFORD).text
    assert "0161 496 0002" not in visit(SALFORD).html
    assert "0161 496 0002" not in visit(f"/services/{service.code}/").html
