"""A difference with its interval, as people read it."""

from __future__ import annotations

from analysis.statistics.estimates import Estimate
from analysis.text.numbers import MOST_DIGITS, fitting_digits, number


def difference_with_interval(difference: Estimate, unit: str, scale: float = 1.0) -> str:
    """+1,234 USD (95 % interval +900 to +1,568); without the bracket where there is one replicate."""
    ends = (difference.mean * scale, difference.low * scale, difference.high * scale)
    digits = fitting_digits(*ends)
    while difference.sd > 0.0 and digits < MOST_DIGITS and _misread(ends, digits):
        digits += 1
    middle, low, high = (number(end, digits=digits, sign=True) for end in ends)
    text = f"{middle} {unit}".rstrip()
    if difference.n < 2:
        return text
    return f"{text} (the same in all replicates)" if difference.sd == 0.0 else f"{text} (95 % interval {low} to {high})"


def _misread(ends: tuple[float, float, float], digits: int) -> bool:
    """Whether so few digits hide that an interval has a width, or that it leaves out 0."""
    low, high = round(ends[1], digits), round(ends[2], digits)
    return low == high or (ends[1] * ends[2] > 0.0 and low * high == 0.0)
