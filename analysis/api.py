"""The commands as functions for a notebook: a scenario in, a table of pandas out.

    from analysis import compare, sweep
    table = compare("complaint_desk", replicates=4)
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
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.cli.requests import (
    carried_out,
    plan_optimum_of,
    plan_sensitivity_of,
    plan_sweep_of,
    plan_tournament_of,
    where_of,
    work_of,
)
from analysis.execution.run import RunsFailed
from simulation.reading import python_values
from simulation.reading.errors import refused, shown
from simulation.scenario.request import read
from simulation.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

    from analysis.sweep.sweep import Sweep

Source = Scenario | str | os.PathLike[str]
"""A scenario, or the name of a shipped one or of a file."""
Varied = Mapping[str, Any] | str | Sequence[str]
AGAIN = "call it again with resume=True"


@dataclass(frozen=True)
class How:
    """How to carry a study out, and where to leave it; none of it changes the numbers. `csv` is for `compare`."""

    workers: int | None = None
    out: str | Path | None = None
    resume: bool = False
    force: bool = False
    csv: bool = False

    def plain(self) -> How:
        """The same in Python's own values; refused where there are none."""
        out = None if self.out is None else python_values.text(self.out, "out")
        return How(_count(self.workers, "workers"), out, bool(self.resume), bool(self.force), bool(self.csv))

    def given(self, folder: Path) -> dict[str, Any]:
        """The same as options of a command that writes no tables by week."""
        if self.csv:
            raise refused("only compare has tables by week to write as CSV; leave it out", place="csv")
        options = {"workers": self.workers, "resume": self.resume, "force": self.force, "again": AGAIN}
        return options | {"out": str(folder), "audit": False, "no_report": self.out is None}


def compare(scenario: Source, how: How | None = None, *, replicates: int | None = None) -> pd.DataFrame:
    """Paired differences of every strategy from the baseline: the table `comparison.csv`."""
    from analysis.comparison.study import How as Carried
    from analysis.comparison.study import carry_out
    from analysis.study.plan import comparison_of

    plan = comparison_of(_read(scenario, replicates), "notebook")
    with _folder(how) as (chosen, folder):
        carried = Carried(folder, chosen.workers, quiet=True, force=chosen.force, figures=chosen.out is not None)
        findings = carry_out(plan, replace(carried, resume=chosen.resume, csv=chosen.csv, again=AGAIN))
        findings.raise_failures()
        return findings.frames["comparison.csv"]


def sweep(
    scenario: Source,
    vary: Varied,
    how: How | None = None,
    *,
    design: str | os.PathLike[str] = "grid",
    samples: int | None = None,
    replicates: int | None = None,
) -> pd.DataFrame:
    """One row a run: the table `runs.parquet`.

    `vary` has for each path a list or array of values, a range (low, high), or steps of it (low, high, n); or a text
    that says the same as for `--vary`: "9,10,11", "9:11", "9:11:3". `design` may be a file of points.
    """
    base = _baseline(scenario, replicates)
    given = {
        "vary": _written(vary),
        "design": python_values.text(design, "design"),
        "samples": _count(samples, "samples"),
    }
    planned = plan_sweep_of(base, given)
    with _folder(how) as (chosen, folder):
        swept = carried_out(planned, chosen.given(folder), quiet=True)
        swept.raise_failures()
        return swept.runs()


def sensitivity(
    scenario: Source,
    vary: Varied,
    how: How | None = None,
    *,
    method: str = "morris",
    samples: int | None = None,
    outcomes: str | Sequence[str] = ("profit",),
    replicates: int | None = None,
) -> pd.DataFrame:
    """One row an outcome, path and index: the table `sensitivity.csv`."""
    wanted, count = python_values.several(outcomes), _count(samples, "samples")
    given = {"vary": _written(vary), "method": method, "samples": count, "outcomes": wanted}
    return _table(plan_sensitivity_of(_baseline(scenario, replicates), given), "sensitivity.csv", how)


def optimise(
    scenario: Source,
    vary: Varied,
    how: How | None = None,
    *,
    maximise: str | None = None,
    minimise: str | None = None,
    subject_to: str | Sequence[str] = (),
    trials: int = 40,
) -> pd.DataFrame:
    """One row a finalist on fresh luck, the winner first: the table `finalists.csv`."""
    from analysis.optimisation.optimise import optimise as search

    wanted = {"maximise": maximise, "minimise": minimise, "limits": python_values.several(subject_to)}
    given = {"vary": _written(vary), **wanted, "trials": _count(trials, "trials")}
    task = plan_optimum_of(_baseline(scenario, None), given)
    with _folder(how) as (chosen, folder):
        options = chosen.given(folder)
        found = search(task, work_of(options, quiet=True), where_of(task.name, options))
        if found.failures:
            raise RunsFailed(found.failures)
        return found.frame("finalists.csv")


def tournament(
    scenario: Source,
    how: How | None = None,
    *,
    firms: str | Sequence[str] = (),
    metric: str = "profit",
    replicates: int | None = None,
) -> pd.DataFrame:
    """One row a profile and firm: the table `payoffs.csv`."""
    given = {"firms": ",".join(python_values.several(firms)) or None, "metric": metric}
    return _table(plan_tournament_of(_read(scenario, replicates), given), "payoffs.csv", how)


def _table(planned: Sweep, name: str, how: How | None) -> pd.DataFrame:
    with _folder(how) as (chosen, folder):
        swept = carried_out(planned, chosen.given(folder), quiet=True)
        swept.raise_failures()
        for gap in swept.gaps():
            warnings.warn(gap, stacklevel=4)
        return swept.frame(name)


def _read(scenario: Source, replicates: int | None) -> Scenario:
    found = read(scenario)
    return found if replicates is None else found.change("run.replicates", replicates)


def _baseline(scenario: Source, replicates: int | None) -> Scenario:
    found = _read(scenario, replicates)
    return found.settled()


def _written(vary: Varied) -> list[str]:
    """What varies as --vary options say it: a tuple is a range, a list or array its values, a text says it already."""
    if hasattr(vary, "columns"):
        raise refused("a table of points is given as a file: design='points.csv'", place="vary")
    if isinstance(vary, Mapping):
        return [f"{path}={_spec(given, path)}" for path, given in vary.items()]
    return [python_values.text(one, "vary") for one in python_values.several(vary)]


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
        raise refused(f"{shown(numbers)}: {right}", path=path, place="vary")
    return ":".join(map(str, [*numbers[:2], *(python_values.whole(one, path) for one in numbers[2:])]))


def _count(value: Any, name: str) -> int | None:
    """A number of workers, samples or trials; None where it is left to the program."""
    if value is None:
        return None
    number = python_values.whole(value, name)
    if number < 1:
        raise refused(f"{number} is out of range; write 1 or more", place=name)
    return number


@contextmanager
def _folder(how: How | None) -> Iterator[tuple[How, Path]]:
    chosen = (how or How()).plain()
    if chosen.out is not None:
        yield chosen, Path(chosen.out)
        return
    with tempfile.TemporaryDirectory() as folder:
        yield chosen, Path(folder)
