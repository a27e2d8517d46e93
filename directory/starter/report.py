"""What a load did, in the words of whoever started it."""

from collections import Counter
from dataclasses import dataclass, field

from directory.exchange.services_csv.things import Doubts

OUTCOMES = ("created", "changed", "unchanged", "kept", "removed")


@dataclass
class Report:
    """Counts by kind, what waits, what a moderator kept out, and what is doubtful."""

    doubts: Doubts = field(default_factory=Doubts)
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    proposed: list[str] = field(default_factory=list)

    def count(self, kind: str, outcome: str, number: int = 1) -> None:
        self.counts.setdefault(kind, Counter())[outcome] += number

    def lines(self) -> list[str]:
        """The whole report, line by line."""
        return [
            *(self._counts(kind) for kind in self.counts),
            *self._part("Proposed, for two people to decide", self.proposed),
            *self._part("Kept as a moderator left it", self.kept),
            *self._part("Doubtful", [str(doubt) for doubt in self.doubts.found]),
        ]

    def _counts(self, kind: str) -> str:
        counts = self.counts[kind]
        said = [f"{counts[name]:,} {name}" for name in OUTCOMES if counts[name]]
        return f"{kind}: {', '.join(said) or 'none'}"

    @staticmethod
    def _part(title: str, lines: list[str]) -> list[str]:
        if not lines:
            return []
        return ["", f"{title} ({len(lines)}):", *(f"  {line}" for line in lines)]
