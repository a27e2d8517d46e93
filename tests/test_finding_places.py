"""The place box: any name, any part of a postcode, misspelt too."""

import pytest

from directory.find.held import fresh
from directory.find.places import locate
from directory.models import Area, PlaceName, Postcode, PostcodeException
from directory.search.text import place_key

pytestmark = pytest.mark.usefixtures("starter")


@pytest.fixture(autouse=True)
def _up_to_date():
    fresh()


def names(text: str) -> list[str]:
    return [area.name for area in locate(text).areas]


@pytest.mark.parametrize(
    ("typed", "area"),
    [
        ("Salford", "Salford"),
        ("salford ", "Salford"),
        ("M6 5AA", "Salford"),
        ("m65aa", "Salford"),
        ("M6", "Salford"),
        ("M14 5", "Manchester"),
        ("m14 5sx", "Manchester"),
        ("LS11", "Leeds"),
        ("E1", "Tower Hamlets"),
        ("eccles", "Salford"),
        ("chorlton", "Manchester"),
        ("wythenshawe", "Manchester"),
        ("gtr manchester", "Greater Manchester"),
        ("nr bolton", "Bolton"),
        ("st helens", "St. Helens"),
        ("North West", "North West"),
        ("Cymru", "Wales"),
        ("caerdydd", "Cardiff"),
        ("eccles, manchester", "Salford"),
        ("newport wales", "Newport"),
        ("London", "London"),
        ("E08000006", "Salford"),
    ],
)
def test_a_place_leads_to_its_area(typed, area):
    found = locate(typed)
    assert found.kind == "area"
    assert found.areas[0].name.replace("St ", "St. ") == area


@pytest.mark.parametrize(
    ("typed", "area"),
    [
        ("mancester", "Manchester"),
        ("bimingham", "Birmingham"),
        ("bradfrod", "Bradford"),
        ("peckam", "Southwark"),
        ("rochdle", "Rochdale"),
    ],
)
def test_a_misspelt_place_is_found_and_says_what_was_taken(typed, area):
    found = locate(typed)
    assert [found.areas[0].name, bool(found.corrected)] == [area, True]


@pytest.mark.parametrize(
    "typed", ["newport", "richmond", "durham", "newcastle", "west midlands", "ashford"]
)
def test_a_name_of_several_places_is_asked_about(typed):
    found = locate(typed)
    assert found.kind == "choices"
    assert len(found.choices) > 1
    assert len({choice.area.code for choice in found.choices}) == len(found.choices)
    assert all(choice.where for choice in found.choices)


def test_newcastle_offers_the_one_under_lyme_too():
    councils = {choice.area.name for choice in locate("newcastle").choices}
    assert {"Newcastle upon Tyne", "Newcastle-under-Lyme"} <= councils


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("Jersey", "jersey"),
        ("GY1 1AA", "guernsey"),
        ("JE2 3AB", "jersey"),
        ("IM1 1AA", "isle-of-man"),
        ("BFPO 57", "bfpo"),
        ("Dublin", "ireland"),
    ],
)
def test_outside_the_uk_is_said_so(typed, where):
    found = locate(typed)
    assert (found.kind, found.outside) == ("outside", where)


@pytest.mark.parametrize("typed", ["", "   ", "!!", "\0"])
def test_nothing_typed_is_no_place(typed):
    assert locate(typed).kind == "empty"


@pytest.mark.parametrize("typed", ["qqqqq zzzz", "x" * 5000, "12345", "%s", "'; zzxq"])
def test_nonsense_is_no_place(typed):
    assert locate(typed).kind == "unknown"


def test_a_postcode_whose_council_is_not_its_sectors_is_exact():

    for row in PostcodeException.objects.order_by("pk")[:200:20]:
        assert names(row.postcode) == [row.area.name]


def test_a_loaded_postcode_wins_over_its_sector():
    trafford = Area.objects.get(slug="trafford")
    Postcode.objects.create(postcode="M65AA", area=trafford)
    assert names("M6 5AA") == ["Trafford"]


def test_a_district_of_two_councils_takes_both():
    assert names("M33") == ["Trafford", "Manchester"]
    assert locate("M33").near == "M33"


def test_every_name_we_know_leads_somewhere():
    for key in PlaceName.objects.order_by("key").values_list("key", flat=True)[::97]:
        assert locate(key).kind in ("area", "choices", "outside"), key
        assert place_key(key) == key


def test_the_sector_never_leaves_the_place_box():
    found = locate("M14 5SX")
    assert found.near == "M14"
    assert "5SX" not in repr(found)
