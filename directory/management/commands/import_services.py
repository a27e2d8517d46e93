"""Brings in services.csv: shows what it would change, and proposes it."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from accounts.models import User
from directory.exchange.formats.csv_rows import CellError
from directory.exchange.importing import running
from directory.exchange.importing.csv_import import CsvImport, CsvReader
from directory.exchange.importing.telling import lines_of, totals
from directory.find.held import fresh
from directory.models import Import


class Command(BaseCommand):
    """Look at every row, say what is new, changed or wrong, then propose it."""

    help = (
        "Imports services in our own columns. Nothing becomes public: every change"
        " waits as a proposal, and the whole import can be undone in the admin."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="only show, write nothing"
        )
        parser.add_argument(
            "--by", help="email address of whoever brings it in; else nobody is named"
        )
        parser.add_argument(
            "--show", type=int, default=50, help="how many rows are told one by one"
        )

    def handle(self, *args, **options) -> None:
        fresh()
        path: Path = options["file"]
        batch = Import(kind=Import.Kind.FILE, name=path.name, by=who(options["by"]))
        try:
            with path.open("rb") as opened:
                self._run(batch, CsvReader(opened, path.name), options)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except CellError as error:
            raise CommandError(str(error)) from error

    def _run(self, batch: Import, reader: CsvReader, options) -> None:
        is_dry = options["dry_run"]
        if not is_dry:
            Import.objects.forget_old()
            batch.save()
        planner = CsvImport(batch, reader, today=timezone.localdate())
        counts: Counter[str] = Counter()
        shown = 0
        # `disable=None` means: unless it is a terminal.
        with tqdm(
            total=reader.total(), desc="looking", disable=None, leave=False
        ) as bar:
            plans = running.look(
                batch, reader, planner, progress=bar.update, keep=not is_dry
            )
            for plan in plans:
                counts[plan.outcome] += 1
                if shown < options["show"] and (told := lines_of(plan)):
                    shown += 1
                    bar.write("\n".join(told), file=self.stdout)
        for line in totals(counts):
            self.stdout.write(line)
        if is_dry:
            self.stdout.write("Nothing was written.")
            return
        waiting = batch.rows.to_propose().count()
        with tqdm(total=waiting, desc="proposing", disable=None, leave=False) as bar:
            running.propose(batch, progress=bar.update)
        self.stdout.write(
            f"{waiting:,} proposals wait; import {batch.pk} in the admin."
        )


def who(email: str | None) -> User | None:
    if not email:
        return None
    found = User.objects.filter(email__iexact=email, is_active=True).first()
    if found is None:
        raise CommandError(f"Nobody here has the address {email}.")
    return found
