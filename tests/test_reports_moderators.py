"""What moderators see of reports, what they decide, and how long it stays."""

import datetime
import logging
import smtplib

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.utils import timezone

from directory.models import Report, Suggestion
from directory.models.from_outside import KEPT_AFTER_DECISION_DAYS
from tests.forms import filled, said
from tests.making import make_service, make_user
from tests.signing_in import sign_in
from tests.telling import send

LIST = "/admin/directory/report/"
WORDS = "He reads <b>this</b> page"


@pytest.fixture
def moderator():
    return make_user("boss@example.org", is_superuser=True)


@pytest.fixture
def service():
    return make_service("Harbour", contacts=["0161 496 0123"])


def tell(service, reason: str, receipt: str, **more) -> Report:
    if reason == "number":
        more["contact"] = service.contacts.get()
    return Report.objects.take(service, reason=reason, receipt=receipt, **more)


def page_of(report) -> str:
    return f"{LIST}{report.pk}/change/"


class NoMail(BaseEmailBackend):
    """A mail server that is away."""

    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("away: secret@example.org")


# Who is told of a danger


def approver(email: str):
    person = make_user(email)
    person.user_permissions.add(Permission.objects.get(codename="decide_proposal"))
    return person


def test_danger_is_mailed_to_every_approver_at_once(
    service, moderator, mailoutbox, django_capture_on_commit_callbacks
):
    approver("one@example.org")
    approver("two@example.org")
    make_user("editor@example.org")
    form = f"/services/{service.code}/report/"
    with django_capture_on_commit_callbacks(execute=True):
        send(form, reason="danger", text=WORDS)
    told = sorted(address for mail in mailoutbox for address in mail.to)
    assert told == ["boss@example.org", "one@example.org", "two@example.org"]
    for mail in mailoutbox:
        assert len(mail.to) == 1
        assert "http://testserver/admin/directory/report/" in mail.body
        whole = mail.message().as_string()
        for secret in ("reads", "Harbour", service.code, "127.0.0.1"):
            assert secret not in whole


def test_one_form_is_one_mail_and_other_reasons_send_none(
    service, moderator, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        tell(service, "closed", "a")
        tell(service, "danger", "b")
        tell(service, "danger", "b", text="again")
    assert len(mailoutbox) == 1


def test_it_is_in_english_whatever_the_visitor_reads(
    service, moderator, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        send(f"/ur/services/{service.code}/report/", reason="danger")
    assert mailoutbox[0].subject == "Someone may be in danger through what we show"


def test_a_mail_server_that_is_away_loses_no_report(
    service, moderator, settings, caplog, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = f"{__name__}.NoMail"
    with (
        caplog.at_level(logging.ERROR),
        django_capture_on_commit_callbacks(execute=True),
    ):
        answer = send(f"/services/{service.code}/report/", reason="danger")
    assert answer.status_code == 303
    assert Report.objects.of_danger().count() == 1
    assert "mail could not be sent" in caplog.text
    assert "secret@example.org" not in caplog.text


# What is first


def test_danger_is_first_then_a_number_in_doubt_then_what_keeps_people_from_help():
    services = [make_service(f"S{number}") for number in range(4)]
    tell(services[0], "other", "1")
    tell(services[0], "people", "2")
    tell(services[0], "closed", "3")
    tell(services[1], "other", "4", has_danger_words=True)
    for number in range(3):
        tell(services[2], "number", f"n{number}")
    tell(services[3], "danger", "5")
    order = [report.receipt for report in Report.objects.for_today()]
    assert order == ["5", "n0", "n1", "n2", "4", "3", "2", "1"]


def test_within_a_rank_the_oldest_is_first_and_the_decided_is_gone(service, moderator):
    old, new, done = (tell(service, "closed", key) for key in ("old", "new", "done"))
    hour = datetime.timedelta(hours=1)
    Report.objects.filter(pk=new.pk).update(told_at=old.told_at + hour)
    Report.objects.filter(pk=done.pk).decide(by=moderator, done="corrected")
    assert list(Report.objects.for_today()) == [old, new]


# In the admin


@pytest.mark.ignore_template_errors
def test_the_list_shows_the_riskiest_first_and_no_words(client, moderator, service):
    tell(service, "closed", "a", text=WORDS)
    tell(service, "danger", "b", text=WORDS)
    sign_in(client, moderator)
    page = client.get(LIST)
    html = page.content.decode()
    assert [row.reason for row in page.context["cl"].result_list] == [
        "danger",
        "closed",
    ]
    assert "He reads" not in html


@pytest.mark.ignore_template_errors
def test_words_stand_folded_behind_a_warning_and_are_only_words(
    client, moderator, service
):
    report = tell(service, "danger", "a", text=WORDS)
    sign_in(client, moderator)
    html = client.get(page_of(report)).content.decode()
    folded = html.partition("<details")[2].partition("</details>")[0]
    assert "open" not in folded.partition(">")[0]
    assert folded.index("may be distressing") < folded.index("He reads")
    assert "&lt;b&gt;this" in folded
    assert html.count("He reads") == 1
    assert f"/admin/directory/service/{service.pk}/withdraw/" in html


@pytest.mark.ignore_template_errors
def test_a_decision_says_what_was_done_and_by_whom_and_is_made_once(
    client, moderator, service
):
    report = tell(service, "closed", "a", text=WORDS)
    sign_in(client, moderator)
    page = client.get(page_of(report))
    fields = filled(page, "report_form")
    assert sorted(fields) == ["done", "note"]
    client.post(page_of(report), {"done": "", "note": "Asked their office"})
    report.refresh_from_db()
    assert (report.state, report.note) == ("checking", "Asked their office")
    client.post(page_of(report), {"done": "withdrawn", "note": "They closed"})
    report.refresh_from_db()
    assert (report.state, report.done) == ("decided", "withdrawn")
    assert report.decided_by == moderator
    assert report.decided_at is not None
    client.post(page_of(report), {"done": "junk", "note": "No"})
    report.refresh_from_db()
    assert (report.done, report.note) == ("withdrawn", "They closed")


@pytest.mark.ignore_template_errors
def test_several_are_begun_from_the_list(client, moderator, service):
    for receipt in "abc":
        tell(service, "closed", receipt)
    sign_in(client, moderator)
    chosen = {"action": "begin", "_selected_action": Report.objects.values_list("pk")}
    chosen["_selected_action"] = [row[0] for row in chosen["_selected_action"]]
    page = client.post(LIST, chosen, follow=True)
    assert said(page) == ["3 are being checked."]
    assert set(Report.objects.values_list("state", flat=True)) == {"checking"}


def test_nobody_writes_or_deletes_a_report_in_the_admin(client, moderator, service):
    report = tell(service, "closed", "a")
    sign_in(client, moderator)
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{report.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Report.objects.count() == 1


def test_nothing_is_decided_by_nobody_or_without_saying_what(service, moderator):
    report = tell(service, "closed", "a")
    for done in ("", "shrugged"):
        with pytest.raises(ValidationError):
            Report.objects.decide(by=moderator, done=done)
    for values in (
        {"state": "decided"},
        {"state": "decided", "done": "right", "decided_at": timezone.now()},
        {"done": "right"},
        {"decided_by": moderator},
        {"state": "maybe"},
        {"reason": "maybe"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(**values)


def test_a_report_takes_nothing_down(service):
    for number in range(5):
        tell(service, "danger", str(number))
    service.refresh_from_db()
    assert service.is_published


# How long it stays


@pytest.mark.parametrize("model", [Report, Suggestion], ids=lambda m: m.__name__)
def test_it_goes_ninety_days_after_the_decision_and_not_before(
    model, service, moderator
):
    for receipt in ("open", "young", "old"):
        if model is Report:
            tell(service, "closed", receipt)
        else:
            Suggestion.objects.take(receipt=receipt, name="A", reach="a.example")
    now = timezone.now()
    days = datetime.timedelta(days=KEPT_AFTER_DECISION_DAYS)
    model.objects.exclude(receipt="open").decide(by=moderator, done="refused")
    for receipt, at in (
        ("young", now - days + datetime.timedelta(minutes=1)),
        ("old", now - days - datetime.timedelta(minutes=1)),
    ):
        model.objects.filter(receipt=receipt).update(decided_at=at)
    model.objects.filter(receipt="open").update(told_at=now - 9 * days)
    assert model.objects.delete_expired(now) == 1
    left = set(model.objects.values_list("receipt", flat=True))
    assert left == {"open", "young"}
    assert model.objects.delete_expired(now) == 0
