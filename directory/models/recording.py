"""Recording: every write to a curated record adds to its history, whatever the door.

`save()`, `update()`, `bulk_create()` and `bulk_update()` compare the rows before and
after, as the database holds them. Deletions are heard as a signal, since one that
cascades passes by every method of ours.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.signals import class_prepared, pre_delete
from django.utils.translation import gettext_lazy as _

from directory.models.history import HistoryRow, present_occasion
from directory.models.traces import Eraser

State = dict[str, Any]
# A deletion or a first state need not say what was never filled in.
EMPTY: tuple[object, ...] = ("", None)


class RecordedQuerySet(models.QuerySet):
    """Bulk writes are doors like any other: history hears of them as well."""

    model: Any

    def update(self, **values) -> int:
        with transaction.atomic(using=self.db):
            names = self.model.recorded_fields(values)
            before = states(self, names)
            count = super().update(**values)
            record_changes(self.model, before, names)
        return count

    def bulk_create(self, objs, *args, **kwargs):
        asked = (kwargs.get(name) for name in ("ignore_conflicts", "update_conflicts"))
        if any(args[1:]) or any(asked):
            raise ValidationError(_("History could not tell what was written here."))
        with transaction.atomic(using=self.db):
            created: Any = super().bulk_create(objs, *args, **kwargs)
            record_new(self.model, created)
        return created


class Recorded(models.Model):
    """A record whose every change is kept; a part names the whole it belongs to."""

    # Foreign keys that lead to the record on whose page a part's history stands.
    part_of: ClassVar[tuple[str, ...]] = ()
    # Fields that follow from others or from the clock.
    unrecorded: ClassVar[frozenset[str]] = frozenset()

    objects = RecordedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        model = type(self)
        names = model.recorded_fields()
        with transaction.atomic():
            # Locked: whoever saves it at the same moment finds what we wrote.
            same = model._default_manager.filter(pk=self.pk)
            held = same.select_for_update(no_key=True)
            before = states(held, names) if self.pk is not None else {}
            super().save(*args, **kwargs)
            if before:
                record_changes(model, before, names)
            else:
                record_new(model, [self])

    @classmethod
    def recorded_fields(cls, among: Iterable[str] | None = None) -> list[str]:
        """Names of the fields that history keeps, all of them or those `among`."""
        fields: Iterable[Any] = cls._meta.concrete_fields
        if among is not None:
            fields = [cls._meta.get_field(name) for name in among]
        left_out = cls.unrecorded | {cls._meta.pk.name}
        return [field.name for field in fields if field.name not in left_out]

    @classmethod
    def confidential_among(cls, owner_keys: Iterable[int]) -> set[int]:
        """Which of these records keep no address, not even in their history."""
        return set()

    def is_news(self) -> bool:
        """Whether a new one of this sort is worth telling."""
        return True

    def owner(self) -> tuple[str, int]:
        """The record on whose page its history stands: the whole, or itself."""
        for name in self.part_of:
            field: Any = self._meta.get_field(name)
            if getattr(self, field.attname) is not None:
                kind = field.related_model._meta.model_name
                if field.target_field.primary_key:
                    return kind, getattr(self, field.attname)
                return kind, getattr(self, name).pk
        return str(self._meta.model_name), self.pk


def states(rows: models.QuerySet, names: list[str]) -> dict[int, State]:
    """What the database holds now of these rows, by their keys."""
    if not names:
        return {}
    found = rows.order_by().values_list("pk", *names)
    return {key: dict(zip(names, row, strict=True)) for key, *row in found}


def record_new(model: type[Recorded], made: Iterable[Recorded]) -> None:
    """Add the first state of each new row to history."""
    if not present_occasion().first_states:
        return
    names = [name for name in model.recorded_fields() if name not in model.part_of]
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    told = []
    for one in made:
        if one.is_news():
            values = {f.name: _python(f, getattr(one, f.attname)) for f in fields}
            after = {n: [None, v] for n, v in values.items() if v not in EMPTY}
            told.append((one.pk, one.owner(), after))
    _add(model, HistoryRow.What.CREATED, told)


def record_changes(
    model: type[Recorded], before: dict[int, State], names: list[str]
) -> None:
    """Add what differs now from how each row was before."""
    if not before:
        return
    rows = model._base_manager.filter(pk__in=list(before))
    after = states(rows, names)
    changes = {}
    for key, new in after.items():
        old = before[key]
        differing = {n: [old[n], new[n]] for n in names if old[n] != new[n]}
        if differing:
            changes[key] = differing
    owners = _owners(model, changes)
    told = [(key, owners[key], differing) for key, differing in changes.items()]
    _add(model, HistoryRow.What.CHANGED, told)


def record_deletion(sender: type[Recorded], instance: Recorded, **_kwargs) -> None:
    """Add all that a row held when it is deleted."""
    names = [n for n in sender.recorded_fields() if n not in sender.part_of]
    found = states(sender._base_manager.filter(pk=instance.pk), names)
    for key, state in found.items():
        last = {n: [value, None] for n, value in state.items() if value not in EMPTY}
        owners = _owners(sender, [key])
        _add(sender, HistoryRow.What.DELETED, [(key, owners[key], last)])


def _add(
    model: type[Recorded],
    what: str,
    told: list[tuple[int, tuple[str, int], dict[str, list]]],
) -> None:
    if not told:
        return
    kind = str(model._meta.model_name)
    hidden = model.confidential_among({owner[1] for _key, owner, _changes in told})
    rows = [
        HistoryRow(
            what=what,
            kind=kind,
            key=key,
            owner_kind=owner[0],
            owner_key=owner[1],
            changes=Eraser().values(changes) if owner[1] in hidden else changes,
        )
        for key, owner, changes in told
    ]
    HistoryRow.objects.add(rows)


def _owners(model: type[Recorded], keys: Iterable[int]) -> dict[int, tuple[str, int]]:
    """The record that each of these rows belongs to."""
    itself = str(model._meta.model_name)
    if not model.part_of:
        return {key: (itself, key) for key in keys}
    wholes: list[Any] = [model._meta.get_field(name) for name in model.part_of]
    kinds = [str(whole.related_model._meta.model_name) for whole in wholes]
    keys = list(keys)
    rows = model._base_manager.filter(pk__in=keys)
    # A row whose whole does not exist is refused when the transaction ends.
    found = {key: (itself, key) for key in keys}
    for key, *owners in rows.values_list("pk", *(f"{n}__pk" for n in model.part_of)):
        named = (
            (kind, owner)
            for kind, owner in zip(kinds, owners, strict=True)
            if owner is not None
        )
        found[key] = next(named, (itself, key))
    return found


def _python(field: models.Field, value: Any) -> Any:
    """A value as the database will give it back, however it was typed."""
    return field.to_python(value) if value is not None else None


def _hear_deletions(sender: type[models.Model], **_kwargs) -> None:
    if issubclass(sender, Recorded):
        pre_delete.connect(record_deletion, sender=sender)


class_prepared.connect(_hear_deletions)
