"""Imports: who brought in which file or feed, what it said, and what came of it.

What a row would change is kept until it is proposed, and then stands in the proposal
alone. A file that was uploaded is kept only while it is being read.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models.proposal import Proposal
from directory.models.service import Service

# Long enough to sleep over a preview; then nothing of it is kept.
KEPT_FOR = timedelta(days=7)


class ImportQuerySet(models.QuerySet["Import"]):
    """The questions asked about imports."""

    def unfinished(self):
        """Those that were begun and neither proposed nor given up."""
        return self.filter(state__in=Import.BEGUN)

    def forget_old(self, now: datetime | None = None) -> int:
        """Give up what nobody finished: what its rows say is no longer kept."""
        since = (now or timezone.now()) - KEPT_FOR
        old = self.unfinished().filter(changed_at__lt=since)
        keys = list(old.values_list("pk", flat=True))
        for batch in self.filter(pk__in=keys):
            batch.give_up()
        return len(keys)


class Import(models.Model):
    """One file or feed that someone brought in."""

    class Kind(models.TextChoices):
        FILE = "file", _("our CSV")
        FEED = "feed", _("a feed of others")

    class State(models.TextChoices):
        READING = "reading", _("being read")
        READY = "ready", _("to be looked at")
        PROPOSING = "proposing", _("being proposed")
        DONE = "done", _("proposed")
        GIVEN_UP = "given-up", _("given up")
        UNDONE = "undone", _("undone")

    BEGUN = (State.READING, State.READY, State.PROPOSING)

    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    name = models.CharField(_("file or source"), max_length=200)
    address = models.CharField(_("address"), max_length=500, blank=True)
    format = models.CharField(_("format"), max_length=60, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="imports",
        verbose_name=_("by"),
    )
    feed = models.ForeignKey(
        "directory.FeedSource",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="imports",
        verbose_name=_("source"),
    )
    state = models.CharField(
        _("state"), max_length=9, choices=State, default=State.READING
    )
    # Where reading goes on; what is said of the whole, not of a row.
    cursor = models.JSONField(_("read so far"), default=dict, blank=True)
    told = models.JSONField(_("about the whole"), default=list, blank=True)
    read = models.PositiveIntegerField(_("rows read"), default=0)
    started_at = models.DateTimeField(_("begun"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last worked on"), auto_now=True)
    finished_at = models.DateTimeField(_("proposed"), null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        permissions = [
            ("import_service", "Can import services, as proposals"),
            ("export_service", "Can export services as a file"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["file", "feed"])
                & Q(
                    state__in=[
                        *("reading", "ready", "proposing"),
                        *("done", "given-up", "undone"),
                    ]
                ),
                name="import_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {timezone.localtime(self.started_at):%Y-%m-%d %H:%M}"

    @property
    def is_waiting(self) -> bool:
        """Whether someone should look at it before anything is proposed."""
        return self.state == self.State.READY

    def counts(self) -> dict[str, int]:
        """How many rows came to which outcome."""
        rows = self.rows.order_by().values_list("outcome")
        return dict(rows.annotate(number=Count("pk")))

    def tell(self, *sentences: str) -> None:
        """Note something about the whole, once, and not without end."""
        told = [one for one in sentences if one not in self.told]
        self.told = [*self.told, *told][:200]

    def give_up(self) -> None:
        """Nothing more comes of it; what its rows say is no longer kept."""
        with transaction.atomic():
            self.pieces.all().delete()
            self.rows.all().forget()
            self.state = self.State.GIVEN_UP
            self.save()

    def undo(self, *, by) -> tuple[int, list[str]]:
        """Take back all it proposed: how many, and why some could not be.

        What waits is taken back, what was approved goes the one way that proposals
        have for that: at once, or as a proposal for a second person.
        """
        count, refused = 0, []
        rows = self.rows.exclude(proposal=None).select_related("proposal")
        for row in rows.order_by("-pk").iterator(chunk_size=200):
            try:
                with transaction.atomic():
                    count += row.undo(by=by)
            except ValidationError as error:
                refused.append(f"{row.name}: {' '.join(error.messages)}")
        with transaction.atomic():
            records = Q(proposal__in=self.rows.values("proposal"))
            self.feed_records.filter(records).update(said={})
            self.pieces.all().delete()
            self.state = self.State.UNDONE
            self.save()
        return count, refused


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    """The questions asked about rows, and what is taken out of them."""

    def to_propose(self):
        """Rows of which something comes, not proposed yet."""
        return self.filter(outcome__in=ImportRow.COMES, proposal=None)

    def forget(self) -> int:
        """Keep what came of them, and no more of what they say."""
        return self.update(changes={}, said={})

    def erase_addresses(self, service_ids: Iterable[int]) -> int:
        """A service became confidential: no row keeps anything that it said of it.

        Call it in the transaction that makes it confidential. Whoever brings the
        file in again gets a new row, without any address.
        """
        about = Q(service__in=list(service_ids)) | Q(
            proposal__service__in=list(service_ids)
        )
        keys = list(self.filter(about).values_list("pk", flat=True))
        erased = _("What this row said was erased: the service is confidential.")
        return self.filter(pk__in=keys).update(
            changes={}, said={}, doubts=[["", str(erased)]], was_erased=True
        )


class ImportRow(models.Model):
    """One row or record: what it would change, and what came of it."""

    class Outcome(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        UNCHANGED = "unchanged", _("unchanged")
        DOUBTFUL = "doubtful", _("doubtful")
        NOT_LISTED = "not-listed", _("not to be listed")
        GONE = "gone", _("gone from the feed")
        WRONG = "wrong", _("with errors")

    COMES = (Outcome.NEW, Outcome.CHANGED, Outcome.DOUBTFUL, Outcome.GONE)

    batch = models.ForeignKey(
        Import, models.CASCADE, related_name="rows", verbose_name=_("import")
    )
    number = models.PositiveIntegerField(_("line"))
    key = models.CharField(_("key"), max_length=300, blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    model = models.CharField(_("sort of record"), max_length=30, default="service")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    # For each field: {"old": …, "new": …}; empty once it is proposed.
    changes = models.JSONField(_("changes"), default=dict, blank=True)
    # What is remembered of a feed's record once this row is proposed.
    said = models.JSONField(_("said"), default=dict, blank=True)
    # Column and sentence of each error or doubt.
    doubts = models.JSONField(_("errors and doubts"), default=list, blank=True)
    # Which fields this row brought, to take just these back.
    fields = models.JSONField(_("fields"), default=list, blank=True)
    record = models.CharField(_("key of the record"), max_length=20, blank=True)
    service = models.ForeignKey(
        Service,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service"),
    )
    proposal = models.ForeignKey(
        Proposal,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="import_rows",
        verbose_name=_("proposal"),
    )
    has_joined = models.BooleanField(_("joined what waited"), default=False)
    was_erased = models.BooleanField(_("erased"), default=False)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["number", "pk"]
        indexes = [
            models.Index(fields=["batch", "outcome", "number"], name="rows_by_outcome")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    outcome__in=[
                        *("new", "changed", "unchanged", "doubtful"),
                        *("not-listed", "gone", "wrong"),
                    ]
                ),
                name="import_row_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.name}"

    def undo(self, *, by) -> int:
        """Take back what this row proposed; 1 if there was something to take back."""
        proposal = self.proposal
        if proposal is None:
            return 0
        if proposal.is_pending:
            if self.has_joined:
                proposal.join({}, set(self.fields), stood=proposal.stood)
                proposal.save()
            elif proposal.author_id == by.pk:
                proposal.take_back(by=by)
            else:
                because = _("The import was undone.")
                proposal.reject(by=by, because=str(because))
            return 1
        if proposal.is_in_force:
            proposal.revert(by=by)
            return 1
        return 0


class ImportPiece(models.Model):
    """A piece of an uploaded file, kept only while it is being read.

    In the database, since the next request may be answered by another machine.
    """

    batch = models.ForeignKey(
        Import, models.CASCADE, related_name="pieces", verbose_name=_("import")
    )
    number = models.PositiveIntegerField(_("number"))
    data = models.BinaryField(_("data"))

    class Meta:
        verbose_name = _("piece of a file")
        verbose_name_plural = _("pieces of files")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint("batch", "number", name="import_piece_once")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.number}"
