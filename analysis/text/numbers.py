"""Numbers as people read them: few digits, thousands apart, a sign where a sign matters."""

from __future__ import annotations

import math

from simulation.measurement.metrics import METRICS

MOST_DIGITS = 6
SAME = "same"


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


def rounded(value: float, half: float = 0.0, *, sign: bool = False) -> str:
    """`22,700 ± 6,300`: no finer than half of the interval tells; without one, three digits that matter."""
    is_wide = math.isfinite(half) and half > 0.0
    if not math.isfinite(value) or (value == 0.0 and not is_wide):
        return number(value)
    step = 10.0 ** math.floor(math.log10(half) - 1.0 if is_wide else math.log10(abs(value) or 1.0) - 2.0)
    digits = max(0, -round(math.log10(step)))
    width = f" ± {number(step * round(half / step), digits=digits)}" if is_wide else ""
    return f"{number(step * round(value / step), digits=digits, sign=sign)}{width}"


def half_told(replicates: int) -> str:
    """What stands behind a mean: half of its interval, and when it does not."""
    return "± half the 95 % interval, if it has a width" if replicates > 1 else "of one replicate"


def listed(names: list[str]) -> str:
    """a, b and c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def counted(count: int, noun: str) -> str:
    """1 replicate, 20 replicates."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
