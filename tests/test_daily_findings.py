"""What the checks without a network find: once each, settled by a mend or a person."""

from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.utils import timezone

from directory.curation.daily import due, duplicates, expiries, phones, retention
from directory.curation.daily.checks import Run
from directory.curation.daily.ofcom import oddity
from directory.models import (
    Accreditation,
    Contact,
    Finding,
    Link,
    Organisation,
    Reminder,
    Verification,
)
from directory.models.finding_kinds import RISK, Kind, Noted
from tests.doors import CHANGES, refused
from tests.making import (
    decided,
    make_contact,
    make_crisis_line,
    make_organisation,
    make_service,
    make_user,
)
from tests.pages import visit

TODAY = timezone.localdate()


def on(day: int = 0) -> Run:
    """A run so many days from now."""
    return Run(now=timezone.now() + timedelta(days=day))


def found(kind: str) -> list[str]:
    """What is open of a kind, by the service or organisation it is about."""
    return [row.about.name for row in Finding.objects.open().of_kind(kind)]


# The rules of findings


def test_a_finding_is_noted_once_and_solved_when_it_is_gone():
    service = make_service("It")
    noted = {"a": Noted("Because.", service=service.pk)}
    assert Finding.objects.note(Kind.NUMBER, noted) == (1, 0)
    since = Finding.objects.open().get().since
    assert Finding.objects.note(Kind.NUMBER, noted) == (0, 0)
    assert Finding.objects.open().get().since == since
    assert Finding.objects.note(Kind.NUMBER, {}) == (0, 1)
    assert Finding.objects.note(Kind.NUMBER, noted) == (1, 0)
    assert Finding.objects.open().get().since > since
    assert Finding.objects.count() == 1


def test_what_is_no_problem_stays_so_and_only_a_person_says_it():
    service, someone = make_service("It"), make_user()
    noted = {"a": Noted("Because.", service=service.pk)}
    Finding.objects.note(Kind.NUMBER, noted)
    with pytest.raises(ValidationError):
        Finding.objects.open().dismiss(by=None)
    Finding.objects.open().dismiss(by=someone)
    assert Finding.objects.note(Kind.NUMBER, noted) == (0, 0)
    assert not Finding.objects.open()
    assert Finding.objects.note(Kind.NUMBER, {}) == (0, 0)
    assert Finding.objects.dismissed().get().decided_by == someone


@pytest.mark.parametrize("door", CHANGES)
@pytest.mark.parametrize(
    "values",
    [
        {"state": "dismissed", "decided_at": timezone.now(), "decided_by": None},
        {"state": "solved", "decided_at": None},
        {"state": "open", "decided_at": timezone.now()},
        {"kind": "nonsense"},
        {"service": None},
    ],
    ids=lambda values: next(iter(values)),
)
def test_the_database_refuses_a_finding_that_cannot_be(door, values):
    service = make_service("It")
    Finding.objects.note(Kind.NUMBER, {"a": Noted("Because.", service=service.pk)})
    assert refused(lambda: door(Finding.objects.get(), **values))


def test_the_riskiest_stands_first_and_then_what_has_waited_longest():
    services = [make_service(f"Service {number}") for number in range(2)]
    for kind in sorted(RISK):
        noted = {row.code: Noted("Because.", service=row.pk) for row in services}
        Finding.objects.note(kind, noted)
    later = Finding.objects.of_kind(Kind.UNSAFE_LINK).first()
    Finding.objects.filter(pk=later.pk).update(since=timezone.now())
    kinds = [row.kind for row in Finding.objects.open()]
    assert kinds == sorted(kinds, key=RISK.__getitem__)
    assert kinds[:2] == [Kind.UNSAFE_LINK, Kind.UNSAFE_LINK]
    assert Finding.objects.open()[1].pk == later.pk


# Due


def test_a_helpline_stands_before_others_that_are_due():
    make_service("Advice")
    make_service("Helpline", types=("helpline",))
    line = make_service("Crisis", areas=["England"], contacts=["0808 157 0101"])
    make_crisis_line(line.contacts.get(), "England")
    due.check(on())
    assert sorted(found(Kind.CHECK_DUE)[:2]) == ["Crisis", "Helpline"]
    assert found(Kind.CHECK_DUE)[2:] == ["Advice"]


def test_a_check_settles_what_was_due_until_it_is_due_again():
    service, someone = make_service("It"), make_user()
    due.check(on())
    Verification.objects.record([service], by=someone, how="website")
    assert due.check(on()).solved == 1
    assert due.check(on(179)).found == 0
    assert due.check(on(180)).found == 1


def test_calling_a_due_check_no_problem_holds_for_this_round_only():
    service, someone = make_service("It"), make_user()
    due.check(on())
    Finding.objects.open().dismiss(by=someone)
    due.check(on(1))
    assert found(Kind.CHECK_DUE) == []
    Verification.objects.record([service], by=someone, how="website")
    due.check(on(200))
    assert found(Kind.CHECK_DUE) == ["It"]


def test_a_check_that_found_something_else_is_told_apart():
    service, someone = make_service("It"), make_user()
    values = {"service": service, "by": someone, "how": "office"}
    Verification.objects.create(**values, what="hours", outcome="changed")
    due.check(on())
    assert (found(Kind.AMISS), found(Kind.CHECK_DUE)) == (["It"], [])
    assert "opening hours" in Finding.objects.open().get().why
    Verification.objects.record([service], by=someone, how="website")
    due.check(on())
    assert not Finding.objects.open()


# Over


def test_what_a_service_said_until_a_day_is_noted_and_its_page_says_ask():
    yesterday = TODAY - timedelta(days=1)
    old = make_service("Old", waiting="full", waiting_until=yesterday)
    make_service("New", waiting="full", waiting_until=TODAY)
    make_service("Empty", waiting="", waiting_until=yesterday)
    Accreditation.objects.create(service=old, name="A mark", until=yesterday)
    new = make_service("Holds")
    Accreditation.objects.create(service=new, name="A mark", until=TODAY)
    expiries.check(on())
    assert found(Kind.WAITING_OVER) == found(Kind.MARK_OVER) == ["Old"]
    page = visit(old.get_absolute_url())
    assert "Waiting time: ask them." in page.text
    assert "since then not known" in page.text
    assert "since then not known" not in visit(new.get_absolute_url()).text
    old.refresh_from_db()
    assert (old.waiting, old.accreditations.count()) == ("full", 1)


# Numbers


@pytest.mark.parametrize(
    ("dialable", "words"),
    [
        ("+449098790000", "plays and films"),
        ("+441614960123", "plays and films"),
        ("+441632960123", "plays and films"),
        ("+442079460123", "plays and films"),
        ("+447700900123", "plays and films"),
        ("+449061000000", "premium"),
        ("+448711000000", "charge for the service"),
        ("+448450000000", "charge for the service"),
        ("+447011000000", "personal number"),
        ("+447600000000", "pager"),
        ("+448081000000", ""),
        ("+443001000000", ""),
        ("+447911000000", ""),
        ("+35312345678", ""),
        ("116123", ""),
    ],
)
def test_the_range_of_a_number_says_what_is_odd_about_it(dialable, words):
    assert (words in oddity(dialable)) if words else oddity(dialable) == ""


def test_numbers_that_cannot_be_right_are_noted_until_they_are_mended():
    good = make_service("Good", contacts=["116 123"])
    make_contact(good, ("relay", "18001 0808 157 0123"))
    bad = make_service("Bad", contacts=["0161 496 0123"])
    make_contact(bad, ("phone", "0161 1"))
    make_contact(bad, ("phone", "0906 100 0000"), held="doubt")
    make_service("Draft", contacts=["0161 1"], published=False)
    phones.check(on())
    assert found(Kind.NUMBER) == ["Bad", "Bad"]
    with decided():
        bad.contacts.get(value="0161 1").delete()
    assert phones.check(on()).found == 0
    assert found(Kind.NUMBER) == ["Bad"]


def test_a_number_that_a_phone_would_dial_otherwise_is_noted():
    service = make_service("It", contacts=["116 123"])
    with decided():
        Contact.objects.filter(service=service).update(dialable="116006")
    phones.check(on())
    assert "a phone would dial 116006" in Finding.objects.open().get().why


@pytest.mark.parametrize(
    ("seen_on", "is_old"),
    [
        ("", True),
        ("2023", True),
        ("2024-01", True),
        ("2024-12", False),
        ("2026-03-01", False),
    ],
)
def test_a_mobile_number_grows_old(seen_on, is_old):
    assert phones.is_old(seen_on, date(2026, 11, 24)) == is_old


# The same twice


def test_the_same_service_under_one_name_is_noted_once():
    for name in ("The Harbour Ltd", "Harbour"):
        make_service(name, organisation=f"{name} org", contacts=["116 123"])
    make_service("Harbour", side="change", organisation="Third")
    make_service("Harbour", organisation="Fourth").withdraw(because="Closed.")
    for _turn in range(2):
        duplicates.check(on())
    row = Finding.objects.open().get(service__isnull=False)
    assert (row.service.name, row.other_service.name) == ("The Harbour Ltd", "Harbour")


def test_a_number_of_two_bodies_is_noted_and_of_one_body_is_not():
    make_service("One", contacts=["0161 496 0001"])
    make_service("Two", contacts=["0161 496 0001"])
    duplicates.check(on())
    assert not Finding.objects.open()
    make_service("Other", organisation="Beacon", contacts=["0161 496 0001"])
    duplicates.check(on())
    assert "The same number" in Finding.objects.open().get().why


def test_organisations_with_one_charity_number_or_one_site_are_noted():
    make_organisation(
        "Harbour", charity_number="1001", website="https://harbour.example"
    )
    make_organisation("Beacon", charity_number=" 1001 ")
    make_organisation("Quay", website="https://www.harbour.example/quay")
    for name in ("Facing", "Booking"):
        make_organisation(name, website=f"https://www.facebook.com/{name}")
    duplicates.check(on())
    rows = Finding.objects.open().with_records()
    assert {(row.why, row.other_organisation.name) for row in rows} == {
        ("The same charity number.", "Beacon"),
        ("The same site.", "Quay"),
    }


def test_a_pair_that_is_not_the_same_is_not_asked_about_again():
    one = make_service("Harbour", organisation="A")
    make_service("Harbour", organisation="B", contacts=["116 123"])
    duplicates.check(on())
    Finding.objects.open().dismiss(by=make_user())
    Organisation.objects.filter(pk=one.organisation_id).update(name="Renamed")
    duplicates.check(on())
    assert not Finding.objects.open()


# What is not kept


def test_what_is_too_old_is_forgotten_and_nothing_else():
    service, someone = make_service("It"), make_user()
    now, year = timezone.now(), timedelta(days=366)
    for key in ("old", "new", "no problem"):
        Finding.objects.add(Kind.NUMBER, {key: Noted("Because.", service=service.pk)})
    Finding.objects.filter(key="no problem").dismiss(by=someone)
    Finding.objects.open().solve()
    Finding.objects.exclude(key="new").update(decided_at=now - year)
    for name, age in (("gone", year), ("here", timedelta(0))):
        Link.objects.create(address=f"https://{name}.example/", looked_at=now - age)
        Session.objects.create(session_key=name, expire_date=now - age * 2 + year / 2)
    for number, age in enumerate((3 * year, year)):
        day = (now - age).date()
        Reminder.objects.create(service=service, round=day, number=number, sent_on=day)
    retention.check(on())
    assert set(Finding.objects.values_list("key", flat=True)) == {"new", "no problem"}
    assert [row.address for row in Link.objects.all()] == ["https://here.example/"]
    assert [row.session_key for row in Session.objects.all()] == ["here"]
    assert [row.number for row in Reminder.objects.all()] == [1]
