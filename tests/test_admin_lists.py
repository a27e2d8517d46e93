"""A moderator finds a service: by words, number, district, code, and filters."""

import pytest

from directory.models import DistrictArea, PostcodeDistrict
from tests.making import (
    make_area,
    make_contact,
    make_service,
    make_term,
    make_user,
)
from tests.signing_in import sign_in

pytestmark = pytest.mark.ignore_template_errors
LIST = "/admin/directory/service/"
CONTACTS = "/admin/directory/contact/"


@pytest.fixture
def signed_in(client):
    sign_in(client, make_user(is_superuser=True))
    return client


def listed(client, query: dict, where: str = LIST) -> list[str]:
    """What the list shows, by name."""
    page = client.get(where, query)
    assert page.status_code == 200
    return [str(row) for row in page.context["cl"].result_list]


def test_by_words_of_its_name_or_organisation(signed_in):
    make_service("Safe Haven", organisation="Orchard")
    make_service("Night Line", other_names="The Dark Hours", organisation="Beacon")
    assert listed(signed_in, {"q": "haven"}) == ["Safe Haven"]
    assert listed(signed_in, {"q": "orchard safe"}) == ["Safe Haven"]
    assert listed(signed_in, {"q": "beacon"}) == ["Night Line"]
    assert listed(signed_in, {"q": "dark hours"}) == ["Night Line"]
    assert listed(signed_in, {"q": "orchard night"}) == []


@pytest.mark.parametrize(
    "typed",
    [
        "0161 496 0456",
        "01614960456",
        "+44 161 496 0456",
        "+44 (0)161 496 0456",
        "0044 161 496 0456",
        "44 161 4960456",
        "(0161) 496-0456",
        "0161.496.0456",
        "161 496 0456",
        "496 0456",
        "  0161  4960456 ",
    ],
)
def test_by_a_phone_number_typed_in_any_way(signed_in, typed):
    make_service("Right", contacts=("0161 496 0456",))
    make_service("Wrong", contacts=("0161 496 0789",))
    assert listed(signed_in, {"q": typed}) == ["Right"]
    assert listed(signed_in, {"q": typed}, CONTACTS) == ["Phone: 0161 496 0456"]


def test_by_a_short_number(signed_in):
    make_service("Listeners", contacts=("116 123",))
    make_service("Other")
    assert listed(signed_in, {"q": "116123"}) == ["Listeners"]


def test_by_its_public_code(signed_in):
    service = make_service("Right")
    make_service("Wrong")
    assert listed(signed_in, {"q": service.code.upper()}) == ["Right"]


def test_by_postcode_district_everything_that_reaches_it(signed_in):
    manchester = make_area("Manchester")
    district = PostcodeDistrict.objects.create(code="M14")
    DistrictArea.objects.create(district=district, area=manchester, share=1)
    make_service("In the city", areas=(manchester,))
    make_service("All the county", areas=("Greater Manchester",))
    make_service("Next door", areas=("Trafford",))
    for typed in ("M14", "m14", " M14 "):
        assert listed(signed_in, {"q": typed}) == ["All the county", "In the city"]
    assert listed(signed_in, {"q": "M99"}) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"side": "change"}, ["Change"]),
        ({"side": "survivors"}, ["Checked", "Draft", "Gone", "Open", "Waiting"]),
        ({"status": "draft"}, ["Draft"]),
        ({"status": "withdrawn"}, ["Gone"]),
        ({"status": "published"}, ["Change", "Checked", "Open", "Waiting"]),
        ({"place": "open"}, ["Open"]),
        (
            {"place": "confidential"},
            ["Change", "Checked", "Draft", "Gone", "Waiting"],
        ),
        ({"todo": "held"}, ["Waiting"]),
        ({"todo": "check"}, ["Change", "Draft", "Gone", "Open", "Waiting"]),
        ({"todo": "contact"}, ["Draft"]),
        ({"todo": "area"}, ["Draft"]),
        ({"todo": "audience"}, []),
        ({"status": "published", "side": "change"}, ["Change"]),
        ({"status": "nonsense"}, "all"),
    ],
)
def test_by_a_filter(signed_in, query, expected):
    make_service("Change", side="change")
    make_service("Checked").verifications.create(
        by=make_user("a@example.org"), how="website"
    )
    make_service("Draft", contacts=(), areas=(), published=False)
    make_service("Gone").withdraw(because="Closed.")
    make_service("Open", is_confidential=False)
    make_contact(make_service("Waiting"), "0161 496 0999", held="doubt")
    everything = ["Change", "Checked", "Draft", "Gone", "Open", "Waiting"]
    assert listed(signed_in, query) == (everything if expected == "all" else expected)


def test_by_a_need_that_it_says_it_meets(signed_in):
    make_service("Stays", needs=("stay",))
    make_service("Limits", answers={"need:stay": "limit:two nights"})
    make_service("Asks", answers={"need:stay": "ask"})
    make_service("Not", answers={"need:stay": "no"})
    make_service("Silent")
    term = make_term("stay")
    assert listed(signed_in, {"need": term.pk}) == ["Limits", "Stays"]


@pytest.mark.parametrize("value", ["abc", "999999", "1' OR 1=1"])
def test_a_need_that_does_not_exist_leads_back_to_the_list(signed_in, value):
    make_service(needs=("stay",))
    page = signed_in.get(LIST, {"need": value}, follow=True)
    assert page.redirect_chain[-1][0].endswith("?e=1")


@pytest.mark.parametrize("typed", ["Salford", "salford", "E08000006", " SALFORD "])
def test_by_an_area_and_whatever_is_wider(signed_in, typed):
    make_service("City", areas=("Salford",))
    make_service("County", areas=("Greater Manchester",))
    make_service("Country", areas=("England",))
    make_service("Elsewhere", areas=("Trafford",))
    assert listed(signed_in, {"area": typed}) == ["City", "Country", "County"]


def test_an_area_that_nobody_knows_finds_nothing_and_says_so(signed_in):
    make_service()
    page = signed_in.get(LIST, {"area": "Atlantis"})
    assert "No area has this name." in page.content.decode()
    assert list(page.context["cl"].result_list) == []


def test_filters_and_words_go_together(signed_in):
    make_area("Leeds")
    make_service("Leeds refuge", areas=("Leeds",), needs=("stay",))
    make_service("Leeds advice", areas=("Leeds",))
    query = {"area": "Leeds", "need": make_term("stay").pk, "q": "refuge"}
    page = signed_in.get(LIST, query)
    assert [str(row) for row in page.context["cl"].result_list] == ["Leeds refuge"]
    # The area's own form carries the other filters along.
    assert f'name="need" value="{query["need"]}"' in page.content.decode()


def test_names_are_sorted_as_people_sort_them(signed_in):
    for name in ("Zoo", "apple", "Bell"):
        make_service(name)
    assert listed(signed_in, {}) == ["apple", "Bell", "Zoo"]
