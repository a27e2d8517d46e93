"""Loads the starter directory, or brings a loaded one up to date."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils import timezone

from directory.exchange.formats.csv_rows import CellError
from directory.starter.loading import load
from directory.starter.reading.folder import HERE


class Command(BaseCommand):
    """Read the starter's files, write what is new, and say what was done."""

    help = (
        "Loads the starter directory. Safe to repeat: what a moderator changed,"
        " removed or withdrew is left alone. What the public would see waits for two"
        " people, unless the database is empty."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be done; do nothing"
        )
        parser.add_argument(
            "--folder", type=Path, default=HERE, help="read other files than ours"
        )

    def handle(self, **options) -> None:
        try:
            report = load(
                options["folder"],
                today=timezone.localdate(),
                dry_run=options["dry_run"],
            )
        except CellError as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        except (IntegrityError, ValidationError) as error:
            said = getattr(error, "messages", [str(error)])
            raise CommandError(
                f"The database refuses this: {' '.join(said)}\nNothing was changed."
            ) from error
        if options["verbosity"]:
            for line in report.lines():
                self.stdout.write(line)
            done = "Nothing was written: this was a dry run." * options["dry_run"]
            self.stdout.write(self.style.SUCCESS(done or "The starter is loaded."))
