"""The table of runs: `point, replicate, seed`, each varied path, each outcome; and the design as CSV."""

from __future__ import annotations

import csv
import functools
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.formats.csv_bytes import escaped
from analysis.study.run_store import Store
from analysis.sweeps.design import Design, written
from analysis.sweeps.design_runs import PointRuns, columns_of
from simulation.measurement.metrics import METRICS, Metric
from simulation.reading.csv_tables import COMMA
from simulation.reading.errors import Refused
from simulation.reading.yaml_document import read_value

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

RUNS, DESIGN = "runs.parquet", "design.csv"
ROWS_A_GROUP = 10_000


def write_runs(file: Path, runs: PointRuns, store: Store) -> None:
    """Write a row for each finished run, in groups of a fixed size, so that memory does not grow with the runs."""
    import pyarrow.parquet as pq

    columns = schema(runs)
    with pq.ParquetWriter(file, columns, compression="zstd") as writer:
        for group in _groups(runs, store):
            writer.write_table(_table(runs, store, group, columns))


def schema(runs: PointRuns) -> pa.Schema:
    """Names and types of the columns: point, replicate, seed, each varied path, each outcome, what else is kept."""
    import pyarrow as pa

    fixed = [(name, pa.int64()) for name in ("point", "replicate", "seed")]
    varied = [
        (path, _kind([point[place] for point in runs.design.points])) for place, path in enumerate(runs.design.paths)
    ]
    return pa.schema([*fixed, *varied, *((name, pa.float64()) for name in (*columns_of(runs.scenario), *runs.also))])


def _kind(values: Sequence[Any]) -> pa.DataType:
    """The type of a varied path's column: whole numbers, numbers, truth, or text."""
    import pyarrow as pa

    kinds = {type(value) for value in values}
    if kinds == {int}:
        return pa.int64()
    if kinds <= {int, float}:
        return pa.float64()
    return pa.bool_() if kinds == {bool} else pa.string()


def _groups(runs: PointRuns, store: Store) -> Iterator[list[int]]:
    total = len(runs)
    group: list[int] = []
    for number in range(total):
        if number in store:
            group.append(number)
        if len(group) == ROWS_A_GROUP or (group and number == total - 1):
            yield group
            group = []


def _table(runs: PointRuns, store: Store, numbers: Sequence[int], columns: pa.Schema) -> pa.Table:
    import pyarrow as pa

    replicates, seed = runs.replicates, runs.scenario.run.seed
    points = [runs.design.points[number // replicates] for number in numbers]
    outcomes = np.frombuffer(b"".join(store.read(number) for number in numbers)).reshape(len(numbers), -1)
    seeds = [place for place, path in enumerate(runs.design.paths) if path == "run.seed"]
    found: list[Any] = [
        [number // replicates + 1 for number in numbers],
        [number % replicates + 1 for number in numbers],
        [point[seeds[0]] if seeds else seed for point in points],
    ]
    for place, path in enumerate(runs.design.paths):
        is_text = pa.types.is_string(columns.field(path).type)
        found.append([str(written(point[place])) if is_text else point[place] for point in points])
    found += [pa.array(column, from_pandas=True) for column in outcomes.T]
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(found, columns, strict=True)], schema=columns
    )


def design_csv(design: Design) -> bytes:
    """The points as CSV, which --design reads back."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["point", *design.paths])
    for number, point in enumerate(design.points, start=1):
        writer.writerow([number, *(_text(value) if isinstance(value, str) else _other(value) for value in point)])
    return text.getvalue().encode("utf-8")


@functools.cache
def _text(text: str) -> str:
    """The text as a cell that is read back as this text, in quotes where it would be something else without them."""
    try:
        is_plain = text != "" and not COMMA.fullmatch(text) and read_value(text, "") == text
    except Refused:
        is_plain = False
    return escaped(text if is_plain else json.dumps(text, ensure_ascii=False))


def _other(value: Any) -> str:
    cell = written(value)
    return escaped(cell) if isinstance(cell, str) else str(cell).lower() if isinstance(cell, bool) else repr(cell)


def dictionary(runs: PointRuns) -> dict[str, dict[str, dict[str, str]]]:
    """Meaning and unit of every column of the table and of the design."""
    varied = {path: {"meaning": "varied value of the scenario", "unit": "as in the scenario"}
              for path in runs.design.paths}  # fmt: skip
    point = {"point": {"meaning": "number of the point in design.csv", "unit": "number from 1"}}
    luck = {
        "replicate": {"meaning": "number of the run; its luck is shared by all points", "unit": "number from 1"},
        "seed": {"meaning": "number from which all luck is made", "unit": "number"},
    }
    currency = runs.scenario.market.currency
    outcomes = {column: _told(firm, METRICS[metric], currency)
                for column, (firm, metric) in columns_of(runs.scenario).items()}  # fmt: skip
    also = {name: {"meaning": meaning, "unit": unit} for name, (meaning, unit) in runs.also.items()}
    return {RUNS: {**point, **luck, **varied, **outcomes, **also}, DESIGN: {**point, **varied}}


def _told(firm: str, metric: Metric, currency: str) -> dict[str, str]:
    return {"meaning": f"{firm}: {metric.meaning}", "unit": metric.unit.replace("money", currency)}


def read_runs(file: Path, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """The table of runs, for pandas; `columns` None: all of them."""
    import pandas as pd

    return pd.read_parquet(file, columns=None if columns is None else list(columns))
