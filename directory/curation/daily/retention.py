"""What is not kept: each kind of thing has one rule, and every rule is named here.

Whatever should be forgotten in time adds its function to FORGETTING. It is given the
moment of the run, deletes what is too old, and says how many rows went.
"""

import datetime
from collections.abc import Callable

from django.contrib.sessions.models import Session

from directory.curation.daily.checks import Run, Told
from directory.models import (
    Assignment,
    Finding,
    Import,
    Link,
    Reminder,
    Report,
    Suggestion,
)

YEAR = datetime.timedelta(days=365)
Forget = Callable[[datetime.datetime], int]


def sessions(now: datetime.datetime) -> int:
    """Sessions of moderators that have ended."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]


def solved_findings(now: datetime.datetime) -> int:
    """Findings solved more than a year ago; what is "not a problem" stays known."""
    return Finding.objects.settled_before(now - YEAR).delete()[0]


def old_reminders(now: datetime.datetime) -> int:
    """Reminders of more than two years ago."""
    return Reminder.objects.sent_before((now - 2 * YEAR).date()).delete()[0]


def links_gone(now: datetime.datetime) -> int:
    """What was seen at links that no page has printed for a year."""
    return Link.objects.not_looked_at_since(now - YEAR).delete()[0]


def told_from_outside(now: datetime.datetime) -> int:
    """Reports and suggestions that were decided more than 90 days ago."""
    reports = Report.objects.delete_expired(now)
    return reports + Suggestion.objects.delete_expired(now)


def imports_given_up(now: datetime.datetime) -> int:
    """What files and feeds said that nobody proposed within a week."""
    return Import.objects.forget_old(now)


def work_let_go(now: datetime.datetime) -> int:
    """Who had taken which piece of work, more than a week ago."""
    return Assignment.objects.expired(now).delete()[0]


FORGETTING: tuple[Forget, ...] = (
    sessions,
    solved_findings,
    old_reminders,
    links_gone,
    told_from_outside,
    imports_given_up,
    work_let_go,
)


def check(run: Run) -> Told:
    """Forget what is too old."""
    gone = sum(forget(run.now) for forget in FORGETTING)
    return Told(words=f"{gone} old rows deleted")
