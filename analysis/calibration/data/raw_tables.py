"""A user's table as it stands in its file, CSV or Parquet alike: names, columns, and where each row is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.calibration.data.kinds import OTHER_NAMES
from simulation.reading.csv_tables import Table, read_table, with_points
from simulation.reading.errors import Fault, Refused, printable, refused, suggestion, text_of_value
from simulation.reading.regular_files import opened

ENDINGS = (".csv", ".parquet")
MOST_ROWS = {".csv": 5_000_000, ".parquet": 50_000_000}
MOST_BYTES = {".csv": 500_000_000, ".parquet": 2_000_000_000}


@dataclass(frozen=True, eq=False)
class Raw:
    """Columns as read: text of a CSV file as text, what Parquet types as numbers, dates or yes and no likewise.

    A fault of a row names its line in a CSV file, and in a Parquet file its row, counted from 1.
    """

    file: str
    names: tuple[str, ...]
    columns: tuple[np.ndarray, ...]
    lines: np.ndarray

    def __len__(self) -> int:
        return len(self.lines)

    def fault(self, row: int, name: str, message: str) -> Fault:
        """A fault of the cell in this row, counted from 0, and column."""
        return Fault(self.file, int(self.lines[row]), self.names.index(name) + 1, name, message)

    def column(self, name: str) -> np.ndarray:
        """The column of this name."""
        return self.columns[self.names.index(name)]

    def renamed(self, mapping: Mapping[str, str]) -> Raw:
        """The same with the names that we use: as `mapping` says (ours by theirs), then well-known other names."""
        names = [mapping.get(name, name) for name in self.names]
        names = [OTHER_NAMES.get(name, name) if OTHER_NAMES.get(name) not in names else name for name in names]
        twice = [name for place, name in enumerate(names) if name and name in names[:place]]
        if twice:
            message = f"two columns would be called {text_of_value(twice[0])}; map one of them only"
            raise refused(message, place=self.file)
        return Raw(self.file, tuple(names), self.columns, self.lines)

    def needs(self, *names: str, what: str) -> None:
        """Refused where a column is missing."""
        for name in names:
            if name not in self.names:
                right = suggestion(name, filter(None, self.names))
                hint = f"name it with `--map {name}=YOUR_NAME`"
                raise Refused([Fault(self.file, 1, 1, "", f"no column '{name}' ({what}); {right}, or {hint}")])


def read_raw(file: Path) -> Raw:
    """The table of a file; refused with every fault of its shape where it is none, or has no rows."""
    name, ending = printable(str(file)), file.suffix.lower()
    if ending not in ENDINGS:
        raise refused("is neither .csv nor .parquet; save it as one of these", place=name)
    raw = _csv(file, name) if ending == ".csv" else _parquet(file, name)
    if not raw.names:
        raise refused("is empty; its first row names the columns", place=name)
    if not len(raw):
        raise refused("has names of columns and no rows below them; add rows, or leave the file out", place=name)
    return raw


def _csv(file: Path, name: str) -> Raw:
    table = read_table(file, name, MOST_ROWS[".csv"], int(MOST_BYTES[".csv"]))
    columns = [np.array(_cells(table, place), dtype=object) for place in range(len(table.names))]
    return Raw(name, table.names, tuple(columns), np.array([row.line for row in table.rows], np.int64))


def _cells(table: Table, place: int) -> list[str]:
    """The cells of a column; decimal commas are points where all that are no text agree on it."""
    return with_points(table, place)


def _parquet(file: Path, name: str) -> Raw:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with opened(file, MOST_BYTES[".parquet"]) as stream:
            found = pq.ParquetFile(stream)
            if found.metadata.num_rows > MOST_ROWS[".parquet"]:
                raise refused(f"has more than {MOST_ROWS['.parquet']:,} rows; take a sample", place=name)
            table = found.read()
    except (OSError, pa.ArrowException, ValueError) as reason:
        said = getattr(reason, "strerror", None) or str(reason).split("\n", maxsplit=1)[0]
        raise refused(f"cannot be read as Parquet: {printable(said)}", place=name) from reason
    names = tuple(table.column_names)
    twice = next((one for place, one in enumerate(names) if one in names[:place]), None)
    if twice is not None:
        raise refused(f"a second column {text_of_value(twice)}; name each column once", place=name)
    columns = tuple(_typed(column, one, name) for column, one in zip(table.columns, names, strict=True))
    return Raw(name, names, columns, np.arange(1, table.num_rows + 1))


def _typed(column: object, name: str, file: str) -> np.ndarray:
    """A column of Arrow as numbers, days, yes and no, or text; what is undefined is NaN, NaT, or empty text."""
    import pyarrow as pa
    import pyarrow.types as kinds

    assert isinstance(column, pa.ChunkedArray)
    kind = column.type.value_type if kinds.is_dictionary(column.type) else column.type
    values = column.cast(kind) if kinds.is_dictionary(column.type) else column
    if kinds.is_temporal(kind) and not (kinds.is_time(kind) or kinds.is_duration(kind)):
        return np.asarray(values.to_numpy().astype("datetime64[D]"))
    if kinds.is_integer(kind) and not values.null_count:
        return np.asarray(values.to_numpy())
    if kinds.is_integer(kind) or kinds.is_floating(kind) or kinds.is_decimal(kind):
        return np.asarray(values.cast(pa.float64()).to_numpy())
    if kinds.is_boolean(kind) or kinds.is_string(kind) or kinds.is_large_string(kind) or kinds.is_null(kind):
        texts = ["" if one is None else str(one).strip() for one in values.to_pylist()]
        return np.array(texts, dtype=object)
    raise refused(f"column {text_of_value(name)} holds {kind}; store numbers, dates or text", place=file)
