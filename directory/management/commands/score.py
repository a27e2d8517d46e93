"""Measure finding against topics with graded answers."""

import json
from collections import defaultdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from directory.find.measure import Summary, measure, summary
from directory.pages.scoring import Visitor

LINE = "{kind:<12} {n:>6} {s1:>10} {s3:>10} {ndcg:>8} {never:>6} {nothing:>8}"


class Command(BaseCommand):
    help = "Ask the public pages each topic of a file and say how good the lists are."

    def add_arguments(self, parser) -> None:
        parser.add_argument("topics", type=Path, help="topics as JSON")
        parser.add_argument("--rankings", type=Path, help="write the lists here")
        parser.add_argument("--each", action="store_true", help="one line a topic")

    def handle(self, **options) -> None:
        try:
            topics = json.loads(options["topics"].read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            message = f"{options['topics']} cannot be read as JSON topics: {error}"
            raise CommandError(message) from error
        visitor = Visitor()
        rankings = {topic["id"]: visitor.ranking(topic) for topic in topics}
        measured = [
            measure(
                topic["id"],
                rankings[topic["id"]],
                topic["relevant"],
                frozenset(topic["never"]),
            )
            for topic in topics
        ]
        if options["each"]:
            for one in measured:
                self.stdout.write(f"{one.topic} {one}")
        self._write_table(measured)
        if options["rankings"]:
            text = json.dumps(rankings, ensure_ascii=False, indent=1)
            options["rankings"].write_text(text, encoding="utf-8")

    def _write_table(self, measured) -> None:
        by_kind = defaultdict(list)
        for one in measured:
            by_kind[one.kind].append(one)
        self.stdout.write(
            LINE.format(
                kind="kind",
                n="topics",
                s1="success@1",
                s3="success@3",
                ndcg="nDCG@10",
                never="never",
                nothing="nothing",
            )
        )
        for kind, group in sorted(by_kind.items()):
            self._write(kind, summary(group))
        self._write("all", summary(measured))

    def _write(self, kind: str, figures: Summary) -> None:
        self.stdout.write(
            LINE.format(
                kind=kind,
                n=figures.topics,
                s1=f"{figures.success_1:.3f}",
                s3=f"{figures.success_3:.3f}",
                ndcg=f"{figures.ndcg:.3f}",
                never=figures.never,
                nothing=figures.nothing,
            )
        )
