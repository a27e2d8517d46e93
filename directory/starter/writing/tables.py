"""Tables that hold exactly what the files say, since nobody edits them by hand."""

from collections.abc import Mapping

from django.db import models

from directory.models import (
    AreaCover,
    AreaOverlap,
    PostcodeException,
    PostcodeSector,
)
from directory.starter.reading.areas import Extents
from directory.starter.report import Report
from directory.starter.writing.geography import area_ids
from directory.starter.writing.progress import BATCH, batches

SECTOR_FIELDS = ("area_id", "latitude", "longitude")


def match_covers(extents: Extents, report: Report) -> None:
    """The closure table: which area holds all of which."""
    _match_pairs(AreaCover, ("covering", "covered"), extents.covers(), report)
    _match_pairs(AreaOverlap, ("area", "other"), extents.overlaps(), report)


def _match_pairs(
    model: type[models.Model],
    ends: tuple[str, str],
    wanted: set[tuple[str, str]],
    report: Report,
) -> None:
    """Leaves pairs alone in which an area stands that is not in our file."""
    ids = area_ids()
    ours = {ids[code] for pair in wanted for code in pair if code in ids}
    there = {
        (one, other): key
        for key, one, other in model._default_manager.values_list("pk", *ends)
        if one in ours and other in ours
    }
    pairs = {
        (ids[one], ids[other]) for one, other in wanted if {one, other} <= ids.keys()
    }
    missing = sorted(pairs - there.keys())
    gone = [there[pair] for pair in there.keys() - pairs]
    model._default_manager.bulk_create(
        [
            model(**{f"{e}_id": key for e, key in zip(ends, pair, strict=True)})
            for pair in missing
        ],
        batch_size=BATCH,
    )
    model._default_manager.filter(pk__in=gone).delete()
    label = str(model._meta.verbose_name_plural)
    report.count(label, "created", len(missing))
    report.count(label, "unchanged", len(there) - len(gone))
    report.count(label, "removed", len(gone))


def match_sectors(sectors: dict[str, tuple], report: Report) -> None:
    """Postcode sectors, each with its main council and point."""
    ids = area_ids()
    wanted = {code: (ids[found[0]], *found[1:]) for code, found in sectors.items()}
    _match_rows(PostcodeSector, "code", SECTOR_FIELDS, wanted, report)


def match_exceptions(exceptions: dict[str, tuple], report: Report) -> None:
    """Postcodes whose council is not their sector's main one."""
    ids = area_ids()
    wanted = {code: (ids[found[0]],) for code, found in exceptions.items()}
    _match_rows(PostcodeException, "postcode", ("area_id",), wanted, report)


def _match_rows(
    model: type[models.Model],
    key: str,
    fields: tuple[str, ...],
    wanted: Mapping[str, tuple],
    report: Report,
) -> None:
    there = {
        found: tuple(values)
        for found, *values in model._default_manager.values_list(key, *fields)
    }
    fresh = [code for code in wanted if code not in there]
    changed = [code for code in wanted if code in there and wanted[code] != there[code]]
    gone = list(there.keys() - wanted.keys())
    label = str(model._meta.verbose_name_plural)
    for batch in batches(fresh + changed, label):
        model._default_manager.bulk_create(
            [
                model(**{key: code}, **dict(zip(fields, wanted[code], strict=True)))
                for code in batch
            ],
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=[key],
            update_fields=[name.removesuffix("_id") for name in fields],
        )
    for batch in batches(gone, label, size=500):
        model._default_manager.filter(**{f"{key}__in": batch}).delete()
    report.count(label, "created", len(fresh))
    report.count(label, "changed", len(changed))
    report.count(label, "unchanged", len(wanted) - len(fresh) - len(changed))
    report.count(label, "removed", len(gone))
