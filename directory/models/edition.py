"""The edition of the public directory: a number that rises with each change.

Every process that holds something in memory compares its edition with this one row
at each request, so what is taken down is gone with the next request everywhere.
"""

from collections.abc import Iterable

from django.db import connections, models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from directory.models.recording import Recorded, RecordedQuerySet


class EditionManager(models.Manager["Edition"]):
    """Reading and raising the number."""

    def number(self) -> int:
        """The edition now; 0 before the first change.

        Asked at every request, so in SQL: making it anew takes longer than asking.
        """
        with connections[self.db].cursor() as cursor:
            cursor.execute("SELECT number FROM directory_edition WHERE id = 1")
            row = cursor.fetchone()
        return row[0] if row else 0

    def raise_for(self, service_ids: Iterable[int | None]) -> int:
        """A new edition in which these services changed; returns its number.

        The row stays locked until the transaction ends, so numbers are given out
        in the order in which changes become visible.
        """
        with transaction.atomic():
            if not self.filter(pk=1).update(number=F("number") + 1):
                self.get_or_create(pk=1, defaults={"number": 0})
                self.filter(pk=1).update(number=F("number") + 1)
            number = self.number()
            EditionChange.objects.bulk_create(
                [EditionChange(number=number, service_id=pk) for pk in service_ids]
            )
        return number

    def raise_for_all(self) -> int:
        """A new edition in which anything may have changed: terms, areas, a load."""
        return self.raise_for([None])


class Edition(models.Model):
    """One row that says which edition of the directory the database holds."""

    number = models.PositiveBigIntegerField(_("number"), default=0)

    objects = EditionManager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_edition_row")
        ]

    def __str__(self) -> str:
        return str(self.number)


class EditionChangeManager(models.Manager["EditionChange"]):
    """What changed since."""

    def since(self, number: int) -> tuple[bool, set[int]]:
        """Whether anything at all may have changed, and which services did."""
        changed = set(
            self.filter(number__gt=number).values_list("service_id", flat=True)
        )
        return None in changed, {pk for pk in changed if pk is not None}


class EditionChange(models.Model):
    """A service that changed in an edition; no service means everything."""

    number = models.PositiveBigIntegerField(_("edition"), db_index=True)
    service_id = models.BigIntegerField(_("service"), null=True)

    objects = EditionChangeManager()

    class Meta:
        verbose_name = _("change in an edition")
        verbose_name_plural = _("changes in editions")

    def __str__(self) -> str:
        return f"{self.number}: {self.service_id or 'all'}"


class NewEditionQuerySet(RecordedQuerySet):
    """Rows that any public page may show: each bulk write of them is a new edition."""

    def update(self, **values) -> int:
        with transaction.atomic(using=self.db):
            count = super().update(**values)
            Edition.objects.raise_for_all()
        return count

    def delete(self):
        with transaction.atomic(using=self.db):
            deleted = super().delete()
            Edition.objects.raise_for_all()
        return deleted

    def bulk_create(self, objs, *args, **kwargs):
        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **kwargs)
            Edition.objects.raise_for_all()
        return created


class OfAnEdition(Recorded):
    """A row that any public page may show: each change of it is a new edition."""

    objects = NewEditionQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            Edition.objects.raise_for_all()

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            Edition.objects.raise_for_all()
        return deleted
