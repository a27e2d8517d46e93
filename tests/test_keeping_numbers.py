"""Numbers only: the lines that answer for an area, in less than 4 KB."""

import datetime

import pytest

from directory.find.held import fresh, holding
from directory.find.numbers import numbers
from directory.find.week import week
from directory.models import Disclosure, OpeningHours, Service, Side
from tests.making import make_contact, make_crisis_line, make_service
from tests.pages import TELLING, a_small_town, read, visit

# A Tuesday.
NOON = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=datetime.UTC)
NIGHT = datetime.datetime(2026, 11, 24, 23, 0, tzinfo=datetime.UTC)
HERE = "/in/salford/numbers/"


def open_on(service, *days: int, from_: int = 9, to: int = 17, contact=None) -> None:
    for day in days:
        OpeningHours.objects.create(
            service=service,
            contact=contact,
            weekday=day,
            opens_at=datetime.time(from_ % 24),
            closes_at=datetime.time(to % 24),
        )


def helpline(name: str, number: str, *days: int, **fields):
    service = make_service(name, types=["helpline"], contacts=[number], **fields)
    open_on(service, *days)
    return service


def shown(at=NOON, side=Side.SURVIVORS) -> list[str]:
    fresh()
    here = holding().areas.by_slug["salford"]
    return [number.name for number in numbers(here, side, at)]


def test_crisis_lines_come_first_then_open_helplines_nearest_first():
    a_small_town()
    helpline("Country", "0808 157 0111", *range(7), areas=["England"])
    helpline("Town", "0808 157 0112", *range(7))
    line = Service.objects.get(name="Night line")
    open_on(line, *range(7))
    assert shown() == ["Night line", "Town", "Country"]


def test_what_is_closed_now_does_not_stand_there():
    a_small_town()
    helpline("Day", "0808 157 0111", *range(7))
    assert "Day" in shown(NOON)
    assert "Day" not in shown(NIGHT)


def test_a_crisis_line_stands_there_even_when_closed_and_says_so():
    a_small_town()
    line = make_service("Men's line", areas=["England"], contacts=["0808 157 0303"])
    open_on(line, 1)
    make_crisis_line(line.contacts.get(), "England", audience="men")
    assert "Men's line" in shown(NIGHT)


def test_the_sides_stand_apart():
    a_small_town()
    survivors, change = visit(HERE), visit(f"{HERE}?for=change")
    assert "0808 157 0101" in survivors.text
    assert "0808 157 0202" not in survivors.html
    assert "0808 157 0202" in change.text
    assert "0808 157 0101" not in change.html
    assert survivors.linked("Are you hurting someone?") == f"{HERE}?for=change"
    assert change.linked("Is someone hurting you?") == HERE


def test_nobody_stands_there_who_passes_it_on_or_is_for_professionals():
    a_small_town()
    teller = helpline("Teller", "0808 157 0111", *range(7))
    Disclosure.objects.create(service=teller, to="police", when="passes")
    desk = make_service("Desk", types=["helpline"], contacts=[("email", "a@b.org")])
    number = make_contact(desk, "0808 157 0113", is_for_professionals=True)
    open_on(desk, *range(7), contact=number)
    assert "Teller" not in shown()
    assert "Desk" not in shown()


def test_it_says_for_whom_only_and_when():
    a_small_town()
    helpline("Women", "0808 157 0111", genders=["women"])
    words = visit(HERE).text
    assert "Women. For women only. We do not know its hours" in words


def test_the_page_is_light_plain_and_has_the_way_out(client):
    a_small_town()
    for n in range(40):
        helpline(f"A helpline with quite a long name {n}", f"0808 157 {n:04}")
    response = client.get(HERE)
    assert len(response.content) < 4096
    page = read(response)
    # Nothing holds the numbers back: the script comes after them.
    assert not [tag for tag in page.all("script") if tag["blocking"] or tag.text]
    assert not page.all("style")
    assert not page.all("link", rel="stylesheet")
    assert "Exit this page" in page.all("a")[0].text
    assert "noreferrer" in page.all("a")[0]["rel"]
    assert page.text_of("title") == "Numbers"
    assert not TELLING.search(page.text_of("title"))
    assert page.text_of("h1") == "Numbers for Salford"
    for words in ("Ring 999", "press 55", "register", "999 BSL"):
        assert words in page.text_of("section", class_="emergency")
    assert response["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("query", ["", "?for=change"])
def test_every_area_of_the_starter_is_light(starter, client, query):
    fresh()
    slugs = list(holding().areas.by_slug)[::40]
    for slug in [*slugs, "salford", "united-kingdom", "london"]:
        response = client.get(f"/in/{slug}/numbers/{query}")
        if response.status_code == 200:
            assert len(response.content) < 4096, slug
            assert b"tel:" in response.content.partition(b"<main")[0], slug


def test_areas_and_lists_lead_there():
    a_small_town()
    words = "Numbers only"
    assert visit("/in/salford/").linked(words) == HERE
    assert visit("/services/?area=E08000006").linked(words) == HERE
    change = visit("/services/?for=change&area=E08000006")
    assert change.linked(words) == f"{HERE}?for=change"


def test_an_unknown_place_is_not_found():
    a_small_town()
    assert visit("/in/nowhere/numbers/").status == 404


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], []),
        ([(d, 9, 17) for d in range(5)], ["Monday to Friday 9am to 5pm"]),
        (
            [(0, 9, 12), (0, 13, 17), (1, 9, 17)],
            ["Monday 9am to noon, 1pm to 5pm", "Tuesday 9am to 5pm"],
        ),
        ([(0, 9, 17), (2, 9, 17)], ["Monday 9am to 5pm", "Wednesday 9am to 5pm"]),
        ([(5, 10, 12), (6, 10, 12)], ["Saturday and Sunday 10am to noon"]),
        ([(d, 0, 0) for d in range(7)], ["Day and night, every day"]),
        ([(d, 18, 2) for d in range(7)], ["Every day 6pm to 2am"]),
        ([(3, 0, 0)], ["Thursday all day"]),
    ],
)
def test_hours_are_written_as_one_writes_them_down(spans, expected):
    rows = [
        OpeningHours(
            weekday=day, opens_at=datetime.time(start), closes_at=datetime.time(end)
        )
        for day, start, end in spans
    ]
    assert week(rows) == expected
