"""Every point of a design, replicated on the same luck: one row a run in `runs.parquet`, and what is made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from analysis.execution.execution import Execution
from analysis.execution.kept_outcomes import kept_outcomes
from analysis.execution.run import Failure, RunsFailed, Task
from analysis.figures.undrawable import Figures, drawn
from analysis.formats.csv_bytes import read_csv, to_csv
from analysis.formats.yaml_bytes import to_yaml
from analysis.provenance import digest, study_identity
from analysis.study.atomic_files import temporary_name
from analysis.study.files import COLUMNS, folder_of, origin
from analysis.study.folder import Folder, open_folder
from analysis.study.lock import FolderRefused
from analysis.study.resume import KeptRuns, kept_runs
from analysis.sweeps.design import Design, refuse_impossible, written
from analysis.sweeps.design_runs import SCALE, PointRuns, sums_of
from analysis.sweeps.runs_table import DESIGN, RUNS, design_csv, dictionary, read_runs, write_runs
from simulation.population.memory import refuse_too_large
from simulation.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

SCENARIO = "scenario.yaml"
OF_RUNS = (RUNS, DESIGN, SCENARIO)
"""Files that hold the runs, whatever is read of them."""


Frames = dict[str, "pd.DataFrame"]


class Reading(Protocol):
    """What a command makes of the runs of its design."""

    @property
    def columns(self) -> Mapping[str, tuple[str, str]]:
        """Meaning and unit of the columns of its tables."""

    @property
    def reads(self) -> Sequence[str]:
        """The columns of the table of runs that it looks at."""

    @property
    def chosen(self) -> Sequence[str]:
        """The outcomes that are read: its tables depend on them, the runs do not."""

    def gaps(self, runs: pd.DataFrame) -> list[str]:
        """What cannot be told, since an outcome is undefined, a sentence each; refused where nothing can be told."""

    def tables(self, runs: pd.DataFrame) -> Frames:
        """Tables by file name."""

    def figures(self, frames: Frames) -> Figures:
        """Figures by name, not drawn yet."""


@dataclass(frozen=True)
class Sweep:
    """A scenario, as its baseline strategy has it, the points to run in it, and what is then made of the runs.

    `extra` is what else the runs depend on; `outcome` is what the points are ranked by, on which nothing depends.
    `task` makes of a run what is kept, None: its outcomes; `also` describes what it keeps beside them, by column.
    `papers` are further files, made of the design alone; `sums` those columns of `also` that grow with the market.
    """

    name: str
    scenario: Scenario
    design: Design
    command: str = "sweep"
    extra: Mapping[str, Any] = field(default_factory=dict)
    reading: Reading | None = None
    task: Task[bytes] | None = None
    also: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    papers: Mapping[str, bytes] = field(default_factory=dict)
    sums: Sequence[str] = ()
    outcome: str = "profit"

    @property
    def chosen(self) -> dict[str, list[str]]:
        """Which outcomes are read; no part of what was asked of the runs."""
        return {"outcomes": list(self.reading.chosen)} if self.reading else {}

    def asked(self) -> dict[str, Any]:
        """Everything that the runs depend on."""
        points = [[written(value) for value in point] for point in self.design.points]
        return study_identity(
            self.command,
            scenario=self.scenario.tree(),
            design=self.design.kind,
            vary=list(self.design.paths),
            points={"count": len(points), "digest": digest(points)[:12]},
            **self.extra,
        )


@dataclass(frozen=True)
class Swept:
    """Where the runs of a sweep are, whether they were written now, and which failed."""

    sweep: Sweep
    folder: Path
    is_new: bool
    failures: tuple[Failure, ...]

    def runs(self) -> pd.DataFrame:
        """The table of runs as they were simulated; of a sweep with a reading, the columns that it looks at."""
        return read_runs(self.folder / RUNS, self.sweep.reading.reads if self.sweep.reading else None)

    def real_runs(self) -> pd.DataFrame:
        """The same with money and counts of the real size."""
        return real_runs(self.folder / RUNS, self.sweep)

    def frame(self, name: str) -> pd.DataFrame:
        """One of the tables made of the runs."""
        return read_csv(self.folder / name)

    def gaps(self) -> list[str]:
        """What its reading could not tell; `Refused` where that is everything."""
        reading = self.sweep.reading
        return [] if reading is None or self.failures else reading.gaps(self.real_runs())

    def raise_failures(self) -> None:
        """End with the failed runs, each by name, when there are any; all else is written by now."""
        if self.failures:
            raise RunsFailed(self.failures)


def carry_out_sweep(sweep: Sweep, execution: Execution) -> Swept:
    """Run what is not finished yet, and write the tables when all is; refused where nothing can be told of the runs."""
    largest = refuse_impossible(sweep.design, sweep.scenario)
    refuse_too_large(largest, execution.workers or 1)
    swept = _swept(sweep, folder_of(sweep.name, execution), execution)
    swept.gaps()  # refused where nothing can be told
    return swept


def _swept(sweep: Sweep, out: Path, execution: Execution) -> Swept:
    with open_folder(out, sweep.asked(), force=execution.force, resume=execution.resume) as folder:
        if execution.resume and folder.holds(OF_RUNS):
            return Swept(sweep, out, _read_again(sweep, folder, figures=execution.report), failures=())
        _refuse_other_reading(sweep, folder)
        runs = PointRuns(sweep.design, sweep.scenario, sweep.also)
        with kept_runs(folder, runs, sweep.task or kept_outcomes, execution) as kept:
            is_new = _save(sweep, folder, kept, figures=execution.report)
    return Swept(sweep, out, is_new, kept.failures)


def _save(sweep: Sweep, folder: Folder, kept: KeptRuns, *, figures: bool) -> bool:
    """Write tables, design, scenario and manifest at once; whether they were not there already."""
    scenario, failures = sweep.scenario, kept.failures
    runs = PointRuns(sweep.design, scenario, sweep.also)
    facts = {
        **origin(sweep.command, scenario, digest(scenario.tree())),
        "design": sweep.design.kind,
        "points": len(sweep.design.points),
        "failed_runs": [str(failure) for failure in failures],
        "read": sweep.chosen,
        "columns": dictionary(runs),
    }
    growing = temporary_name(folder.path / RUNS)
    files: dict[str, bytes | Path] = {DESIGN: design_csv(sweep.design), SCENARIO: to_yaml(scenario.tree())}
    files |= sweep.papers
    try:
        write_runs(growing, runs, kept.store)
        if sweep.reading is not None and not failures:
            frames, told = _read(sweep, sweep.reading, growing)
            files, facts["columns"] = files | _tables(frames), facts["columns"] | told
            folder.put(files)
            files |= drawn(sweep.reading.figures(frames)) if figures else {}
        return folder.save(files | {RUNS: growing}, facts, complete=not failures)
    finally:
        growing.unlink(missing_ok=True)


def real_runs(file: Path, sweep: Sweep) -> pd.DataFrame:
    """The table of runs, or the columns of it that are looked at, with money and counts of the real size."""
    runs = read_runs(file, None if sweep.reading is None else [*sweep.reading.reads, SCALE])
    sums = [column for column in (*sums_of(sweep.scenario), *sweep.sums) if column in runs]
    return runs.assign(**{column: runs[column] * runs[SCALE] for column in sums})


def _read(sweep: Sweep, reading: Reading, runs: Path) -> tuple[Frames, dict[str, Any]]:
    """Tables of the runs by file name, and the meaning of their columns."""
    frames = reading.tables(real_runs(runs, sweep))
    return frames, {name: _columns(frame, reading) for name, frame in frames.items()}


def _tables(frames: Frames) -> dict[str, bytes | Path]:
    return {name: to_csv(frame) for name, frame in frames.items()}


def _read_again(sweep: Sweep, folder: Folder, *, figures: bool) -> bool:
    """Make of finished runs what is asked for now; False where it is there already."""
    if sweep.reading is None or (folder.is_whole() and folder.previous.get("read", {}) == sweep.chosen):
        return False
    frames, told = _read(sweep, sweep.reading, folder.path / RUNS)
    files = _tables(frames) | dict(sweep.papers) | (drawn(sweep.reading.figures(frames)) if figures else {})
    columns = {name: folder.previous["columns"][name] for name in (RUNS, DESIGN)} | told
    folder.read_again(OF_RUNS, files, {"read": sweep.chosen, "columns": columns})
    return True


def _refuse_other_reading(sweep: Sweep, folder: Folder) -> None:
    """Refuse to make finished runs again for another outcome, unasked."""
    previous = folder.previous.get("read", {})
    if folder.is_complete and not folder.force and previous != sweep.chosen:
        there, now = (", ".join(read.get("outcomes", ())) for read in (previous, sweep.chosen))
        right = f"--resume reads them for {now}, --force runs them again"
        raise FolderRefused(f"{folder.path} holds these runs, read for {there}; {right}")


def _columns(frame: pd.DataFrame, reading: Reading) -> dict[str, dict[str, str]]:
    told = {name: reading.columns.get(name) or COLUMNS[name] for name in frame.columns}
    return {name: {"meaning": meaning, "unit": unit} for name, (meaning, unit) in told.items()}
