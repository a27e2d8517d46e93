"""Writes everything public into files for others: our CSV, and HSDS in tables."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from directory.exchange.exports.folder import OUR_CSV, PACKAGE, export
from directory.exchange.oruk.source import Source
from directory.find.held import fresh, holding


class Command(BaseCommand):
    """Export what is published; nothing that waits, and no confidential place."""

    help = f"Writes {OUR_CSV} and {PACKAGE} into FOLDER: everything that is public."

    def add_arguments(self, parser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument(
            "--site",
            default=_site(),
            help="the site's address, for links to its pages (%(default)s)",
        )

    def handle(self, **options) -> None:
        folder: Path = options["folder"]
        fresh()
        source = Source(options["site"].rstrip("/"), holding())
        try:
            count = export(folder, source, name=settings.SITE_NAME)
        except OSError as error:
            raise CommandError(f"{folder}: {error.strerror}") from error
        self.stdout.write(self.style.SUCCESS(f"Wrote {count} services into {folder}/."))


def _site() -> str:
    """The first host that the site answers to, as its visitors write it."""
    scheme = "http" if settings.LOCAL_HTTP else "https"
    host = settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "localhost"
    return f"{scheme}://{host.lstrip('.')}"
