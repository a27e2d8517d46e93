"""Loading the starter directory: read all of it, then write it in one transaction."""

from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path

from django.db import transaction

from directory.models import Door, Edition, Guide, Service, doors, recorded_as
from directory.starter.reading.folder import HERE
from directory.starter.reading.starter import Starter, read_starter
from directory.starter.report import Report
from directory.starter.writing import tables
from directory.starter.writing.crisis_lines import CrisisLines
from directory.starter.writing.geography import Areas, Districts, Places
from directory.starter.writing.guides import Guides
from directory.starter.writing.keeping import keep
from directory.starter.writing.organisations import Organisations
from directory.starter.writing.records import Services
from directory.starter.writing.translations import Translations
from directory.starter.writing.vocabulary import Taxonomies, Terms

# As history names it.
COMMAND = "load_starter"


def load(folder: Path = HERE, *, today: date, dry_run: bool = False) -> Report:
    """Bring the database up to the folder, all or nothing; says what was done."""
    report = Report()
    starter = read_starter(folder, today, report.doubts)
    with (
        recorded_as(door=Door.COMMAND, through=COMMAND),
        transaction.atomic(),
        _door(),
    ):
        _write(starter, report)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _door() -> AbstractContextManager[None]:
    """Open for an empty database only; later, two people decide what becomes public."""
    if Service.objects.exists() or Guide.objects.exists():
        return nullcontext()
    return doors.opened(because="a new site begins with it")


def _write(starter: Starter, report: Report) -> None:
    # Fifty thousand names and places, which nobody here wrote: only their changes.
    with recorded_as(door=Door.COMMAND, through=COMMAND, first_states=False):
        keep(Areas(report), starter.areas)
        tables.match_covers(starter.extents, report)
        keep(Places(report), starter.places)
        keep(Districts(report), starter.districts)
        tables.match_sectors(starter.sectors, report)
        tables.match_exceptions(starter.exceptions, report)
    keep(Taxonomies(report), starter.taxonomies)
    keep(Terms(report), starter.terms)
    keep(Organisations(report), starter.organisations)
    services = Services(report, starter.organisations)
    keep(services, starter.services, size=len(starter.services) or 1)
    lines = CrisisLines(report)
    keep(lines, lines.settled(starter.crisis_lines))
    services.let_go()
    keep(Guides(report), starter.guides)
    keep(Translations(report), starter.translations)
    Edition.objects.raise_for_all()
