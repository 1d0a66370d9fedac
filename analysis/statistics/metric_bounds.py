"""What a metric can be at all: no interval of a share goes beyond 0 to 100 %."""

from __future__ import annotations

import math
from dataclasses import replace

from analysis.statistics.estimates import Estimate
from simulation.measurement.metrics import METRICS

ANYTHING = (-math.inf, math.inf)
LIMITS = {"share": (0.0, 1.0), "index 0-100": (0.0, 100.0), "index -100-100": (-100.0, 100.0), "money": ANYTHING}
"""By unit; what has another unit is counted, and cannot be below 0."""


def limits(metric: str, *, difference: bool = False) -> tuple[float, float]:
    """The least and the most that a metric, or the difference between two values of it, can be."""
    if metric not in METRICS:
        return ANYTHING
    low, high = LIMITS.get(METRICS[metric].unit, (0.0, math.inf))
    return (low - high, high - low) if difference else (low, high)


def bounded(found: Estimate, metric: str, *, difference: bool = False) -> Estimate:
    """The estimate with an interval that stays within what can be, and holds its mean."""
    least, most = limits(metric, difference=difference)
    if not found.sd > 0.0:
        return found
    return replace(found, low=max(found.low, min(least, found.mean)), high=min(found.high, max(most, found.mean)))
