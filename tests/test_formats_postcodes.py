"""Files of postcodes are recognised by their header, addresses by their shape."""

import pytest

from directory.exchange.formats import addresses, grid, postcodes
from directory.exchange.formats.postcodes import UnknownLayoutError, recognise

# The columns that matter, as each release names them, among others.
LAYOUTS = {
    "ONSPD to May 2025": (
        "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,oseast1m,osnrth1m,"
        "osgrdind,ctry,lat,long"
    ),
    "ONSPD of August 2025": (
        "pcd7,pcd8,pcds,dointr,doterm,oscty,ced,oslaua,osward,oseast1m,osnrth1m,"
        "osgrdind,ctry,lat,long"
    ),
    "ONSPD of November 2025": (
        "pcd7,pcd8,pcds,dointr,doterm,cty25cd,ced25cd,lad25cd,wd25cd,east1m,north1m,"
        "gridind,ctry25cd,lat,long"
    ),
    "ONSPD of August 2026": (
        "pcd7,pcd8,pcds,dointr,doterm,cty26cd,ced25cd,lad26cd,wd26cd,east1m,north1m,"
        "gridind,ctry26cd,lat,long"
    ),
}
CELLS = {
    "pcd": "M14 5SX",
    "pcd2": "M14  5SX",
    "pcd7": "M14 5SX",
    "pcd8": "M14  5SX",
    "pcds": "M14 5SX",
    "doterm": "",
    "oslaua": "E08000003",
    "lad25cd": "E08000003",
    "lad26cd": "E08000003",
    "lat": "53.452700",
    "long": "-2.218600",
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_release_of_the_directory_is_read(name):
    header = LAYOUTS[name].split(",")
    row = recognise(header).read([CELLS.get(column, "1") for column in header])
    assert row == postcodes.PostcodeRow("M145SX", "E08000003", 53.4527, -2.2186, False)


def test_code_point_open_is_read_without_a_header():
    row = ["M145SX", "10", "385578", "395224", "E92000001"]
    line = [*row, "", "", "", "E08000003", "E05000001"]
    layout = recognise(line)
    found = layout.read(line)
    assert not layout.has_header
    assert (found.postcode, found.council) == ("M145SX", "E08000003")
    assert found.latitude == pytest.approx(53.4535, abs=0.002)
    assert found.longitude == pytest.approx(-2.2185, abs=0.002)


@pytest.mark.parametrize(
    "header", [["pcds", "provenance"], ["postcode", "lat", "long"], [""], []]
)
def test_another_layout_is_not_guessed_at(header):
    with pytest.raises(UnknownLayoutError):
        recognise(header)


def _row(**cells):
    header = LAYOUTS["ONSPD of August 2026"].split(",")
    return recognise(header).read(
        [(CELLS | {"gridind": "1"} | cells).get(column, "") for column in header]
    )


def test_a_terminated_postcode_is_flagged():
    assert _row(doterm="199606").is_retired


@pytest.mark.parametrize("cells", [{"lat": "99.999999", "long": "0"}, {"gridind": "9"}])
def test_no_position_is_none(cells):
    row = _row(**cells)
    assert (row.latitude, row.longitude) == (None, None)


@pytest.mark.parametrize("code", ["E99999999", "L99999999", "M99999999", ""])
def test_a_pseudo_code_is_no_council(code):
    assert _row(lad26cd=code).council == ""


def test_eastings_on_the_irish_grid_are_not_mistaken_for_ours():
    row = _row(pcds="BT1 5GS", pcd7="BT1 5GS", lat="", long="", east1m="333700",
               north1m="374300")  # fmt: skip
    assert (row.latitude, row.longitude) == (None, None)


def test_a_row_without_a_postcode_is_passed_over():
    assert _row(pcd7="nonsense") is None
    assert recognise(LAYOUTS["ONSPD of August 2026"].split(",")).read(["x"]) is None


def test_the_grid_agrees_with_ordnance_survey():
    # The worked example of "A guide to coordinate systems", to Airy 1830, is moved
    # on to WGS 84 here; a few metres are what seven parameters can do.
    latitude, longitude = grid.to_point(651409.903, 313177.270)
    assert latitude == pytest.approx(52.65798, abs=0.0001)
    assert longitude == pytest.approx(1.71605, abs=0.0001)


@pytest.mark.parametrize(
    "text",
    [
        "We are at 12 Harbour Street.",
        "Come to Harbour Road",
        "3-5 St Mary's Court, near the park",
        "M14 5SX",
        "find us (m145sx)",
    ],
)
def test_an_address_in_a_text_is_noticed(text):
    assert addresses.traces(text)


@pytest.mark.parametrize(
    "text",
    [
        "Open 9am to 5pm",
        "24 hours a day, 7 days a week",
        "You can stay 12 weeks, or longer",
        "The Oak House refuge has room for 6 families",
        "under section 2 of the act",
        "",
    ],
)
def test_ordinary_words_are_no_address(text):
    assert addresses.traces(text) == []
