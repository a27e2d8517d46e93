"""The figures that are held, and the tables that show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# docs/performance.md and the design name the floors; here they are numbers.
SIZES = (410, 10_000, 100_000)
FLOOR_OF_A_PAGE = {410: 8.0, 10_000: 15.0, 100_000: 40.0}
FLOOR_WITH_WORDS = {10_000: 25.0, 100_000: 80.0}
FLOOR_OF_MEMORY = {10_000: 150.0, 100_000: 400.0}
FLOOR_OF_RECORDS = 60.0
MOST_QUERIES = 8
LEAST_OF_EMPTY = 0.5
MOST_HTML = 30 * 1024
MOST_BYTES = 50 * 1024
MOST_REQUESTS = 6


@dataclass(frozen=True)
class Figure:
    """One measured figure: what it is, what is to hold, how it came out."""

    name: str
    floor: str
    value: str
    holds: bool | None = None

    @property
    def cell(self) -> str:
        """The value, and whether it holds where something is to hold."""
        said = {True: " ✓", False: " **does not hold**", None: ""}
        return self.value + said[self.holds]


def at_most(
    name: str, value: float, floor: float | None, unit: str, *, words: str = ""
) -> Figure:
    """A figure that is to stay under its floor, where it has one."""
    digits = 0 if value >= 100 or unit in ("", "MB") else 1
    shown = words or f"{value:.{digits}f} {unit}".strip()
    if floor is None:
        return Figure(name, "", shown)
    return Figure(name, f"at most {floor:g} {unit}".strip(), shown, value <= floor)


def table(title: str, columns: Sequence[tuple[str, Iterable[Figure]]]) -> str:
    """A table in Markdown: a line for each figure, a column for each engine."""
    by_column = [
        (name, {figure.name: figure for figure in all_of}) for name, all_of in columns
    ]
    names = dict.fromkeys(name for _column, found in by_column for name in found)
    head = ["what", "to hold", *(name for name, _found in by_column)]
    lines = [f"### {title}", "", _line(head), _line(["---"] * len(head))]
    for name in names:
        figures = [found.get(name) for _column, found in by_column]
        floor = next((figure.floor for figure in figures if figure), "")
        cells = [figure.cell if figure else "" for figure in figures]
        lines.append(_line([name, floor, *cells]))
    return "\n".join([*lines, ""])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
