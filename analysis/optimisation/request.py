"""What is asked of `optimise`: what may vary, what is wanted of it, within which limits, and in how many trials."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

from analysis.optimisation.confirmation import OptimumTask
from analysis.optimisation.search import Goal, read_limit
from analysis.sweeps.definable_outcomes import refuse_undefinable, refuse_unknown
from analysis.sweeps.design import Design, Vary, refuse_impossible
from analysis.sweeps.design_runs import columns_of
from analysis.sweeps.optional_library import needs
from analysis.sweeps.varied_path import read_varied
from simulation.reading.errors import Fault, Refused, refused
from simulation.reading.paths import parse_path
from simulation.scenario.free_levers import costless_at
from simulation.scenario.scenario import Scenario

MOST_TRIALS = 100_000


@dataclass(frozen=True)
class OptimumRequest:
    """The best point of what varies, by one outcome; `vary` as for a sweep, `limits` such as "cost<=50000/quarter".

    With `free_levers`, levers that cost nothing in this model may vary, whose best point is an end of their range.
    """

    scenario: Scenario
    vary: tuple[str, ...]
    maximise: str | None = None
    minimise: str | None = None
    limits: tuple[str, ...] = ()
    trials: int = 40
    free_levers: bool = False
    name: str = "notebook"


def plan_optimum(request: OptimumRequest) -> OptimumTask:
    """The search; refused where it cannot be."""
    scenario = request.scenario.settled()
    known, varied = columns_of(scenario), tuple(read_varied(request.vary, scenario))
    if not varied:
        raise refused("nothing is varied; write for example --vary firms.Alba.pricing.price=9:11", place="--vary")
    if not request.free_levers:
        _refuse_free(varied, scenario)
    goal = _goal(request, scenario, known, [one.path for one in varied])
    if not 1 <= request.trials <= MOST_TRIALS:
        raise refused(f"{request.trials} trials; write 1 to {MOST_TRIALS:,}", place="--trials")
    refuse_impossible(_corners(varied), scenario)
    with needs("experiments", "optuna"):
        import_module("optuna")  # so that nothing runs before it is missed
    return OptimumTask(request.name, scenario, varied, goal, request.trials)


def _refuse_free(varied: Sequence[Vary], scenario: Scenario) -> None:
    """Refuse what a firm could have as much of as it likes: no best of it can be found."""
    faults = []
    for one in varied:
        where, firm, *below = (*parse_path(one.path), "", "")
        mark = costless_at(scenario.firms[str(firm)], tuple(below[:-2])) if where == "firms" else None
        if mark:
            told = f"costs nothing in this model, so {mark.better} of it is better up to the end of the range"
            right = "compare it as a plan with a `cost`, or vary it all the same with --free-levers"
            faults.append(Fault("--vary", 0, 0, one.path, f"{told}; {right}"))
    if faults:
        raise Refused(faults)


def _goal(
    request: OptimumRequest, scenario: Scenario, known: Mapping[str, tuple[str, str]], paths: Sequence[str]
) -> Goal:
    """The one outcome that is wanted, within its limits; refused where runs of the scenario cannot have it."""
    wanted = {"--maximise": request.maximise, "--minimise": request.minimise}
    named = {option: column for option, column in wanted.items() if column}
    if len(named) != 1:
        raise refused("say what is wanted: one of --maximise and --minimise", place="--maximise")
    ((option, column),) = named.items()
    refuse_unknown([column], known, option)
    limits = tuple(read_limit(text, known, scenario.market.weeks) for text in request.limits)
    refuse_undefinable([column], known, scenario, paths, option)
    refuse_undefinable([limit.column for limit in limits], known, scenario, paths, "--subject-to")
    return Goal(column, 1.0 if option == "--maximise" else -1.0, limits)


def _corners(varied: Sequence[Vary]) -> Design:
    """Points that together have every value that can be told wrong before anything runs."""
    low = tuple(one.at(0.0) for one in varied)
    corners = [low, tuple(one.at(1.0) for one in varied)]
    corners += [(*low[:place], value, *low[place + 1 :])
                for place, one in enumerate(varied) for value in one.choices[1:]]  # fmt: skip
    return Design("corners", tuple(one.path for one in varied), corners)
