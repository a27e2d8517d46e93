"""A record as plain JSON values, and plain values as a record.

`values_of(service)` gives its own fields and its lists whole: contacts, coverages by
area code, answers by taxonomy, hours and so on. `apply(service, values)` writes back
those that are named and leaves the rest. Proposals, imports, feeds, history and the
providers' forms speak of records in these values only.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from directory.models.guide import Guide
from directory.models.organisation import Organisation
from directory.models.part import Part
from directory.models.plain_parts import ANSWERS, OF_A_GUIDE, OF_A_SERVICE
from directory.models.plain_rows import Rows, plain, typed
from directory.models.service import Service

Values = dict[str, Any]
# By what a record is known elsewhere; set when it is made, and never changed.
IDENTITY = {Service: ("uuid", "code", "source_key"), Organisation: ("uuid",)}


def lists_of(model) -> tuple[Rows, ...]:
    """The lists that belong to a record of this model."""
    return {Service: OF_A_SERVICE, Guide: OF_A_GUIDE}.get(model, ())


def own_fields(model) -> list[str]:
    """The fields of a record that people decide on; not its status and dates."""
    hidden = {"status", "withdrawn_because", "reviewed_by"}
    return [
        field.name
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key and field.name not in hidden
    ]


def values_of(record) -> Values:
    """Everything that a proposal can change about a record, as JSON holds it."""
    model = type(record)
    values = {name: _own(record, name) for name in own_fields(model)}
    for rows in lists_of(model):
        found = [rows.row(part) for part in rows.parts(record)]
        values |= (
            _split(rows, found)
            if rows.name == ANSWERS
            else {rows.name: rows.in_order(found)}
        )
    return values


def whole(record, values: Values, waiting: Values) -> tuple[Any, Values]:
    """A part of a service is a row of the service's list: the two, said of that.

    `waiting` is what the same author has proposed already: other rows stay as there.
    """
    if not isinstance(record, Part):
        return record, values
    service = record.service
    for rows in lists_of(Service):
        if not isinstance(record, rows.model):
            continue
        said = rows.row(record)
        name = _field_of(rows, said)
        table = waiting.get(name) or [rows.row(part) for part in rows.parts(service)]
        return service, {
            name: [
                row | values if rows.same(row, said) else row
                for row in table
                if _field_of(rows, row) == name
            ]
        }
    raise ValidationError(_("This cannot be proposed."))


def cleaned(model, values: Values, record=None) -> Values:
    """The same values, complete and in one form; raises where they cannot be."""
    record = record or model()
    known = set(own_fields(model))
    found: Values = {}
    wrong: dict[str, Any] = {}
    for name, value in values.items():
        try:
            if rows := _rows(model, name):
                found |= _clean_list(rows, name, value, record)
            elif name in known:
                found[name] = _clean_own(model, name, value)
            elif name not in IDENTITY.get(model, ()) or record.pk:
                told = _("There is no field “%s” that can be proposed.") % name
                raise ValidationError(told)
            else:
                found[name] = str(value)
        except ValidationError as error:
            wrong[name] = error.messages
    if wrong:
        sentences = [f"{name}: {told}" for name in wrong for told in wrong[name]]
        raise ValidationError(sentences)
    return found


def differences(record, values: Values) -> dict[str, Values]:
    """Old and new of those cleaned values that differ from what the record holds."""
    now = values_of(record)
    return {
        name: {"old": old_value(now, name), "new": value}
        for name, value in values.items()
        if old_value(now, name) != value
    }


def old_value(values: Values, name: str) -> Any:
    """One of a record's values; a taxonomy without answers is an empty list."""
    return values.get(name, [] if name.startswith(f"{ANSWERS}:") else None)


def make(model, values: Values):
    """A new record with these values and its lists; a service is a draft."""
    if model is Organisation and (there := _made_meanwhile(values)):
        return there
    own = {name for name in values if not _rows(model, name)}
    record = model()
    with transaction.atomic():
        for name in own:
            _set(record, name, values[name])
        record.save()
        apply(record, {name: values[name] for name in values if name not in own})
    return record


def apply(record, values: Values) -> None:
    """Write these values; what they do not name stays as it is."""
    own = [name for name in values if not _rows(type(record), name)]
    with Service.objects.changing_together():
        if own:
            for name in own:
                _set(record, name, values[name])
            record.save()
        gone = [part for part in _write_lists(record, values) if part.pk]
        for part in gone:
            part.delete()


def _write_lists(record, values: Values) -> Iterator[models.Model]:
    """Write what is new or changed, in their order; yields what has to go."""
    gone = []
    for rows in lists_of(type(record)):
        for name in [one for one in values if _rows(type(record), one) is rows]:
            left = [
                (part, rows.row(part))
                for part in rows.parts(record)
                if _field_of(rows, rows.row(part)) == name
            ]
            for row in values[name]:
                pair = next((one for one in left if rows.same(one[1], row)), None)
                if pair:
                    left.remove(pair)
                    if pair[1] == row:
                        continue
                rows.build(record, row, pair and pair[0]).save()
            gone += [part for part, _row in left]
    # Last, and hours before contacts: nothing points to what goes.
    yield from reversed(gone)


def _rows(model, name: str) -> Rows | None:
    stem = name.partition(":")[0]
    return next((rows for rows in lists_of(model) if rows.name == stem), None)


def _field_of(rows: Rows, row: Values) -> str:
    """The field under which a row stands: answers are parted by taxonomy."""
    if rows.name != ANSWERS:
        return rows.name
    return f"{ANSWERS}:{row['term'].partition('/')[0]}"


def _split(rows: Rows, table: list[Values]) -> Values:
    found: Values = {}
    for row in rows.in_order(table):
        found.setdefault(_field_of(rows, row), []).append(row)
    return found


def _clean_list(rows: Rows, name: str, value: Any, record) -> Values:
    if not isinstance(value, list):
        raise ValidationError(_("This is a list."))
    table = [rows.full(row) for row in value]
    rows.check(table)
    if rows.name == "contacts":
        table = rows.with_codes(record, table)
    if rows.name != ANSWERS:
        return {name: rows.in_order(table)}
    # A whole list of answers says that other taxonomies have none.
    before = values_of(record) if record.pk and name == ANSWERS else {name: []}
    said = [one for one in before if one.startswith(f"{ANSWERS}:")]
    return {one: [] for one in said} | _split(rows, table)


def _clean_own(model, name: str, value: Any) -> Any:
    field = model._meta.get_field(name)
    if field.is_relation:
        return _related_name(field, value)
    value = typed(model, name, value)
    return plain(field.clean(value, None))


def _related_name(field, value: Any) -> Any:
    """An organisation is said by its name, anything else by its key."""
    if value in ("", None):
        return None
    if isinstance(value, models.Model):
        value = value.name if isinstance(value, Organisation) else value.pk
    return str(value).strip()


def _own(record, name: str) -> Any:
    field = record._meta.get_field(name)
    if not field.is_relation:
        return plain(field.value_from_object(record))
    related = getattr(record, name) if getattr(record, field.attname) else None
    return _related_name(field, related)


def _set(record, name: str, value: Any) -> None:
    field = record._meta.get_field(name)
    if not field.is_relation:
        setattr(record, name, typed(type(record), name, value))
    elif field.related_model is Organisation:
        record.organisation = _organisation(value)
    else:
        setattr(record, field.attname, value)


def _made_meanwhile(values: Values) -> Organisation | None:
    """The organisation of this name that came with a service; its blanks are filled."""
    found = Organisation.objects.filter(name__iexact=values.get("name", "")).first()
    if found is not None:
        now = values_of(found)
        apply(found, {n: v for n, v in values.items() if now.get(n) in ("", None)})
    return found


def _organisation(name: str) -> Organisation:
    """The organisation of this name, made where there is none yet."""
    found = Organisation.objects.filter(name__iexact=name).first()
    return found or Organisation.objects.create(name=name)
