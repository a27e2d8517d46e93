"""Assignments: who has taken which piece of today's work, so that two do not do it."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Work that nobody finished in so long is free again.
HELD_DAYS = 7


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """The questions asked about who does what."""

    def standing(self):
        """What people have taken and still hold."""
        since = timezone.now() - datetime.timedelta(days=HELD_DAYS)
        return self.filter(taken_at__gte=since)

    def expired(self, now: datetime.datetime | None = None):
        """What was taken so long ago that it is free again."""
        since = (now or timezone.now()) - datetime.timedelta(days=HELD_DAYS)
        return self.filter(taken_at__lt=since)

    def take(self, work: str, *, by) -> "Assignment":
        """Give a piece of work to someone; whoever takes it last has it."""
        taken, _made = self.update_or_create(
            work=work, defaults={"person": by, "taken_at": timezone.now()}
        )
        return taken

    def let_go(self, work: str, *, by) -> int:
        """Give back what one had taken."""
        deleted, _by_model = self.filter(work=work, person=by).delete()
        return deleted

    def holders(self) -> dict[str, object]:
        """By each piece of work, who has it."""
        return {
            taken.work: taken.person
            for taken in self.standing().select_related("person")
        }


class Assignment(models.Model):
    """A piece of work and the person who does it."""

    # What it is about, and its key: report:12, proposal:7.
    work = models.CharField(_("work"), max_length=60, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="assignments",
        verbose_name=_("person"),
    )
    taken_at = models.DateTimeField(_("taken"), default=timezone.now)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")

    def __str__(self) -> str:
        return f"{self.work}: {self.person}"
