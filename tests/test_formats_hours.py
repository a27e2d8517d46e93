"""Opening hours are read only where the words are certain."""

from datetime import time

import pytest

from directory.exchange.formats import hours

# Real texts of the starter directory: channels, days, times, on bank holidays.
READ = {
    "24 hours a day, 7 days a week": "all mtwtfss 00-00 ?",
    "24 hours": "all mtwtfss 00-00 ?",
    "24 hours a day, 365 days a year": "all mtwtfss 00-00 yes",
    "24 hours a day, 7 days a week, every day of the year": "all mtwtfss 00-00 yes",
    "Monday to Friday, 9am to 5pm": "all mtwtf-- 09-17 ?",
    "Every day, 6pm to midnight": "all mtwtfss 18-00 ?",
    "8am to 8pm, Monday to Sunday": "all mtwtfss 08-20 ?",
    "9am to 9pm, 7 days a week": "all mtwtfss 09-21 ?",
    "10am to 10pm every day": "all mtwtfss 10-22 ?",
    "Weekdays, 8am to 6pm": "all mtwtf-- 08-18 ?",
    "Monday, Tuesday, Thursday and Friday 9.30am to 4pm; Wednesday 9.30am to 8pm": (
        "all mt-tf-- 09:30-16 ?, --w---- 09:30-20 ?"
    ),
    "Monday to Friday 9am to 9.30pm; Saturday and Sunday noon to 9pm": (
        "all mtwtf-- 09-21:30 ?, -----ss 12-21 ?"
    ),
    "Monday to Friday, 9.30am to 12pm and 12.30pm to 4.30pm": (
        "all mtwtf-- 09:30-12 ?, mtwtf-- 12:30-16:30 ?"
    ),
    "Monday to Friday 8am to 8pm; Saturday 9am to 5pm; closed on bank holidays": (
        "all mtwtf-- 08-20 no, -----s- 09-17 no"
    ),
    "Phone: 24 hours a day, every day. BSL interpreters (through SignVideo): Monday to"
    " Friday, 10am to 6pm.": "phone mtwtfss 00-00 ?",
    "Phone: Monday to Friday, 9.30am to 3pm, not bank holidays. Web chat: Monday and"
    " Wednesday afternoons.": "phone mtwtf-- 09:30-15 no",
    "Phone, text and email: 24 hours a day, 7 days a week": (
        "phone/text/email mtwtfss 00-00 ?"
    ),
    "24 hours a day, 7 days a week (phone and live chat)": (
        "phone/webchat mtwtfss 00-00 ?"
    ),
    "Helpline 24 hours; online chat Monday to Friday, 9am to 5pm": (
        "phone mtwtfss 00-00 ? | webchat mtwtf-- 09-17 ?"
    ),
    "Phone line Monday to Friday, 9am to 5pm": "phone mtwtf-- 09-17 ?",
    "Web chat Monday to Friday, 10am to 4pm": "webchat mtwtf-- 10-16 ?",
}
LEFT_ALONE = [
    "",
    "365 days a year",
    "Phone: 9am to 5pm",
    "9am to 5pm, not bank holidays",
    "Limited hours",
    "Office hours",
    "Set up as a 24-hour helpline",
    "Every day of the year. Its older pages say 24 hours a day.",
    "24 hours a day, every day (as one page says)",
    "24 hours a day, 7 days a week (from March 2022)",
    "Phone lines Monday to Friday, 10am to 5pm (as given in April 2020)",
    "Helpline 9.15am to 5.15pm every day (as at May 2020)",
    "Email and online form: 24 hours a day. Phone: Monday to Friday 8am to 10pm;"
    " Saturday and Sunday 9am to 6pm (as given in 2020)",
    "Office: Monday to Friday, 9am to 5pm",
    "Registration line: Monday to Thursday, 11am to 4pm",
    "Referrals at any hour; office Monday to Friday",
    "Referrals handled 9am to 4.30pm, Monday to Friday, except bank holidays",
    "Monday to Friday, 10am to 4pm (not bank holidays). Email at any time; they answer"
    " in opening hours.",
    "Every day, 9am to midnight. Texts and emails may take up to 24 hours.",
    "Monday to Friday, 8am to 8pm; out-of-hours line at other times",
    "Monday to Friday, 9am to 6pm; national line 24 hours a day",
    "Monday to Friday 8.30am to 5pm; Wednesday 10am to 5pm",
    "Phone: Monday to Friday, 10.30am to 12.30pm and 1.30pm to 4.30pm; other number at"
    " other times",
    "24 hours a day, 7 days a week; by appointment",
    "Staffed 24 hours a day, 365 days a year",
    "Refuge support 24 hours a day",
    "Security office: 24 hours a day",
    "8am to 6pm, Monday to Sunday, with an on-call service on the same number outside"
    " those hours",
    "Monday to Friday, 13am to 5pm",
    "Monday to Friday, 12am to 5pm",
    "Monday to Friday, 9am to 12pm and 11am to 5pm",
]
LETTERS = "mtwtfss"
HOLIDAYS = {True: "yes", False: "no", None: "?"}


def _clock(at: time) -> str:
    return f"{at:%H:%M}".removesuffix(":00")


def _spelt(opening: hours.Opening) -> str:
    by_span: dict[tuple, set[int]] = {}
    for slot in opening.slots:
        span = (slot.opens_at, slot.closes_at, slot.on_bank_holidays)
        by_span.setdefault(span, set()).add(slot.weekday)
    said = [
        "".join(LETTERS[day] if day in days else "-" for day in range(7))
        + f" {_clock(span[0])}-{_clock(span[1])} {HOLIDAYS[span[2]]}"
        for span, days in by_span.items()
    ]
    return f"{'/'.join(opening.channels) or 'all'} {', '.join(said)}"


@pytest.mark.parametrize("words", READ)
def test_certain_hours_become_days_and_times(words):
    assert " | ".join(map(_spelt, hours.read(words))) == READ[words]


@pytest.mark.parametrize("words", LEFT_ALONE)
def test_hours_with_any_doubt_stay_words(words):
    assert hours.read(words) == []


@pytest.mark.parametrize("words", ["9am to " * 5000, "monday and " * 5000, "(" * 9999])
def test_a_very_long_text_is_left_alone_at_once(words):
    assert hours.read(words) == []
