"""One run: what it needs, what may become of it, and how its failure is told; and jobs, which are several runs."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar, overload

from analysis.execution.burn_in_cache import SETTLED, Beginning
from simulation.reading.errors import Refused, printable

if TYPE_CHECKING:
    from simulation.model import LoyaltyModel, Watch
    from simulation.result import Result
    from simulation.scenario.scenario import Scenario

MOST_NAMED = 24


@dataclass(frozen=True)
class Run:
    """One scenario, already changed by its strategy, to be simulated with the luck of one replicate.

    `settled` is the scenario whose firms run the burn-in; None: the same. Runs of equal `beginning` and replicate
    may share it. `changes` by path are made to the scenario where it is run.
    """

    scenario: Scenario
    strategy: str
    replicate: int
    settled: Scenario | None = None
    beginning: Beginning = None
    changes: Mapping[str, Any] = field(default_factory=dict)

    def made(self) -> Run:
        """The run with its changes made; ValueError where they are not allowed."""
        if not self.changes:
            return self
        try:
            scenario = self.scenario.changed(dict(self.changes))
        except Refused as refusal:
            raise ValueError("; ".join(map(str, refusal.faults))) from None
        return replace(self, scenario=scenario, changes={})

    def __str__(self) -> str:
        return f"{self.strategy}, replicate {self.replicate}"


class Runs(Sequence[Run]):
    """Many runs, each made when it is asked for; what it shares its burn-in by is known without making it."""

    @overload
    def __getitem__(self, place: int) -> Run: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Run]: ...
    def __getitem__(self, place: int | slice) -> Run | Sequence[Run]:
        """The run of a number, or those of several; IndexError beyond the last."""
        numbers = range(len(self))[place]
        return self.run(numbers) if isinstance(numbers, int) else [self.run(number) for number in numbers]

    @abstractmethod
    def run(self, number: int) -> Run:
        """Make the run of a number, 0 to the last."""

    @abstractmethod
    def begins(self, number: int) -> Beginning:
        """Equal for runs that may share their burn-in; None shares with nobody."""


Witness = Callable[[Run], AbstractContextManager["Watch"]]
"""Opened for a run, it gives what is to see the model live; it crosses to other processes."""

Job = tuple[int, ...]
"""Numbers of runs that one process carries out after each other."""


@dataclass(frozen=True)
class Options:
    """What the executor tells a run, and sends to the process that it runs in; none of it changes what comes out.

    It is no part of `Execution`: people choose cores in all, the executor how many threads of them a run gets and
    what it keeps for the next one; and a worker need not know of folders and reports.
    """

    threads: int = 1
    audit: bool = False
    keep_settled: bool = False
    witness: Witness | None = None  # sees every week of every run


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
    from simulation.result import result_of

    return look_at_end_of_run(run, options, lambda model: result_of(model, run.strategy, run.replicate))


def outcomes_of_run(run: Run, options: Options) -> dict[tuple[str, str], float]:
    """The outcomes of one run without its tables."""
    from simulation.result import outcomes_of

    return look_at_end_of_run(run, options, outcomes_of)


def look_at_end_of_run(run: Run, options: Options, look: Callable[[LoyaltyModel], Outcome]) -> Outcome:
    """What a look at the model gives at the end of the run."""
    from simulation import result

    with options.witness(run) if options.witness else nullcontext() as watch:
        return result.look_at_end(model_of_run(run, options), look, watch, audit=options.audit)


def model_of_run(run: Run, options: Options) -> LoyaltyModel:
    """The model of a run: at its start, or at the end of a burn-in that it shares with the run before."""
    from simulation.model import LoyaltyModel

    def new() -> LoyaltyModel:
        return LoyaltyModel(run.scenario, run.replicate, threads=options.threads, settled=run.settled or run.scenario)

    if run.beginning is None or not options.keep_settled or options.audit:
        return new()
    model = SETTLED.model((run.beginning, run.replicate), new)
    model.scenario_in_use = run.scenario
    return model


def attempt(task: Task[Outcome], run: Run, options: Options) -> Outcome | Exception:
    """What a task makes of a run, or the error that it ended in."""
    try:
        return task(run.made(), options)
    except Exception as error:  # noqa: BLE001  # told as this run's failure; the other runs go on
        return error


def attempt_all(task: Task[Outcome], runs: Sequence[Run], options: Options) -> Iterator[Outcome | Exception]:
    """The outcome of each run of a job; those that begin alike settle their market once."""
    options = replace(options, keep_settled=len(runs) > 1)
    try:
        for run in runs:
            yield attempt(task, run, options)
    finally:
        SETTLED.forget()
