"""Numbers as people read them: few digits, thousands apart, a sign where a sign matters."""

from __future__ import annotations

import math

from analysis.statistics.estimates import Estimate
from simulation.measurement.metrics import METRICS

MOST_DIGITS = 6


def scale_and_unit(metric: str, currency: str, *, difference: bool = False) -> tuple[float, str]:
    """Factor and unit in which people read a metric: shares in percent, their differences in points."""
    unit = METRICS[metric].unit if metric in METRICS else ""
    if unit == "share":
        return 100.0, "points" if difference else "%"
    return 1.0, unit.replace("money", currency).replace("index ", "").replace("0-100", "0–100")


def number(value: float, *, digits: int | None = None, sign: bool = False) -> str:
    """A number with thousands apart; without `digits`, enough of them for three that matter."""
    if not math.isfinite(value):
        return "–"
    if digits is None:
        digits = fitting_digits(value)
    rounded = round(value, digits) + 0.0
    text = f"{rounded:{'+' if sign and rounded else ''},.{digits}f}"
    return text.replace("-", "−")


def fitting_digits(*values: float) -> int:
    """Decimals that leave about three digits that matter in the largest of the values."""
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    if largest >= 100.0 or largest == 0.0:
        return 0
    return min(MOST_DIGITS, 2 - math.floor(math.log10(largest)))


def difference_with_interval(difference: Estimate, unit: str, scale: float = 1.0) -> str:
    """+1,234 USD (95 % interval +900 to +1,568); without the bracket where there is one replicate."""
    ends = (difference.mean * scale, difference.low * scale, difference.high * scale)
    digits = fitting_digits(*ends)
    while difference.sd > 0.0 and digits < MOST_DIGITS and round(ends[1], digits) == round(ends[2], digits):
        digits += 1
    middle, low, high = (number(end, digits=digits, sign=True) for end in ends)
    text = f"{middle} {unit}".rstrip()
    if difference.n < 2:
        return text
    return f"{text} (the same in all replicates)" if difference.sd == 0.0 else f"{text} (95 % interval {low} to {high})"


def half_told(replicates: int) -> str:
    """What stands behind a mean: half of its interval, and when it does not."""
    return "± half the 95 % interval, if it has a width" if replicates > 1 else "of one replicate"


def listed(names: list[str]) -> str:
    """a, b and c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def counted(count: int, noun: str) -> str:
    """1 replicate, 20 replicates."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
