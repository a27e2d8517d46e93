"""Full postcodes from the files of the ONS and Ordnance Survey into the database."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.db import transaction

from directory.exchange.formats.postcodes import (
    PostcodeRow,
    UnknownLayoutError,
    recognise,
)
from directory.models import Area, Edition, Postcode

BATCH = 2000
FIELDS = ("area_id", "latitude", "longitude", "is_retired")


class UnreadableFileError(Exception):
    """The file cannot be loaded; the message says why in plain words."""


@dataclass
class PostcodeReport:
    """What a load did."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0
    without_council: int = 0
    unreadable: int = 0
    northern_irish: int = 0
    # Codes that no area has: how often, and one postcode as an example.
    unknown: dict[str, tuple[int, str]] = field(default_factory=dict)


def load_postcodes(
    path: Path,
    report: PostcodeReport,
    *,
    dry_run: bool = False,
    watch: Callable[[int], object] = lambda read: None,
) -> None:
    """Load one file, batch by batch; `watch` hears how many bytes were read."""
    councils = council_keys()
    if not councils:
        raise UnreadableFileError("There are no areas yet: load the starter first.")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = _rows(path, _watched(file, watch), report)
            while batch := list(islice(rows, BATCH)):
                _load_batch(batch, councils, report, dry_run=dry_run)
    except OSError as error:
        raise UnreadableFileError(f"{path.name}: {error.strerror}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFileError(
            f"{path.name} is not a CSV file. If it is a ZIP, unpack it first."
        ) from error
    if not dry_run:
        Edition.objects.raise_for_all()


def council_keys() -> dict[str, int]:
    """The area that each code means today; a former code means its successor."""
    heirs: dict[int, int] = {}
    codes: dict[str, int] = {}
    for pk, code, heir in Area.objects.values_list("pk", "code", "replaced_by"):
        codes[code] = pk
        if heir is not None:
            heirs[pk] = heir
    for code, pk in codes.items():
        passed = {pk}
        while pk in heirs and heirs[pk] not in passed:
            pk = heirs[pk]
            passed.add(pk)
        codes[code] = pk
    return codes


def _watched(file: Iterable[str], watch: Callable[[int], object]) -> Iterator[str]:
    for line in file:
        watch(len(line))
        yield line


def _rows(
    path: Path, lines: Iterator[str], report: PostcodeReport
) -> Iterator[PostcodeRow]:
    """The postcodes of a file, once its layout is known."""
    reader = csv.reader(lines)
    first = next(reader, None)
    if first is None:
        raise UnreadableFileError(f"{path.name} is empty.")
    try:
        layout = recognise(first)
    except UnknownLayoutError as error:
        raise UnreadableFileError(
            f"{path.name} has a layout that is not known here. It should be the ONS"
            " Postcode Directory, the National Statistics Postcode Lookup or Code-Point"
            f" Open. Its first columns are: {', '.join(first[:6])[:120]}."
        ) from error
    for cells in reader if layout.has_header else _with(first, reader):
        row = layout.read(cells) if cells else None
        if row is not None:
            yield row
        elif cells:
            report.unreadable += 1


def _with(first: list[str], rest: Iterator[list[str]]) -> Iterator[list[str]]:
    yield first
    yield from rest


def _load_batch(
    rows: list[PostcodeRow],
    councils: dict[str, int],
    report: PostcodeReport,
    *,
    dry_run: bool,
) -> None:
    wanted: dict[str, tuple] = {}
    for row in rows:
        if not row.council:
            report.without_council += 1
        elif row.council not in councils:
            count, example = report.unknown.get(row.council, (0, row.postcode))
            report.unknown[row.council] = (count + 1, example)
        else:
            report.retired += row.is_retired
            report.northern_irish += row.is_northern_irish
            point = (row.latitude, row.longitude)
            wanted[row.postcode] = (councils[row.council], *point, row.is_retired)
    with transaction.atomic():
        found = Postcode.objects.filter(postcode__in=wanted)
        there = {key: tuple(v) for key, *v in found.values_list("postcode", *FIELDS)}
        write = [key for key, values in wanted.items() if there.get(key) != values]
        changed = sum(key in there for key in write)
        report.changed += changed
        report.created += len(write) - changed
        report.unchanged += len(wanted) - len(write)
        if write and not dry_run:
            Postcode.objects.bulk_create(
                [
                    Postcode(
                        postcode=key, **dict(zip(FIELDS, wanted[key], strict=True))
                    )
                    for key in write
                ],
                update_conflicts=True,
                unique_fields=["postcode"],
                update_fields=[name.removesuffix("_id") for name in FIELDS],
            )
