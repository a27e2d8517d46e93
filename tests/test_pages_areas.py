"""What exists in one place."""

from directory.models import Area
from tests.making import make_area, make_service
from tests.pages import a_small_town, visit


def test_a_place_shows_what_exists_by_need_with_counts():
    a_small_town()
    make_service("Money advice", needs=["money"], types=["advice"])
    page = visit("/in/salford/")
    assert page.text_of("h1") == "Support in Salford"
    assert page.text_of("title") == "Services by kind of help"
    link = page.linked("Somewhere safe to stay 1")
    assert link == "/services/?area=E08000006&need=stay"
    assert page.linked("Advice 1") == "/services/?area=E08000006&type=advice"
    assert page.linked("1 service for people who want to change") == (
        "/services/?for=change&area=E08000006"
    )


def test_wider_places_are_one_link_away():
    a_small_town()
    assert visit("/in/salford/").linked("Greater Manchester") == (
        "/in/greater-manchester/"
    )


def test_a_wider_place_of_two_kinds_stands_once_as_the_nearer(starter):
    links = visit("/in/salford/").all("a", class_="way")
    wider = [tag["href"] for tag in links if tag.text.strip() == "Greater Manchester"]
    assert wider == ["/in/greater-manchester/"]


def test_an_unknown_place_is_not_found():
    assert visit("/in/nowhere/").status == 404


def test_a_place_that_was_merged_leads_to_its_successor():
    old = make_area("Old Salford", code="E07000999")
    Area.objects.filter(pk=old.pk).update(replaced_by=make_area("Salford"))
    page = visit("/in/old-salford/")
    assert (page.status, page.headers["Location"]) == (302, "/in/salford/")
