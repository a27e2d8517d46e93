"""Importing services.csv: the file as rows, and the planner that looks at them."""

from collections.abc import Iterator
from datetime import date
from typing import IO, Any

from directory.exchange.formats.csv_rows import CellError, Row, each, header_of
from directory.exchange.importing.csv_plans import CsvPlanner
from directory.exchange.importing.plans import Plan
from directory.exchange.services_csv.writing import NAMES
from directory.models import Import

# Without these, no row says what it is about.
NEEDED = ("organisation", "service")


class CsvReader:
    """The rows of one file."""

    def __init__(self, opened: IO[bytes], name: str) -> None:
        self.opened, self.name = opened, name
        header = header_of(opened, file=name, columns=NAMES)
        for column in NEEDED:
            if column not in header:
                why = "this column is missing"
                raise CellError(why, file=name, line=1, column=column)
        self.absent = frozenset(NAMES) - set(header)

    def pieces(self, cursor: Any, size: int) -> Iterator[tuple[list, Any]]:
        """Rows after the line up to which all was read, some at a time."""
        after = cursor.get("line", 0) if cursor else 0
        found: list[Row | CellError] = []
        self.opened.seek(0)
        for row in each(self.opened, file=self.name, columns=NAMES):
            if row.line <= after:
                continue
            found.append(row)
            if len(found) == size:
                yield found, {"line": row.line}
                found = []
        if found:
            yield found, {"line": found[-1].line}

    def total(self) -> int:
        """How many rows there are, more or less: for a progress bar."""
        self.opened.seek(0)
        return sum(1 for _row in each(self.opened, file=self.name, columns=NAMES))


class CsvImport:
    """The planner of one file, and what is wrong with rows that are none."""

    def __init__(self, batch: Import, reader: CsvReader, *, today: date) -> None:
        self.planner = CsvPlanner(batch, today=today)
        self.absent = reader.absent

    def plan(self, items: list[Row | CellError]) -> list[Plan]:
        rows = [one for one in items if isinstance(one, Row)]
        wrong = [
            Plan(one.line, "", "").refuse(one.column, one.why)
            for one in items
            if isinstance(one, CellError)
        ]
        return sorted(
            [*self.planner.plans(rows, self.absent), *wrong],
            key=lambda plan: plan.number,
        )

    def finish(self) -> list[Plan]:
        return []
