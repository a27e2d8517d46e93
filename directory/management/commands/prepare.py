"""Makes the site ready to be served; the first time and every other time."""

import hashlib
import socket
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from directory.models import Area, Service


class Command(BaseCommand):
    """Check the database, migrate, load the starter directory, collect static files."""

    help = (
        "Checks the database, migrates, loads the starter directory into an empty one"
        " and collects static files. Safe to repeat."
    )
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--port", type=int, help="a port that must be free")
        parser.add_argument(
            "--no-static", action="store_true", help="leave static files alone"
        )

    def handle(self, **options) -> None:
        if options["port"] is not None:
            refuse_taken(options["port"])
        call_command("check_database")
        call_command("migrate", verbosity=0)
        if not Service.objects.exists() and not Area.objects.exists():
            self.stdout.write("Loading the starter directory ...")
            call_command("load_starter")
        if not options["no_static"]:
            collect_static()


def refuse_taken(port: int) -> None:
    """Say so where another program already listens on the port."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Port {port} cannot be had: choose another with PORT=."
            ) from error


def collect_static() -> None:
    """Collect the pages' files, unless those that were collected are still the same."""
    collected = Path(settings.STATIC_ROOT) / "collected-from.txt"
    sources = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            seen = Path(storage.path(path)).stat()
            sources.update(f"{path} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    mark = sources.hexdigest()
    if not collected.exists() or collected.read_text() != mark:
        call_command("collectstatic", interactive=False, verbosity=0)
        collected.write_text(mark)
