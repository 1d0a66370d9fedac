"""Run a lesson: every strategy in every replicate, its case's measures of each, and the folder with the figure."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.execution.executor import do_all
from analysis.execution.run import Failure, Options, Run, RunsFailed
from analysis.figures.undrawable import drawn
from analysis.lessons.figures import draw_bars
from analysis.lessons.found import Bars, Found, Numbers, Part
from analysis.lessons.request import LessonRequest, plan_lesson
from analysis.outcomes.real_size import of_real_size, scale, sized
from analysis.outcomes.strategy_changes import Difference, differences
from analysis.study import files as outputs
from analysis.study.files import folder_of
from analysis.study.folder import open_folder
from analysis.study.plan import Plan
from analysis.study.resume import nothing_kept

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from analysis.execution.execution import Execution
    from analysis.lessons.book import Lesson


@dataclass(frozen=True)
class Taken:
    """What one run came to."""

    strategy: str
    replicate: int
    numbers: Numbers
    weekly: pd.DataFrame


@dataclass(frozen=True)
class LessonResult:
    """What came out: sentences, and numbers to look at."""

    found: Found
    parts: tuple[Part, ...]
    bars: Bars


@dataclass(frozen=True)
class Taught:
    """A lesson with its result and, where a number of it was changed, that of the lesson as it is shipped."""

    lesson: Lesson
    result: LessonResult
    shipped: LessonResult | None
    folder: Path
    failures: Sequence[Failure]

    @property
    def changed(self) -> list[Difference]:
        """The settings that are not as shipped."""
        return differences(self.shipped.found.plan.lead, self.result.found.plan.lead) if self.shipped else []


def teach(request: LessonRequest, execution: Execution) -> Taught:
    """Run everything with the folder locked; nothing is written before all runs are done.

    Where a number was changed, the lesson as it is shipped is run and told beside, and not written.
    """
    lesson, plan = request.lesson, plan_lesson(request)
    shipped = plan_lesson(request.as_shipped) if request.changes.settings else plan
    out = folder_of(plan.name, execution)
    with open_folder(out, plan.asked(), force=execution.force) as folder, nothing_kept():
        result, failures = _result(lesson, plan, execution)
        beside, more = _result(lesson, shipped, execution) if shipped != plan else (None, [])
        frames, case = {"lesson.csv": measures(result.found)}, importlib.import_module(lesson.case)
        named = [str(failure) for failure in failures]
        files: dict[str, bytes | Path] = {**outputs.table_files(frames, plan)}
        files |= drawn({"lesson": _figure(case, result.found, result.bars)})
        folder.save(files, outputs.manifest(plan, frames, named))
    return Taught(lesson, result, beside, out, [*failures, *more])


def _result(lesson: Lesson, plan: Plan, execution: Execution) -> tuple[LessonResult, list[Failure]]:
    """Every run of a plan, what the case concludes from them, and the runs that failed."""
    done = do_all(functools.partial(take, case=lesson.case), plan.runs(), execution)
    found = gathered(plan, done.results)
    if not found.replicates:
        raise RunsFailed(done.failures)
    case = importlib.import_module(lesson.case)
    return LessonResult(found, tuple(case.conclude(found)), case.bars(found)), list(done.failures)


def take(run: Run, options: Options, *, case: str) -> Taken:
    """Watch one run and measure what the case looks at, money and counts of the real size."""
    from analysis.laboratory.trip_log import watch  # Numba is loaded only where something is run

    last = run.scenario.market.weeks
    seen = watch(run.scenario, run.replicate, minds=(last,), threads=options.threads, settled=run.settled)
    scales = {run.replicate: scale(run.scenario, seen.result.settled)}
    panel = replace(seen, result=of_real_size([seen.result], scales)[0])
    numbers = {name: float(value) for name, value in importlib.import_module(case).measure(panel).items()}
    weekly = sized(seen.result.weekly.assign(strategy=run.strategy, replicate=run.replicate), scales)
    return Taken(run.strategy, run.replicate, numbers, weekly)


def gathered(plan: Plan, taken: Sequence[Taken]) -> Found:
    """The runs side by side, of replicates in which every strategy has one."""
    import pandas as pd

    by_luck: dict[int, dict[str, Numbers]] = {}
    for one in taken:
        by_luck.setdefault(one.replicate, {})[one.strategy] = one.numbers
    whole = [by_luck[replicate] for replicate in sorted(by_luck) if set(by_luck[replicate]) == set(plan.arms)]
    weekly = pd.concat([one.weekly for one in taken], ignore_index=True) if taken else pd.DataFrame()
    return Found(plan, whole, weekly)


def measures(found: Found) -> pd.DataFrame:
    """lesson.csv: one row a strategy, replicate and measure."""
    import pandas as pd

    rows = [
        (strategy, place, name, value)
        for strategy in found.plan.arms
        for place, one in enumerate(found.replicates, start=1)
        for name, value in one[strategy].items()
    ]
    return pd.DataFrame(rows, columns=["strategy", "replicate", "measure", "value"])


def _figure(case: Any, found: Found, bars: Bars) -> Callable[[], Figure]:
    """What draws the lesson's figure."""

    def figure() -> Figure:
        made: Figure = case.draw(found) if hasattr(case, "draw") else draw_bars(bars, found)
        return made

    return figure


def raise_failures(taught: Taught) -> None:
    """End with the failed runs, each by name, when there are any; all else is written by now."""
    if taught.failures:
        raise RunsFailed(taught.failures)
