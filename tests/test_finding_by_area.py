"""A person names a place and sees what reaches it, nearest first."""

from tests.asking import ask, found, sections
from tests.making import make_area, make_service

SALFORD = "area=E08000006"


def test_what_covers_the_council_or_anything_wider_is_listed_nearest_first():
    make_service("National line", areas=["United Kingdom"])
    make_service("English line", areas=["England"])
    make_service("Northern line", areas=["North West"])
    make_service("Manchester line", areas=["Greater Manchester"])
    make_service("Salford line", areas=["Salford"])
    make_service("Trafford line", areas=["Trafford"])
    assert found(SALFORD) == [
        "Salford line",
        "Manchester line",
        "Northern line",
        "English line",
        "National line",
    ]


def test_each_card_says_which_area_it_covers():
    make_area("Salford")
    make_service("One", areas=["Greater Manchester"])
    make_service("Two", areas=["North West"])
    make_service("Three", areas=["United Kingdom"])
    (section,) = ask(SALFORD).sections
    assert [card.nearness for card in section.cards] == [
        "Covers all of Greater Manchester",
        "Covers all of the North West",
        "Covers all of the UK",
    ]


def test_services_inside_a_wide_area_follow_those_that_cover_it():
    make_service("A local line", areas=["Salford"])
    make_service("The county line", areas=["Greater Manchester"])
    assert sections("area=E47000001") == {
        "fits": ["The county line"],
        "part": ["A local line"],
    }


def test_the_heading_counts_and_names_the_place():
    make_service("One")
    assert ask(SALFORD).heading == "1 service in Salford"


def test_an_area_without_services_offers_the_next_wider_one():
    make_area("Trafford")
    make_service("Salford line", areas=["Salford"])
    answer = ask("area=E08000009")
    assert answer.total == 0
    assert [(way.label, way.count) for way in answer.wider] == [
        ("Greater Manchester", 1)
    ]


def test_a_slug_in_any_case_leads_to_the_code():
    make_service("One")
    criteria = ask("area=SALFORD").criteria
    assert criteria.is_resolved
    assert criteria.canonical_url == "/services/?area=E08000006"


def test_two_councils_of_one_district_are_both_searched():
    make_service("Salford line", areas=["Salford"])
    make_service("Trafford line", areas=["Trafford"])
    answer = ask("area=E08000009&area=E08000006")
    assert answer.total == 2
    assert answer.heading == "2 services in Salford and Trafford"


def test_refuges_elsewhere_that_take_people_from_anywhere_are_places_to_stay():
    refuge = {"needs": ["safe-place-to-stay"], "types": ["refuge"]}
    make_area("Salford")
    make_service("Leeds refuge", areas=["Leeds"], takes_from="anywhere", **refuge)
    make_service("Closed refuge", areas=["Leeds"], takes_from="here", **refuge)
    make_service("Silent refuge", areas=["Leeds"], **refuge)
    make_service("Salford refuge", takes_from="not-here", **refuge)
    make_service("Open refuge", takes_from="anywhere", **refuge)
    assert sections(SALFORD + "&need=safe-place-to-stay") == {
        "fits": ["Open refuge"],
        "elsewhere": ["Leeds refuge"],
    }


def test_for_somewhere_to_stay_the_line_that_finds_places_stands_first():
    stay = {"needs": ["safe-place-to-stay"]}
    make_service("A refuge", types=["refuge"], **stay)
    make_service("Housing office", types=["housing"], is_confidential=False, **stay)
    make_service(
        "The line",
        areas=["England"],
        types=["helpline"],
        is_confidential=False,
        **stay,
    )
    assert found(SALFORD + "&need=safe-place-to-stay") == [
        "The line",
        "A refuge",
        "Housing office",
    ]
