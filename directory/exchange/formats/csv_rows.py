"""CSV files read row by row, with errors that say where: file, line, column, value."""

import csv
import io
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from directory.exchange.formats.spreadsheets import unguarded

# How much of a wrong cell an error repeats.
MOST_SHOWN = 80


class CellError(Exception):
    """Something in a file is wrong, and this is where."""

    def __init__(
        self, why: str, *, file: str, line: int, column: str = "", value: str = ""
    ) -> None:
        super().__init__(why)
        self.why = why
        self.file = file
        self.line = line
        self.column = column
        self.value = value

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}"
        if self.column:
            where += f", column {self.column}"
        if self.value:
            shown = self.value.encode("utf-8", "backslashreplace").decode()
            short = shown[:MOST_SHOWN] + ("…" if len(shown) > MOST_SHOWN else "")
            return f"{where}: {self.why} (found: {short!r})"
        return f"{where}: {self.why}"


@dataclass(frozen=True)
class Row:
    """One row of a file: its cells by column, without blanks around them."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def parts(self, column: str, separator: str = ";") -> list[str]:
        """The values of a cell that holds several."""
        parts = (part.strip() for part in self.cells[column].split(separator))
        return [part for part in parts if part]

    def wrong(self, column: str, why: str, value: str | None = None) -> CellError:
        """The error to raise for one of this row's cells."""
        shown = self.cells.get(column, "") if value is None else value
        return CellError(
            why, file=self.file, line=self.line, column=column, value=shown
        )

    def one_of(self, column: str, allowed: Collection[str], *, empty: bool) -> str:
        """A cell that must hold one of the allowed words, or nothing if it may."""
        value = self.cells[column]
        if value in allowed or (empty and not value):
            return value
        known = ", ".join(sorted(allowed))
        raise self.wrong(column, f"must be one of {known}" + (" or empty" * empty))

    def whole(self, column: str) -> int | None:
        """A cell with a whole number, or nothing."""
        value = self.cells[column]
        if not value:
            return None
        if not (value.isascii() and value.isdigit()):
            raise self.wrong(column, "must be a whole number")
        return int(value)

    def decimal(self, column: str) -> float | None:
        """A cell with a number such as 53.4808, or nothing."""
        value = self.cells[column]
        if not value:
            return None
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if not -1e9 < number < 1e9:
            raise self.wrong(column, "must be a number")
        return number


def read(data: bytes, *, file: str, columns: Collection[str]) -> list[Row]:
    """Every row of a UTF-8 file that has exactly these columns, in any order."""
    text = data.decode("utf-8-sig", "surrogateescape")
    rows = _rows(io.StringIO(text, newline=""), file)
    header = next(rows, None)
    if header is None:
        raise CellError("the file is empty", file=file, line=1)
    names = _header(header[1], file, columns)
    return [_row(line, cells, names, file) for line, cells in rows if cells]


def header_of(opened: IO[bytes], *, file: str, columns: Collection[str]) -> list[str]:
    """The columns that a file has, of those it may have; leaves it where it stood."""
    place = opened.tell()
    found = next(_rows(_text(opened), file), None)
    opened.seek(place)
    if found is None or not any(found[1]):
        raise CellError("the file is empty", file=file, line=1)
    return _known(found[1], file, columns)


def each(
    opened: IO[bytes], *, file: str, columns: Collection[str]
) -> Iterator[Row | CellError]:
    """Row by row, or what is wrong with one; what cannot be parted ends the file.

    Columns that the file does not have are empty. Never more than a row in memory.
    """
    rows = _rows(_text(opened), file)
    first = next(rows, None)
    if first is None:
        return
    names = _known(first[1], file, columns)
    missing = dict.fromkeys(set(columns) - set(names), "")
    while True:
        try:
            found = next(rows, None)
        except CellError as error:
            yield error
            return
        if found is None:
            return
        line, cells = found
        if not any(cell.strip() for cell in cells):
            continue
        try:
            row = _row(line, cells, names, file)
        except CellError as error:
            yield error
        else:
            yield Row(file, line, missing | row.cells)


def _text(opened: IO[bytes]) -> Iterator[str]:
    """The lines of a file, whatever bytes it holds."""
    first = True
    for line in opened:
        text = line.decode("utf-8", "surrogateescape")
        yield text.removeprefix("\ufeff") if first else text
        first = False


def _rows(lines: Iterable[str], file: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line on which each begins."""
    reader = csv.reader(lines, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise CellError(
                f"this is not CSV: {error}", file=file, line=reader.line_num
            ) from error
        yield line, cells
        line = reader.line_num + 1


def _header(found: list[str], file: str, columns: Collection[str]) -> list[str]:
    names = _known(found, file, columns)
    for name in columns:
        if name not in names:
            raise CellError("this column is missing", file=file, line=1, column=name)
    return names


def _known(found: list[str], file: str, columns: Collection[str]) -> list[str]:
    names = [name.strip() for name in found]
    for name in names:
        if name not in columns:
            raise CellError(
                "unknown column in the header", file=file, line=1, value=name
            )
        if names.count(name) > 1:
            raise CellError("this column stands twice", file=file, line=1, column=name)
    return names


def _row(line: int, cells: list[str], names: list[str], file: str) -> Row:
    for name, value in zip(names, cells, strict=False):
        if "\0" in value or any("\udc80" <= sign <= "\udcff" for sign in value):
            why = "this is not UTF-8 text"
            raise CellError(why, file=file, line=line, column=name, value=value)
    if len(cells) != len(names):
        why = f"{len(cells)} cells, but the header has {len(names)} columns"
        raise CellError(why, file=file, line=line)
    stripped = (unguarded(value.strip()) for value in cells)
    return Row(file, line, dict(zip(names, stripped, strict=True)))
