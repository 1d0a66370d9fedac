"""What stands beside a panel, a log or facts: what few answers and complaints tell of a firm, and past changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from analysis.calibration.facts_problem import (
    COUNTED,
    IN_SCENARIO,
    FactsLook,
    Key,
    failures_of,
    held_back_of,
    levels_of,
    of_all_customers,
    one_to_one,
)
from analysis.calibration.files.beside import MoreMoments, joined
from analysis.calibration.files.experiments import KIND as EXPERIMENTS
from analysis.calibration.files.experiments import TriedLook, told_of
from analysis.calibration.files.findings import Told, Tried
from analysis.calibration.files.prices import KIND as PRICES
from analysis.calibration.fitting.free_parameters import Informed, free_of
from analysis.calibration.fitting.moments import Named
from analysis.calibration.fitting.problem import FitProblem
from analysis.calibration.observables import Known, known_facts
from simulation.reading.paths import format_path
from simulation.scenario.scenario import Scenario

BESIDE = ("nps", "satisfaction", "complaints_a_week", "complaint_rate", "failure_rate", "failures_a_week",
          "resolution_weeks")  # fmt: skip
"""Facts that neither a panel nor a log tells itself."""


NO_BEFORE = "a log begins with its first customer, and shows no market before a change; give them with facts or a panel"


def with_facts(problem: FitProblem, told: Told, source: str, *, is_log: bool) -> tuple[FitProblem, list[str]]:
    """A panel or log, from files of kind `source`, with what else is known; and sentences of what is of no use."""
    kept = {path: one for path, one in told.settings.items() if one.kind != PRICES}
    market = replace(told, settings=kept).market(problem.scenario)
    problem = replace(problem, scenario=market, sources=(source,) * len(problem.target.names))
    known = known_facts(market)
    keys = tuple(key for key in known if key[1] in BESIDE)
    left = [f"{told.facts[key].kind if key in told.facts else IN_SCENARIO}: {key[1]} of {key[0]} is told by `{source}`"
            for key in known if key[1] not in BESIDE]  # fmt: skip
    left += [f"{PRICES}: `{source}` has the prices that people met"] if len(kept) < len(told.settings) else []
    if keys:
        problem = joined(problem, _facts(market, keys, [known[key] for key in keys], told, is_log=is_log))
    if is_log and told.tried:
        return problem, [*left, f"{EXPERIMENTS}: {NO_BEFORE}"]
    return with_changes(problem, told.tried), left


def of_size(problem: FitProblem, size: int) -> FitProblem:
    """The problem of a market of so many real customers, whatever its firms told."""
    told = {format_path(("firms", firm, "real_customers")): None for firm in problem.scenario.firms}
    return replace(problem, scenario=problem.scenario.changed({**told, "market.real_customers": size}))


def with_changes(problem: FitProblem, tried: tuple[Tried, ...]) -> FitProblem:
    """The problem with past changes as further moments."""
    if not tried:
        return problem
    informed: dict[str, Informed] = {one.name: one for change in tried for one in told_of(change)}
    unknown = np.full(len(tried), np.nan)
    more = MoreMoments(
        names=tuple(Named(one.called, one.firm) for one in tried),
        observed=np.array([one.difference for one in tried]),
        se=np.array([one.se for one in tried]),
        later=(unknown, np.diag(unknown)),
        look=TriedLook(tried),
        free=free_of(problem.scenario, informed.values()),
        levels={},
        sources=(EXPERIMENTS,) * len(tried),
    )
    return joined(problem, more)


def _facts(market: Scenario, keys: tuple[Key, ...], known: Sequence[Known], told: Told, *, is_log: bool) -> MoreMoments:
    """The facts as moments. A log's firm has next to no failures unless complaints tell of some."""
    levels = levels_of(market, keys)
    failures = failures_of(market, keys, COUNTED) if is_log else ()
    return MoreMoments(
        names=tuple(Named(name, firm) for firm, name in keys),
        observed=np.array([one.value for one in known]),
        se=np.array([one.se for one in known]),
        later=held_back_of([told.held_back.get(key) for key in keys]),
        look=FactsLook(keys),
        free=(*levels, *of_all_customers(market, keys), *failures),
        levels={one.name: place for one, place in levels.items()} | one_to_one(keys),
        sources=tuple(_sources(keys, told)),
    )


def _sources(keys: Sequence[Key], told: Told) -> Iterator[str]:
    for key in keys:
        yield told.facts[key].kind if key in told.facts else IN_SCENARIO
