"""From a command line to a sweep: the scenario, what varies in it, and the points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.execution.executor import Work
from analysis.sweeps.definable_outcomes import refuse_undefinable, refuse_unknown
from analysis.sweeps.design import KINDS, Design, make_design, refuse_impossible
from analysis.sweeps.design_file import design_of_file
from analysis.sweeps.sweep import Sweep, Swept, Where, carry_out
from analysis.sweeps.varied_path import read_varied
from simulation.measurement.metrics import METRICS
from simulation.reading.errors import refused, shown, suggestion
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario

if TYPE_CHECKING:
    from analysis.optimisation.confirmation import Task

DEFAULT_SAMPLES = {"morris": 10, "sobol": 64}
MOST_TRIALS = 100_000
NUMBERS = ("seed", "replicates", "weeks", "customers")


def plan_sweep(source: str, given: Mapping[str, Any]) -> Sweep:
    """The sweep that the options ask for."""
    return plan_sweep_of(loaded(source, given), given, Path(source).stem)


def plan_sweep_of(scenario: Scenario, given: Mapping[str, Any], name: str = "notebook") -> Sweep:
    """The same of a scenario as its baseline strategy has it."""
    from analysis.sweeps.design_runs import columns_of

    outcome, known = given.get("outcome", "profit"), columns_of(scenario)
    refuse_unknown([outcome], known, "--outcome")
    design = design_of(scenario, given)
    refuse_undefinable([outcome], known, scenario, design.paths, "--outcome")
    return Sweep(name, scenario, design, outcome=outcome)


def loaded(source: str, given: Mapping[str, Any]) -> Scenario:
    """The scenario as its baseline strategy has it."""
    scenario = load(source, given["settings"], **{name: given[name] for name in NUMBERS})
    return scenario.settled()


def design_of(scenario: Scenario, given: Mapping[str, Any]) -> Design:
    """The points: of a file, or of what is varied."""
    kind = given["design"]
    if kind in KINDS:
        return make_design(kind, read_varied(given["vary"], scenario), given["samples"], scenario.run.seed)
    if not Path(kind).suffix and not Path(kind).exists():
        raise refused(f"no design {shown(kind)}; {suggestion(kind, [*KINDS, 'points.csv'])}", place="--design")
    if given["vary"] or given["samples"]:
        raise refused("a file of points says what varies; leave --vary and --samples out", place="--design")
    return design_of_file(Path(kind), scenario)


def plan_sensitivity(source: str, given: Mapping[str, Any]) -> Sweep:
    """The design and the indices that the options ask for."""
    return plan_sensitivity_of(loaded(source, given), given, Path(source).stem)


def plan_sensitivity_of(scenario: Scenario, given: Mapping[str, Any], name: str = "notebook") -> Sweep:
    """The same of a scenario as its baseline strategy has it."""
    from analysis.sweeps.design_runs import columns_of
    from analysis.sweeps.sensitivity import Sensitivity, sampled

    if given["method"] not in DEFAULT_SAMPLES:
        raise refused(f"no method {shown(given['method'])}; {suggestion(str(given['method']), DEFAULT_SAMPLES)}",
                      place="--method")  # fmt: skip
    outcomes = tuple(dict.fromkeys(given["outcomes"])) or ("profit",)
    known = columns_of(scenario)
    refuse_unknown(outcomes, known, "--outcome")
    varied = read_varied(given["vary"], scenario)
    if not varied:
        raise refused("nothing is varied; write for example --vary firms.Alba.pricing.price=9:11", place="--vary")
    refuse_undefinable(outcomes, known, scenario, [one.path for one in varied], "--outcome")
    method, seed = given["method"], scenario.run.seed
    if method not in DEFAULT_SAMPLES:
        raise refused(f"no method {shown(method)}; {suggestion(method, DEFAULT_SAMPLES)}", place="--method")
    samples = DEFAULT_SAMPLES[method] if given["samples"] is None else given["samples"]
    if samples < 2:
        raise refused(f"{samples} samples; write 2 or more", place="--samples")
    with needs("experiments", "SALib"):
        design, shares = sampled(method, varied, samples, seed)
    reading = Sensitivity(method, design.paths, shares, outcomes, seed)
    extra = {"method": method, "samples": samples}
    return Sweep(name, scenario, design, "sensitivity", extra, reading)


def plan_tournament(source: str, given: Mapping[str, Any]) -> Sweep:
    """The profiles that the options ask to play."""
    scenario = load(source, given["settings"], **{name: given[name] for name in NUMBERS})
    return plan_tournament_of(scenario, given, Path(source).stem)


def plan_tournament_of(scenario: Scenario, given: Mapping[str, Any], name: str = "notebook") -> Sweep:
    """The same of a scenario."""
    from analysis.sweeps.design_runs import kept_with_prices
    from analysis.tournaments.tournament import contest

    metric = given["metric"]
    if metric not in METRICS:
        raise refused(f"no metric {shown(metric)}; {suggestion(metric, METRICS)}", place="--metric")
    every = (scenario.compare, *scenario.rivals.values())
    varied = [path for moves in every for move in moves.values() for path in move]
    refuse_undefinable([metric], {metric: ("", metric)}, scenario, varied, "--metric")
    with needs("experiments", "nashpy"):
        import_module("nashpy")  # so that nothing runs before it is missed
    base, design, reading = contest(scenario, given["firms"], metric, adaptive=given.get("adaptive", False))
    extra = {"moves": [dict(moves) for moves in design.moves], "climbs": [dict(changes) for changes in design.climbs]}
    if reading.ladders is None:
        return Sweep(name, base, design, "tournament", extra, reading)
    return Sweep(name, base, design, "tournament", extra, reading, kept_with_prices, reading.asked_prices)


def plan_optimum(source: str, given: Mapping[str, Any]) -> Task:
    """The search that the options ask for."""
    return plan_optimum_of(loaded(source, given), given, Path(source).stem)


def plan_optimum_of(scenario: Scenario, given: Mapping[str, Any], name: str = "notebook") -> Task:
    """The same of a scenario as its baseline strategy has it."""
    from analysis.optimisation.confirmation import Task
    from analysis.optimisation.search import Goal, read_limit
    from analysis.sweeps.design_runs import columns_of

    known, varied = columns_of(scenario), tuple(read_varied(given["vary"], scenario))
    if not varied:
        raise refused("nothing is varied; write for example --vary firms.Alba.pricing.price=9:11", place="--vary")
    wanted = {"--maximise": given["maximise"], "--minimise": given["minimise"]}
    named = {option: column for option, column in wanted.items() if column}
    if len(named) != 1:
        raise refused("say what is wanted: one of --maximise and --minimise", place="--maximise")
    ((option, column),) = named.items()
    refuse_unknown([column], known, option)
    limits = tuple(read_limit(text, known, scenario.market.weeks) for text in given["limits"])
    paths = [one.path for one in varied]
    refuse_undefinable([column], known, scenario, paths, option)
    refuse_undefinable([limit.column for limit in limits], known, scenario, paths, "--subject-to")
    if not 1 <= given["trials"] <= MOST_TRIALS:
        raise refused(f"{given['trials']} trials; write 1 to {MOST_TRIALS:,}", place="--trials")
    goal = Goal(column, 1.0 if option == "--maximise" else -1.0, limits)
    low = tuple(one.at(0.0) for one in varied)
    corners = [low, tuple(one.at(1.0) for one in varied)]
    corners += [(*low[:place], value, *low[place + 1 :])
                for place, one in enumerate(varied) for value in one.choices[1:]]  # fmt: skip
    refuse_impossible(Design("corners", tuple(paths), corners), scenario)
    with needs("experiments", "optuna"):
        import_module("optuna")  # so that nothing runs before it is missed
    return Task(name, scenario, varied, goal, given["trials"])


def carried_out(sweep: Sweep, given: Mapping[str, Any], *, quiet: bool) -> Swept:
    """The sweep carried out as the options ask."""
    swept = carry_out(sweep, work_of(given, quiet=quiet), where_of(sweep.name, given))
    swept.gaps()  # refused where nothing can be told
    return swept


def work_of(given: Mapping[str, Any], *, quiet: bool) -> Work:
    """How the options want runs to be carried out."""
    return Work(given["workers"], given["audit"], quiet, cluster=given.get("cluster"))


def where_of(name: str, given: Mapping[str, Any]) -> Where:
    """Where the options want the files."""
    from analysis.comparison.study import typed_again
    from analysis.study.files import folder_of

    out = folder_of(name, given)
    again = given.get("again") or typed_again(out)
    return Where(out, given["force"], given["resume"], not given.get("no_report", False), again)


@contextmanager
def needs(extra: str, library: str) -> Iterator[None]:
    """Refuse in one line where an optional library is missing."""
    try:
        yield
    except ModuleNotFoundError as missing:
        if (missing.name or "").split(".")[0] != library:
            raise
        raise refused(f"needs {library}; install it with: pip install 'loyalty-simulator[{extra}]'") from None
