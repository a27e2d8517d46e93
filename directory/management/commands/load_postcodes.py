"""Loads full postcodes, so that every one of them leads to its council."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from directory.exchange.postcodes import (
    PostcodeReport,
    UnreadableFileError,
    load_postcodes,
)

NOTICE = (
    "{count:,} postcodes of Northern Ireland were read. Their rows are free for"
    " internal and non-commercial use only; for anything else ask Land & Property"
    " Services NI for a licence."
)


class Command(BaseCommand):
    """Read postcode files of any known layout, and say what was done."""

    help = (
        "Loads the ONS Postcode Directory, the National Statistics Postcode Lookup or"
        " Code-Point Open (CSV, any release). Safe to repeat."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be done; do nothing"
        )

    def handle(self, **options) -> None:
        report = PostcodeReport()
        for path in options["files"]:
            size = path.stat().st_size if path.is_file() else 0
            # `disable=None` means: unless it is a terminal.
            with tqdm(total=size, unit="B", unit_scale=True, disable=None) as bar:
                try:
                    load_postcodes(
                        path, report, dry_run=options["dry_run"], watch=bar.update
                    )
                except UnreadableFileError as error:
                    raise CommandError(str(error)) from error
        self.tell(report, dry_run=options["dry_run"])

    def tell(self, report: PostcodeReport, *, dry_run: bool) -> None:
        """The report, with everything that was left out."""
        said = [
            f"{report.created:,} created, {report.changed:,} changed,"
            f" {report.unchanged:,} unchanged; {report.retired:,} of them retired."
        ]
        if report.without_council:
            said.append(f"{report.without_council:,} rows name no council: left out.")
        if report.unreadable:
            said.append(f"{report.unreadable:,} rows hold no postcode: left out.")
        for code, (count, example) in sorted(report.unknown.items()):
            said.append(
                f"Unknown council {code}: {count:,} postcodes left out, {example} one."
            )
        if report.northern_irish:
            said.append(NOTICE.format(count=report.northern_irish))
        if dry_run:
            said.append("Nothing was written: this was a dry run.")
        self.stdout.write("\n".join(said))
