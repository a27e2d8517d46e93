"""The questions asked about guides, and which of their fields two people decide on."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from directory.models import doors
from directory.models.doors import NeedsProposalError
from directory.models.edition import NewEditionQuerySet
from directory.models.service_questions import Status

# Days after which a guide is read again, if nobody says otherwise.
GUIDE_DUE_AFTER_DAYS = 180
# A public guide changes in these through an approved proposal only, and so do its
# sources. Taking it down needs nobody else.
SENSITIVE = frozenset(
    {
        "slug",
        "title",
        "heading",
        "summary",
        "audience",
        "body",
        "easy_read",
        "bsl_video",
    }
)


class GuideQuerySet(NewEditionQuerySet):
    """The questions asked about guides."""

    def published(self):
        """What the public may read."""
        return self.filter(status=Status.PUBLISHED)

    def withdrawn(self):
        """Guides that were taken out, with a reason."""
        return self.filter(status=Status.WITHDRAWN)

    def not_withdrawn(self):
        """Public guides and drafts: a guide may lead to one that is being written."""
        return self.exclude(status=Status.WITHDRAWN)

    def due_for_review(self, today: datetime.date | None = None):
        """Public guides whose day of review has come, or that never had one."""
        due = Q(due_on=None) | Q(due_on__lte=today or timezone.localdate())
        return self.published().filter(due)

    def in_order(self):
        """As visitors see them."""
        return self.order_by("order", "title", "pk")

    def with_everything(self):
        """With sources and needs, in two more queries."""
        return self.prefetch_related("sources", "needs__taxonomy")

    def refuse_undecided(self, fields: Iterable[str]) -> None:
        """Raise where these fields of a public guide would change undecided."""
        touched = SENSITIVE & set(fields)
        if touched and not doors.is_open():
            keys = self.order_by("pk").select_for_update().values_list("pk", flat=True)
            if self.model.objects.filter(pk__in=list(keys)).published().exists():
                raise NeedsProposalError(touched)

    def update(self, **values) -> int:
        """As Django's; what makes a guide public, or changes its text, is decided."""
        with transaction.atomic(using=self.db):
            self.refuse_undecided(values)
            hides = values.get("status") in (Status.DRAFT, Status.WITHDRAWN)
            if "status" in values and not hides and not doors.is_open():
                raise NeedsProposalError(["status"])
            return super().update(**values)

    def bulk_create(self, objs, *args, **kwargs):
        """As Django's; a guide begins as a draft."""
        objs = list(objs)
        public = any(guide.status == Status.PUBLISHED for guide in objs)
        if not doors.is_open() and (public or kwargs.get("update_conflicts")):
            raise NeedsProposalError(["status"])
        return super().bulk_create(objs, *args, **kwargs)

    def delete(self):
        """As Django's, for guides that the public does not read."""
        with transaction.atomic(using=self.db):
            self.refuse_undecided(SENSITIVE)
            return super().delete()

    def mark_reviewed(self, *, by, on: datetime.date | None = None) -> int:
        """Note that `by` has read these against their sources, today if not said."""
        on = on or timezone.localdate()
        return self.update(reviewed_by=by, reviewed_on=on, due_on=due_after(on))


def due_after(reviewed_on: datetime.date) -> datetime.date:
    """The day on which a guide falls due after a review."""
    return reviewed_on + datetime.timedelta(days=GUIDE_DUE_AFTER_DAYS)
