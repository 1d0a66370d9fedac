"""Simulated beside observed market shares, where a scenario tells what was observed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analysis.outcomes.outcomes import Outcomes
from analysis.outcomes.tables import aligned, level_shown
from analysis.text.numbers import number
from simulation.scenario.parameters.firm import Firm


class ObservedShare(NamedTuple):
    """Market share of a firm in reality, in the simulation (with its 95 % interval), and with which it started."""

    firm: str
    observed: float
    simulated: float
    ci_low: float
    ci_high: float
    at_start: float


def observed_shares(outcomes: Outcomes, strategy: str, firms: Mapping[str, Firm]) -> list[ObservedShare]:
    """A row for each firm whose share was observed; none where nothing was, or nothing was sold."""
    rows = []
    weights = sum(firm.initial_share for firm in firms.values())
    for name, firm in firms.items():
        level = outcomes.level(strategy, name, "market_share")
        if firm.observed_share is not None and level is not None:
            at_start = firm.initial_share / weights if weights > 0.0 else math.nan
            rows.append(ObservedShare(name, firm.observed_share, level.mean, level.low, level.high, at_start))
    return rows


def observed_table(outcomes: Outcomes, strategy: str, firms: Mapping[str, Firm]) -> str:
    """The shares in percent, their errors in points, and the error of no forecast; empty where none was observed."""
    shares = observed_shares(outcomes, strategy, firms)
    if not shares:
        return ""
    rows = [["market share", "observed", "simulated", "error", "at the start"], ["", "%", "%", "points", "%"]]
    for share in shares:
        simulated = level_shown(outcomes.level(strategy, share.firm, "market_share"), 100.0)
        error = number(100.0 * (share.simulated - share.observed), digits=1, sign=True)
        rows.append([share.firm, _percent(share.observed), simulated, error, _percent(share.at_start)])
    missed = mean_absolute_error(shares)
    idle = sum(abs(share.at_start - share.observed) for share in shares) / len(shares)
    return (
        f"{aligned(rows, rule_after=2)}\n"
        f"mean absolute error: {_percent(missed)} points; of the shares at the start: {_percent(idle)} points"
    )


def mean_absolute_error(shares: Sequence[ObservedShare]) -> float:
    """Mean distance of simulated from observed shares, 0-1."""
    return sum(abs(share.simulated - share.observed) for share in shares) / len(shares)


def _percent(share: float) -> str:
    return number(100.0 * share, digits=1)
