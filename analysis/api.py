"""The commands as functions for a notebook: a scenario in, a table of pandas out.

    from analysis import compare, sweep
    table = compare("complaint_desk", replicates=4)
    doubt = compare("complaint_desk", uncertain=64)
    runs = sweep("baseline", {"firms.Alba.pricing.price": [9, 10, 11]}, replicates=4)

Without `out`, nothing is left on the disk. With it, the folder is that of the command, and `resume=True` goes on with
an interrupted study.
"""

from __future__ import annotations

import json
import os
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, overload

from analysis.breakeven.request import BreakevenRequest, plan_breakeven
from analysis.breakeven.study import BREAKEVEN, carry_out_breakeven
from analysis.calibration.calibrated import Calibrated
from analysis.calibration.request import Calibration, CalibrationRequest, plan_calibration
from analysis.calibration.simulator import MarketSimulator
from analysis.calibration.study import carry_out_calibration
from analysis.comparison import study as comparison
from analysis.comparison.request import NO_WORLDS, ComparisonRequest, plan_comparison
from analysis.costs.free_plans import free_plans
from analysis.execution.execution import Execution
from analysis.execution.run import RunsFailed
from analysis.optimisation.optimise import optimise as search
from analysis.optimisation.request import OptimumRequest, plan_optimum
from analysis.sweeps.parameter_list import Listed, parameters_of
from analysis.sweeps.parameter_list import parameters as every_parameter
from analysis.sweeps.request import SweepRequest, plan_sweep
from analysis.sweeps.sensitivity_request import SensitivityRequest, plan_sensitivity
from analysis.sweeps.sweep import carry_out_sweep
from analysis.tournaments.request import TournamentRequest, firms_named, plan_tournament
from simulation.reading import python_values
from simulation.reading.errors import refused, text_of_value
from simulation.reading.paths import format_path
from simulation.scenario.load import read
from simulation.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

    from analysis.sweeps.sweep import Sweep
    from analysis.uncertainty.doubt import WorldsFound

Source = Scenario | str | os.PathLike[str]
"""A scenario, or the name of a shipped one or of a file."""
Varied = Mapping[str, Any] | str | Sequence[str]


@overload
def compare(
    scenario: Source,
    execution: Execution | None = None,
    *,
    replicates: int | None = None,
    uncertain: None = None,
    metric: str | None = None,
) -> pd.DataFrame: ...


@overload
def compare(
    scenario: Source,
    execution: Execution | None = None,
    *,
    replicates: int | None = None,
    uncertain: int | str | os.PathLike[str],
    metric: str | None = None,
) -> WorldsFound: ...


def compare(
    scenario: Source,
    execution: Execution | None = None,
    *,
    replicates: int | None = None,
    uncertain: int | str | os.PathLike[str] | None = None,
    metric: str | None = None,
) -> pd.DataFrame | WorldsFound:
    """Paired differences of every strategy from the baseline: the table `comparison.csv`.

    With `uncertain`, a number of plausible worlds or a file of them, what they came to instead: its `robustness`,
    `tornado`, `flips` and `worth` are the tables of these names. `metric` decides between plans there, profit unless
    another is named.
    """
    worlds = NO_WORLDS if uncertain is None else _worlds(uncertain)
    plan = plan_comparison(ComparisonRequest((_read(scenario, replicates),), uncertain=worlds, metric=metric))
    with _placed(execution) as placed:
        findings = comparison.carry_out_comparison(plan, placed)
        findings.raise_failures()
        return findings.doubt if findings.doubt is not None else findings.frames["comparison.csv"]


def break_even(
    scenario: Source,
    plan: str,
    vary: Varied,
    execution: Execution | None = None,
    *,
    metric: str = "profit",
    replicates: int | None = None,
) -> pd.DataFrame:
    """The values of a number at which a plan is level with the baseline: the table `breakeven.csv`.

    `vary` has one path and its range (low, high), as for `sweep`.
    """
    request = BreakevenRequest(_read(scenario, replicates), plan, _written(vary), metric)
    task = plan_breakeven(request)
    with _placed(execution) as placed:
        return carry_out_breakeven(task, placed).frame(BREAKEVEN)


def parameters(word: str = "", scenario: Source | None = None) -> pd.DataFrame:
    """One row a parameter that speaks of the word: path, label, meaning, unit, default, what is plausible, source.

    With a scenario also its `value`, and what is plausible of it there.
    """
    import pandas as pd

    known = every_parameter() if scenario is None else parameters_of(read(scenario))
    columns = [name for name in Listed._fields if scenario is not None or name != "value"]
    return pd.DataFrame([one for one in known if one.speaks_of(word)], columns=list(Listed._fields))[columns]


def free_levers(scenario: Source) -> pd.DataFrame:
    """One row a lever that a plan without a cost pulls for nothing in this model: plan, path and lever."""
    import pandas as pd

    found, focus = read(scenario), read(scenario).focus_firm
    arms = {name: found.with_strategy(name) for name in found.compare}
    rows = [
        (name, format_path(("firms", focus, *lever.path)), lever.label)
        for name, levers in free_plans(arms, found.baseline, focus).items()
        for lever in levers
    ]
    return pd.DataFrame(rows, columns=["plan", "path", "lever"])


def sweep(
    scenario: Source,
    vary: Varied,
    execution: Execution | None = None,
    *,
    design: str | os.PathLike[str] = "grid",
    samples: int | None = None,
    replicates: int | None = None,
) -> pd.DataFrame:
    """One row a run: the table `runs.parquet`.

    `vary` has for each path a list or array of values, a range (low, high), or steps of it (low, high, n); or a text
    that says the same as for `--vary`: "9,10,11", "9:11", "9:11:3". `design` may be a file of points.
    """
    base = _read(scenario, replicates)
    varied, kind = _written(vary), python_values.text(design, "design")
    planned = plan_sweep(SweepRequest(base, varied, kind, _count(samples, "samples")))
    with _placed(execution) as placed:
        swept = carry_out_sweep(planned, placed)
        swept.raise_failures()
        return swept.runs()


def sensitivity(
    scenario: Source,
    vary: Varied = (),
    execution: Execution | None = None,
    *,
    method: str = "morris",
    samples: int | None = None,
    outcomes: str | Sequence[str] = ("profit",),
    replicates: int | None = None,
) -> pd.DataFrame:
    """One row an outcome, path and index: the table `sensitivity.csv`; without `vary`, all that is plausible varies.

    Of a scenario with several strategies, outcomes are their differences from the first.
    """
    wanted, count = tuple(python_values.several(outcomes)), _count(samples, "samples")
    varied = _written(vary)
    request = SensitivityRequest(_read(scenario, replicates), varied, method, count, wanted)
    return _table(plan_sensitivity(request), "sensitivity.csv", execution)


def optimise(
    scenario: Source,
    vary: Varied,
    execution: Execution | None = None,
    *,
    maximise: str | None = None,
    minimise: str | None = None,
    subject_to: str | Sequence[str] = (),
    trials: int = 40,
) -> pd.DataFrame:
    """One row a finalist on fresh luck, the winner first: the table `finalists.csv`."""
    limits, varied = tuple(python_values.several(subject_to)), _written(vary)
    count = _counted(trials, "trials")
    request = OptimumRequest(_read(scenario, None), varied, maximise, minimise, limits, count)
    task = plan_optimum(request)
    with _placed(execution) as placed:
        found = search(task, placed)
        if found.failures:
            raise RunsFailed(found.failures)
        return found.frame("finalists.csv")


def tournament(
    scenario: Source,
    execution: Execution | None = None,
    *,
    firms: str | Sequence[str] = (),
    metric: str = "profit",
    replicates: int | None = None,
) -> pd.DataFrame:
    """One row a profile and firm: the table `payoffs.csv`."""
    contestants = firms_named(",".join(python_values.several(firms)))
    request = TournamentRequest(_read(scenario, replicates), contestants, metric)
    return _table(plan_tournament(request), "payoffs.csv", execution)


def calibrate(
    scenario: Source,
    data: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | None = None,
    execution: Execution | None = None,
    *,
    mapping: Mapping[str, str] | None = None,
) -> Calibrated:
    """A market fitted to data, or without any to the facts that the scenario tells under `observed`.

    `data` are a folder, files, or the name of a data set; `mapping` has their own names of columns by ours. The result
    has the fitted `scenario`, and as tables `parameters`, `draws` and `fit`: those of the files of these names.
    """
    task = _calibration(scenario, data, mapping)
    with _placed(execution) as placed:
        return carry_out_calibration(task, placed)


def simulator(
    scenario: Source,
    data: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | None = None,
    *,
    mapping: Mapping[str, str] | None = None,
    customers: int | None = None,
) -> MarketSimulator:
    """What `calibrate` fits, for other tools of inference such as pyABC or sbi: free parameters, statistics, a market.

    `scenario`, `data` and `mapping` as for `calibrate`; `customers` are simulated, some thousand where left out.
    """
    return MarketSimulator(_calibration(scenario, data, mapping).problem, _count(customers, "customers"))


def _calibration(
    scenario: Source,
    data: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | None,
    mapping: Mapping[str, str] | None,
) -> Calibration:
    """The fit that is asked for."""
    given = () if data is None else (data,) if isinstance(data, (str, os.PathLike)) else tuple(data)
    named = tuple(python_values.text(one, "data") for one in given)
    return plan_calibration(CalibrationRequest(_read(scenario, None), named, mapping or {}))


def _table(planned: Sweep, name: str, execution: Execution | None) -> pd.DataFrame:
    with _placed(execution) as placed:
        swept = carry_out_sweep(planned, placed)
        swept.raise_failures()
        for gap in swept.gaps():
            warnings.warn(gap, stacklevel=4)
        return swept.frame(name)


def _read(scenario: Source, replicates: int | None) -> Scenario:
    found = read(scenario)
    return found if replicates is None else found.change("run.replicates", replicates)


def _written(vary: Varied) -> tuple[str, ...]:
    """What varies as --vary options say it: a tuple is a range, a list or array its values, a text says it already."""
    if hasattr(vary, "columns"):
        raise refused("a table of points is given as a file: design='points.csv'", place="vary")
    if isinstance(vary, Mapping):
        return tuple(f"{path}={_spec(given, path)}" for path, given in vary.items())
    return tuple(python_values.text(one, "vary") for one in python_values.several(vary))


def _spec(given: Any, path: str) -> str:
    if isinstance(given, str):
        return python_values.text(given)
    if isinstance(given, tuple):
        return _range(given, path)
    return ",".join(json.dumps(value) for value in python_values.several(given))


def _range(given: tuple[Any, ...], path: str) -> str:
    numbers = [python_values.plain(one, path) for one in given]
    if len(numbers) not in {2, 3} or not all(isinstance(one, (int, float)) for one in numbers):
        right = "a tuple is a range (low, high), or (low, high, n) for n steps of it; write a list for values"
        raise refused(f"{text_of_value(numbers)}: {right}", path=path, place="vary")
    return ":".join(map(str, [*numbers[:2], *(python_values.whole(one, path) for one in numbers[2:])]))


def _worlds(uncertain: Any) -> str:
    """A number of worlds, or the name of a file of them."""
    is_name = isinstance(uncertain, (str, os.PathLike))
    return python_values.text(uncertain, "uncertain") if is_name else str(_counted(uncertain, "uncertain"))


def _count(value: Any, name: str) -> int | None:
    """A number of workers, samples or trials; None where it is left to the program."""
    return None if value is None else _counted(value, name)


def _counted(value: Any, name: str) -> int:
    """A number of workers, samples or trials; refused where it is none."""
    number = python_values.whole(value, name)
    if number < 1:
        raise refused(f"{number} is out of range; write 1 or more", place=name)
    return number


@contextmanager
def _placed(execution: Execution | None) -> Iterator[Execution]:
    """The same in Python's own values, and in a folder that goes again where none was chosen."""
    chosen = execution or Execution()
    out = None if chosen.out is None else python_values.text(chosen.out, "out")
    plain = replace(chosen, out=out, workers=_count(chosen.workers, "workers"))
    if out is not None:
        yield plain
        return
    with tempfile.TemporaryDirectory() as folder:
        yield replace(plain, out=folder, report=False)
