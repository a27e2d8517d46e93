"""The daily run: one at a time, and whoever holds it says since when."""

import datetime
import uuid

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A run that crashed lets go by itself after this long.
HOLDS_FOR = datetime.timedelta(hours=6)


class DailyRunManager(models.Manager["DailyRun"]):
    """Taking the run and letting go of it; one row, as every process sees it."""

    def begin(self) -> uuid.UUID | None:
        """A token where nobody is running; None where someone is."""
        now, token = timezone.now(), uuid.uuid4()
        with transaction.atomic():
            self.get_or_create(pk=1)
        free = Q(holder=None) | Q(begun_at__lt=now - HOLDS_FOR)
        taken = self.filter(free, pk=1).update(holder=token, begun_at=now)
        return token if taken else None

    def end(self, token: uuid.UUID, *, went_well: bool) -> None:
        """Let go, unless another has taken over meanwhile."""
        ended = {"ended_at": timezone.now()} if went_well else {}
        self.filter(pk=1, holder=token).update(holder=None, **ended)

    def last(self) -> datetime.datetime | None:
        """When a run last ended well."""
        return self.filter(pk=1).values_list("ended_at", flat=True).first()


class DailyRun(models.Model):
    """One row: who is running, since when, and when a run last ended well."""

    holder = models.UUIDField(_("holder"), null=True)
    begun_at = models.DateTimeField(_("begun"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = DailyRunManager()

    class Meta:
        verbose_name = _("daily run")
        verbose_name_plural = _("daily runs")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_daily_run_row")
        ]

    def __str__(self) -> str:
        return str(self.begun_at or "")
