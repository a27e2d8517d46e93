"""When a service is checked again, what that does to its place, and what is refused."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from directory.find.held import holding
from directory.models import Service, Verification
from directory.models.standing import Standing, due_days, last_checked
from tests.doors import ADDITIONS, CHANGES, refused
from tests.making import make_crisis_line, make_service, make_user
from tests.pages import visit

TODAY = timezone.localdate()


@pytest.fixture
def someone():
    return make_user()


def check(service, by, days_ago: int = 0, **more) -> Verification:
    """A check of so many days ago."""
    values = {"how": "website", "on": TODAY - timedelta(days=days_ago)} | more
    return Verification.objects.create(service=service, by=by, **values)


def due() -> set[str]:
    found = Service.objects.due_for_verification(TODAY)
    return set(found.values_list("name", flat=True))


# Nobody rings a line to check it


def lines() -> list[Service]:
    helpline = make_service("Helpline", types=("helpline",))
    limited = make_service("Nights", answers={"type:helpline": "limit:at night"})
    crisis = make_service("Crisis", areas=["England"], contacts=["0808 157 0101"])
    make_crisis_line(crisis.contacts.get(), "England")
    return [helpline, limited, crisis]


@pytest.mark.parametrize("door", ADDITIONS)
@pytest.mark.parametrize("which", range(3))
def test_nobody_notes_that_they_rang_a_helpline(door, which, someone):
    values = {"service": lines()[which], "by": someone, "how": "rang"}
    assert refused(lambda: door(Verification, **values))
    assert not Verification.objects.exists()


@pytest.mark.parametrize("door", CHANGES)
def test_a_check_of_a_helpline_is_not_changed_into_a_call(door, someone):
    row = check(lines()[0], someone)
    assert refused(lambda: door(row, how="rang"))
    other = check(make_service("Office"), someone, how="rang")
    assert refused(lambda: door(other, service=row.service))


def test_recording_many_checks_at_once_refuses_the_call_and_names_the_line(someone):
    lines()
    make_service("Office")
    with pytest.raises(ValidationError) as refusal:
        Verification.objects.record(Service.objects.all(), by=someone, how="rang")
    assert [told.split(" is a helpline")[0] for told in refusal.value.messages] == [
        "Crisis",
        "Helpline",
        "Nights",
    ]
    assert not Verification.objects.exists()


def test_a_number_of_an_office_may_be_rung(someone):
    office = make_service("Office", answers={"type:helpline": "no"})
    check(office, someone, how="rang")
    assert due() == set()


# Who is due


@pytest.mark.parametrize(
    ("kinds", "days", "is_due"),
    [
        ((), 179, False),
        ((), 180, True),
        (("helpline",), 89, False),
        (("helpline",), 90, True),
        (("helpline", "information"), 90, True),
        (("refuge",), 90, False),
    ],
)
def test_a_helpline_is_due_after_90_days_and_others_after_180(
    someone, kinds, days, is_due
):
    check(make_service("It", types=kinds), someone, days)
    assert due() == ({"It"} if is_due else set())


def test_the_days_are_a_setting_for_each_type(someone, settings):
    settings.CHECK_DUE_DAYS = {"others": 50, "refuge": 300, "helpline": 20}
    check(make_service("Refuge", types=("refuge",)), someone, 250)
    check(make_service("Both", types=("refuge", "helpline")), someone, 25)
    check(make_service("Other"), someone, 60)
    assert due() == {"Both", "Other"}


def test_what_was_never_checked_is_due_and_what_is_not_public_is_not():
    make_service("Public")
    make_service("Draft", published=False)
    make_service("Gone").withdraw(because="Closed.")
    assert due() == {"Public"}


@pytest.mark.parametrize("what", ["hours", "eligibility"])
def test_a_look_at_the_hours_alone_is_no_check_of_the_contacts(someone, what):
    service = make_service("It")
    check(service, someone, what=what)
    assert due() == {"It"}
    assert "Not yet checked by us" in visit("/services/").text
    check(service, someone, what="contacts")
    assert due() == set()


@pytest.mark.parametrize("outcome", ["changed", "unreachable"])
def test_a_check_that_found_something_else_makes_it_due_at_once(someone, outcome):
    service = make_service("It")
    check(service, someone)
    check(service, someone, outcome=outcome)
    assert due() == {"It"}
    assert set(Service.objects.found_amiss()) == {service}
    check(service, someone)
    assert due() == set()


def histories():
    """Checks of every sort, in many orders."""
    ages, ends = (0, 89, 90, 119, 120, 180, 210, 269, 270, 400), []
    for age in ages:
        ends.append([(age, "all", "right")])
        ends.append([(age, "hours", "right")])
        ends.append([(age, "all", "right"), (0, "all", "changed")])
        ends.append([(age, "hours", "unreachable"), (0, "contacts", "right")])
        ends.append(
            [(age, "all", "right"), (0, "hours", "changed"), (0, "hours", "right")]
        )
    return [[], *ends]


def test_the_database_and_the_index_agree_about_every_history(someone):
    for number, history in enumerate(histories()):
        kinds = ("helpline",) if number % 2 else ("refuge",)
        service = make_service(f"Service {number}", types=kinds)
        for age, what, outcome in history:
            check(service, someone, age, what=what, outcome=outcome)
    lately = Service.objects.late_for_verification(TODAY)
    late = set(lately.values_list("pk", flat=True))
    is_due = set(
        Service.objects.due_for_verification(TODAY).values_list("pk", flat=True)
    )
    checked = holding().index.checked
    for service in Service.objects.all():
        found = checked.get(service.pk)
        standing = found.standing if found else Standing.NEVER
        doubted = bool(found and found.is_doubted)
        assert (service.pk in is_due) == (standing > Standing.IN_TIME), service
        assert (service.pk in late) == (standing > Standing.DUE), (service, doubted)


# What follows


@pytest.mark.parametrize(
    ("days", "standing"),
    [
        (0, Standing.IN_TIME),
        (179, Standing.IN_TIME),
        (180, Standing.DUE),
        (209, Standing.DUE),
        (210, Standing.LATE),
        (269, Standing.LATE),
        (270, Standing.OLD),
    ],
)
def test_a_check_grows_old_in_steps(days, standing):
    on = TODAY - timedelta(days=days)
    assert last_checked([(1, on, "all", "right", 7)], (), TODAY).standing == standing


def test_of_several_kinds_the_shortest_time_counts():
    assert due_days({"helpline", "refuge"}) == 90
    assert due_days({"refuge"}) == due_days(()) == 180


def listed() -> list[str]:
    return [tag.text.strip() for tag in visit("/services/?area=E08000006").all("h3")]


def test_the_longer_a_check_is_overdue_the_lower_a_service_stands(someone):
    ages = {"A old": 400, "B late": 215, "C just due": 185, "D in time": 1}
    for name, age in ages.items():
        check(make_service(name), someone, age)
    make_service("A never")
    amiss = make_service("A amiss")
    check(amiss, someone, 2)
    check(amiss, someone, 1, outcome="unreachable")
    assert listed()[:6] == [
        "C just due",
        "D in time",
        "A amiss",
        "B late",
        "A never",
        "A old",
    ]


def test_only_what_is_long_overdue_or_doubted_is_questioned_on_its_page(someone):
    wanted = {1: "Checked by us on", 185: "Checked by us on", 400: "Not checked since"}
    for age, words in wanted.items():
        service = make_service(f"Checked {age} days ago")
        check(service, someone, age)
        page = visit(service.get_absolute_url())
        assert words in page.text
        notices = [tag.text for tag in page.all("p", class_="notice")]
        told = [words for words in notices if "Not checked since" in words]
        assert bool(told) == (age == 400)
        assert all("Numbers and hours may have changed." in words for words in told)
    check(service, someone, outcome="changed")
    page = visit(service.get_absolute_url())
    assert page.status == 200
    assert "Something here may have changed. We are checking it." in page.text


def test_however_long_nobody_checked_it_stays_public(someone):
    service = make_service("It")
    check(service, someone, 4000)
    assert "It" in listed()
    assert visit(service.get_absolute_url()).status == 200
