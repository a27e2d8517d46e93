"""Open now, in Europe/London, bank holidays included."""

import datetime

import pytest

from directory.find.hours import LONDON, clock, opening
from directory.models import OpeningHours
from tests.making import make_service

NINE, FIVE, MIDNIGHT = datetime.time(9), datetime.time(17), datetime.time(0)
# A Wednesday in November, when London keeps Greenwich time.
WEDNESDAY = datetime.date(2026, 11, 25)


def at(day: datetime.date, hour: int, minute: int = 0) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour, minute), LONDON)


def open_on(days, opens=NINE, closes=FIVE, **fields):
    service = make_service()
    for day in days:
        OpeningHours.objects.create(
            service=service, weekday=day, opens_at=opens, closes_at=closes, **fields
        )
    return service


@pytest.mark.parametrize(
    ("moment", "is_open", "words"),
    [
        (at(WEDNESDAY, 10), True, "Open now, until 5pm"),
        (at(WEDNESDAY, 8, 59), False, "Closed now. Opens today at 9am"),
        (at(WEDNESDAY, 17), False, "Closed now. Opens tomorrow at 9am"),
        (
            at(WEDNESDAY + datetime.timedelta(days=3), 12),
            False,
            "Closed now. Opens on Monday at 9am",
        ),
    ],
)
def test_a_service_is_open_between_its_hours(moment, is_open, words):
    service = open_on(range(5))
    found = opening(service, moment)
    assert (found.is_open, found.words) == (is_open, words)


def test_hours_past_midnight_belong_to_the_day_they_began():
    service = open_on([2], datetime.time(18), datetime.time(2))
    thursday = WEDNESDAY + datetime.timedelta(days=1)
    assert opening(service, at(thursday, 1)).words == "Open now, until 2am"
    assert not opening(service, at(thursday, 3)).is_open


def test_all_day_every_day_is_said_so_on_bank_holidays_too():
    service = open_on(range(7), MIDNIGHT, MIDNIGHT)
    christmas = datetime.date(2026, 12, 25)
    found = opening(service, at(christmas, 3))
    assert found.is_open
    assert found.is_always


def test_on_a_bank_holiday_not_known_means_not_known():
    christmas = datetime.date(2026, 12, 25)
    assert opening(open_on(range(7)), at(christmas, 12)).is_open is None


def test_on_a_bank_holiday_closed_and_open_are_as_stated():
    christmas = datetime.date(2026, 12, 25)
    closed = open_on(range(5), on_bank_holidays=False)
    assert opening(closed, at(christmas, 12)).is_open is False
    closed.hours.update(on_bank_holidays=True)
    closed.refresh_from_db()
    assert opening(closed, at(christmas, 12)).is_open is True


def test_bank_holidays_are_those_of_the_nation():
    second = datetime.date(2026, 1, 2)  # A holiday in Scotland only, a Friday.
    service = open_on(range(5), on_bank_holidays=False)
    assert opening(service, at(second, 12), "england").is_open is True
    assert opening(service, at(second, 12), "scotland").is_open is False


def test_in_summer_the_clock_is_londons():
    july = datetime.datetime(2026, 7, 1, 8, 30, tzinfo=datetime.UTC)
    assert opening(open_on(range(5)), july).is_open is True


def test_without_hours_nothing_is_said():
    assert opening(make_service()) is None


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (datetime.time(0), "midnight"),
        (datetime.time(0, 30), "12.30am"),
        (datetime.time(9), "9am"),
        (datetime.time(12), "noon"),
        (datetime.time(12, 30), "12.30pm"),
        (datetime.time(17, 5), "5.05pm"),
    ],
)
def test_times_are_said_as_people_say_them(time, words):
    assert clock(time) == words
