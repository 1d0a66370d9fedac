"""Who sells how much: market shares over the weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.figures import style
from analysis.figures.frame import MOST_PANELS, first, not_shown, panels, styled
from analysis.figures.time_series import draw_lines, finish_weeks, how_to_read, over_weeks

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_LINES = 8


@styled
def market_share(weekly: pd.DataFrame, focus: str) -> Figure:
    """Each firm's share of purchases week by week, a panel a strategy, with 95 % intervals.

    The first strategy is the baseline; its share of the focus firm stands in every other panel for comparison.
    """
    strategies, dropped = first(weekly["strategy"], MOST_PANELS)
    colours = style.firm_colours(list(dict.fromkeys(weekly["firm"])), focus)
    figure, axes_of = panels(len(strategies))
    ends = []
    for axes, strategy in zip(axes_of, strategies, strict=True):
        part = weekly[weekly["strategy"] == strategy]
        ends.append(draw_lines(axes, part, "firm", colours, "market_share", 100.0))
        if strategy != strategies[0]:
            _draw_baseline(axes, weekly[(weekly["strategy"] == strategies[0]) & (weekly["firm"] == focus)])
        finish_weeks(axes, part, strategy if len(strategies) > 1 else "")
    axes_of[0].set_ylim(bottom=0.0)
    axes_of[0].set_ylabel("share of purchases (%)")
    dots = f"  Dots: {style.shortened(focus)} under {style.shortened(strategies[0])}." if len(strategies) > 1 else ""
    style.headline(figure, "Market share", how_to_read(weekly) + dots + not_shown(dropped))
    style.lay_out(figure)  # labels need to know how much room the layout leaves
    for axes, names in zip(axes_of, ends, strict=True):
        style.label_ends(axes, names[:MOST_LINES])
    return figure


def _draw_baseline(axes: Axes, rows: pd.DataFrame) -> None:
    """The focus firm's line of the baseline, in dots."""
    line = over_weeks(rows, "market_share")
    axes.plot(line.index.to_numpy(), line["mean"].to_numpy() * 100.0, ":", color=style.INK, linewidth=1.0, zorder=70)
