"""Three reports on a number: nothing is hidden, visitors are told, with a way on."""

import pytest

from directory.models import Contact, Edition, Report, Service
from directory.models.report import number_of
from tests.making import decided, make_contact, make_crisis_line, make_service
from tests.pages import read, visit

NOTE = "Someone told us this may not work. We are checking."
NUMBER = "0161 496 0123"


@pytest.fixture
def moderator(admin_user):
    return admin_user


@pytest.fixture
def line():
    """A free line for England, of another service."""
    line = make_service("Night line", areas=["England"], contacts=["0808 157 0101"])
    return make_crisis_line(line.contacts.get(), "England", words="Free.")


@pytest.fixture
def service(line):
    return make_service("Harbour", contacts=[NUMBER, "0161 496 0456"])


def tell(contact: Contact, times: int = 1, reason: str = "number") -> None:
    for _time in range(times):
        number = Report.objects.count()
        Report.objects.take(
            contact.service, reason=reason, contact=contact, receipt=f"r{number}"
        )


def card(name: str):
    """The card of a service in the list of all."""
    page = visit("/services/?area=E08000006")
    (found,) = page.all("li", id=Service.objects.get(name=name).code)
    return " ".join(found.text.split())


def test_two_are_not_enough_and_the_third_is_seen_at_once(service):
    contact = service.contacts.first()
    tell(contact, 2)
    assert NOTE not in visit(service.get_absolute_url()).text
    assert NOTE not in card("Harbour")
    tell(contact)
    assert NOTE in visit(service.get_absolute_url()).text
    assert NOTE in card("Harbour")


def test_the_number_stays_and_another_line_stands_beside_it(service):
    tell(service.contacts.first(), 3)
    page = visit(service.get_absolute_url())
    assert page.linked(NUMBER) == "tel:+441614960123"
    (note,) = page.all("div", class_="doubt")
    assert "Night line" in note.text
    assert "0808 157 0101" in note.text
    words = card("Harbour")
    assert NUMBER in words
    assert words.index(NOTE) < words.index("0808 157 0101")


def test_only_the_number_itself_is_in_doubt(service):
    tell(service.contacts.last(), 3)
    page = visit(service.get_absolute_url())
    first, second = page.all("div", class_="contact")
    assert NOTE not in first.text
    assert NOTE in second.text


def test_reports_on_one_number_count_on_whichever_service_it_stands(service):
    other = make_service("Twin", contacts=["+44 161 496 0123"])
    tell(service.contacts.first(), 2)
    tell(other.contacts.get())
    assert NOTE in card("Harbour")
    assert NOTE in card("Twin")


def test_other_reasons_and_other_services_put_nothing_in_doubt(service):
    tell(service.contacts.first(), 2)
    tell(service.contacts.first(), 3, reason="closed")
    tell(make_service("Far", contacts=["0161 496 0999"]).contacts.get())
    assert Report.objects.numbers_in_doubt() == frozenset()
    assert NOTE not in card("Harbour")


def test_an_address_on_the_web_is_in_doubt_by_its_address(service):
    with decided():
        chat = make_contact(service, ("webchat", "https://chat.example.org/"))
    tell(chat, 3)
    assert Report.objects.numbers_in_doubt() == {number_of(chat)}
    assert NOTE in visit(service.get_absolute_url()).text


def test_a_line_that_is_in_doubt_itself_is_not_offered_instead(service, line):
    second = make_service("Day line", areas=["England"], contacts=["0808 157 0303"])
    make_crisis_line(second.contacts.get(), "England", order=9)
    tell(line.contact, 3)
    tell(service.contacts.first(), 3)
    (note,) = visit(service.get_absolute_url()).all("div", class_="doubt")
    assert "0808 157 0101" not in note.text
    assert "0808 157 0303" in note.text


def test_with_no_other_line_the_note_stands_alone():
    lonely = make_service("Lonely", contacts=[NUMBER])
    tell(lonely.contacts.get(), 3)
    page = visit(lonely.get_absolute_url())
    assert NOTE in page.text
    assert "Meanwhile" not in page.text


def decide(moderator):
    Report.objects.riskiest_first().decide(by=moderator, done="right")


def decide_one(moderator):
    Report.objects.filter(receipt="r1").decide(by=moderator, done="junk")


def delete(moderator):
    Report.objects.all().delete()


def delete_one(moderator):
    Report.objects.first().delete()


def change_one(moderator):
    report = Report.objects.first()
    report.number = ""
    report.save()


DOORS = [decide, decide_one, delete, delete_one, change_one]


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_the_note_goes_at_once_by_whatever_door(service, moderator, door):
    tell(service.contacts.first(), 3)
    assert NOTE in card("Harbour")
    door(moderator)
    assert NOTE not in card("Harbour")
    assert NOTE not in visit(service.get_absolute_url()).text


def test_begun_checking_keeps_the_note(service):
    tell(service.contacts.first(), 3)
    Report.objects.all().begin()
    assert NOTE in card("Harbour")


def test_reports_written_in_bulk_count_as_well(service):
    contact = service.contacts.first()
    assert NOTE not in card("Harbour")
    Report.objects.bulk_create(
        [
            Report(
                service=service,
                reason="number",
                contact=contact,
                number=number_of(contact),
                receipt=f"b{number}",
            )
            for number in range(3)
        ]
    )
    assert NOTE in card("Harbour")


def test_what_changes_no_doubt_makes_no_new_edition(service):
    tell(service.contacts.first(), 3)
    before = Edition.objects.number()
    tell(service.contacts.first(), 2)
    tell(service.contacts.first(), reason="danger")
    assert Edition.objects.number() == before


def test_a_list_asks_no_more_of_the_database_for_a_doubt(
    service, client, django_assert_num_queries
):
    tell(service.contacts.first(), 3)
    visit("/services/?q=nothing-like-it")
    with django_assert_num_queries(1):
        page = read(client.get("/services/?area=E08000006"))
    assert NOTE in page.text
