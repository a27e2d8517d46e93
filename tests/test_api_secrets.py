"""What must not get out does not, through any address or parameter."""

import io
import json
import zipfile
from itertools import product

import pytest
from django.test import Client
from django.utils.http import urlencode

from directory.api import openapi
from directory.exchange.oruk.source import API
from directory.models import OpeningHours, Service
from tests.interface import LISTS, ask, contents, everything_in, whole
from tests.making import (
    make_contact,
    make_district,
    make_location,
    make_organisation,
    make_service,
)

pytestmark = pytest.mark.usefixtures("all_decided")

STREET, POSTCODE = "17 Hidden Lane", "M5 3ZZ"
SECRETS = (
    *("Hidden Lane", "M5 3ZZ", "M53ZZ", "53.4777", "-2.2666", "by the old bridge"),
    *("hushed", "0161 496 0999", "+441614960999", "0161 496 0888", "0161 496 0777"),
    "the house was found",
)
PLACE = {
    "address": STREET,
    "postcode": POSTCODE,
    "latitude": 53.4777,
    "longitude": -2.2666,
    "directions": "by the old bridge",
}
# Values that try to draw something out.
TRIED = {
    "search": ("Hidden Lane", "hushed", "0161 496 0999", "Harbour"),
    "postcode": (POSTCODE, "M5 3", "M5"),
    "proximity": ("1", "50000"),
    "modified_after": ("2001-01-01",),
    "format": ("json", "ndjson"),
    "side": ("survivors", "change"),
    "full": ("true",),
    "full_service": ("true",),
    "minimal": ("true",),
    "top_only": ("true",),
    "page": ("1", "2"),
    "per_page": ("1", "200"),
}


@pytest.fixture
def house() -> Service:
    """A house that was open once and is secret now, with all that must stay here."""
    make_district("M5", "Salford", latitude=53.478, longitude=-2.267)
    harbour = make_organisation("Harbour")
    house = make_service(
        "Harbour House",
        organisation=harbour,
        is_confidential=False,
        needs=("stay",),
        notes="hushed: 17 Hidden Lane, M5 3ZZ",
    )
    make_location(house, **PLACE)
    house.is_confidential = True
    house.save()
    held = make_contact(house, ("phone", "0161 496 0999"), held="doubt")
    work = make_contact(house, ("phone", "0161 496 0888"), is_for_professionals=True)
    for contact in (held, work):
        OpeningHours.objects.create(
            service=house,
            contact=contact,
            weekday=0,
            opens_at="09:00",
            closes_at="17:00",
        )
    make_service(
        "Draft of Hidden Lane",
        organisation=harbour,
        contacts=["0161 496 0777"],
        published=False,
    )
    gone = make_service("Gone to Hidden Lane", organisation=harbour)
    gone.withdraw(because="the house was found")
    house.refresh_from_db()
    return house


def every_question(house: Service):
    """Every address, with every parameter and every value that we could think of."""
    ids = {
        name: [one["id"] for one in contents(f"/{name}", per_page="200")]
        for name in LISTS
    }
    for path, _record, of_list, of_one in openapi.LISTS:
        term = [one["id"] for one in contents("/taxonomy_terms")]
        tried = TRIED | {
            "taxonomy_term_id": term,
            "taxonomy_id": ids["taxonomies"],
            "organization_id": [str(house.organisation.uuid)],
            "parent_id": term[:1],
        }
        yield f"{API}/{path}"
        for name in of_list:
            for value in tried[name]:
                yield f"{API}/{path}?{urlencode({name: value})}"
        for one, other in product(of_list, repeat=2):
            if one < other:
                pair = {one: tried[one][-1], other: tried[other][-1]}
                yield f"{API}/{path}?{urlencode(pair)}"
        services = [str(pk) for pk in Service.objects.values_list("uuid", flat=True)]
        for id_ in [*ids[path], *(services if path == "services" else ())]:
            yield f"{API}/{path}/{id_}"
            for name in of_one:
                yield f"{API}/{path}/{id_}?{name}=true"
    yield from ("/data/services.csv", f"{API}/openapi.json", "/data/", "/data/terms/")


def told(answer) -> str:
    """The whole of an answer: headers too."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{dict(answer.items())} {body.decode()}"


def test_nothing_secret_stands_in_any_answer(house):
    asked = 0
    for address in every_question(house):
        answer = Client().get(address)
        assert answer.status_code in (200, 404), address
        said = told(answer)
        assert not [secret for secret in SECRETS if secret in said], address
        asked += 1
    assert asked > 250


def test_nothing_secret_stands_in_the_package(house):
    body = b"".join(Client().get("/data/hsds.zip").streaming_content)
    packed = zipfile.ZipFile(io.BytesIO(body))
    said = "\n".join(packed.read(name).decode() for name in packed.namelist())
    assert "Harbour House" in said
    assert not [secret for secret in SECRETS if secret in said]


def test_the_house_is_there_and_says_where_nothing_of_it_is(house):
    record = whole(house)
    assert record["name"] == "Harbour House"
    assert "service_at_locations" not in record
    assert contents("/service_at_locations") == []
    names = set(map(str, everything_in(record)))
    assert not {"latitude", "longitude", "x_postcode", "addresses"} & names
    assert "confidential" not in json.dumps(record).lower()


def test_an_address_that_someone_typed_into_a_text_is_taken_out(house):
    """Nothing should be there; what is copied to others cannot be called back."""
    typed = f"We are at {STREET}, {POSTCODE}. Ring first."
    Service.objects.filter(pk=house.pk).update(description=typed, hours_words=STREET)
    record = whole(house)
    assert record["description"].endswith(
        "We are at [not shown], [not shown]. Ring first."
    )
    for address in (
        f"{API}/services?full=true",
        f"{API}/services",
        "/data/services.csv",
    ):
        said = told(Client().get(address))
        assert "Harbour House" in said
        assert not [secret for secret in (STREET, POSTCODE) if secret in said]


def test_no_question_about_a_place_tells_a_secret_one_from_none(house):
    """The count is the same at its door, far away, and where nothing is."""
    for postcode in (POSTCODE, "M5", "ZZ99 9ZZ"):
        page = ask("/service_at_locations", postcode=postcode, proximity="100000")
        assert json.loads(page.content)["total_items"] == 0
    for words in ("Hidden Lane", "17", "hushed", "M5"):
        assert contents("/services", search=words) == []


def test_hours_of_a_number_that_is_not_shown_are_not_shown_either(house):
    assert all("x_contact_id" not in one for one in whole(house).get("schedules", ()))
    numbers = [phone["number"] for phone in whole(house)["phones"]]
    assert numbers == ["0161 496 0123"]


def test_a_number_of_the_other_side_that_waits_is_on_neither(house):
    stop = make_service("Stop", side="change", contacts=["0161 496 0555"])
    make_contact(stop, "0161 496 0123", held="both-sides")
    assert [phone["number"] for phone in whole(stop)["phones"]] == ["0161 496 0555"]


def test_what_a_name_says_is_no_secret():
    centre = make_service(
        "Preston Road Women's Centre", summary="Preston Road welcomes."
    )
    assert whole(centre)["name"] == "Preston Road Women's Centre"
    assert whole(centre)["x_summary"] == "Preston Road welcomes."


def test_what_is_withdrawn_is_gone_with_the_next_question():
    service = make_service("Rooms", is_confidential=False)
    make_location(service)
    addresses = [
        f"{API}/services?full=true",
        f"{API}/service_at_locations",
        f"{API}/organizations?full=true",
        "/data/services.csv",
    ]
    assert all("Rooms" in told(Client().get(one)) for one in addresses)
    service.withdraw(because="closed")
    assert not any("Rooms" in told(Client().get(one)) for one in addresses)
    body = b"".join(Client().get("/data/hsds.zip").streaming_content)
    assert b"Rooms" not in zipfile.ZipFile(io.BytesIO(body)).read("services.csv")
