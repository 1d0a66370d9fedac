"""Lines over the weeks: mean over replicates, its interval as a band, and its name at its end."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from analysis.figures import style
from analysis.statistics.estimates import critical_t
from analysis.statistics.metric_bounds import limits
from analysis.text.numbers import counted

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

EVENED_WEEKS = 9
End = tuple[float, str, str]
"""Where a line ends, its name and its colour."""


def over_weeks(rows: pd.DataFrame, metric: str) -> pd.DataFrame:
    """Mean of a metric over replicates by week, with its pointwise 95 % interval from `low` to `high`, of what can be.

    The spread between few replicates says little about one week, so it is evened out over the weeks around it.
    """
    by_week = rows.dropna(subset=[metric]).groupby("week", sort=True)[metric].agg(["mean", "std", "count"])
    width = [critical_t(int(n) - 1) / float(n) ** 0.5 if n > 1 else 0.0 for n in by_week["count"]]
    variance = by_week["std"].fillna(0.0) ** 2
    half = variance.rolling(EVENED_WEEKS, center=True, min_periods=1).mean() ** 0.5 * width
    middle, (least, most) = by_week["mean"], limits(metric)
    low, high = middle - half, middle + half
    return by_week.assign(low=low.clip(lower=middle.clip(upper=least)), high=high.clip(upper=middle.clip(lower=most)))


def draw_lines(
    axes: Axes, rows: pd.DataFrame, by: str, colours: Mapping[str, str], metric: str, scale: float = 1.0,
    bands: float = math.inf,
) -> list[End]:  # fmt: skip
    """A line for each name in the column `by`, the first in front, with bands for so many of them; the lines' ends."""
    ends = []
    for place, (name, colour) in enumerate(colours.items()):
        line = over_weeks(rows[rows[by] == name], metric)
        if line.empty:
            continue
        weeks, depth = line.index.to_numpy(), 60.0 - place
        low, high = line["low"].to_numpy() * scale, line["high"].to_numpy() * scale
        if place < bands:
            axes.fill_between(weeks, low, high, color=colour, alpha=0.18, linewidth=0, zorder=depth - 0.5)
        axes.plot(weeks, line["mean"].to_numpy() * scale, color=colour, zorder=depth)
        ends.append((float(line["mean"].iloc[-1]) * scale, name, colour))
    return ends


def finish_weeks(axes: Axes, rows: pd.DataFrame, title: str) -> None:
    """Limits, ticks and faint lines of a panel over the weeks."""
    first, last = int(rows["week"].min()), int(rows["week"].max())
    axes.set_xlim(first, max(last, first + 1))
    axes.set_xticks(week_ticks(first, last))
    if axes.xaxis.get_tick_params()["labelbottom"]:
        axes.set_xlabel("week")
    axes.grid(axis="y", color=style.FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_title(style.shortened(title, 30))


def week_ticks(first: int, last: int) -> list[int]:
    """The first week, then quarters or years: few enough to read."""
    step = next((step for step in (13, 26, 52, 104, 260, 520) if (last - first) / step <= 4), 5200)
    if last - first < 13:
        step = max(1, (last - first) // 3)
    marks = [week for week in range(step, last + 1, step) if week - first >= step / 2]
    return [first, *marks]


def how_to_read(rows: pd.DataFrame) -> str:
    """What the lines and bands are."""
    n = rows["replicate"].nunique()
    if n < 2:
        return "One replicate."
    return f"Line: mean of {counted(n, 'replicate')}.  Band: 95 % interval of the mean, week by week."
