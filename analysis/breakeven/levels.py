"""Where a paired difference that depends on one number crosses 0: bracketed on its mean, with an interval."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from scipy.optimize import brentq

from analysis.statistics.estimates import Estimate, critical_t

Differences = Callable[[float], Estimate]
"""The paired difference at a value of the number, over replicates on common luck."""
Side = Literal["above", "below"]
OTHER: dict[Side, Side] = {"above": "below", "below": "above"}
FINEST, SMALLEST_COIN = 1e-4, 0.002
"""How near a crossing is looked for: this part of the range, and no farther off than a fifth of a cent."""
OF_INTERVAL = 0.001
"""A crossing need not be found nearer than this part of its interval's half: luck decides the rest."""
MOST_STEPS = 60


@dataclass(frozen=True)
class Level:
    """A value at which both are level, with its 95 % interval, and on which side of it the plan is better."""

    value: float
    low: float
    high: float
    better: Side


def levels(grid: Sequence[float], at: Differences, *, whole: bool = False, more_is_better: bool = True) -> list[Level]:
    """Every crossing between neighbours of a rising grid, in its order.

    `whole` says that the number takes whole values only: between two of them the difference counts as a straight line.
    """
    seen = _between_whole(at) if whole else at
    found = []
    for place, (low, high) in enumerate(pairwise(grid)):
        start, end = seen(low).mean, seen(high).mean
        if start * end < 0.0 or (end == 0.0 and start != 0.0) or (place == 0 and start == 0.0 != end):
            found.append(_level(low, high, seen, grid[-1] - grid[0]))
    return found if more_is_better else [replace(one, better=OTHER[one.better]) for one in found]


def _level(low: float, high: float, at: Differences, width: float) -> Level:
    """The crossing between two values, its interval by the delta method on the slope between them."""
    ends = at(low), at(high)
    slope = (ends[1].mean - ends[0].mean) / (high - low)
    halves = [end.half_width / abs(slope) for end in ends if math.isfinite(end.half_width)]
    near = max(OF_INTERVAL * max(halves, default=0.0), min(FINEST * width, SMALLEST_COIN))
    value, _ = brentq(lambda x: at(x).mean, low, high, xtol=near, maxiter=MOST_STEPS, full_output=True, disp=False)
    here = at(value)
    half = critical_t(here.n - 1) * here.sd / math.sqrt(here.n) / abs(slope) if here.n > 1 else math.nan
    return Level(value, value - half, value + half, "above" if slope > 0.0 else "below")


def _between_whole(at: Differences) -> Differences:
    """The difference drawn straight between whole values."""

    def drawn(value: float) -> Estimate:
        below, above = at(math.floor(value)), at(math.ceil(value))
        part = value - math.floor(value)
        mean, sd, low, high = (
            (1.0 - part) * getattr(below, name) + part * getattr(above, name) for name in ("mean", "sd", "low", "high")
        )
        return Estimate(mean, sd, low, high, below.n)

    return drawn
