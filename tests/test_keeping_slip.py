"""Paper: a slip without a name, and large type on request."""

import datetime

from directory.models import OpeningHours, Service
from tests.making import make_contact, make_service
from tests.pages import TELLING, a_small_town, visit


def slip_of(service):
    return visit(f"/services/{service.code}/slip/")


def test_a_slip_holds_the_number_the_hours_and_what_to_ask_for():
    service = make_service("Harbour Women's Aid", types=["refuge"])
    for day in range(5):
        OpeningHours.objects.create(
            service=service,
            weekday=day,
            opens_at=datetime.time(9),
            closes_at=datetime.time(17),
        )
    page = slip_of(service)
    words = page.text_of("section", class_="slip")
    assert words == "0161 496 0123 Monday to Friday 9am to 5pm Ask for: a room"


def test_no_name_and_none_of_its_words_stand_on_the_page():
    service = make_service(
        "Harbour Women's Aid",
        organisation="Refuge of the North",
        hours_words="The rape line is open on weekdays",
        contacts=[
            {"kind": "phone", "value": "0161 496 0123", "label": "Abuse helpline"}
        ],
    )
    page = slip_of(service)
    for words in ("Harbour", "Refuge of", "rape", "Abuse helpline"):
        assert words not in page.html.partition("<main")[2]
    assert not TELLING.search(page.text_of("title"))
    assert not TELLING.search(page.text_of("section", class_="slip"))
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_a_number_for_professionals_never_stands_on_a_slip():
    service = make_service("Desk", contacts=[("website", "https://www.example.org")])
    make_contact(service, "0161 496 0999", is_for_professionals=True)
    page = slip_of(service)
    assert "0161 496 0999" not in page.html
    assert "no phone number" in page.text
    assert not page.all("section", class_="slip")
    assert "A slip" not in visit(service.get_absolute_url()).text_of("main")


def test_a_text_number_says_that_it_is_one():
    service = make_service("Texts", contacts=[("text", "07700 900123")])
    words = slip_of(service).text_of("section", class_="slip")
    assert words.startswith("07700 900123 (Text message)")


def test_a_slip_of_a_withdrawn_service_is_gone():
    a_small_town()
    rooms = Service.objects.get(name="Rooms")
    rooms.withdraw(because="It closed.")
    page = slip_of(rooms)
    assert page.status == 410
    assert "0161 496 0456" not in page.html
    assert visit("/services/2222zz/slip/").status == 404


def test_the_page_of_a_service_leads_to_its_slip_and_to_large_type_and_back():
    service = make_service("Harbour")
    path = service.get_absolute_url()
    page = visit(path)
    assert page.linked("A slip for a purse") == f"{path}slip/"
    assert page.linked("Large type") == f"{path}?large=1"
    assert not page.all("article", class_="large")
    large = visit(f"{path}?large=1")
    assert large.all("article", class_="large")
    assert large.linked("Usual type") == path
    assert visit(f"/list/?s={service.code}&large=1").all("div", class_="large")


def test_on_paper_there_are_hours_in_words_and_none_of_the_site():
    make_service("Harbour", hours_words="Weekdays, 9 to 5")
    page = visit("/services/?area=E08000006")
    (hours,) = page.all("p", class_="printed")
    assert hours.text == "Weekdays, 9 to 5"
