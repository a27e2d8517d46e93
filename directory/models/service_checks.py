"""The questions asked about the checks of services: who is due, who never was."""

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils import timezone

from directory.models.standing import COUNTED, LATE_AFTER_DAYS, OTHERS

HELPLINE = "helpline"
RIGHT = Q(verifications__outcome="right")
COUNTS = RIGHT & Q(verifications__what__in=COUNTED)


class ServiceChecks(models.QuerySet):
    """What the checks of one of us say; the same as `standing` says of one service."""

    def _through(self, condition: Q):
        """Keys of services of which some part meets the condition."""
        parts = self.model.objects.filter(condition, pk__isnull=False)
        return parts.order_by().values("pk")

    def _having(self, condition: Q) -> Exists:
        """Whether some part of a service meets the condition, asked of each alone.

        For rules on a few among many: a database that has not counted its rows yet,
        as while the starter is loaded, would put together the parts of them all.
        """
        return Exists(self.model.objects.filter(condition, pk=OuterRef("pk")))

    def never_verified(self):
        """Services that none of us has checked yet."""
        return self.filter(verifications=None)

    def with_last_verification(self):
        """Each with `verified_on`, the day one of us last found it right, or None."""
        return self.annotate(verified_on=Max("verifications__on", filter=COUNTS))

    def due_for_verification(self, today: datetime.date | None = None):
        """Public services whose last check is too long ago, or was not the last word.

        A service of several kinds is due as soon as one of them is.
        """
        today = today or timezone.localdate()
        own = {
            kind: days
            for kind, days in settings.CHECK_DUE_DAYS.items()
            if kind != OTHERS
        }
        due = Q(pk__in=self._doubted())
        others = self._since(today, settings.CHECK_DUE_DAYS[OTHERS])
        due |= ~self._of_kinds(own) & ~others
        for kind, days in own.items():
            in_time = self._since(today, days)
            due |= self._of_kinds([kind]) & ~in_time
        return self.published().filter(due)

    def late_for_verification(self, today: datetime.date | None = None):
        """Public services that were due some time ago, and stand lower for it."""
        today = today or timezone.localdate()
        before = today - datetime.timedelta(days=LATE_AFTER_DAYS)
        return self.due_for_verification(before)

    def found_amiss(self):
        """Public services of which the last check found something else."""
        return self.published().filter(pk__in=self._doubted())

    def asked_by_mail(self):
        """Services whose organisation told us where to ask about them."""
        return self.exclude(organisation__reminder_email="")

    def never_to_be_rung(self):
        """Helplines and crisis lines: nobody rings them only to check a number."""
        lines = self._having(Q(contacts__crisis_lines__isnull=False))
        return self.filter(self._of_kinds([HELPLINE]) | lines)

    def _since(self, today: datetime.date, days: int) -> Exists:
        """Whether a service was found right within so many days."""
        day = today - datetime.timedelta(days=days)
        return self._having(COUNTS & Q(verifications__on__gt=day))

    def _doubted(self):
        """Keys of services whose last check did not find them right."""
        checked = self.model.objects.annotate(
            last_right=Max("verifications", filter=RIGHT),
            last_wrong=Max("verifications", filter=~RIGHT),
        )
        wrong = Q(last_right=None) | Q(last_wrong__gt=F("last_right"))
        found = checked.filter(wrong, last_wrong__isnull=False)
        return found.order_by().values("pk")

    def _of_kinds(self, kinds: Iterable[str]) -> Exists:
        """Whether a service says that it is one of these kinds."""
        said = Q(answers__answer__in=("yes", "limit"))
        kind = Q(answers__term__taxonomy__code="type", answers__term__code__in=kinds)
        return self._having(kind & said)
