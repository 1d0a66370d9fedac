"""One run: what it needs, what may become of it, and how its failure is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from simulation.faults import printable

if TYPE_CHECKING:
    from simulation.model import LoyaltyModel
    from simulation.result import Result
    from simulation.scenario import Scenario

MOST_NAMED = 24


@dataclass(frozen=True)
class Run:
    """One scenario, already changed by its strategy, to be simulated with the luck of one replicate.

    `settled` is the scenario whose firms run the burn-in; None: the same.
    """

    scenario: Scenario
    strategy: str
    replicate: int
    settled: Scenario | None = None

    def __str__(self) -> str:
        return f"{self.strategy}, replicate {self.replicate}"


@dataclass(frozen=True)
class Options:
    """How to run, which never changes what comes out."""

    threads: int = 1
    audit: bool = False
    panel: Path | None = None  # folder for the run's purchases and customers


class WorkerDied(Exception):
    """A run took its process down each time that it was tried."""


class WorkerTraceback(Exception):
    """Where in a worker an error arose; only its text crosses processes."""


@dataclass(frozen=True)
class Failure:
    """A run that gave no result, and why."""

    run: Run
    error: Exception

    def __str__(self) -> str:
        return f"{self.run}: {str(self.error).strip() or type(self.error).__name__}"


class RunsFailed(Exception):
    """Some runs gave no result; the others are finished."""

    exit_code = 5

    def __init__(self, failures: Sequence[Failure]) -> None:
        super().__init__(*failures)
        self.failures = tuple(failures)

    def __str__(self) -> str:
        lines = [f"error: run failed: {printable(str(failure))}" for failure in self.failures[:MOST_NAMED]]
        more = len(self.failures) - len(lines)
        return "\n".join([*lines, f"… and {more} more"] if more else lines)


Outcome = TypeVar("Outcome")
Task = Callable[[Run, Options], Outcome]
"""What is to be made of a run: tables, as a rule."""


def simulate_run(run: Run, options: Options) -> Result:
    """Simulate one run in this process."""
    from simulation.result import simulate

    with _taken_down(run, options.panel) as each_week:
        return simulate(
            run.scenario,
            run.replicate,
            settled=run.settled,
            strategy=run.strategy,
            threads=options.threads,
            audit=options.audit,
            each_week=each_week,
        )


@contextmanager
def _taken_down(run: Run, folder: Path | None) -> Iterator[Callable[[LoyaltyModel], None] | None]:
    """What is to see every week of the run; nothing where no panel is wanted."""
    if folder is None:
        yield None
        return
    from analysis.panels.notes import Notes

    with Notes(folder, run) as notes:
        yield notes.add


def attempt(task: Task[Outcome], run: Run, options: Options) -> Outcome | Exception:
    """What a task makes of a run, or the error that it ended in."""
    try:
        return task(run, options)
    except Exception as error:  # noqa: BLE001 (whatever it is, the other runs go on)
        return error
