"""What every part of a service shares: a change to it is a change to the service."""

from collections.abc import Iterable

from django.db import models, transaction

from directory.models.recording import Recorded, RecordedQuerySet
from directory.models.service import Service


class PartQuerySet(RecordedQuerySet):
    """Bulk writes are doors like any other: the service's rules hold behind them."""

    def _service_ids(self) -> set[int]:
        return set(self.order_by().values_list("service__pk", flat=True))

    def update(self, **values) -> int:
        with transaction.atomic(using=self.db):
            keys = list(self.order_by().values_list("pk", flat=True))
            touched = self._service_ids()
            count = super().update(**values)
            if "service" in values or "service_id" in values:
                touched |= self.model.objects.filter(pk__in=keys)._service_ids()
            Service.objects.after_change_of(touched)
        return count

    def delete(self):
        with transaction.atomic(using=self.db):
            touched = self._service_ids()
            deleted = super().delete()
            Service.objects.after_change_of(touched)
        return deleted

    def bulk_create(self, objs, *args, **kwargs):
        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **kwargs)
            Service.objects.after_change_of({part.service.pk for part in created})
        return created


class Part(Recorded):
    """Something that belongs to one service; each names its own `service`."""

    service: "models.ForeignKey[Service, Service]"
    part_of = ("service",)

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def confidential_among(cls, owner_keys: Iterable[int]) -> set[int]:
        return Service.confidential_among(owner_keys)

    def save(self, *args, **kwargs) -> None:
        with transaction.atomic():
            # It may have belonged to another service until now.
            touched = type(self).objects.filter(pk=self.pk)._service_ids()
            super().save(*args, **kwargs)
            Service.objects.after_change_of(touched | {self.service.pk})

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            Service.objects.after_change_of({self.service.pk})
        return deleted
