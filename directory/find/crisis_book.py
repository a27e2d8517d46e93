"""The crisis lines of each nation, held in memory."""

from collections import defaultdict

from directory.models import CrisisLine

EVERYWHERE = "united-kingdom"


class CrisisBook:
    """Crisis lines by nation and audience; those of the whole UK stand everywhere."""

    def __init__(self, lines: list[CrisisLine]) -> None:
        self._lines: dict[tuple[str, str], list[CrisisLine]] = defaultdict(list)
        for line in lines:
            self._lines[line.nation.slug, line.audience].append(line)

    @classmethod
    def load(cls) -> "CrisisBook":
        """Read those that may be shown, with contact, service and hours."""
        lines = CrisisLine.objects.showable().select_related(
            "nation", "contact__service__organisation"
        )
        lines = lines.prefetch_related("contact__hours", "contact__service__hours")
        return cls(list(lines.order_by("order", "pk")))

    def nations(self) -> list[str]:
        """The nations that have lines of their own."""
        return sorted({nation for nation, _audience in self._lines})

    def lines(self, nation: str, audience: str = "survivor") -> list[CrisisLine]:
        """The nation's lines, then the whole UK's; "" gives the latter alone."""
        own = self._lines[nation, audience] if nation else []
        return [*own, *self._lines[EVERYWHERE, audience]]
