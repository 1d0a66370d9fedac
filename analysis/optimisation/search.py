"""Look for the best point: Optuna proposes, all points meet the same luck, and the best are confirmed on fresh luck.

Optuna's sampler draws from a seed and from what it was told, in batches of a fixed size, so the same search is walked
again to the bit: a resumed search finds its runs in the store, and the number of workers does not matter.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from analysis.sweeps.design import Point, Vary
from simulation.reading.errors import refused, suggestion, text_of_value

BATCH = 8
PERIODS = {"week": 1.0, "month": 52.0 / 12.0, "quarter": 13.0, "year": 52.0, "run": 0.0}
LIMIT = re.compile(r"\s*(.+?)\s*(<=|>=)\s*([-+]?[\d_.,]*\d(?:[eE][-+]?\d+)?)\s*(?:/\s*(\w+))?\s*")
Values = Mapping[str, float]
"""The mean of each outcome at a point."""


@dataclass(frozen=True)
class Limit:
    """A bound on an outcome: `cost<=50000/quarter` bounds what is summed up over the run, by its weeks."""

    text: str
    column: str
    sign: float
    bound: float

    def excess(self, values: Values) -> float:
        """By how much the outcome breaks the bound; 0 or less where it keeps it, NaN where it is undefined."""
        return self.sign * (values[self.column] - self.bound)


@dataclass(frozen=True)
class Goal:
    """What is wanted: as much, or as little, of an outcome as can be within limits."""

    column: str
    sign: float
    limits: tuple[Limit, ...] = ()

    def is_met(self, values: Values) -> bool:
        """Whether the limits are kept and the outcome is defined."""
        return bool(np.isfinite(values[self.column])) and all(limit.excess(values) <= 0.0 for limit in self.limits)

    def score(self, values: Values) -> float:
        """The outcome, turned so that more is better."""
        return self.sign * values[self.column]


@dataclass
class Search:
    """The points tried so far, in order, and what each came to; None where a run failed."""

    points: list[Point] = field(default_factory=list)
    found: list[Values | None] = field(default_factory=list)

    def best(self, goal: Goal, most: int) -> list[int]:
        """Numbers of the best distinct points that keep the limits, the best first."""
        order = [number for number, values in enumerate(self.found) if values is not None and goal.is_met(values)]
        order.sort(key=lambda number: -goal.score(self.found[number] or {}))
        chosen: list[int] = []
        for number in order:
            if len(chosen) < most and all(self.points[number] != self.points[other] for other in chosen):
                chosen.append(number)
        return chosen


def read_limit(text: str, columns: Mapping[str, Any], weeks: int) -> Limit:
    """A limit as --subject-to says it: OUTCOME<=NUMBER, with /week, /month, /quarter or /year for sums over time."""
    place = "--subject-to"
    read = LIMIT.fullmatch(text)
    if not read:
        raise refused(f"{text_of_value(text)} is no limit; write for example cost<=50000/quarter", place=place)
    column, relation, number, period = read.groups()
    if column not in columns:
        raise refused(f"no outcome {text_of_value(column)}; {suggestion(column, columns)}", place=place)
    if period is not None and period not in PERIODS:
        raise refused(f"no period {text_of_value(period)}; {suggestion(period, PERIODS)}", place=place)
    length = PERIODS.get(period or "run", 0.0)
    bound = float(number.replace(",", "").replace("_", "")) * (weeks / length if length else 1.0)
    return Limit(text.strip(), column, 1.0 if relation == "<=" else -1.0, bound)


def walked(
    varied: Sequence[Vary], goal: Goal, trials: int, seed: int, evaluate: Callable[[Search, range], None],
    start: Point | None = None,
) -> Search:  # fmt: skip
    """The search after so many trials; `evaluate` fills in what the points of a batch came to."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    search = Search()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # optuna calls parts of its sampler experimental
        study = optuna.create_study(direction="maximize", sampler=_sampler(optuna, seed))
        space = {f"x{place}": _distribution(optuna, one) for place, one in enumerate(varied)}
        if start is not None:
            study.enqueue_trial({f"x{place}": _coded(one, value)
                                 for place, (one, value) in enumerate(zip(varied, start, strict=True))})  # fmt: skip
        while len(search.points) < trials:
            asked = [study.ask(space) for _ in range(min(BATCH, trials - len(search.points)))]
            first = len(search.points)
            search.points += [tuple(_value(one, trial.params[f"x{place}"]) for place, one in enumerate(varied))
                              for trial in asked]  # fmt: skip
            evaluate(search, range(first, len(search.points)))
            for trial, values in zip(asked, search.found[first:], strict=True):
                _tell(optuna, study, trial, goal, values)
    return search


def _tell(optuna: Any, study: Any, trial: Any, goal: Goal, values: Values | None) -> None:
    score = float("nan") if values is None else goal.score(values)
    excesses = [limit.excess(values) for limit in goal.limits] if values is not None else []
    if not np.isfinite([score, *excesses]).all():
        study.tell(trial, state=optuna.trial.TrialState.FAIL)
        return
    trial.set_user_attr("excess", excesses)
    study.tell(trial, score)


def _sampler(optuna: Any, seed: int) -> Any:
    return optuna.samplers.TPESampler(
        seed=seed % 2**32,
        multivariate=True,
        constant_liar=True,
        constraints_func=lambda trial: trial.user_attrs.get("excess", []),
    )


def _distribution(optuna: Any, one: Vary) -> Any:
    kinds = optuna.distributions
    if one.choices:
        return kinds.CategoricalDistribution(list(range(len(one.choices))))
    if one.is_whole:
        return kinds.IntDistribution(int(one.low), int(one.high))
    return kinds.FloatDistribution(one.low, one.high)


def _value(one: Vary, code: Any) -> Any:
    return one.choices[code] if one.choices else code


def _coded(one: Vary, value: Any) -> Any:
    return one.choices.index(value) if one.choices else value
