"""The daily checks: what is due, broken, doubled, over or in the wrong hands."""

from collections.abc import Iterable, Iterator

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from directory.curation.daily.checks import Run
from directory.curation.daily.running import CHECKS, AlreadyRunningError, run_all


class Command(BaseCommand):
    help = "Runs the daily checks. Safe to repeat, and safe to start twice."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--only",
            nargs="+",
            choices=list(CHECKS),
            default=(),
            metavar="CHECK",
            help=f"only these: {', '.join(CHECKS)}",
        )

    def handle(self, **options) -> None:
        failed = []
        try:
            for name, told in run_all(Run(watch=bar), options["only"]):
                if told is None:
                    failed.append(name)
                self.stdout.write(f"{name}: {'failed' if told is None else told}")
        except AlreadyRunningError:
            self.stdout.write("Another run is at work: nothing was done here.")
            return
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}. The log says where.")


def bar(things: Iterable, total: int, label: str) -> Iterator:
    """A bar where someone watches; `disable=None` means: unless it is a terminal."""
    return tqdm(things, total=total, desc=label, disable=None, leave=False)
