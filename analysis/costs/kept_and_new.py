"""What a customer kept beyond the first year earns a firm, against one in its first year: of the table by standing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from analysis.statistics.estimates import Estimate, estimate
from analysis.text.numbers import number, rounded
from simulation.measurement.formulas import YEAR

if TYPE_CHECKING:
    import pandas as pd

    from analysis.outcomes.question import Question

STANDING = "standing.csv"
KEPT, NEW = ("regular", "loyal"), ("new",)


class KeptAndNew(NamedTuple):
    """Profit a customer and year by replicate, as means with intervals, and how many newcomers one kept is worth.

    `times` has no replicates where newcomers do not earn anything in each of them.
    """

    kept: Estimate
    new: Estimate
    times: Estimate


def kept_and_new(standing: pd.DataFrame, strategy: str, firm: str, weeks: int) -> KeptAndNew | None:
    """What they earn under a strategy, by the customers of the end; None where the run has no year, or one has none.

    `standing` is the table `standing.csv` over the reported `weeks`. Profit of the new is after what winning them cost.
    """
    own = standing[(standing["strategy"] == strategy) & (standing["firm"] == firm)]
    pairs = [_of_replicate(part, weeks) for _, part in own.groupby("replicate")]
    found = [pair for pair in pairs if all(math.isfinite(value) for value in pair)]
    if weeks < YEAR or not found or len(found) < len(pairs):
        return None
    times = [kept / new for kept, new in found if new > 0.0 < kept]
    none = Estimate(math.nan, math.nan, math.nan, math.nan, 0)
    return KeptAndNew(
        estimate([kept for kept, _ in found]),
        estimate([new for _, new in found]),
        estimate(times) if len(times) == len(found) else none,
    )


def _of_replicate(part: pd.DataFrame, weeks: int) -> tuple[float, float]:
    """Profit a customer and year of the kept and of the new in one replicate; NaN where there are no such customers."""
    sums = part.set_index("standing")[["customers", "profit"]]
    kept, new = (sums.reindex(list(names)).sum() for names in (KEPT, NEW))
    return _a_year(kept, weeks), _a_year(new, weeks)


def _a_year(sums: pd.Series, weeks: int) -> float:
    return float(sums["profit"] / sums["customers"] * YEAR / weeks) if sums["customers"] > 0 else math.nan


def kept_in_words(standing: pd.DataFrame, question: Question) -> list[str]:
    """The same of the firm that is judged under the baseline, in a sentence; none where it is not known."""
    found = kept_and_new(standing, question.baseline, question.focus, question.weeks)
    if found is None:
        return []
    money = f"{question.currency} a year"
    kept, new = (rounded(one.mean, one.half_width) for one in (found.kept, found.new))
    told = (
        f"a customer kept beyond the first year earns {question.focus} {kept} {money}, one in the first {new}"
        f" after what winning it cost (under {question.named(question.baseline)})"
    )
    if not found.times.n:
        return [f"{told}."]
    low, high = (number(end, digits=1) for end in (found.times.low, found.times.high))
    span = f" (95 % interval {low} to {high})" if found.times.n > 1 else ""
    return [f"{told}: one kept is worth {number(found.times.mean, digits=1)} newcomers{span}."]
