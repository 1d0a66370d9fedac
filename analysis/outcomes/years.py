"""The difference from the baseline year by year: whether a gain lasts, fades, or comes late."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from analysis.statistics.estimates import Estimate
from analysis.text.numbers import counted, fitting_digits, listed, number
from simulation.measurement.formulas import YEAR

if TYPE_CHECKING:
    import pandas as pd

SMALL_CHANGE = 0.1
"""Part of the first year's difference by which the last one may differ and is still called the same."""
LARGE_CHANGE = 1.5
"""From this many times on, a change is told though the intervals do not tell the two years apart."""


class Year(NamedTuple):
    """The difference of a year, and the weeks of it that were reported."""

    found: Estimate
    weeks: int


def years_of(table: pd.DataFrame, firm: str, metric: str) -> dict[str, list[Year]]:
    """The differences of a firm by strategy, a year after the other; nothing where the run has one year only."""
    own = table[(table["firm"] == firm) & (table["metric"] == metric)]
    found: dict[str, list[Year]] = {}
    for row in own.to_dict("records"):
        difference = Estimate(row["difference"], math.nan, row["ci_low"], row["ci_high"], int(row["replicates"]))
        found.setdefault(str(row["strategy"]), []).append(Year(difference, int(row["weeks"])))
    return {strategy: years for strategy, years in found.items() if len(years) > 1}


def told_by_year(years: Mapping[str, Sequence[Year]], strategy: str, unit: str) -> str:
    """`, by year +4,900, +3,200 and −1,400 USD (the gain fades)`; empty where there is one year only."""
    found = years.get(strategy, ())
    if not found or all(one.found.mean == 0.0 for one in found):
        return ""
    digits = fitting_digits(*(one.found.mean for one in found))
    told = listed([number(one.found.mean, digits=digits, sign=True) for one in found])
    last = "" if found[-1].weeks == YEAR else f", the last of {counted(found[-1].weeks, 'week')}"
    course = course_of([one.found for one in found if one.weeks == YEAR])
    return f", by year {told} {unit}".rstrip() + last + (f" ({course})" if course else "")


def course_of(years: Sequence[Estimate]) -> str:
    """What becomes of a difference that is sure in its first or in its last year, in words; empty where nothing is.

    A year is sure where its interval leaves out 0; it differs from another where the two are further apart than both
    intervals together, as independent errors add up.
    """
    signs = [(one.low > 0.0) - (one.high < 0.0) for one in years]
    if len(years) < 2 or not (signs[0] or signs[-1]):
        return ""
    noun, other = ("gain", "loss") if (signs[0] or signs[-1]) > 0 else ("loss", "gain")
    if signs[-1] != signs[0]:
        if signs[-1] and signs[0]:
            verb = f"turns into a {other}"
        elif _are_apart(years[0], years[-1]):
            verb = "shows" if signs[-1] else "is not shown any more"
        else:
            verb = "is sure only" if signs[-1] else "is not sure any more"
        return f"the {noun} {verb} {_from(signs)}"
    return f"the {noun} {_moves(years[0], years[-1])}" if set(signs) == {signs[0]} else ""


def _are_apart(first: Estimate, last: Estimate) -> bool:
    return abs(last.mean - first.mean) > math.hypot(first.half_width, last.half_width)


def _moves(first: Estimate, last: Estimate) -> str:
    """What becomes of a difference that keeps its sign: what is within a tenth of the first year's lasts."""
    times = last.mean / first.mean
    if abs(times - 1.0) <= SMALL_CHANGE:
        return "lasts"
    if _are_apart(first, last):
        return "grows" if times > 1.0 else "fades"
    if 1.0 / LARGE_CHANGE < times < LARGE_CHANGE:
        return "lasts"
    return "seems to grow" if times > 1.0 else "seems to fade"


def _from(signs: list[int]) -> str:
    """The first year from which the sign stays what it is in the end."""
    year = len(signs)
    while signs[year - 2] == signs[-1]:
        year -= 1
    return f"from year {year} on" if year < len(signs) else f"in year {year}"
