"""`sweep`: every point of a design, replicated on the same luck; one row a run in `runs.parquet`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.asked import asked, digest
from analysis.csv_text import escaped
from analysis.design import Design, refuse_impossible, written
from analysis.folder import Folder, open_folder
from analysis.job import Failure
from analysis.keeping import kept_runs
from analysis.outputs import origin, to_yaml
from analysis.points import PointRuns, columns_of, kept_outcomes
from analysis.replicate import Work
from analysis.store import Store
from analysis.writing import temporary_name
from simulation.metrics import METRICS
from simulation.scenario import Scenario
from simulation.sizing import refuse_too_large

if TYPE_CHECKING:
    import pyarrow as pa

RUNS, DESIGN, SCENARIO = "runs.parquet", "design.csv", "scenario.yaml"
ROWS_A_GROUP = 10_000


@dataclass(frozen=True)
class Sweep:
    """A scenario, as its baseline strategy has it, and the points to run in it."""

    name: str
    scenario: Scenario
    design: Design

    def asked(self) -> dict[str, Any]:
        """Everything that the numbers depend on."""
        points = [[written(value) for value in point] for point in self.design.points]
        return asked(
            "sweep",
            scenario=self.scenario.tree(),
            design=self.design.kind,
            vary=list(self.design.paths),
            points={"count": len(points), "digest": digest(points)},
        )


@dataclass(frozen=True)
class Swept:
    """Where the runs of a sweep are, whether they were written now, and which failed."""

    sweep: Sweep
    folder: Path
    is_new: bool
    failures: tuple[Failure, ...]

    def runs(self) -> pa.Table:
        """The table of runs."""
        import pyarrow.parquet as pq

        return pq.read_table(self.folder / RUNS)


@dataclass(frozen=True)
class Where:
    """The output folder, and what may be done to it."""

    out: Path
    force: bool = False
    resume: bool = False
    again: str = "give the same command again with --resume"


def carry_out(sweep: Sweep, work: Work, where: Where) -> Swept:
    """Run what is not finished yet, and write the table when all is."""
    largest = refuse_impossible(sweep.design, sweep.scenario)
    refuse_too_large(largest, work.workers or 1)
    with open_folder(where.out, sweep.asked(), force=where.force, resume=where.resume) as folder:
        if where.resume and folder.is_whole([RUNS]):
            return Swept(sweep, where.out, is_new=False, failures=())
        runs = PointRuns(sweep.design, sweep.scenario)
        with kept_runs(folder, runs, kept_outcomes, work, where.again) as kept:
            is_new = _save(sweep, folder, kept.store, kept.failures)
    return Swept(sweep, where.out, is_new, kept.failures)


def _save(sweep: Sweep, folder: Folder, store: Store, failures: Sequence[Failure]) -> bool:
    """Write table, design, scenario and manifest at once; whether they were not there already."""
    scenario = sweep.scenario
    facts = {
        **origin("sweep", scenario, digest(scenario.tree())),
        "design": sweep.design.kind,
        "points": len(sweep.design.points),
        "failed_runs": [str(failure) for failure in failures],
        "columns": dictionary(sweep),
    }
    growing = temporary_name(folder.path / RUNS)
    write_runs(growing, sweep, store)
    files: dict[str, bytes | Path] = {
        RUNS: growing,
        DESIGN: design_csv(sweep.design),
        SCENARIO: to_yaml(scenario.tree()),
    }
    try:
        return folder.save(files, facts, complete=not failures)
    finally:
        growing.unlink(missing_ok=True)


def write_runs(file: Path, sweep: Sweep, store: Store) -> None:
    """Write a row for each finished run, in groups of a fixed size, so that memory does not grow with the runs."""
    import pyarrow.parquet as pq

    columns = schema(sweep)
    with pq.ParquetWriter(file, columns, compression="zstd") as writer:
        for group in _groups(sweep, store):
            writer.write_table(_table(sweep, store, group, columns))


def schema(sweep: Sweep) -> pa.Schema:
    """Names and types of the columns: point, replicate, seed, each varied path, each outcome."""
    import pyarrow as pa

    fixed = [(name, pa.int64()) for name in ("point", "replicate", "seed")]
    varied = [(path, _kind([point[place] for point in sweep.design.points])) for place, path in _paths(sweep.design)]
    return pa.schema([*fixed, *varied, *((name, pa.float64()) for name in columns_of(sweep.scenario))])


def _kind(values: Sequence[Any]) -> pa.DataType:
    """The type of a varied path's column: whole numbers, numbers, truth, or text."""
    import pyarrow as pa

    kinds = {type(value) for value in values}
    if kinds == {int}:
        return pa.int64()
    if kinds <= {int, float}:
        return pa.float64()
    return pa.bool_() if kinds == {bool} else pa.string()


def _groups(sweep: Sweep, store: Store) -> Iterator[list[int]]:
    total = len(sweep.design.points) * sweep.scenario.run.replicates
    group: list[int] = []
    for number in range(total):
        if number in store:
            group.append(number)
        if len(group) == ROWS_A_GROUP or (group and number == total - 1):
            yield group
            group = []


def _table(sweep: Sweep, store: Store, numbers: Sequence[int], columns: pa.Schema) -> pa.Table:
    import pyarrow as pa

    replicates, seed = sweep.scenario.run.replicates, sweep.scenario.run.seed
    points = [sweep.design.points[number // replicates] for number in numbers]
    outcomes = np.frombuffer(b"".join(store.read(number) for number in numbers)).reshape(len(numbers), -1)
    seeds = [place for place, path in _paths(sweep.design) if path == "run.seed"]
    found: list[Any] = [
        [number // replicates + 1 for number in numbers],
        [number % replicates + 1 for number in numbers],
        [point[seeds[0]] if seeds else seed for point in points],
    ]
    for place, path in _paths(sweep.design):
        is_text = pa.types.is_string(columns.field(path).type)
        found.append([str(written(point[place])) if is_text else point[place] for point in points])
    found += [pa.array(column, from_pandas=True) for column in outcomes.T]
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(found, columns, strict=True)], schema=columns
    )


def design_csv(design: Design) -> bytes:
    """The points as CSV, which --design reads back."""
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["point", *design.paths])
    for number, point in enumerate(design.points, start=1):
        cells = [written(value) for value in point]
        writer.writerow([number, *(escaped(cell) if isinstance(cell, str) else _number(cell) for cell in cells)])
    return text.getvalue().encode("utf-8")


def _number(cell: Any) -> str:
    return str(cell).lower() if isinstance(cell, bool) else repr(cell)


def dictionary(sweep: Sweep) -> dict[str, dict[str, dict[str, str]]]:
    """Meaning and unit of every column of the table and of the design."""
    varied = {path: {"meaning": "varied value of the scenario", "unit": "as in the scenario"}
              for path in sweep.design.paths}  # fmt: skip
    point = {"point": {"meaning": "number of the point in design.csv", "unit": "number from 1"}}
    luck = {
        "replicate": {"meaning": "number of the run; its luck is shared by all points", "unit": "number from 1"},
        "seed": {"meaning": "number from which all luck is made", "unit": "number"},
    }
    currency = sweep.scenario.market.currency
    outcomes = {column: _told(firm, METRICS[metric]._asdict(), currency)
                for column, (firm, metric) in columns_of(sweep.scenario).items()}  # fmt: skip
    return {RUNS: {**point, **luck, **varied, **outcomes}, DESIGN: {**point, **varied}}


def _told(firm: str, metric: Mapping[str, str], currency: str) -> dict[str, str]:
    return {"meaning": f"{firm}: {metric['meaning']}", "unit": metric["unit"].replace("money", currency)}


def _paths(design: Design) -> Iterator[tuple[int, str]]:
    return enumerate(design.paths)
