"""The geography that every site begins with."""

import pytest

from directory.models import (
    Area,
    AreaCover,
    AreaKind,
    AreaOverlap,
    Place,
    PlaceName,
    PostcodeDistrict,
    PostcodeException,
    PostcodeSector,
    Service,
)
from directory.search.text import place_key
from directory.starter.reading.folder import HERE, read

pytestmark = pytest.mark.usefixtures("starter")


def area(slug: str) -> Area:
    return Area.objects.get(slug=slug)


def covering(slug: str) -> list[tuple[str, str]]:
    found = Area.objects.covering(area(slug)).nearest_first()
    return [(one.name, one.kind) for one in found]


def test_salford_is_covered_by_eight_areas_and_its_police_area():
    assert sorted(covering("salford")) == sorted(
        [
            ("Salford", "local-authority"),
            ("Greater Manchester", "county"),
            ("Greater Manchester", "combined-authority"),
            ("North West", "region"),
            ("England", "nation"),
            ("England and Wales", "country"),
            ("Great Britain", "country"),
            ("United Kingdom", "country"),
            ("Greater Manchester", "police-area"),
        ]
    )


@pytest.mark.parametrize("slug", ["greater-manchester", "greater-manchester-police"])
def test_greater_manchester_holds_its_ten_councils(slug):
    inside = Area.objects.inside(area(slug)).councils()
    assert sorted(inside.values_list("name", flat=True)) == [
        "Bolton",
        "Bury",
        "Manchester",
        "Oldham",
        "Rochdale",
        "Salford",
        "Stockport",
        "Tameside",
        "Trafford",
        "Wigan",
    ]


def test_there_are_361_councils():
    assert Area.objects.current().councils().count() == 361


def test_the_united_kingdom_covers_everything():
    inside = Area.objects.inside(area("united-kingdom"))
    assert set(inside) == set(Area.objects.current())
    assert inside.count() == len(read(HERE, "geography/areas.csv"))


def test_the_closure_is_as_large_as_it_was_measured():
    usual = Area.objects.exclude(
        kind__in=[AreaKind.POLICE, AreaKind.HEALTH, AreaKind.INFORMAL]
    )
    pairs = AreaCover.objects.filter(covering__in=usual, covered__in=usual)
    assert pairs.count() == 3108


def test_a_county_of_northern_ireland_is_found_through_its_parents():
    assert [name for name, _kind in covering("county-tyrone")] == [
        "County Tyrone",
        "Northern Ireland",
        "United Kingdom",
    ]
    links = AreaOverlap.objects.filter(area=area("county-tyrone"))
    assert len(links) == 3


def test_areas_that_share_land_are_known_both_ways_round():
    pairs = set(AreaOverlap.objects.values_list("area", "other"))
    assert pairs == {(other, one) for one, other in pairs}
    assert (area("stockton-on-tees").pk, area("durham").pk) in pairs
    assert not pairs & set(AreaCover.objects.values_list("covering", "covered"))


def test_a_trafford_only_service_does_not_reach_salford():
    trafford = set(Service.objects.serving(area("trafford")))
    salford = set(Service.objects.serving(area("salford")))
    only = Service.objects.filter(coverages__area__slug="trafford").exclude(
        coverages__area__in=Area.objects.covering(area("salford"))
    )
    assert only.exists()
    assert set(only) <= trafford - salford


def test_every_name_of_the_file_leads_to_a_place():
    keys = set(PlaceName.objects.exclude(place=None).values_list("key", flat=True))
    rows = read(HERE, "geography/places.csv")
    assert [row["name"] for row in rows if place_key(row["name"]) not in keys] == []
    assert Place.objects.count() == len(rows)


@pytest.mark.parametrize(
    ("typed", "council"),
    [
        ("Wythenshawe", "Manchester"),
        ("Easterhouse", "Glasgow City"),
        ("St. Pauls", "Bristol"),
        ("Shankill", "Belfast"),
        ("Bogside", "Derry City and Strabane"),
        ("Pitsmoor", "Sheffield"),
        ("Wester Hailes", "City of Edinburgh"),
    ],
)
def test_a_neighbourhood_is_found_by_its_name(typed, council):
    names = PlaceName.objects.filter(key=place_key(typed)).exclude(place=None)
    assert council in [name.place.area.name for name in names]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Abertawe", "Swansea"),
        ("Yr Alban", "Scotland"),
        ("gtr manchester", "Greater Manchester"),
        ("Allerdale", "Cumberland"),
        ("Met Police", "Metropolitan Police"),
    ],
)
def test_an_area_is_found_by_its_other_names(typed, name):
    found = PlaceName.objects.filter(key=place_key(typed)).exclude(area=None)
    assert name in [one.area.name for one in found]


def test_liverpool_stands_where_it_is():
    names = PlaceName.objects.filter(key="liverpool")
    places = [name.place.area.name for name in names if name.place]
    assert set(places) <= {"Liverpool"}


def test_names_that_are_meant_more_often_weigh_more():
    def weight(text, **which):
        return PlaceName.objects.get(key=place_key(text), **which).weight

    assert weight("England", area__kind="nation") == 95
    assert weight("Salford", area__isnull=False) == 90
    assert weight("North West", area__isnull=False) == 80
    assert weight("Allerdale", area__isnull=False) == 10
    assert 20 < weight("Eccles", place__area__slug="salford") < 70


def test_former_codes_lead_to_todays_councils():
    former = Area.objects.get(code="E07000026")
    assert former.name == "Allerdale"
    assert former.replaced_by == area("cumberland")
    assert Area.objects.get(code="E08000016").replaced_by.name == "Barnsley"


def test_postcodes_stand_as_in_the_files():
    for file, model in (
        ("geography/postcode-districts.csv", PostcodeDistrict),
        ("geography/postcode-sectors.csv", PostcodeSector),
        ("geography/postcode-exceptions.csv", PostcodeException),
    ):
        assert model.objects.count() == len(read(HERE, file))
    m33 = PostcodeDistrict.objects.get(code="M33")
    assert m33.area_links.first().area.name == "Trafford"
    assert PostcodeSector.objects.get(code="M14 5").area.name == "Manchester"
