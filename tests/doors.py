"""The ways in which code can write a row, and whether one was refused."""

from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.db.utils import DataError

from directory.models import NeedsProposalError, Service
from tests.making import make_organisation

REFUSED = (
    ValidationError,
    IntegrityError,
    DataError,
    ProtectedError,
    Service.DoesNotExist,
)


def refused(door) -> bool:
    """Whether the models or the database refuse what the door does."""
    try:
        with transaction.atomic():
            door()
            # What the database checks at the end of a transaction, it checks now.
            transaction.get_connection().check_constraints()
    except REFUSED:
        return True
    return False


@contextmanager
def needing_a_proposal():
    """What is done inside is refused, for a second person to decide."""
    with pytest.raises(NeedsProposalError), transaction.atomic():
        yield


def set_and_save(row, **values) -> None:
    row = type(row).objects.get(pk=row.pk)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def set_and_save_only(row, **values) -> None:
    row = type(row).objects.get(pk=row.pk)
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


def update(row, **values) -> None:
    type(row).objects.filter(pk=row.pk).update(**values)


def bulk_update(row, **values) -> None:
    row = type(row).objects.get(pk=row.pk)
    for name, value in values.items():
        setattr(row, name, value)
    type(row).objects.bulk_update([row], list(values))


CHANGES = [set_and_save, set_and_save_only, update, bulk_update]


def create(model, **values) -> None:
    model.objects.create(**values)


def new_and_save(model, **values) -> None:
    model(**values).save()


def bulk_create(model, **values) -> None:
    model.objects.bulk_create([model(**values)])


def get_or_create(model, **values) -> None:
    model.objects.get_or_create(**values)


ADDITIONS = [create, new_and_save, bulk_create, get_or_create]


def a_service(**values) -> dict:
    return {
        "organisation": make_organisation(),
        "side": "survivors",
        "name": "New",
    } | values
