"""Parquet files that grow: each run leaves its part, and the parts are joined in order, whoever wrote them when."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pyarrow as pa
import pyarrow.parquet as pq

from simulation.panel.columns import dictionary, schema, tables

if TYPE_CHECKING:
    from analysis.execution.run import Run

ROWS = 100_000
"""Rows in a group of a file; at most so many rows wait to be written."""


class Rows:
    """A Parquet file that grows, in groups of so many rows whatever the pieces in which they come."""

    def __init__(self, file: Path, columns: pa.Schema) -> None:
        self._writer = pq.ParquetWriter(file, columns)
        self._waiting: list[pa.Table] = []
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._waiting:
            self._writer.write_table(pa.concat_tables(self._waiting))
        self._writer.close()

    def add(self, table: pa.Table) -> None:
        """Append the rows of a table."""
        self._waiting.append(table)
        self._count += table.num_rows
        while self._count >= ROWS:
            together = pa.concat_tables(self._waiting)
            self._writer.write_table(together.slice(0, ROWS))
            self._waiting, self._count = [together.slice(ROWS)], self._count - ROWS


def part_of(folder: Path, name: str, run: Run) -> Path:
    """Where a run leaves its part of a file, under a name that is swept away if nobody comes for it."""
    key = hashlib.sha256(f"{run.replicate} {run.strategy}".encode()).hexdigest()
    return folder / f".{name}-{key[:24]}.{key[24:32]}.part"


class PanelFiles:
    """The parts that runs leave in a folder: joined on demand, and gone at the end of the block, unless kept."""

    def __init__(self, folder: Path, runs: Sequence[Run]) -> None:
        self._folder, self._runs = folder, runs
        self._kept: set[int] = set()
        self.firms = list(dict.fromkeys(firm for run in runs for firm in run.scenario.firms))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for name in tables(self.firms):
            self._whole(name).unlink(missing_ok=True)
            for number, run in enumerate(self._runs):
                if number not in self._kept:
                    part_of(self._folder, name, run).unlink(missing_ok=True)

    def has(self, number: int) -> bool:
        """Whether a run has left its parts."""
        run = self._runs[number]
        return all(part_of(self._folder, name, run).exists() for name in tables(self.firms))

    def keep(self, numbers: Iterable[int]) -> None:
        """Leave the parts of these runs where they are: the study is interrupted, and will go on."""
        self._kept = set(numbers)

    def joined(self, finished: Container[tuple[str, int]]) -> dict[str, Path]:
        """Every file by name, made of the parts of the runs that finished, given by strategy and replicate."""
        runs = [run for run in self._runs if (run.strategy, run.replicate) in finished]
        files = tables(self.firms)
        for name, known in files.items():
            columns = schema(known)
            with Rows(self._whole(name), columns) as rows:
                for run in runs:
                    part = part_of(self._folder, name, run)
                    for piece in _pieces(part):
                        rows.add(_with_all(columns, piece))
                    part.unlink()
        return {name: self._whole(name) for name in files}

    def dictionary(self, currency: str) -> dict[str, dict[str, dict[str, str]]]:
        """Meaning and unit of every column of every file."""
        return dictionary(self.firms, currency)

    def _whole(self, name: str) -> Path:
        """Where a file grows until it is whole."""
        return self._folder / f".{name}.complete.part"


def _pieces(file: Path) -> Iterator[pa.Table]:
    with pq.ParquetFile(file) as part:
        for group in range(part.num_row_groups):
            yield part.read_row_group(group)


def _with_all(columns: pa.Schema, piece: pa.Table) -> pa.Table:
    """The piece with these columns in this order, empty where a firm was not in its market."""
    for field in columns:
        if field.name not in piece.schema.names:
            piece = piece.append_column(field, pa.nulls(piece.num_rows, field.type))
    return piece.select(columns.names)
