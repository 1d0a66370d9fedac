"""Many runs (strategy x replicate) on the cores of one machine, and the same answer however many cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic

from analysis.job import (
    Failure,
    Options,
    Outcome,
    Run,
    RunsFailed,
    Task,
    WorkerDied,
    attempt,
    simulate_run,
)
from simulation.faults import Refused
from simulation.sizing import memory_needed, refuse_too_large

if TYPE_CHECKING:
    from simulation.result import Result

SECONDS_A_CELL = 100e-9
SECONDS_TO_START_WORKERS = 4.0


@dataclass(frozen=True)
class Finished(Generic[Outcome]):
    """Results in the order of the runs asked for, without those that failed, which are listed."""

    results: tuple[Outcome, ...]
    failures: tuple[Failure, ...]


Progress = Callable[[], None]


def run_all(
    runs: Sequence[Run],
    workers: int | None = None,
    *,
    audit: bool = False,
    quiet: bool = False,
    task: Task[Result] = simulate_run,
    panel: Path | None = None,
) -> Finished[Result]:
    """Simulate every run with `workers` cores in all (None: as many as pay), and keep the order asked for."""
    if task is simulate_run and runs:
        make_ready(quiet=quiet)
    return do_all(task, runs, workers, audit=audit, quiet=quiet, panel=panel)


def do_all(
    task: Task[Outcome],
    runs: Sequence[Run],
    workers: int | None = None,
    *,
    audit: bool = False,
    quiet: bool = False,
    panel: Path | None = None,
) -> Finished[Outcome]:
    """Let a task make something of every run, and keep the order asked for.

    With `panel`, each run leaves its part of the panel in that folder (`analysis/panels/files.py`).
    A run that raises is a failure and the others go on; a refused request and a failing disk stop everything,
    as does an error that befalls every run.
    """
    processes, threads = shared_out(cores_that_pay(runs) if workers is None else workers, len(runs))
    options = Options(threads, audit, panel)
    if runs:
        refuse_too_large(max((run.scenario for run in runs), key=memory_needed), processes if workers else 1)
    found: dict[int, Outcome | Exception] = {}
    with _progress_bar(len(runs), quiet=quiet) as advance:
        if processes == 1:
            for index, run in enumerate(runs):
                found[index] = attempt(task, run, options)
                stop_if_hopeless(found[index])
                advance()
        else:
            from analysis.pool import run_in_processes

            for index, outcome in run_in_processes(runs, processes, task, options):
                found[index] = outcome
                stop_if_hopeless(outcome)
                advance()
    return _in_order(runs, found)


def stop_if_hopeless(outcome: object) -> None:
    """Raise what would befall the other runs as well: a refused request, a disk that fails."""
    if isinstance(outcome, (Refused, OSError)):
        raise outcome


def shared_out(workers: int, runs: int) -> tuple[int, int]:
    """Processes, and threads in each: cores go to replicates first, then to threads within a run."""
    processes = max(1, min(workers, runs))
    return processes, max(1, workers // processes)


def available_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def cores_that_pay(runs: Sequence[Run]) -> int:
    """All cores where the runs take longer than starting workers does, otherwise one."""
    cells = sum(
        run.scenario.market.customers
        * (run.scenario.market.weeks + run.scenario.market.burn_in_weeks)
        * len(run.scenario.firms)
        for run in runs
    )
    return available_cores() if cells * SECONDS_A_CELL > 2.0 * SECONDS_TO_START_WORKERS else 1


def _in_order(runs: Sequence[Run], found: dict[int, Outcome | Exception]) -> Finished[Outcome]:
    """Sort what was found as it was asked for; an error that befell every run is raised."""
    failures, results = [], []
    for index, run in enumerate(runs):
        outcome = found[index]
        if isinstance(outcome, Exception):
            failures.append(Failure(run, outcome))
        else:
            results.append(outcome)
    if failures and not results:
        raise RunsFailed(failures) if isinstance(failures[0].error, WorkerDied) else failures[0].error
    return Finished(tuple(results), tuple(failures))


def make_ready(*, quiet: bool) -> None:
    """Compile the rules once, before workers start, so that they find them on disk; people are told why they wait."""
    from simulation.warming import on_stderr, warm

    warm(str if quiet else on_stderr)


@contextmanager
def _progress_bar(total: int, *, quiet: bool) -> Iterator[Progress]:
    """A bar on stderr, on a terminal only."""
    from tqdm import tqdm

    with tqdm(total=total, unit="run", leave=False, disable=True if quiet else None) as bar:
        yield lambda: (bar.update(), None)[1]
