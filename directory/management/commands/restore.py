"""Puts back what a backup holds."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from directory.exchange.backups import BackupError, holds_something, restore


class Command(BaseCommand):
    """Restore a backup: all of it, in place of all that is there, or nothing."""

    help = "Puts what FILE holds in the place of everything in the database."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--yes",
            action="store_true",
            help="also where the database holds something, which is then gone",
        )

    def handle(self, **options) -> None:
        if not connection.introspection.table_names():
            call_command("migrate", verbosity=0)
        if holds_something(connection) and not options["yes"]:
            raise CommandError(
                "The database is not empty. Make a backup of it, then add --yes to put"
                " this one in its place."
            )
        try:
            restore(connection, options["file"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.SUCCESS(f"Restored {options['file']}."))
