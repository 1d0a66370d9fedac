"""When a plan has paid back what it took."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from analysis.figures import style
from analysis.figures.frame import MOST_PANELS, first, not_shown, panels, styled
from analysis.figures.time_series import week_ticks
from analysis.text.numbers import number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


@styled
def payback(gains: pd.DataFrame, weeks_paid: Mapping[str, int | None], baseline: str, focus: str, unit: str) -> Figure:
    """What each plan has gained on the baseline up to each week, its costs paid, and the week that it has paid back.

    `gains` has the columns strategy, week, mean, low and high, money; `weeks_paid` the week of each plan, or None.
    """
    strategies, dropped = first(gains["strategy"], MOST_PANELS)
    figure, axes_of = panels(max(len(strategies), 1), height=1.7)
    for axes, strategy in zip(axes_of, strategies, strict=False):
        rows, colour, week = gains[gains["strategy"] == strategy], style.FIRM_COLOURS[0], weeks_paid.get(strategy)
        axes.axhline(0.0, color=style.INK, linewidth=0.9, zorder=1)
        axes.fill_between(rows["week"], rows["low"], rows["high"], color=colour, alpha=0.18, linewidth=0)
        axes.plot(rows["week"], rows["mean"], color=colour)
        if week is not None:
            axes.axvline(week, color=style.QUIET, linewidth=0.9, linestyle=(0, (3, 2)))
        told = f"week {week}" if week is not None else "not yet"
        axes.set_title(f"{style.shortened(strategy, 20)}: {told}")
        ends = int(rows["week"].min()), int(rows["week"].max())
        axes.set_xlim(ends[0], max(ends[1], ends[0] + 1))
        axes.set_xticks(week_ticks(*ends))
        axes.yaxis.set_major_formatter(lambda value, _: number(value, sign=True))
        if axes.xaxis.get_tick_params()["labelbottom"]:
            axes.set_xlabel("week")
    title = f"What each plan has gained {style.shortened(focus)} so far, against {style.shortened(baseline)}"
    note = f"{unit} of profit, from week 1.  Above each panel: the week from which it has paid back.  "
    note += "Line: mean of replicates.  Band: 95 % interval of the mean."
    style.headline(figure, title, note + not_shown(dropped))
    return figure
