"""Brings in a feed of others: what it says waits as proposals."""

from collections import Counter

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from directory.exchange.feeds.errors import FeedError
from directory.exchange.feeds.fetching import Fetcher
from directory.exchange.feeds.opening import Feed, open_feed
from directory.exchange.importing import feed_import, running
from directory.exchange.importing.feed_plans import FeedPlanner
from directory.exchange.importing.telling import lines_of, totals
from directory.find.held import fresh
from directory.management.commands.import_services import who
from directory.models import Import, TheirTerm


class Command(BaseCommand):
    """Fetch or open, tell what it is, look at every record, propose what is new."""

    help = (
        "Imports a feed: Open Referral UK 1.0 and 3, HSDS 1 and 3, as an API, a file"
        " of JSON, one record a line, a zip or a folder of tables. Nothing becomes"
        " public: everything waits as proposals. Interrupted, it goes on where it was."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("place", help="an address of the web, a file, or a folder")
        parser.add_argument("--source", default="", help="whose records these are")
        parser.add_argument(
            "--dry-run", action="store_true", help="only show, write nothing"
        )
        parser.add_argument(
            "--by", help="email address of whoever brings it in; else nobody is named"
        )
        parser.add_argument(
            "--show", type=int, default=50, help="how many records are told one by one"
        )

    def handle(self, *args, **options) -> None:
        fresh()
        place, keep = options["place"], not options["dry_run"]
        by = who(options["by"])
        # A site that answers this machine only may also ask this machine.
        fetcher = Fetcher(allow_loopback=settings.LOCAL_HTTP)
        try:
            with open_feed(place, fetcher) as feed:
                source = feed_import.source_named(options["source"], place, keep=keep)
                batch = feed_import.begin(source, place, feed, by=by, keep=keep)
                self.stdout.write(f"{source.name}: {feed.format}")
                if batch.read:
                    self.stdout.write(f"Goes on after {batch.read:,} records.")
                planner = FeedPlanner(batch, keep=keep)
                if batch.state == Import.State.READING:
                    self._look(batch, feed, planner, options)
        except FeedError as error:
            raise CommandError(f"{place}: {error}") from error
        for told in batch.told:
            self.stdout.write(self.style.WARNING(told))
        self._tell_words(planner)
        if not keep:
            self.stdout.write("Nothing was written.")
            return
        waiting = batch.rows.to_propose().count()
        with tqdm(total=waiting, desc="proposing", disable=None, leave=False) as bar:
            running.propose(batch, progress=bar.update)
        told = f"{waiting:,} proposals wait; import {batch.pk} in the admin."
        self.stdout.write(told)

    def _look(self, batch: Import, feed: Feed, planner, options) -> None:
        counts: Counter[str] = Counter()
        shown = 0
        keep = not options["dry_run"]
        # `disable=None` means: unless it is a terminal.
        with tqdm(
            total=feed.total(), initial=batch.read, desc="looking", disable=None
        ) as bar:
            for plan in running.look(
                batch, feed, planner, progress=bar.update, keep=keep
            ):
                counts[plan.outcome] += 1
                told = lines_of(plan, "record") if shown < options["show"] else []
                if told:
                    shown += 1
                    bar.write("\n".join(told), file=self.stdout)
        for line in totals(counts):
            self.stdout.write(line)

    def _tell_words(self, planner) -> None:
        unmapped = planner.words.unmapped
        if not unmapped:
            return
        count = len(unmapped)
        self.stdout.write(f"{count:,} of their words have no meaning here yet:")
        for word, times in unmapped.most_common(20):
            self.stdout.write(f"    {word} ({times:,})")
        waiting = TheirTerm.objects.waiting().count()
        self.stdout.write(f"Words of others in the admin: {waiting:,} wait.")
