"""Attractions brought back to the market shares that a file tells: what else a world assumes, firms sell what they do.

A world that changes how people choose changes how much each firm sells, and would soon be a market that nobody knows.
Where a market share is told (`observed`), the attraction of each such firm is moved, in a small market under the
baseline plan, until its share of the last year is the one that was seen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from analysis.execution.run import Options, Run, outcomes_of_run
from simulation.measurement.recorder import YEAR
from simulation.reading.paths import format_path
from simulation.scenario.scenario import Scenario

CUSTOMERS = 1_000
SHARE = "market_share"
ROUNDS = 6
NEAR = 0.015
"""A share is met when it is missed by less than 1.5 points, which is the luck of a small market."""
FIRST_STEP = 1.0
"""Utility by which an attraction moves for each missing unit of the logit of its share, before the market was seen to
answer: that of a single choice."""
STEPS = (0.2, 3.0)
"""Between which that lies later: habit and talk make a market answer more, chance and limited attention less."""
TOLD = 0.1
"""An answer, in logits, that says more of the market than of luck."""
FURTHEST = 100.0
EDGE = 1e-3


def told_shares(scenario: Scenario) -> dict[str, float]:
    """Market share by firm, for those whose share the scenario tells."""
    return {name: facts[SHARE].value for name, facts in scenario.facts.items() if SHARE in facts}


def brought_back(scenario: Scenario) -> Scenario:
    """The scenario with the attractions under which its baseline plan has the shares told; itself where none are."""
    told = told_shares(scenario)
    if not told or len(scenario.firms) < 2:
        return scenario
    market = _small(scenario)
    now = {name: market.firms[name].attraction for name in told}
    steps, last = dict.fromkeys(told, FIRST_STEP), None
    best = (math.inf, now)
    for _ in range(ROUNDS):
        shares = _shares(with_attractions(market, now), told)
        missed = max(abs(shares[name] - told[name]) for name in told)
        best = min(best, (missed, now), key=lambda one: one[0])
        if missed < NEAR:
            break
        seen = {name: _logit(share) for name, share in shares.items()}
        if last is not None:
            steps = {name: _step(steps[name], now[name] - last[0][name], seen[name] - last[1][name]) for name in told}
        last = now, seen
        now = _moved(now, {name: steps[name] * (_logit(told[name]) - seen[name]) for name in told}, scenario)
    return with_attractions(scenario, best[1])


def with_attractions(scenario: Scenario, attractions: Mapping[str, float]) -> Scenario:
    """The scenario with these attractions by firm; a plan that sets one sets it as much higher or lower as before."""
    changes = {format_path(("firms", name, "attraction")): value for name, value in attractions.items()}
    moved = {path: value - scenario.firms[name].attraction
             for (path, value), name in zip(changes.items(), attractions, strict=True)}  # fmt: skip
    for plan in scenario.plans.values():
        own = {path: plan.changes[path] for path in moved if path in plan.changes and not plan.parts}
        changes |= {f"{format_path(('compare', plan.name))}.{path}": was + moved[path] for path, was in own.items()}
    return scenario.changed(changes)


def _small(scenario: Scenario) -> Scenario:
    """A small market under the baseline plan, a year of it reported at most."""
    market = scenario.market
    sizes = {"market.customers": min(market.customers, CUSTOMERS), "market.weeks": min(market.weeks, YEAR)}
    return scenario.settled().changed({**sizes, "compare": {scenario.baseline: {}}})


def _shares(market: Scenario, told: Mapping[str, float]) -> dict[str, float]:
    outcomes = outcomes_of_run(Run(market, market.baseline, 1), Options())
    found = {name: outcomes.get((name, "market_share"), math.nan) for name in told}
    return {name: 0.0 if math.isnan(share) else share for name, share in found.items()}


def _moved(now: Mapping[str, float], by: dict[str, float], scenario: Scenario) -> dict[str, float]:
    """Attractions moved; where all firms are told of, their mean stays, so that people buy as much as before."""
    mean = sum(by.values()) / len(by) if len(by) == len(scenario.firms) else 0.0
    return {name: min(max(value + by[name] - mean, -FURTHEST), FURTHEST) for name, value in now.items()}


def _step(before: float, moved: float, answered: float) -> float:
    """How far to go for a unit of logit, from how the market answered the last move."""
    if abs(answered) < TOLD or moved * answered <= 0.0:
        return before
    return min(max(moved / answered, STEPS[0]), STEPS[1])


def _logit(share: float) -> float:
    inside = min(max(share, EDGE), 1.0 - EDGE)
    return math.log(inside / (1.0 - inside))
