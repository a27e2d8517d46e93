"""The shortlist: in the address and nowhere else."""

import pytest

from directory.find.shortlist import MOST, Shortlist
from directory.models import Service
from directory.pages.kept import shelf
from tests.asking import read as asked
from tests.making import make_area, make_contact, make_place, make_service
from tests.pages import TELLING, a_small_town, is_outside, led_to, visit

SALFORD = "/services/?area=E08000006"


def three() -> list[str]:
    """The codes of three services in Salford, in the order in which they were made."""
    made = [
        make_service(name, contacts=[f"0161 496 010{number}"], hours_words="Weekdays")
        for number, name in enumerate(("Alpha", "Beta", "Gamma"))
    ]
    return [service.code for service in made]


def headings(page) -> list[str]:
    return [" ".join(tag.text.split()) for tag in page.all("h2")]


@pytest.mark.parametrize(
    ("values", "codes", "left_out"),
    [
        ([], (), 0),
        ([""], (), 0),
        (["k7qm4x"], ("k7qm4x",), 0),
        (["k7qm4x-p2w8hd"], ("k7qm4x", "p2w8hd"), 0),
        (["p2w8hd", "k7qm4x"], ("p2w8hd", "k7qm4x"), 0),
        (["K7QM4X- p2w8hd -k7qm4x"], ("k7qm4x", "p2w8hd"), 0),
        (["k7qm4x-<script>-x"], ("k7qm4x",), 2),
        (["-".join(f"{n:06}" for n in range(14))], None, 2),
    ],
)
def test_an_address_is_read_forgivingly_and_in_its_order(values, codes, left_out):
    read = Shortlist.read(values)
    assert len(read) == MOST if codes is None else read.codes == codes
    assert read.left_out == left_out


def test_an_emptied_list_leaves_no_trace_in_the_address():
    assert Shortlist(("k7qm4x",)).removing("k7qm4x").pairs == []
    assert Shortlist(("k7qm4x",)).removing("k7qm4x").at("/list/") == "/list/"


def test_a_result_can_be_added_and_taken_off_again_on_the_spot():
    _alpha, beta, _gamma = three()
    page = visit(f"{SALFORD}&page=1")
    add = page.linked("Add to list: Beta")
    assert add == f"{SALFORD}&s={beta}#{beta}"
    page = visit(add.partition("#")[0])
    assert page.linked("Take it off: Beta") == f"{SALFORD}#{beta}"
    assert page.linked("Your list: 1 service") == f"/list/?s={beta}"
    assert page.linked("See your list") == f"/list/?s={beta}"
    assert page.all("li", id=beta)


def test_the_same_on_the_page_of_a_service():
    alpha, beta, _gamma = three()
    page = visit(f"/services/{beta}/?s={alpha}")
    assert page.linked("Add to list") == f"/services/{beta}/?s={alpha}-{beta}#keep"
    page = visit(f"/services/{beta}/?s={alpha}-{beta}")
    assert page.linked("Take it off") == f"/services/{beta}/?s={alpha}#keep"


def test_before_anything_is_added_the_page_says_who_can_see_it():
    alpha, _beta, _gamma = three()
    for address in (SALFORD, f"/services/{alpha}/", "/list/"):
        text = visit(address).text
        assert "Whoever opens that address" in text, address
    page = visit(SALFORD)
    assert page.text.index("Whoever opens that address") < page.text.index("Add to")


def test_the_list_keeps_its_order_and_shows_name_number_hours_and_area():
    alpha, beta, gamma = three()
    page = visit(f"/list/?s={gamma}-{alpha}-{beta}")
    assert page.text_of("h1") == "Your list"
    assert page.text_of("title") == "Your list, 3 services"
    names = [name for name in headings(page) if name in ("Alpha", "Beta", "Gamma")]
    assert names == ["Gamma", "Alpha", "Beta"]
    for words in ("0161 496 0102", "Weekdays", "Salford"):
        assert words in page.text_of("ol"), words
    assert page.linked("Take it off: Alpha") == f"/list/?s={gamma}-{beta}#main"


def test_unknown_codes_and_drafts_are_left_out_with_a_notice():
    alpha, _beta, _gamma = three()
    draft = make_service("Draft", published=False).code
    page = visit(f"/list/?s={alpha}-zzzzzz-{draft}")
    assert page.status == 200
    assert "names 2 services that we do not know" in page.text
    assert "Draft" not in page.text
    assert not [link for link in page.links if f"/services/{draft}" in link]
    assert visit("/list/?s=zzzzzz").text_of("title") == "Your list"


def test_a_withdrawn_service_keeps_its_place_and_says_what_to_try_instead():
    a_small_town()
    rooms = Service.objects.get(name="Rooms")
    other = make_service("Other")
    rooms.withdraw(because="It closed.")
    page = visit(f"/list/?s={rooms.code}-{other.code}")
    assert page.text_of("title") == "Your list, 2 services"
    assert page.text.index("no longer listed") < page.text.index("Other")
    for secret in ("Rooms", "0161 496 0456", "It closed."):
        assert secret not in page.html
    instead = page.linked("See others who help with the same in the same place")
    assert instead == f"{SALFORD}&need=stay&s={other.code}"
    assert page.linked("Take it off your list") == f"/list/?s={other.code}#main"
    assert "Night line" in page.text_of("main")


def test_no_list_mixes_the_sides():
    a_small_town()
    rooms = Service.objects.get(name="Rooms").code
    change = Service.objects.get(name="Change line").code
    page = visit(f"/list/?s={rooms}-{change}")
    assert "Change line" not in page.text_of("ol")
    assert page.linked("Open that list") == f"/list/?s={change}"
    assert change not in page.linked("Take it off: Rooms")
    mirrored = visit(f"/list/?s={change}-{rooms}")
    assert "Rooms" not in mirrored.text_of("ol")
    emergency = mirrored.text_of("section", class_="emergency")
    assert "0808 157 0202" in emergency


def test_numbers_for_professionals_and_held_numbers_are_never_handed_on():
    service = make_service("Desk", audience=["survivor", "professional"])
    make_contact(service, "0161 496 0999", is_for_professionals=True)
    make_contact(service, "0161 496 0888", held="doubt")
    page = visit(f"/list/?s={service.code}&for=work")
    assert "0161 496 0999" not in page.html
    assert "0161 496 0888" not in page.html


def test_the_list_goes_along_with_lists_services_and_forms():
    a_small_town()
    make_place("Ordsall")
    rooms = Service.objects.get(name="Rooms").code
    page = visit(f"{SALFORD}&need=stay&s={rooms}")
    for words in ("Remove Salford", "Night line"):
        assert f"s={rooms}" in page.linked(words), words
    hidden = [tag for tag in page.all("input", name="s") if tag["value"] == rooms]
    assert len(hidden) == 2
    assert f"s={rooms}" in led_to(place="Ordsall", text="", s=rooms)
    service = visit(f"/services/{rooms}/?s={rooms}")
    assert f"s={rooms}" in service.linked("See every kind of help")
    assert f"?s={rooms}" in service.linked("Night line")
    assert visit(f"/list/?s={rooms}").all("input", name="s")
    place = page.linked("See every kind of help")
    assert place == f"/in/salford/?s={rooms}"
    page = visit(place)
    for words in ("See them all", "Somewhere safe to stay", "Greater Manchester"):
        assert f"s={rooms}" in page.linked(words), words
    assert page.all("input", name="s")
    assert "s=" not in page.linked("for people who want to change")
    (canonical,) = page.all("link", rel="canonical")
    assert canonical["href"] == "/in/salford/"


def test_the_list_does_not_cross_to_the_other_side():
    a_small_town()
    rooms = Service.objects.get(name="Rooms").code
    page = visit(f"/services/?for=change&area=E08000006&s={rooms}")
    assert page.linked("Is someone hurting you?") == SALFORD
    assert page.linked("See every kind of help") == "/in/salford/"


def test_it_is_no_part_of_the_canonical_address_and_no_unknown_parameter():
    make_area("Salford")
    criteria = asked("area=E08000006&s=k7qm4x-p2w8hd")
    assert criteria.ignored == ()
    assert criteria.canonical_url == SALFORD
    code = make_service("Harbour").code
    page = visit(f"/services/{code}/?s={code}&large=1")
    (canonical,) = page.all("link", rel="canonical")
    assert canonical["href"] == f"/services/{code}/"


def test_a_page_that_carries_a_list_is_kept_by_nobody():
    code = make_service("Harbour").code
    for address in (f"{SALFORD}&s={code}", f"/services/{code}/?s={code}"):
        page = visit(address)
        assert page.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in page.headers
    assert not [key for key in shelf._pages if "s=" in key[0]]
    visit(SALFORD)
    assert [key for key in shelf._pages if key[0] == SALFORD]


def test_the_code_for_another_phone_is_a_picture_of_ours_and_no_download():
    alpha, beta, _gamma = three()
    page = visit(f"/list/?s={alpha}-{beta}")
    (picture,) = page.all("img")
    assert picture["src"] == f"/list/code/?s={alpha}-{beta}"
    assert picture["alt"]
    drawn = visit(picture["src"])
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    assert "Content-Disposition" not in drawn.headers
    assert drawn.headers["Cache-Control"] == "no-store"
    assert drawn.html.startswith("<svg")
    assert "href" not in drawn.html
    assert drawn.html != visit(f"/list/code/?s={beta}-{alpha}").html


def test_there_is_no_code_for_an_empty_list():
    assert visit("/list/code/").status == 404
    assert visit("/list/code/?s=zzzzzz").status == 404


def test_a_full_list_takes_no_more_and_says_so():
    code = make_service("Harbour").code
    full = "-".join(f"zzzz{n:02}" for n in range(12))
    page = visit(f"{SALFORD}&s={full}")
    assert "Your list is full: 12 services" in page.text
    assert f"{full}-{code}" not in page.html


def test_titles_and_addresses_of_the_list_give_nobody_away():
    alpha, _beta, _gamma = three()
    page = visit(f"/list/?s={alpha}")
    assert not TELLING.search(page.text_of("title"))
    assert page.headers["X-Robots-Tag"] == "noindex"
    for link in page.all("a"):
        if is_outside(link["href"]):
            assert {"noreferrer", "nofollow"} <= set(link["rel"].split())


@pytest.mark.parametrize("hostile", ["<b>", "%00", "a" * 5000, "'--", "../../x"])
def test_hostile_lists_are_read_as_nothing(hostile):
    page = visit(f"/list/?s={hostile}")
    assert page.status == 200
    assert "<b>" not in page.html
    assert not page.all("ol")


@pytest.mark.parametrize("how_many", [1, 12])
def test_a_list_costs_the_same_few_queries(how_many, django_assert_max_num_queries):
    made = [make_service(f"Service {number}") for number in range(how_many)]
    made[0].withdraw(because="Gone.")
    address = "/list/?s=" + "-".join(service.code for service in made)
    visit("/")
    with django_assert_max_num_queries(10):
        visit(address)
