"""The difference from the baseline year by year: whether a gain lasts, fades, or comes late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from analysis.outcomes.outcomes import paired
from analysis.outcomes.real_size import Scales, sized
from analysis.statistics.estimates import Estimate, paired_difference
from analysis.text.numbers import fitting_digits, listed, number
from simulation.measurement.formulas import YEAR

if TYPE_CHECKING:
    import pandas as pd

SUMS = ("profit", "revenue", "cost", "units", "acquired")
"""What is added up by year."""
COLUMNS = (
    *("firm", "metric", "strategy", "baseline", "year", "weeks", "difference", "ci_low", "ci_high", "replicates"),
)


def by_year(weekly: pd.DataFrame, scales: Scales, baseline: str) -> pd.DataFrame:
    """Paired difference of every strategy from the baseline in each year of 52 weeks: the table `years.csv`.

    `weekly` is the table by week and replicate, as it was simulated. What is left of the weeks is a year of its own,
    of as many `weeks`. Years add up to the differences of the whole run.
    """
    import pandas as pd

    years = (weekly["week"] - 1) // YEAR + 1
    weeks = weekly.groupby(years)["week"].nunique()
    sums = sized(weekly, scales, SUMS).groupby(["firm", "strategy", years, "replicate"])[list(SUMS)].sum()
    rows = []
    for firm in dict.fromkeys(weekly["firm"]):
        for metric in SUMS:
            columns = _columns(sums.loc[firm, metric])
            for strategy in dict.fromkeys(weekly["strategy"]):
                for year in weeks.index if strategy != baseline else ():
                    pair = paired([columns[strategy, year], columns[baseline, year]])
                    if pair[0]:
                        found = paired_difference(*pair)
                        rows.append((firm, metric, strategy, baseline, year, weeks[year], found.mean, found.low,
                                     found.high, found.n))  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _columns(sums: pd.Series) -> dict[tuple[str, int], dict[int, float]]:
    """Sums by strategy and year, each by replicate."""
    found: dict[tuple[str, int], dict[int, float]] = {}
    for strategy, year, replicate, value in sums.reset_index().itertuples(index=False):
        found.setdefault((strategy, year), {})[replicate] = float(value)
    return found


def years_of(table: pd.DataFrame, firm: str, metric: str) -> dict[str, list[Estimate]]:
    """The differences of a firm by strategy, a year after the other; nothing where the run has one year only."""
    own = table[(table["firm"] == firm) & (table["metric"] == metric)]
    found: dict[str, list[Estimate]] = {}
    for row in own.to_dict("records"):
        n = int(row["replicates"])
        found.setdefault(str(row["strategy"]), []).append(
            Estimate(row["difference"], float("nan"), row["ci_low"], row["ci_high"], n)
        )
    return {strategy: years for strategy, years in found.items() if len(years) > 1}


def told_by_year(years: Mapping[str, Sequence[Estimate]], strategy: str, unit: str) -> str:
    """`, by year +4,900, +3,200 and −1,400 USD (the gain fades)`; empty where there is one year only."""
    found = years.get(strategy, ())
    if not found or all(one.mean == 0.0 for one in found):
        return ""
    digits = fitting_digits(*(one.mean for one in found))
    told = listed([number(one.mean, digits=digits, sign=True) for one in found])
    course = course_of(found)
    return f", by year {told} {unit}".rstrip() + (f" ({course})" if course else "")


def course_of(years: Sequence[Estimate]) -> str:
    """What becomes of a difference that is sure in its first or in its last year, in words; empty where nothing is."""
    signs = [(one.low > 0.0) - (one.high < 0.0) for one in years]
    first, last = years[0], years[-1]
    noun, other = ("gain", "loss") if (signs[0] or signs[-1]) > 0 else ("loss", "gain")
    if signs[0] and signs[-1] == -signs[0]:
        return f"the {noun} turns into a {other} {_from(signs)}"
    if signs[0] and not signs[-1]:
        return f"the {noun} is not shown any more {_from(signs)}"
    if signs[-1] and not signs[0]:
        return f"the {noun} shows {_from(signs)}"
    if not signs[0] or any(sign != signs[0] for sign in signs):
        return ""
    least, most = sorted((first, last), key=lambda one: abs(one.mean))
    apart = least.high < most.low if signs[0] > 0 else most.high < least.low
    if not apart:
        return f"the {noun} lasts"
    return f"the {noun} fades" if most is first else f"the {noun} grows"


def _from(signs: list[int]) -> str:
    """The first year from which the sign stays what it is in the end."""
    year = len(signs)
    while signs[year - 2] == signs[-1]:
        year -= 1
    return f"from year {year} on" if year < len(signs) else f"in year {year}"
