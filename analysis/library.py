"""The commands as functions for a notebook: a scenario in, a table of pandas out.

    from analysis import compare, sweep
    table = compare("complaint_desk", replicates=4)
    runs = sweep("baseline", {"firms.Alba.pricing.price": [9, 10, 11]}, replicates=4)

Without `out`, nothing is left on the disk. With it, the folder is that of the command, and `resume=True` goes on with
an interrupted study.
"""

from __future__ import annotations

import json
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.job import RunsFailed
from analysis.planning import (
    carried_out,
    plan_optimum_of,
    plan_sensitivity_of,
    plan_sweep_of,
    plan_tournament_of,
    where_of,
    work_of,
)
from simulation.loading import load
from simulation.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

    from analysis.sweeping import Sweep

AGAIN = "call it again with resume=True"


@dataclass(frozen=True)
class How:
    """How to carry a study out, and where to leave it; none of it changes the numbers."""

    workers: int | None = None
    out: str | Path | None = None
    resume: bool = False
    force: bool = False

    def given(self, folder: Path) -> dict[str, Any]:
        """The same as options of a command."""
        options = {"workers": self.workers, "resume": self.resume, "force": self.force, "again": AGAIN}
        return options | {"out": str(folder), "audit": False, "no_report": self.out is None}


def compare(scenario: Scenario | str, how: How | None = None, *, replicates: int | None = None) -> pd.DataFrame:
    """Paired differences of every strategy from the baseline: the table `comparison.csv`."""
    from analysis.experiment import How as Carried
    from analysis.experiment import carry_out
    from analysis.plan import comparison_of

    plan = comparison_of(_read(scenario, replicates), "notebook")
    with _folder(how) as (chosen, folder):
        carried = Carried(folder, chosen.workers, quiet=True, force=chosen.force, figures=chosen.out is not None)
        findings = carry_out(plan, replace(carried, resume=chosen.resume, again=AGAIN))
        findings.raise_failures()
        return findings.frames["comparison.csv"]


def sweep(
    scenario: Scenario | str,
    vary: Mapping[str, Any],
    how: How | None = None,
    *,
    design: str = "grid",
    samples: int | None = None,
    replicates: int | None = None,
) -> pd.DataFrame:
    """One row a run: the table `runs.parquet`.

    `vary` has for each path a list of values, a range (low, high), or steps of it (low, high, n).
    """
    base = _baseline(scenario, replicates)
    planned = plan_sweep_of(base, {"vary": _written(vary), "design": design, "samples": samples})
    with _folder(how) as (chosen, folder):
        swept = carried_out(planned, chosen.given(folder), quiet=True)
        swept.raise_failures()
        return swept.runs()


def sensitivity(
    scenario: Scenario | str,
    vary: Mapping[str, Any],
    how: How | None = None,
    *,
    method: str = "morris",
    samples: int | None = None,
    outcomes: Sequence[str] = ("profit",),
    replicates: int | None = None,
) -> pd.DataFrame:
    """One row an outcome, path and index: the table `sensitivity.csv`."""
    given = {"vary": _written(vary), "method": method, "samples": samples, "outcomes": outcomes}
    return _table(plan_sensitivity_of(_baseline(scenario, replicates), given), "sensitivity.csv", how)


def optimise(
    scenario: Scenario | str,
    vary: Mapping[str, Any],
    how: How | None = None,
    *,
    maximise: str | None = None,
    minimise: str | None = None,
    subject_to: Sequence[str] = (),
    trials: int = 40,
) -> pd.DataFrame:
    """One row a finalist on fresh luck, the winner first: the table `finalists.csv`."""
    from analysis.optimising import optimise as search

    given = {"vary": _written(vary), "maximise": maximise, "minimise": minimise, "limits": subject_to, "trials": trials}
    task = plan_optimum_of(_baseline(scenario, None), given)
    with _folder(how) as (chosen, folder):
        options = chosen.given(folder)
        found = search(task, work_of(options, quiet=True), where_of(task.name, options))
        if found.failures:
            raise RunsFailed(found.failures)
        return found.frame("finalists.csv")


def tournament(
    scenario: Scenario | str,
    how: How | None = None,
    *,
    firms: Sequence[str] = (),
    metric: str = "profit",
    replicates: int | None = None,
) -> pd.DataFrame:
    """One row a profile and firm: the table `payoffs.csv`."""
    given = {"firms": ",".join(firms) or None, "metric": metric}
    return _table(plan_tournament_of(_read(scenario, replicates), given), "payoffs.csv", how)


def _table(planned: Sweep, name: str, how: How | None) -> pd.DataFrame:
    with _folder(how) as (chosen, folder):
        swept = carried_out(planned, chosen.given(folder), quiet=True)
        swept.raise_failures()
        for gap in swept.gaps():
            warnings.warn(gap, stacklevel=4)
        return swept.frame(name)


def _read(scenario: Scenario | str, replicates: int | None) -> Scenario:
    found = load(scenario) if isinstance(scenario, str) else scenario
    return found if replicates is None else found.change("run.replicates", replicates)


def _baseline(scenario: Scenario | str, replicates: int | None) -> Scenario:
    found = _read(scenario, replicates)
    return found.settled()


def _written(vary: Mapping[str, Any]) -> list[str]:
    """What varies as --vary options say it: a tuple is a range, a list its values."""
    return [f"{path}={_spec(values)}" for path, values in vary.items()]


def _spec(values: Any) -> str:
    if isinstance(values, tuple):
        return ":".join(map(str, values))
    return ",".join(json.dumps(value) for value in values)


@contextmanager
def _folder(how: How | None) -> Iterator[tuple[How, Path]]:
    chosen = how or How()
    if chosen.out is not None:
        yield chosen, Path(chosen.out)
        return
    with tempfile.TemporaryDirectory() as folder:
        yield chosen, Path(folder)
