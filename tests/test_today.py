"""Today: what waits in one list, who has taken what, how true the directory is."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.curation.daily import retention
from directory.curation.daily.checks import Run
from directory.curation.health import health
from directory.models import (
    AreaKeeper,
    Assignment,
    Finding,
    Proposal,
    Report,
    Suggestion,
    Verification,
)
from directory.models.assignment import HELD_DAYS
from directory.models.finding_kinds import Kind, Noted
from tests.making import make_area, make_contact, make_service, make_user
from tests.signing_in import sign_in

pytestmark = pytest.mark.ignore_template_errors
FRONT, TAKE = "/admin/", "/admin/today/"


def someone(role: str, number: int = 1):
    person = make_user(f"{role}{number}@example.org", name=f"{role.title()} {number}")
    person.groups.add(Group.objects.get(name=role))
    return person


def front(person):
    """The first page, as this person sees it."""
    page = sign_in(Client(), person).get(FRONT)
    assert page.status_code == 200
    return page


def keys(person) -> list[str]:
    return [work.key for work in front(person).context["today"].work]


def report(service, reason: str = "other", number: int = 0, **more) -> Report:
    receipt = f"{service.pk}-{reason}-{number}"
    return Report.objects.take(service, reason=reason, receipt=receipt, **more)


def finding(kind: str, service, **about) -> Finding:
    key = f"{kind}-{service.pk}"
    Finding.objects.add(kind, {key: Noted("Because.", service=service.pk, **about)})
    return Finding.objects.get(key=key)


def proposal(service, by=None, **values) -> Proposal:
    return Proposal.objects.propose(
        service, values or {"notes": "New."}, by=by, source="moderator", tell=False
    )


def suggestion(name: str = "Quay") -> Suggestion:
    return Suggestion.objects.take(receipt=name, name=name, side="survivors")


def key(row) -> str:
    return f"{row._meta.model_name}:{row.pk}"


@pytest.fixture
def approver():
    return someone("approver")


# The order


def test_danger_comes_first_then_what_may_do_most_harm(approver):
    service = make_service()
    new = suggestion()
    due = finding(Kind.CHECK_DUE, service)
    notes = proposal(service, notes="New.")
    closed = report(service, "closed")
    unsafe = finding(Kind.UNSAFE_LINK, make_service("Lighthouse"))
    frightening = report(service, "other", has_danger_words=True)
    danger = report(service, "danger")
    expected = [danger, frightening, unsafe, closed, new, notes, due]
    assert keys(approver)[:3] == [key(row) for row in expected[:3]]
    assert keys(approver)[3] == key(closed)
    assert sorted(keys(approver)) == sorted(key(row) for row in expected)
    shown = front(approver).context["today"].work
    assert [work.is_dangerous for work in shown] == [True] * 3 + [False] * 4
    assert [work.risk for work in shown] == sorted(work.risk for work in shown)


def test_ones_own_areas_come_after_danger_and_before_everything_else(approver):
    AreaKeeper.objects.create(person=approver, area=make_area("Greater Manchester"))
    near = make_service("Near", areas=["Salford"])
    far = make_service("Far", areas=["Leeds"])
    old = finding(Kind.CHECK_DUE, near)
    closed = report(far, "closed")
    danger = report(far, "danger")
    assert keys(approver) == [key(danger), key(old), key(closed)]
    assert keys(someone("approver", 2)) == [key(danger), key(closed), key(old)]
    page = front(approver).content.decode()
    assert page.count("your area") == 1


def test_of_ones_own_areas_more_is_shown_than_the_riskiest_of_all(approver):
    AreaKeeper.objects.create(person=approver, area=make_area("Salford"))
    mine = finding(Kind.GUIDE_DUE, make_service("Near", areas=["Salford"]))
    far = make_service("Far", areas=["Leeds"])
    many = {f"{n}": Noted("Because.", service=far.pk) for n in range(45)}
    Finding.objects.add(Kind.NUMBER, many)
    assert keys(approver)[0] == key(mine)
    today = front(approver).context["today"]
    assert (today.total, len(today.work), today.unshown) == (46, 41, 5)


def test_reports_that_agree_on_a_number_come_first(approver):
    service = make_service()
    contact = service.contacts.get()
    closed = report(service, "closed")
    rows = [report(service, "number", n, contact=contact) for n in range(3)]
    # One piece of work, under the report that came first.
    assert keys(approver) == [key(rows[0]), key(closed)]
    page = front(approver).content.decode()
    assert "3 reports on one number; visitors see that we are checking." in page


def test_among_equals_what_waits_longest_comes_first(approver):
    new, old = (finding(Kind.NUMBER, make_service(name)) for name in ("One", "Two"))
    ago = timezone.now() - datetime.timedelta(days=3)
    Finding.objects.filter(pk=old.pk).update(since=ago)
    assert keys(approver) == [key(old), key(new)]


# What stands there


def test_each_list_is_counted_and_each_thing_says_what_to_do(approver):
    service = make_service("Harbour House")
    report(service, "closed")
    suggestion("Quay")
    finding(Kind.CHECK_DUE, service)
    proposal(service)
    today = front(approver).context["today"]
    assert [one.count for one in today.waiting] == [1, 1, 1, 1]
    assert today.total == 4
    page = front(approver).content.decode()
    for said in ("4 things wait", "Harbour House", "Because.", "Quay", "Take it down"):
        assert said in page
    client = sign_in(Client(), approver)
    ways = [way for work in today.work for way in work.ways]
    assert len(ways) == 8
    for address in {way.url for way in ways} | {one.url for one in today.waiting}:
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("role", ["editor", "approver"])
def test_only_whoever_may_note_a_check_is_led_to_it(role):
    found, person = finding(Kind.CHECK_DUE, make_service()), someone(role)
    assert "Check it" not in front(someone("auditor")).content.decode()
    (work,) = front(person).context["today"].work
    assert (work.key, work.ways[0].label) == (key(found), "Check it")
    assert sign_in(Client(), person).get(work.ways[0].url).status_code == 200


def test_two_that_may_be_the_same_lead_to_both(approver):
    one, two = make_service("One"), make_service("Two")
    finding(Kind.DUPLICATE, one, other_service=two.pk)
    page = front(approver).content.decode()
    for service in (one, two):
        assert f'href="/admin/directory/service/{service.pk}/change/"' in page
    assert f'href="/admin/directory/service/{one.pk}/merge/{two.pk}/"' in page


def test_an_empty_page_says_that_all_is_done(approver):
    page = front(approver)
    assert page.context["today"].total == 0
    assert "All done. Nothing waits for you." in page.content.decode()
    report(make_service(), "closed")
    assert "All done" not in front(approver).content.decode()


def test_nobody_is_asked_to_decide_on_what_they_proposed(approver):
    mine = proposal(make_service(), by=approver)
    assert keys(approver) == []
    assert keys(someone("approver", 2)) == [key(mine)]


def test_what_is_decided_waits_no_longer(approver):
    told = report(make_service(), "closed")
    Report.objects.filter(pk=told.pk).decide(by=approver, done="right")
    found = finding(Kind.NUMBER, make_service("Two"))
    Finding.objects.filter(pk=found.pk).solve()
    assert keys(approver) == []


def test_what_strangers_wrote_stands_in_no_list(approver):
    report(make_service(), "other", text="<b>He reads this</b>")
    assert "He reads this" not in front(approver).content.decode()


# Who sees it


def test_an_auditor_sees_all_of_it_and_takes_nothing():
    auditor, service = someone("auditor"), make_service()
    told, asked = report(service, "closed"), proposal(service)
    assert sorted(keys(auditor)) == sorted([key(told), key(asked)])
    page = front(auditor).content.decode()
    for button in ("I take this", "Take it down now", "Check it"):
        assert button not in page
    client = sign_in(Client(), auditor)
    assert client.post(TAKE, {"work": key(told)}).status_code == 403
    assert not Assignment.objects.exists()


def test_whoever_may_not_read_a_list_sees_nothing_of_it():
    report(make_service("Harbour House"), "closed")
    page = front(someone("user-admin"))
    assert page.context["today"].work == page.context["today"].waiting == []
    assert "Harbour House" not in page.content.decode()


def test_a_session_without_a_second_factor_sees_no_work_and_takes_none(approver):
    told = report(make_service("Harbour House"), "danger")
    client = Client()
    client.force_login(approver)
    page = client.get(FRONT, follow=True)
    assert "Harbour House" not in page.content.decode()
    assert page.redirect_chain
    client.force_login(approver)
    client.post(TAKE, {"work": key(told)})
    assert not Assignment.objects.exists()


# Taking and giving back


def test_of_two_people_each_sees_what_the_other_has_taken(approver):
    told, other = report(make_service(), "closed"), someone("approver", 2)
    first, second = sign_in(Client(), approver), sign_in(Client(), other)
    assert first.post(TAKE, {"work": key(told)}).url == FRONT
    assert "yours" in first.get(FRONT).content.decode()
    assert "Approver 1 has it" in second.get(FRONT).content.decode()
    # Giving back what another has changes nothing.
    second.post(TAKE, {"work": key(told), "back": "1"})
    assert Assignment.objects.get().person == approver
    second.post(TAKE, {"work": key(told)})
    assert Assignment.objects.get().person == other
    assert "Approver 2 has it" in first.get(FRONT).content.decode()
    second.post(TAKE, {"work": key(told), "back": "1"})
    assert not Assignment.objects.exists()
    assert "has it" not in first.get(FRONT).content.decode()


def test_what_one_has_taken_comes_before_other_work(approver):
    closed = report(make_service(), "closed")
    due = finding(Kind.CHECK_DUE, make_service("Two"))
    assert keys(approver) == [key(closed), key(due)]
    Assignment.objects.take(key(due), by=approver)
    assert keys(approver) == [key(due), key(closed)]


@pytest.mark.parametrize("work", ["", "user:1", "report:", "report:1x", "x" * 200])
def test_only_work_can_be_taken(approver, work):
    client = sign_in(Client(), approver)
    assert client.post(TAKE, {"work": work}).status_code == 302
    assert client.get(TAKE, {"work": "report:1"}).status_code == 302
    assert not Assignment.objects.exists()


def test_what_nobody_finished_is_free_again_and_forgotten(approver):
    told = report(make_service(), "closed")
    Assignment.objects.take(key(told), by=approver)
    ago = timezone.now() - datetime.timedelta(days=HELD_DAYS, minutes=1)
    Assignment.objects.update(taken_at=ago)
    (work,) = front(approver).context["today"].work
    assert (work.holder, work.is_own) == (None, False)
    retention.check(Run())
    assert not Assignment.objects.exists()


# What it costs


def test_it_asks_the_same_number_of_queries_whatever_waits(approver):
    AreaKeeper.objects.create(person=approver, area=make_area("Salford"))
    client = sign_in(Client(), approver)

    def fill(count: int) -> None:
        for number in range(count):
            service = make_service(f"Service {count} {number}")
            contact = make_contact(service, f"0161 496 {count * 100 + number:04}")
            report(service, "number", contact=contact)
            finding(Kind.CHECK_DUE, service)
            finding(Kind.NUMBER, service, contact=contact.pk)
            taken = proposal(service)
            suggestion(f"Quay {count} {number}")
            Assignment.objects.take(key(taken), by=approver)

    def asked() -> int:
        client.get(FRONT)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(FRONT).status_code == 200
        return len(captured)

    fill(1)
    few = asked()
    fill(6)
    assert asked() == few
    assert few <= 45


# How true the directory is


def test_how_much_was_checked_in_time_is_told_by_region(approver):
    leeds, salford = make_service("L", areas=["Leeds"]), make_service("S")
    make_service("Both", areas=["Leeds", "Salford"])
    make_service("Draft", published=False)
    for service, on in ((leeds, 10), (salford, 1000)):
        day = timezone.localdate() - datetime.timedelta(days=on)
        Verification.objects.create(service=service, by=approver, how="website", on=day)
    now = health()
    assert (now.services, now.due, now.unverified) == (3, 2, 1)
    assert (now.share, now.median_age) == (33, 505)
    places = {one.name: (one.services, one.in_time) for one in now.places}
    assert places == {
        "England": (3, 1),
        "North West": (2, 0),
        "Yorkshire and The Humber": (2, 1),
    }
    page = front(approver).content.decode()
    assert "33% of 3 public services. Never checked by us: 1." in page
    assert "North West" in page


def test_an_empty_directory_has_no_health(approver):
    now = health()
    assert (now.services, now.share, now.median_age, now.bars) == (0, 0, None, [])
    assert "0% of 0 public services" in front(approver).content.decode()


def test_health_asks_the_same_number_of_queries_at_any_size(
    django_assert_num_queries,
):
    for number in range(5):
        make_service(f"Harbour {number}", areas=["Leeds", "Salford"])
    with django_assert_num_queries(6):
        health()
