"""History: what was changed in every curated record, when, by whom, through which door.

One row tells of one record (or part of a record) in one write, with each field before
and after. Rows are only ever added. The one exception takes an address out of them, and
leaves a row that says so: `directory.models.erasing`.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Door(models.TextChoices):
    """Where a change came in."""

    FORM = "form", _("a form in the admin")
    ACTION = "action", _("an action on a list")
    COMMAND = "command", _("a command")
    IMPORT = "import", _("an import")
    FEED = "feed", _("a feed")
    PROPOSAL = "proposal", _("a proposal")
    PUBLIC = "public", _("a public page")
    CODE = "code", _("a shell or a program")


@dataclass(frozen=True)
class Occasion:
    """Who is writing, through which door; what belongs together shares its key."""

    door: str = Door.CODE
    by: Any = None
    through: str = ""
    first_states: bool = True
    key: uuid.UUID = field(default_factory=uuid.uuid4)


# A context variable: no request, thread or task ever sees another's.
_occasion: ContextVar[Occasion | None] = ContextVar("occasion", default=None)


@contextmanager
def recorded_as(
    *, door: str, by=None, through: str = "", first_states: bool = True
) -> Iterator[Occasion]:
    """What is written inside is recorded as done by `by`, through this door.

    `through` names it more closely: a command, an action, a file, a proposal. An inner
    one without a person keeps the outer one's, as where an action approves proposals.
    Without `first_states`, new rows are not told one by one: for files that hold tens
    of thousands and are there to be read. Whatever changes one of them is told, with
    what was there before, so that the first state can always be read.
    """
    outer = _occasion.get()
    person = by if by is not None and by.pk else (outer.by if outer else None)
    occasion = Occasion(Door(door), person, through[:60], first_states)
    token = _occasion.set(occasion)
    try:
        yield occasion
    finally:
        _occasion.reset(token)


def present_occasion() -> Occasion:
    """Who is writing at this moment, and where."""
    return _occasion.get() or Occasion()


class PlainEncoder(DjangoJSONEncoder):
    """Letters as they are, so that a search finds them on both engines."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs | {"ensure_ascii": False})


class HistoryQuerySet(models.QuerySet["HistoryRow"]):
    """The questions asked about history; nothing here can be changed or deleted."""

    def of(self, record: models.Model):
        """What happened to a record and to all of its parts."""
        kind = record._meta.model_name
        itself = Q(kind=kind, key=record.pk)
        return self.filter(itself | Q(owner_kind=kind, owner_key=record.pk))

    def latest_first(self):
        """The newest change first."""
        return self.order_by("-pk")

    def touching(self, name: str):
        """Rows in which a field was changed, by its name."""
        return self.filter(fields__contains=f" {name} ")

    def telling(self, words: str):
        """Rows whose values, before or after, hold these words."""
        return self.filter(changes__icontains=words)

    def add(self, rows: Iterable["HistoryRow"]) -> int:
        """Add rows under the present occasion; says how many."""
        occasion, now = present_occasion(), timezone.now()
        added: list[Any] = list(rows)
        for row in added:
            row.at, row.occasion = now, occasion.key
            row.by, row.door, row.through = occasion.by, occasion.door, occasion.through
            row.fields = f" {' '.join(row.changes)} " if row.changes else ""
        return len(super().bulk_create(added, batch_size=1000))

    def update(self, **values) -> int:
        raise ValidationError(ONLY_ADDED)

    def delete(self):
        raise ValidationError(ONLY_ADDED)

    def bulk_create(self, objs, *args, **kwargs):
        raise ValidationError(ONLY_ADDED)

    def _raw_delete(self, using):
        raise ValidationError(ONLY_ADDED)

    def _overwrite(self, **values) -> int:
        """For the one function that takes addresses out of history."""
        return super().update(**values)


ONLY_ADDED = _("History is only added to; it is never changed or deleted.")


class HistoryRow(models.Model):
    """What one write did to one record, or to one part of it."""

    class What(models.TextChoices):
        CREATED = "created", _("added")
        CHANGED = "changed", _("changed")
        DELETED = "deleted", _("deleted")
        ERASED = "erased", _("address removed")

    at = models.DateTimeField(_("when"), db_index=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("who"),
    )
    door = models.CharField(_("from where"), max_length=10, choices=Door)
    through = models.CharField(_("more closely"), max_length=60, blank=True)
    occasion = models.UUIDField(_("in one go"), db_index=True)
    what = models.CharField(_("what"), max_length=8, choices=What)
    # Names of models and keys, not foreign keys: a record's history outlives it.
    kind = models.CharField(_("sort of record"), max_length=30)
    key = models.BigIntegerField(_("its key"))
    owner_kind = models.CharField(_("part of a"), max_length=30)
    owner_key = models.BigIntegerField(_("the whole's key"))
    fields = models.TextField(_("fields"), blank=True)
    changes = models.JSONField(
        _("before and after"), default=dict, blank=True, encoder=PlainEncoder
    )

    objects = HistoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("history")
        ordering = ["-pk"]
        default_permissions = ("view",)
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["owner_kind", "owner_key", "id"], name="history_of"),
            models.Index(fields=["kind", "key", "id"], name="history_itself"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(door__in=Door.values), name="history_door_known"
            ),
            models.CheckConstraint(
                condition=Q(what__in=["created", "changed", "deleted", "erased"]),
                name="history_what_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.what}, {self.at:%d %B %Y %H:%M}"

    def save(self, *args, **kwargs) -> None:
        raise ValidationError(ONLY_ADDED)

    def delete(self, *args, **kwargs):
        raise ValidationError(ONLY_ADDED)
