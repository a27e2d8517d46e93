"""manage.py daily: safe to repeat, safe to start twice, silent about people."""

import smtplib
import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from directory.curation.daily import reminders, running
from directory.curation.daily.checks import Run, Told
from directory.models import (
    Contact,
    DailyRun,
    Finding,
    Organisation,
    Reminder,
    Verification,
)
from directory.models.daily_run import HOLDS_FOR
from tests.making import decided, make_organisation, make_service, make_user

OFFICE = "office@harbour.example"
QUICK = [name for name in running.CHECKS if name != "links"]


def remind(day: int = 0) -> Told:
    """The reminders of a day, so many days from now."""
    return reminders.check(Run(now=timezone.now() + timedelta(days=day)))


def with_address(name: str = "Harbour", address: str = OFFICE) -> Organisation:
    return make_organisation(name, reminder_email=address)


def run_daily(*names: str) -> str:
    """What the command says."""
    out = StringIO()
    call_command("daily", "--only", *(names or QUICK), stdout=out)
    return out.getvalue()


# The run


def test_a_second_run_finds_nothing_new():
    with_address()
    make_service("One")
    make_service("Two", organisation="Beacon", contacts=["0161 1", "116 123"])
    first = run_daily()
    assert "due: 2 found" in first
    assert "1 mails sent" in first
    before = list(Finding.objects.values_list("kind", "key", "state", "since"))
    second = run_daily()
    assert "found" in second
    assert all("0 found, 0 solved" in line for line in second.splitlines())
    assert list(Finding.objects.values_list("kind", "key", "state", "since")) == before
    assert len(mail.outbox) == 1


def test_nobody_runs_while_another_runs_and_a_crashed_run_lets_go():
    token = DailyRun.objects.begin()
    make_service()
    assert "Another run is at work" in run_daily("due")
    assert not Finding.objects.exists()
    DailyRun.objects.filter(pk=1).update(begun_at=timezone.now() - 2 * HOLDS_FOR)
    assert "due: 1 found" in run_daily("due")
    # The one that was thought dead ends, and takes nothing from whoever came after.
    other = DailyRun.objects.begin()
    DailyRun.objects.end(token, went_well=True)
    assert DailyRun.objects.get().holder == other


def test_a_check_that_fails_stops_no_other_and_lets_go(caplog):
    def breaks(run: Run) -> Told:
        raise ValueError(OFFICE)

    checks = {"breaks": breaks, "works": lambda run: Told(found=1)}
    done = dict(running.run_all(Run(), checks=checks))
    assert done == {"breaks": None, "works": Told(found=1)}
    assert DailyRun.objects.last() is None
    dict(running.run_all(Run(), checks={"works": checks["works"]}))
    assert DailyRun.objects.last() is not None


def test_a_failure_is_told_by_the_command(monkeypatch):
    def breaks(run: Run) -> Told:
        raise ValueError

    monkeypatch.setitem(running.CHECKS, "due", breaks)
    with pytest.raises(CommandError, match="Failed: due"):
        run_daily("due", "phones")


@pytest.mark.django_db(transaction=True)
def test_of_two_runs_at_the_same_moment_one_works():
    gate, tokens = threading.Barrier(2), []

    def begin() -> None:
        gate.wait()
        tokens.append(DailyRun.objects.begin())
        connection.close()

    both = [threading.Thread(target=begin) for _n in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(token is None for token in tokens) == [False, True]


def test_neither_the_log_nor_the_output_names_anyone(caplog, capfd):
    with_address()
    make_service("Harbour House", contacts=["0161 496 0123"])
    caplog.set_level("DEBUG")
    said = run_daily()
    for text in (said, caplog.text, *capfd.readouterr()):
        for private in (OFFICE, "Harbour House", "0161", "496"):
            assert private not in text, private


# Reminders


def test_one_mail_for_each_letter_box_whatever_number_of_services():
    with_address()
    with_address("Beacon", OFFICE.upper())
    with_address("Quay", "quay@quay.example")
    make_organisation("Silent")
    for name in ("One", "Two"):
        make_service(name)
    make_service("Three", organisation="Beacon")
    make_service("Four", organisation="Quay")
    make_service("Five", organisation="Silent")
    assert "2 mails sent" in str(remind())
    by_box = {one.to[0]: one.body for one in mail.outbox}
    assert set(by_box) == {OFFICE, "quay@quay.example"}
    assert all(name in by_box[OFFICE] for name in ("One", "Two", "Three"))
    assert all(len(one.to) == 1 and not one.cc and not one.bcc for one in mail.outbox)


def test_a_mail_holds_only_what_everyone_may_read(settings):
    settings.SITE_URL, settings.CONTACT_EMAIL = "https://s.example", "us@s.example"
    with_address()
    service = make_service("One", notes="A note for us.", contacts=["0161 496 0123"])
    held = {"kind": "phone", "value": "0161 496 0999", "held": "doubt"}
    work = {"kind": "phone", "value": "0161 496 0888", "is_for_professionals": True}
    with decided():
        for values in (held, work):
            Contact.objects.create(service=service, **values)
    remind()
    (letter,) = mail.outbox
    assert f"https://s.example/services/{service.code}/" in letter.body
    assert "https://s.example/about/listing/" in letter.body
    assert "0161 496 0123" in letter.body
    assert letter.reply_to == ["us@s.example"]
    for private in ("A note", "0161 496 0999", "0161 496 0888", OFFICE):
        assert private not in letter.body


def test_three_mails_two_weeks_apart_and_then_silence():
    with_address()
    make_service("One")
    days = [0, 1, 13, 14, 27, 28, 29, 60, 400]
    sent = []
    for day in days:
        mail.outbox.clear()
        remind(day)
        sent += [day] * len(mail.outbox)
        last = "the last time we ask" in "".join(one.body for one in mail.outbox)
        assert last == (day == 28)
    assert sent == [0, 14, 28]


def test_a_check_ends_the_round_and_the_next_one_begins_when_it_is_due():
    with_address()
    service, someone = make_service("One"), make_user()
    remind()
    Verification.objects.record([service], by=someone, how="provider")
    mail.outbox.clear()
    remind(100)
    assert mail.outbox == []
    remind(181)
    assert len(mail.outbox) == 1


def test_no_mail_about_drafts_and_what_is_withdrawn():
    with_address()
    make_service("Draft", published=False)
    make_service("Gone").withdraw(because="Closed.")
    remind()
    assert mail.outbox == []


def test_where_mail_reaches_nobody_nothing_counts_as_sent(settings, capfd):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    with_address()
    make_service("One")
    assert "EMAIL_URL is not set" in str(remind())
    assert not Reminder.objects.exists()
    assert OFFICE not in "".join(capfd.readouterr())


class Broken(EmailBackend):
    """A mail server that refuses every letter."""

    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("nobody at home")


def test_a_mail_that_fails_is_tried_again_and_stops_no_other_check(settings, caplog):
    settings.EMAIL_BACKEND = "tests.test_daily_running.Broken"
    with_address()
    make_service("One")
    assert "0 mails sent, 1 failed" in str(remind())
    assert not Reminder.objects.exists()
    assert OFFICE not in caplog.text
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert "1 mails sent, 0 failed" in str(remind())


def test_no_address_is_kept_of_whom_we_asked():
    with_address()
    make_service("One")
    remind()
    fields = {field.name for field in Reminder._meta.get_fields()}
    assert fields == {"id", "service", "round", "number", "sent_on"}
