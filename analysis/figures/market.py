"""Who sells how much: market shares over the weeks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from analysis.figures import style
from analysis.figures.frame import MOST_PANELS, first, not_shown, panels, styled
from analysis.figures.time_series import draw_lines, finish_weeks, how_to_read, over_weeks
from analysis.text.numbers import counted

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_LINES = 8


@styled
def market_share(weekly: pd.DataFrame, focus: str) -> Figure:
    """Each firm's share of purchases week by week, a panel a strategy, with 95 % intervals.

    The first strategy is the baseline; its share of the focus firm stands in every other panel for comparison. Of many
    firms the largest are named, all others are thin and grey, and only the focus firm has its interval.
    """
    strategies, dropped = first(weekly["strategy"], MOST_PANELS)
    named, others = _largest(weekly, focus)
    colours = style.firm_colours(named, focus)
    figure, axes_of = panels(len(strategies))
    ends = []
    for axes, strategy in zip(axes_of, strategies, strict=True):
        part = weekly[weekly["strategy"] == strategy]
        _draw_others(axes, part, others)
        ends.append(draw_lines(axes, part, "firm", colours, "market_share", 100.0, 1 if others else math.inf))
        if strategy != strategies[0]:
            _draw_baseline(axes, weekly[(weekly["strategy"] == strategies[0]) & (weekly["firm"] == focus)])
        finish_weeks(axes, part, strategy if len(strategies) > 1 else "")
    axes_of[0].set_ylim(bottom=0.0)
    axes_of[0].set_ylabel("share of purchases (%)")
    dots = f"  Dots: {style.shortened(focus)} under {style.shortened(strategies[0])}." if len(strategies) > 1 else ""
    grey = (
        f"  The band is that of {style.shortened(focus)}.  Grey: {counted(len(others), 'smaller firm')}."
        if others
        else ""
    )
    style.headline(figure, "Market share", how_to_read(weekly) + dots + grey + not_shown(dropped))
    style.lay_out(figure)  # labels need to know how much room the layout leaves
    for axes, names in zip(axes_of, ends, strict=True):
        style.label_ends(axes, names)
    return figure


def _largest(weekly: pd.DataFrame, focus: str) -> tuple[list[str], list[str]]:
    """As many firms as can be told apart, the focus among them, as they come; and the others."""
    firms = list(dict.fromkeys(weekly["firm"]))
    if len(firms) <= MOST_LINES:
        return firms, []
    by_share = weekly.groupby("firm")["market_share"].mean().sort_values(ascending=False, kind="stable")
    kept = {focus, *[firm for firm in by_share.index if firm != focus][: MOST_LINES - 1]}
    return [firm for firm in firms if firm in kept], [firm for firm in firms if firm not in kept]


def _draw_others(axes: Axes, rows: pd.DataFrame, firms: list[str]) -> None:
    """The lines of firms that are not named."""
    for firm in firms:
        line = over_weeks(rows[rows["firm"] == firm], "market_share")
        axes.plot(line.index.to_numpy(), line["mean"].to_numpy() * 100.0, color=style.OTHERS, linewidth=0.5, zorder=40)


def _draw_baseline(axes: Axes, rows: pd.DataFrame) -> None:
    """The focus firm's line of the baseline, in dots."""
    line = over_weeks(rows, "market_share")
    axes.plot(line.index.to_numpy(), line["mean"].to_numpy() * 100.0, ":", color=style.INK, linewidth=1.0, zorder=70)
