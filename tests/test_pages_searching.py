"""From the box, with a place and words, to the right list."""

import pytest
from django.test import Client

from tests.making import make_area, make_place, make_service, make_term
from tests.pages import a_small_town, led_to, post, visit


def test_the_box_leads_to_a_list_whose_address_says_neither_place_nor_words():
    a_small_town()
    address = led_to(place="Salford", need="stay")
    assert address == "/services/?area=E08000006&need=stay"


def test_home_has_three_doors_and_the_needs_in_plain_words():
    a_small_town()
    page = visit("/")
    assert page.linked("Support for me, or someone I know") == "#support"
    assert page.linked("Help to stop hurting someone") == "/services/?for=change"
    assert page.linked("It is happening now") == "/now/"
    (need,) = page.all("button", name="need")
    assert (need["value"], need.text) == ("stay", "Somewhere safe to stay")


def test_the_place_box_leaves_nothing_in_the_history_of_forms():
    make_area("Salford")
    page = visit("/")
    (field,) = page.all("input", name="place")
    assert field["autocomplete"] == "off"
    assert not page.all("input", name="csrfmiddlewaretoken")
    assert [form["method"] for form in page.all("form")] == ["post"]


def test_a_place_nobody_knows_is_said_and_the_page_still_helps():
    make_area("United Kingdom")
    make_service("Everywhere line", areas=["United Kingdom"])
    page = post(place="Qqqqzzzz", for_="me")
    assert page.status == 200
    assert page.text_of("title") == "Error: Search"
    assert "There is a problem" in page.text
    assert page.linked("We do not know this place") == "#place"
    (field,) = page.all("input", name="place")
    assert field["aria-invalid"] == "true"
    assert field["value"] == "Qqqqzzzz"
    assert "Everywhere line" in page.text


@pytest.mark.parametrize(
    ("place", "name"),
    [("JE2 3AB", "Jersey"), ("Dublin", "Republic of Ireland"), ("BFPO 57", "Forces")],
)
def test_a_place_outside_the_uk_is_said_plainly(place, name):
    make_area("United Kingdom")
    page = post(place=place)
    assert page.text_of("h1").startswith("We do not cover")
    assert name in page.text_of("h1")
    assert not page.all("input", aria_invalid="true")


def test_a_name_that_several_places_share_asks_which():
    make_place("Newport", "Salford")
    make_place("Newport", "Cardiff")
    make_term("safe-place-to-stay", slug="stay")
    assert led_to(place="Newport", need="stay") == "/choose/?n=newport&need=stay"
    page = post(place="Newport", need="stay")
    assert page.text_of("h1") == "Which place do you mean?"
    choices = [link for link in page.links if "/services/?area" in link]
    assert choices == [
        "/services/?area=E08000006&need=stay",
        "/services/?area=W06000015&need=stay",
    ]


def test_an_empty_place_means_the_whole_country():
    make_term("safe-place-to-stay", slug="stay")
    assert led_to(place=" ", need="stay") == "/services/?need=stay"


def test_the_place_stays_when_only_the_words_are_new():
    a_small_town()
    make_service("Pottery", description="We make pottery together.")
    address = led_to(place="Salford", area="E08000006", text="pottery", for_="someone")
    assert address == "/services/?for=someone&area=E08000006&q=pottery"


def test_another_place_takes_the_place_of_the_one_before():
    a_small_town()
    make_area("Leeds")
    assert led_to(place="Leeds", area="E08000006") == "/services/?area=E08000035"


def test_asking_the_box_for_a_page_leads_home():
    response = Client().get("/find/")
    assert (response.status_code, response["Location"]) == (302, "/")


def test_the_door_goes_along():
    a_small_town()
    assert led_to(place="Salford", for_="work") == "/services/?for=work&area=E08000006"
    assert led_to(place="Salford", for_="change").startswith("/services/?for=change")
