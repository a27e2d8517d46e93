"""What every part of a service shares: a change to it is a change to the service."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction

from directory.models import doors
from directory.models.doors import NamesAPlaceError, NeedsProposalError
from directory.models.place_traces import texts_of, traces_of
from directory.models.recording import Recorded, RecordedQuerySet
from directory.models.service import Service


class PartQuerySet(RecordedQuerySet):
    """Bulk writes are doors like any other: the service's rules hold behind them."""

    def sensitive(self):
        """Parts that, of a public service, change only through a proposal."""
        return self.all() if self.model.is_sensitive else self.none()

    def _service_ids(self) -> set[int]:
        return set(self.order_by().values_list("service__pk", flat=True))

    def _keys(self) -> list[int]:
        return list(self.order_by().values_list("pk", flat=True))

    def _refuse_sensitive(self) -> None:
        """Raise where one of these belongs to something public and the door is shut."""
        if doors.is_open():
            return
        touched = self.sensitive()._service_ids()
        if touched:
            chosen = Service.objects.filter(pk__in=touched)
            chosen.refuse_sensitive_parts([str(self.model._meta.verbose_name_plural)])

    def _traces(self, fields: Iterable[str] | None = None) -> set[tuple[int, str]]:
        """Where confidential services seem to be, as these parts say it."""
        if doors.is_open() or not texts_of(self.model):
            return set()
        rows = self.filter(service__is_confidential=True)
        return {(row.pk, place) for row in rows for place in traces_of(row, fields)}

    def update(self, **values) -> int:
        with transaction.atomic(using=self.db):
            stay = self.model.objects.filter(pk__in=self._keys())
            touched = self._service_ids()
            if not self.model.hides(values):
                self._refuse_sensitive()
            before = stay._traces(values)
            count = super().update(**values)
            if not self.model.hides(values):
                stay._refuse_sensitive()
            if named := stay._traces(values) - before:
                raise NamesAPlaceError(place for _pk, place in named)
            if "service" in values or "service_id" in values:
                touched |= stay._service_ids()
            Service.objects.after_change_of(touched)
        return count

    def delete(self):
        with transaction.atomic(using=self.db):
            touched = self._service_ids()
            self._refuse_sensitive()
            deleted = super().delete()
            Service.objects.after_change_of(touched)
        return deleted

    def bulk_create(self, objs, *args, **kwargs):
        with transaction.atomic(using=self.db):
            if kwargs.get("update_conflicts") and not doors.is_open():
                raise NeedsProposalError(kwargs.get("update_fields") or ())
            created = super().bulk_create(objs, *args, **kwargs)
            made = self.model.objects.filter(pk__in=[part.pk for part in created])
            made._refuse_sensitive()
            if named := made._traces():
                raise NamesAPlaceError(place for _pk, place in named)
            Service.objects.after_change_of({part.service.pk for part in created})
        return created


class Part(Recorded):
    """Something that belongs to one service; each names its own `service`."""

    service: "models.ForeignKey[Service, Service]"
    # Whether a public service changes in these through a proposal only.
    is_sensitive = False
    part_of = ("service",)

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True
        # What a service's own lists write through: service.contacts.add(…).
        base_manager_name = "objects"

    @classmethod
    def confidential_among(cls, owner_keys: Iterable[int]) -> set[int]:
        return Service.confidential_among(owner_keys)

    def save(self, *args, **kwargs) -> None:
        with transaction.atomic():
            # It may have belonged to another service until now.
            stored = type(self).objects.filter(pk=self.pk)
            touched, before = stored._service_ids(), stored.first()
            decided = doors.is_open() or (before and self._is_harmless(before, kwargs))
            if not decided:
                stored._refuse_sensitive()
            known = stored._traces()
            super().save(*args, **kwargs)
            saved = type(self).objects.filter(pk=self.pk)
            if not decided:
                saved._refuse_sensitive()
            if named := saved._traces() - known:
                raise NamesAPlaceError(place for _pk, place in named)
            Service.objects.after_change_of(touched | {self.service.pk})

    @classmethod
    def hides(cls, values: Mapping[str, Any]) -> bool:
        """Whether these new values show the public nothing that it does not see."""
        return False

    def _is_harmless(self, before: "Part", kwargs) -> bool:
        """Whether this save changes nothing, or only hides."""
        written = kwargs.get("update_fields")
        values = {
            field.name: getattr(self, field.attname)
            for field in self._meta.concrete_fields
            if (written is None or {field.name, field.attname} & set(written))
            and getattr(self, field.attname) != getattr(before, field.attname)
        }
        return not values or self.hides(values)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            type(self).objects.filter(pk=self.pk)._refuse_sensitive()
            deleted = super().delete(*args, **kwargs)
            Service.objects.after_change_of({self.service.pk})
        return deleted
