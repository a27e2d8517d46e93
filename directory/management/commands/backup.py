"""Writes all that the site knows into one file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from directory.exchange.backups import BackupError, backup


class Command(BaseCommand):
    """Back the database up while the site goes on working."""

    help = "Writes the whole database into FILE. Safe while the site is running."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, **options) -> None:
        file = options["file"]
        try:
            backup(connection, file)
        except BackupError as error:
            raise CommandError(str(error)) from error
        size = file.stat().st_size / 1_000_000
        self.stdout.write(self.style.SUCCESS(f"Wrote {file}, {size:.1f} MB."))
