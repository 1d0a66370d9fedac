"""Many runs (strategy x replicate) on the cores of one machine, and the same answer however many cores."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from analysis.execution.burn_in_cache import has_room
from analysis.execution.dask_cluster import run_on_cluster
from analysis.execution.execution import Execution
from analysis.execution.process_pool import run_in_processes
from analysis.execution.run import (
    Failure,
    Job,
    Options,
    Outcome,
    Run,
    Runs,
    RunsFailed,
    Task,
    Witness,
    WorkerDied,
    attempt_all,
    simulate_run,
)
from analysis.provenance import replaced_rules
from simulation.population.memory import memory_needed, refuse_too_large
from simulation.reading.errors import Refused, refused

if TYPE_CHECKING:
    from simulation.result import Result

SECONDS_A_CELL = 100e-9
SECONDS_TO_START_WORKERS = 4.0
LONGEST_JOB = 12
"""Runs in a job at most: what is finished comes back, and is kept, job by job."""


@dataclass(frozen=True)
class Finished(Generic[Outcome]):
    """Results in the order of the runs asked for, without those that failed, which are listed."""

    results: tuple[Outcome, ...]
    failures: tuple[Failure, ...]


def run_all(
    runs: Sequence[Run], workers: int | None = None, *, quiet: bool = False, task: Task[Result] = simulate_run
) -> Finished[Result]:
    """Simulate every run with `workers` cores in all (None: as many as pay), and keep the order asked for."""
    return do_all(task, runs, Execution(workers=workers, quiet=quiet))


def do_all(task: Task[Outcome], runs: Sequence[Run], execution: Execution) -> Finished[Outcome]:
    """Let a task make something of every run, and keep the order asked for."""
    found: dict[int, Outcome] = {}
    failures = run_each(runs, found.__setitem__, task, execution)
    return Finished(tuple(found[number] for number in sorted(found)), failures)


def run_each(
    runs: Sequence[Run],
    keep: Callable[[int, Outcome], None],
    task: Task[Outcome],
    execution: Execution,
    todo: Sequence[int] | None = None,
    witness: Witness | None = None,
) -> tuple[Failure, ...]:
    """Carry out the runs whose numbers are in `todo` (None: all), and hand each to `keep` as soon as it is finished.

    `witness` sees every week of every run, to take it down in a panel (`analysis/synthetic_panel/recorder.py`). Gives
    those that failed. A run that raises is a failure and the others go on; a refused request and a failing disk
    stop everything, as does an error that befalls every run. Memory does not grow with the number of runs.
    """
    todo = range(len(runs)) if todo is None else todo
    if not todo:
        return ()
    listed = runs if isinstance(runs, (list, tuple)) else [runs[todo[0]]]
    largest = max((run.scenario for run in listed), key=memory_needed)
    processes, threads = shared_out(cores_that_pay(runs) if execution.workers is None else execution.workers, len(todo))
    refuse_too_large(largest, processes if execution.workers else 1)
    if execution.cluster is None:
        make_ready(quiet=execution.quiet)
    jobs = jobs_of(runs, todo, processes) if has_room(largest, processes) else [(number,) for number in todo]
    options = Options(threads, execution.audit, witness=witness)
    failures: dict[int, Failure] = {}
    with _progress_bar(len(runs), len(runs) - len(todo), quiet=execution.quiet) as advance:
        where = processes if execution.cluster is None else execution.cluster
        for number, outcome in outcomes_of(runs, jobs, where, task, options):
            stop_if_hopeless(outcome)
            if isinstance(outcome, Exception):
                failures[number] = Failure(runs[number], outcome)
            else:
                keep(number, outcome)
            advance()
    _raise_if_all(failures, len(runs))
    return tuple(failures[number] for number in sorted(failures))


def outcomes_of(
    runs: Sequence[Run], jobs: Iterable[Job], where: int | str, task: Task[Outcome], options: Options
) -> Iterator[tuple[int, Outcome | Exception]]:
    """Number and outcome of every run, as they come in: in this process, in several, or on a cluster's address."""
    if replaced_rules():
        where = _here(where)
    if isinstance(where, str):
        yield from run_on_cluster(runs, jobs, where, task, options)
        return
    if where == 1:
        for job in jobs:
            yield from zip(job, attempt_all(task, [runs[number] for number in job], options), strict=True)
        return
    yield from run_in_processes(runs, jobs, where, task, options)


def _here(where: int | str) -> int:
    """This process alone, since rules that were replaced in it are known nowhere else."""
    if isinstance(where, str):
        text = f"{', '.join(replaced_rules())} was replaced in this process, of which other machines know nothing"
        raise refused(f"{text}; edit the file there too, or run here", place="--cluster")
    return 1


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
    """All cores where the runs, which are about alike, take longer than starting workers does, otherwise one."""
    market, firms = runs[0].scenario.market, len(runs[0].scenario.firms)
    cells = len(runs) * market.customers * (market.weeks + market.burn_in_weeks) * firms
    return available_cores() if cells * SECONDS_A_CELL > 2.0 * SECONDS_TO_START_WORKERS else 1


def jobs_of(runs: Sequence[Run], todo: Sequence[int], processes: int) -> list[Job]:
    """The numbers as jobs of runs that begin alike, short enough that all processes have some to do."""
    alike: dict[Hashable, list[int]] = {}
    for number in todo:
        begins = _begins(runs, number)
        alike.setdefault(("alone", number) if begins is None else begins, []).append(number)
    parts = 1 if len(alike) % processes == 0 or len(alike) >= 2 * processes else processes
    jobs: list[Job] = []
    for numbers in alike.values():
        length = min(LONGEST_JOB, -(-len(numbers) // parts))
        jobs += [tuple(numbers[start : start + length]) for start in range(0, len(numbers), length)]
    return jobs


def _begins(runs: Sequence[Run], number: int) -> Hashable:
    if isinstance(runs, Runs):
        return runs.begins(number)
    run = runs[number]
    return None if run.beginning is None else (run.beginning, run.replicate)


def _raise_if_all(failures: Mapping[int, Failure], runs: int) -> None:
    """An error that befell every run is raised."""
    if len(failures) == runs:
        errors = [failure.error for failure in failures.values()]
        raise RunsFailed(list(failures.values())) if isinstance(errors[0], WorkerDied) else errors[0]


def make_ready(*, quiet: bool) -> None:
    """Compile the rules once, before workers start, so that they find them on disk; people are told why they wait."""
    from simulation.compile_ahead import on_stderr, warm  # Numba is loaded only where something is run

    warm(str if quiet else on_stderr)


@contextmanager
def _progress_bar(total: int, done: int, *, quiet: bool) -> Iterator[Callable[[], None]]:
    """A bar on stderr with the time left, on a terminal only."""
    from tqdm import tqdm

    is_silent = quiet or sys.stderr is None  # a service may have no stderr
    with tqdm(total=total, initial=done, unit="run", leave=False, disable=is_silent or None) as bar:
        yield lambda: (bar.update(), None)[1]
