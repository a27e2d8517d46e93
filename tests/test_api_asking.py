"""How one asks: parameters, pages, streams, and sentences where it cannot be."""

import json

import pytest
from django.test import Client

from directory.exchange.oruk.source import API
from tests.interface import LISTS, ask, contents, lines, names, told, whole
from tests.making import (
    make_district,
    make_location,
    make_organisation,
    make_service,
    make_term,
)

NOBODY = "00000000-0000-4000-8000-000000000000"


def some_services(number: int = 5) -> list:
    return [
        make_service(f"Service {n}", contacts=["0161 496 0123"]) for n in range(number)
    ]


def term_ids() -> dict[str, str]:
    return {one["code"]: one["id"] for one in contents("/taxonomy_terms")}


# The start


@pytest.mark.parametrize("path", ["", "/"])
def test_the_start_says_which_standard_it_is(path):
    record = told(path)
    assert record["version"] == "HSDS-UK-3.0"
    for address in (record["profile"], record["openapi_url"]):
        path = address.removeprefix("http://testserver")
        assert Client().get(path).status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_a_slash_at_the_end_is_understood_and_never_redirects(name):
    make_service()
    assert ask(f"/{name}/").content == ask(f"/{name}").content


# Pages


def test_a_page_says_what_it_is():
    some_services(5)
    page = told("/services", per_page="2", page="3")
    assert page.pop("contents")[0]["name"] == "Service 4"
    assert page == {
        "total_items": 5,
        "total_pages": 3,
        "page_number": 3,
        "size": 1,
        "first_page": False,
        "last_page": True,
        "empty": False,
    }


def test_pages_hold_every_service_once_in_the_order_of_their_making():
    some_services(5)
    found = []
    for number in (1, 2, 3):
        found += names("/services", per_page="2", page=str(number))
    assert found == [f"Service {n}" for n in range(5)]


@pytest.mark.parametrize("page", ["4", "999999999999999999999999999"])
def test_a_page_past_the_last_is_empty(page):
    some_services(5)
    answer = told("/services", per_page="2", page=page)
    assert answer["empty"] is True
    assert answer["total_items"] == 5


def test_a_list_of_nothing_is_one_empty_page():
    page = told("/services")
    assert (page["total_items"], page["total_pages"], page["empty"]) == (0, 1, True)


def test_a_page_holds_two_hundred_at_most():
    make_taxonomy_of(210)
    page = told("/taxonomy_terms", per_page="1000")
    assert page["size"] == 200
    assert page["total_pages"] == 2


def make_taxonomy_of(number: int) -> None:
    for n in range(number):
        make_term(f"need-{n}")


@pytest.mark.parametrize("name", LISTS)
def test_a_stream_holds_what_the_pages_hold(name):
    service = make_service(is_confidential=False, needs=("stay",))
    make_location(service)
    some_services(3)
    answer = ask(f"/{name}", format="ndjson")
    assert answer["Content-Type"] == "application/x-ndjson"
    assert lines(f"/{name}") == contents(f"/{name}", per_page="200")


def test_a_stream_is_sent_while_it_is_made():
    some_services(3)
    assert ask("/services", format="ndjson").streaming


# What cannot be


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("page", "0"),
        ("page", "-1"),
        ("page", "two"),
        ("page", ""),
        ("page", "\u0661"),
        ("per_page", "0"),
        ("per_page", "1.5"),
        ("format", "xml"),
        ("full", "yes"),
        ("minimal", "1"),
        ("side", "both"),
        ("taxonomy_term_id", "stay"),
        ("taxonomy_id", ""),
        ("organization_id", "{" + NOBODY + "}"),
        ("modified_after", "yesterday"),
        ("modified_after", "2026-13-01"),
        ("modified_after", "0001-01-01T00:00:00+14:00"),
    ],
)
def test_a_wrong_parameter_is_named_in_a_sentence(name, value):
    make_service()
    answer = ask("/services", **{name: value})
    assert answer.status_code == 400
    problem = json.loads(answer.content)
    assert problem["status"] == 400
    assert name in problem["message"]
    assert problem["message"].endswith(".")


def test_a_parameter_stands_once():
    answer = Client().get(f"{API}/services?page=1&page=2")
    assert (answer.status_code, "page" in answer.content.decode()) == (400, True)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("id_", [NOBODY, "not-a-uuid", "%00", "1" * 200])
def test_a_record_that_is_not_there_is_said_in_a_sentence(name, id_):
    make_service()
    answer = ask(f"/{name}/{id_}")
    assert answer.status_code == 404
    assert json.loads(answer.content)["message"].endswith(".")


@pytest.mark.parametrize("path", ["/nothing", "/services/x/y", "/openapi"])
def test_an_address_that_is_none_says_which_there_are(path):
    answer = ask(path)
    assert answer.status_code == 404
    assert "/services" in json.loads(answer.content)["message"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(method):
    answer = getattr(Client(enforce_csrf_checks=True), method)(f"{API}/services")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert "read only" in json.loads(answer.content)["message"]


# Narrowing


def test_words_are_searched_as_on_the_pages():
    make_service("Rooms", summary="A bed for tonight.")
    make_service("Line", summary="Someone to talk to.")
    assert names("/services", search="beds") == ["Rooms"]
    assert names("/services", search="beds talk") == []
    assert names("/services", search="the") == []


@pytest.mark.parametrize("words", ["\0", '"', "NEAR(", "%s", "-", "' OR 1=1 --"])
def test_hostile_words_find_nothing_and_break_nothing(words):
    make_service()
    assert contents("/services", search=words) == []


def test_a_term_a_taxonomy_and_a_side_narrow():
    make_service("Rooms", needs=("stay",))
    make_service("Maybe rooms", answers={"need:stay": "ask"})
    make_service("Stop", side="change", needs=("talk",))
    ids = term_ids()
    groups = {one["x_code"]: one["id"] for one in contents("/taxonomies")}
    assert names("/services", taxonomy_term_id=ids["stay"]) == ["Rooms"]
    assert names("/services", taxonomy_id=groups["need"]) == ["Rooms", "Stop"]
    assert names("/services", taxonomy_id=groups["side"])[2:] == ["Stop"]
    assert names("/services", taxonomy_term_id=ids["change"]) == ["Stop"]
    assert names("/services", side="change") == ["Stop"]
    assert names("/services", taxonomy_term_id=NOBODY) == []
    assert names("/services", taxonomy_id=NOBODY) == []
    both = {"taxonomy_term_id": ids["stay"], "side": "change"}
    assert names("/services", **both) == []


def test_services_of_one_organisation():
    harbour = make_organisation("Harbour")
    make_service("Rooms", organisation=harbour)
    make_service("Line", organisation="Another")
    assert names("/services", organization_id=str(harbour.uuid)) == ["Rooms"]
    assert names("/services", organization_id=NOBODY) == []


def test_terms_by_taxonomy_by_parent_and_at_the_top():
    wide = make_term("stay")
    make_term("refuge", parent=wide)
    make_term("pl", "language")
    ids = term_ids()
    group = told(f"/taxonomy_terms/{ids['stay']}")["taxonomy_id"]
    assert set(names("/taxonomy_terms", taxonomy_id=group)) == {"Stay", "Refuge"}
    assert names("/taxonomy_terms", parent_id=ids["stay"]) == ["Refuge"]
    top = names("/taxonomy_terms", top_only="true", taxonomy_id=group)
    assert top == ["Stay"]
    assert names("/taxonomy_terms", search="refuge") == ["Refuge"]
    assert names("/taxonomies", search="language") == ["Language"]


def test_organisations_by_name_and_only_with_something_public():
    make_service("Rooms", organisation=make_organisation("Café Ysgol"))
    make_service("Draft", organisation="Nothing public", published=False)
    assert names("/organizations") == ["Café Ysgol"]
    assert names("/organizations", search="cafe") == ["Café Ysgol"]
    assert names("/organizations", search="nothing") == []


def two_places() -> None:
    make_district("M5", "Salford", latitude=53.48, longitude=-2.28)
    make_district("LS1", "Leeds", latitude=53.80, longitude=-1.55)
    near = make_service("Near", areas=["Salford"], is_confidential=False)
    far = make_service("Far", areas=["Leeds"], is_confidential=False)
    make_location(near, latitude=53.481, longitude=-2.281)
    make_location(far, latitude=53.801, longitude=-1.551)


def places(**parameters) -> list[str]:
    found = contents("/service_at_locations", **parameters)
    return [one["service"]["name"] for one in found]


def test_places_near_a_postcode_and_those_that_reach_it():
    two_places()
    assert places() == ["Near", "Far"]
    assert places(postcode="M5", proximity="1000") == ["Near"]
    assert places(postcode="m5 4wt", proximity="100") == []
    assert places(postcode="LS1") == ["Far"]
    assert places(postcode="ZZ99 9ZZ") == []
    assert places(postcode="ZZ99 9ZZ", proximity="5000") == []
    assert places(postcode="", proximity="100") == ["Near", "Far"]
    assert ask("/service_at_locations", postcode="Salford").status_code == 400


def test_places_are_narrowed_as_services_are():
    two_places()
    make_service("Stop", side="change", is_confidential=False)
    assert places(side="change") == []
    assert places(search="far") == ["Far"]
    assert places(modified_after="2999-01-01") == []


def test_a_parameter_of_another_standard_does_no_harm():
    service = make_service()
    assert contents("/services", utm_source="x", vocabulary="y") == [
        {key: value for key, value in whole(service).items() if key in plain(service)}
    ]


def plain(service) -> dict:
    return contents("/services", organization_id=str(service.organisation.uuid))[0]
