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


def reports(now: datetime.datetime) -> int:
    """What people outside told us, 90 days after it was decided."""
    told = Report.objects.delete_expired(now)
    return told + Suggestion.objects.delete_expired(now)


def assignments(now: datetime.datetime) -> int:
    """Work that was taken and not finished is free again."""
    return Assignment.objects.expired().delete()[0]


FORGETTING: tuple[Forget, ...] = (
    sessions,
    solved_findings,
    old_reminders,
    links_gone,
    reports,
    assignments,
)


def check(run: Run) -> Told:
    """Forget what is too old."""
    gone = sum(forget(run.now) for forget in FORGETTING)
    return Told(words=f"{gone} old rows deleted")
