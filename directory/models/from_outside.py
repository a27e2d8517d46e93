"""What people outside tell us: kept without anything of who they are.

No account, address, browser or minute is kept: the time is the hour in which it came.
The receipt is made of the form that was sent, so one form is kept once, however often
it is sent. Nothing here changes what the public sees by itself, but the note that a
number is being checked.
"""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Days that something told stays after a decision. Source: safety requirement M7.
KEPT_AFTER_DECISION_DAYS = 90


class TooManyError(Exception):
    """So much was told in this hour that no more is taken."""


class AlreadyDecidedError(Exception):
    """The same form was sent again after someone had decided about it."""


class Handling(models.TextChoices):
    """How far we are with something that was told."""

    NEW = "new", _("new")
    CHECKING = "checking", _("being checked")
    DECIDED = "decided", _("decided")


class Done(models.TextChoices):
    """What was done about it."""

    RIGHT = "right", _("nothing was wrong")
    CORRECTED = "corrected", _("we corrected it")
    WITHDRAWN = "withdrawn", _("we took it out")
    LISTED = "listed", _("we list it now")
    REFUSED = "refused", _("we do not list it")
    PROPOSED = "proposed", _("it is a proposal now")
    PASSED_ON = "passed-on", _("we passed it on")
    JUNK = "junk", _("it was not meant seriously")


def this_hour(at: datetime.datetime | None = None) -> datetime.datetime:
    """The beginning of the hour: no row says when exactly someone was here."""
    return (at or timezone.now()).replace(minute=0, second=0, microsecond=0)


class FromOutsideQuerySet(models.QuerySet):
    """The questions asked about what people told us."""

    def open(self):
        """What nobody has decided about."""
        return self.exclude(state=Handling.DECIDED)

    def unbegun(self):
        """What nobody has begun to check."""
        return self.filter(state=Handling.NEW)

    def decided(self):
        """What someone has decided about."""
        return self.filter(state=Handling.DECIDED)

    def told_in(self, hour: datetime.datetime):
        """What came in this hour."""
        return self.filter(told_at=hour)

    def oldest_first(self):
        """What waits longest first."""
        return self.order_by("told_at", "pk")

    def begin(self) -> int:
        """Note that someone has begun to check these."""
        return self.unbegun().update(state=Handling.CHECKING)

    def decide(self, *, by, done: str, note: str = "") -> int:
        """Note what was done about these, and by whom; a decision is not repeated."""
        if done not in Done.values:
            raise ValidationError(_("Say what was done."))
        return self.open().update(
            state=Handling.DECIDED,
            done=done,
            note=note,
            decided_by=by,
            decided_at=timezone.now(),
        )

    def expired(self, now: datetime.datetime | None = None):
        """What was decided so long ago that it goes."""
        kept = datetime.timedelta(days=KEPT_AFTER_DECISION_DAYS)
        return self.decided().filter(decided_at__lt=(now or timezone.now()) - kept)

    def delete_expired(self, now: datetime.datetime | None = None) -> int:
        """Delete what was decided more than 90 days ago; how many rows went."""
        _all, by_model = self.expired(now).delete()
        return by_model.get(self.model._meta.label, 0)


class FromOutside(models.Model):
    """Something that someone told us, and what came of it."""

    told_at = models.DateTimeField(
        _("told"),
        default=this_hour,
        editable=False,
        db_index=True,
        help_text=_("Only the hour is kept."),
    )
    receipt = models.CharField(max_length=64, unique=True, editable=False)
    has_danger_words = models.BooleanField(
        _("the words sound like danger"), default=False, editable=False
    )
    state = models.CharField(
        _("state"), max_length=8, choices=Handling, default=Handling.NEW, editable=False
    )
    done = models.CharField(_("what was done"), max_length=10, choices=Done, blank=True)
    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_("How you know. Nothing that could tell who told us."),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)

    objects = FromOutsideQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state=Handling.DECIDED,
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                )
                & ~Q(done="")
                | Q(
                    state__in=(Handling.NEW, Handling.CHECKING),
                    decided_at=None,
                    decided_by=None,
                    done="",
                ),
                name="%(class)s_decided_by_someone",
                violation_error_message=_("Say what was done."),
            )
        ]

    @property
    def is_open(self) -> bool:
        return self.state != Handling.DECIDED
