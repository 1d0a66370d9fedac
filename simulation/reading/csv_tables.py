"""Tables that users give, as CSV: one reader for all of them, which takes nothing that cannot be meant.

Every refusal names file, row and column: as line and number of the column, `prices.csv:4:2`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from simulation.reading.errors import Fault, Refused, refused, suggestion, text_of_value
from simulation.reading.regular_files import opened

LARGEST_LINE = 1_000_000
SEPARATORS = (",", ";", "\t")
TOTALS = re.compile(
    r"(grand |sub-?)?totals?|sums?|means?|averages?|avg|median|min|max|minimum|maximum|std|sd|counts?|overall"
    r"|summe|gesamt(summe)?|mittelwert|durchschnitt|somme|moyenne|totaal|gemiddelde|suma|totale|media|итого|合計|总计"
)
COMMA = re.compile(r"[-+]?\d+,\d+")
MAY_PART_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2},\d{3}")
NUMBER_OR_DATE = re.compile(r"[-+]?\d[\d.,:/\- TWZ]*(?:[eE][-+]?\d+)?")


class Row(NamedTuple):
    """A row below the header: the line where it ends, and its cells, as many as the header has."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A header and its rows. Columns without a name that say nothing have the name ''."""

    file: str
    names: tuple[str, ...]
    rows: tuple[Row, ...]

    def place(self, name: str) -> int:
        """Where the column of this name stands, counted from 0; refused where there is none."""
        if name in self.names:
            return self.names.index(name)
        right = suggestion(name, filter(None, self.names))
        raise Refused((Fault(self.file, 1, 1, "", f"no column '{name}'; {right}"),))

    def cells(self, place: int) -> list[str]:
        """A column from top to bottom."""
        return [row.cells[place] for row in self.rows]

    def fault(self, number: int, place: int, message: str) -> Fault:
        """A fault of the cell in this row, counted from 0, and column."""
        return Fault(self.file, self.rows[number].line, place + 1, "", message)


def read_table(file: Path, name: str, most_rows: int, most_bytes: int, what: str = "column") -> Table:
    """The table of a CSV file, called `name`; refused with every fault of its shape. `what` is what its columns are."""
    try:
        with opened(file, most_bytes) as stream:
            lines = _Lines(stream, name)
            reader = csv.reader(lines, delimiter=lines.separator, strict=True)
            found = [Row(reader.line_num + lines.passed_over, tuple(map(str.strip, row)))
                     for row in islice(reader, most_rows + 2)]  # fmt: skip
    except (OSError, csv.Error, ValueError) as reason:
        said = reason.strerror or type(reason).__name__ if isinstance(reason, OSError) else str(reason)
        raise refused(f"cannot be read as CSV: {said}", place=name) from reason
    if len(found) > most_rows + 1:
        raise refused(f"has {most_rows + 1} rows or more; at most {most_rows} are read", place=name)
    return _shaped(name, found, what)


class _Lines:
    """The lines of a file as text, and the separator that its first one shows; Excel's `sep=;` is passed over."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._texts = self._decoded(stream, name)
        self.passed_over = 0
        self._first = next(self._texts, "")
        if told := re.fullmatch(r'"?sep=([,;\t|])"?\s*', self._first):
            self._first, self.passed_over, self.separator = next(self._texts, ""), 1, told[1]
            return
        bare = re.sub(r'"[^"]*"', "", self._first)
        self.separator = max(SEPARATORS, key=bare.count)

    def __iter__(self) -> Iterator[str]:
        yield self._first
        yield from self._texts

    @staticmethod
    def _decoded(stream: BinaryIO, name: str) -> Iterator[str]:
        number = 0
        while raw := stream.readline(LARGEST_LINE + 1):
            number += 1
            if len(raw) > LARGEST_LINE:
                raise ValueError(f"line {number} is longer than {LARGEST_LINE:,} bytes")
            try:
                text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                message = f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as CSV UTF-8"
                fault = Fault(name, number, error.start + 1, "", f"cannot be read as CSV: {message}")
                raise Refused((fault,)) from None
            yield from re.split(r"(?<=\r)(?!\n)", text) if "\r" in text.rstrip("\r\n") else [text]


def _shaped(file: str, found: list[Row], what: str) -> Table:
    """The table once every row has the cells of the header, and every column that says anything a name of its own."""
    while found and not any(found[-1].cells):
        found.pop()  # a spreadsheet writes blank rows below the last
    if not found:
        return Table(file, (), ())
    header, *rows = found
    width = len(header.cells)
    faults = [fault for row in rows for fault in _row_faults(file, row, width)]
    rows = [Row(row.line, (*row.cells, *[""] * width)[:width]) for row in rows if row.cells]
    faults = [*_name_faults(file, header, rows, what), *faults]
    if faults:
        raise Refused(sorted(faults, key=lambda fault: (fault.line, fault.column)))
    return Table(file, header.cells, tuple(rows))


def _row_faults(file: str, row: Row, width: int) -> Iterator[Fault]:
    cells = len(row.cells)
    if any(row.cells[width:]):
        comma = ", or a decimal comma, which needs quotes or ; between the cells" if cells == 2 * width else ""
        right = f"is there one too many{comma}?"
        yield Fault(file, row.line, width + 1, "", f"line {row.line} has {cells} cells, the first {width}; {right}")
    elif not any(row.cells) and (cells or width == 1):
        yield Fault(file, row.line, 1, "", f"line {row.line} is blank; fill it, or remove it")


def _name_faults(file: str, header: Row, rows: Sequence[Row], what: str) -> Iterator[Fault]:
    names = header.cells
    if any(names) and all(re.fullmatch(r"[-+]?[\d.,]+", name) for name in names if name):
        yield Fault(file, header.line, 1, "", f"has numbers where its {what}s are named; put a row of names above them")
        return
    for place, name in enumerate(names):
        if name and name in names[:place]:
            message = f"a second column {text_of_value(name)} beside column {names.index(name) + 1}"
            yield Fault(file, header.line, place + 1, "", f"{message}; the first row names each {what} once")
        if not name:
            cells = [row.cells[place] for row in rows]
            if any(cells) and not (place == 0 and _are_row_numbers(cells)):
                right = "name it, or remove it (pandas: index=False; R: row.names = FALSE)"
                yield Fault(file, header.line, place + 1, "", f"column {place + 1} has no name; {right}")


def _are_row_numbers(cells: Sequence[str]) -> bool:
    """Whether cells only count rows, as pandas and R write them."""
    return all(cell.isdecimal() for cell in cells) and len(set(cells)) == len(cells)


def refuse_totals(table: Table, labels: Sequence[int]) -> None:
    """Refuse rows that sum up others, as the columns beside the values show; `labels` are where these stand.

    A word such as Total shows it, and in the first of these columns whatever is no number or date where all others are.
    """
    faults = []
    for place in labels:
        cells = table.cells(place)
        counts = [cell for cell in cells if NUMBER_OR_DATE.fullmatch(cell)]
        is_key = place == labels[0] and 1 < len(set(counts)) == len(counts) == len(cells) - 1
        for number, cell in enumerate(cells):
            is_odd = is_key and cell not in counts
            is_named = TOTALS.fullmatch(cell.strip(" :").casefold()) and not 1 < len(cells) == cells.count(cell)
            if is_odd or is_named:
                message = f"{text_of_value(cell)} is unlike the other rows, such as {text_of_value(cells[number - 1])}"
                faults.append(table.fault(number, place, f"{message}; remove this row if it sums up others"))
    if faults:
        raise Refused(faults)


def with_points(table: Table, place: int) -> list[str]:
    """The cells of a column, decimal commas as points; refused where a comma may as well part thousands."""
    cells = table.cells(place)
    commas = {number: cell for number, cell in enumerate(cells) if COMMA.fullmatch(cell)}
    has_points = any("." in cell and NUMBER_OR_DATE.fullmatch(cell) for cell in cells)
    if commas and (has_points or all(map(MAY_PART_THOUSANDS.fullmatch, commas.values()))):
        right = "write a decimal point, and nothing between thousands"
        raise Refused([
            table.fault(number, place, f"'{cell}' may be {cell.replace(',', '.')} or {cell.replace(',', '')}; {right}")
            for number, cell in commas.items()
        ])  # fmt: skip
    return [cell.replace(",", ".") if number in commas else cell for number, cell in enumerate(cells)]
