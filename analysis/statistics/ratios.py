"""The ratio of two means over replicates, which stays calm where a single replicate's ratio would not."""

from __future__ import annotations

import math
from collections.abc import Sequence

from analysis.statistics import estimates
from analysis.statistics.estimates import Estimate


def ratio(gains: Sequence[float], times: Sequence[float]) -> Estimate:
    """Mean of the gains over the mean of `times`, paired by replicate; its interval by the delta method.

    NaN where the mean of `times` is not above 0. The interval holds where that mean is well above 0.
    """
    below = estimates.mean(times)
    if not below > 0.0:
        return Estimate(math.nan, math.nan, math.nan, math.nan, len(gains))
    value = estimates.mean(gains) / below
    return estimates.estimate(
        [value + (gain - value * often) / below for gain, often in zip(gains, times, strict=True)]
    )


def change_in_parts(values: Sequence[float], baseline: Sequence[float]) -> Estimate:
    """Mean difference as a part of the size of the baseline's mean, paired by replicate; NaN where that is 0."""
    sign = math.copysign(1.0, estimates.mean(baseline))
    gains = [value - base for value, base in zip(values, baseline, strict=True)]
    return ratio(gains, [sign * base for base in baseline])
