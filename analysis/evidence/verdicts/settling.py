"""Whether replicates have settled a check, and how many would: the interval must not cross an end of the band."""

from __future__ import annotations

import math

from analysis.evidence.verdicts.criteria import Check
from analysis.statistics.estimates import Estimate

MOST_TOLD = 10_000
"""Replicates beyond which nobody will go; the number is then not told."""


def ends_crossed(check: Check, found: Estimate | None) -> list[float]:
    """Ends of the band, and 0 for a difference, that lie inside the interval.

    None without an interval, and none of a band that is a single point: there every replicate counts by itself.
    """
    if found is None or not math.isfinite(found.low) or not found.low < found.high:
        return []
    ends = [end for band in (check.band, check.was or ()) if not _is_point(band) for end in band if end is not None]
    if check.paired:
        ends.append(0.0)
    slack = 1e-9 * max(1.0, abs(found.mean))
    return sorted({end for end in ends if found.low + slack < end < found.high - slack})


def _is_point(band: tuple[float | None, ...]) -> bool:
    return len(set(band)) == 1


def replicates_to_settle(check: Check, found: Estimate | None) -> int | None:
    """Replicates after which the interval would lie on one side of each end, were mean and spread to stay.

    0 where it does already; None where the mean lies on an end, or more than `MOST_TOLD` would be needed.
    """
    crossed = ends_crossed(check, found)
    if not crossed or found is None:
        return 0
    gap = min(abs(found.mean - end) for end in crossed)
    half = max(found.mean - found.low, found.high - found.mean)
    if gap == 0.0 or half / gap > math.sqrt(MOST_TOLD / found.n):
        return None
    return math.ceil(found.n * (half / gap) ** 2 - 1e-9)
