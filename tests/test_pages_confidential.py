"""A place that must stay secret stands on no page, whatever it once was."""

from directory.models import Service
from tests.addresses import EXAMPLES
from tests.making import decided, make_area, make_location, make_service
from tests.pages import visit

STREET, POSTCODE = "17 Hidden Lane", "M5 3ZZ"
SECRETS = (STREET, "Hidden Lane", POSTCODE, "M53ZZ", "53.4777", "-2.2666")


def a_house() -> Service:
    """A house whose address was public once, and is secret now."""
    make_area("Salford")
    house = make_service("Harbour House", is_confidential=False, needs=["stay"])
    make_location(
        house,
        address=STREET,
        postcode=POSTCODE,
        latitude=53.4777,
        longitude=-2.2666,
    )
    assert STREET in visit(house.get_absolute_url()).text
    house.is_confidential = True
    with decided():
        house.save()
    return house


def test_an_address_that_became_secret_stands_on_no_page():
    house = a_house()
    own = house.get_absolute_url()
    addresses = [path for paths in EXAMPLES.values() for path in paths]
    shown = False
    for address in (*addresses, own, f"{own}slip/", f"/list/?s={house.code}"):
        page = visit(address)
        shown = shown or "Harbour House" in page.html
        assert not [secret for secret in SECRETS if secret in page.html], address
    assert shown


def test_no_distance_is_shown_for_a_secret_place():
    a_house()
    page = visit("/services/?area=E08000006&need=stay&near=M5")
    assert "Harbour House" in page.text
    for word in ("mile", " km", "away from"):
        assert word not in page.text_of("main"), word
