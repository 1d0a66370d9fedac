"""The two figures of most lessons: numbers with their intervals, and a metric week by week."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from analysis.figures import style
from analysis.figures.frame import bare, styled
from analysis.figures.time_series import draw_lines, finish_weeks, how_to_read
from analysis.text.numbers import counted, number

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from analysis.lessons.found import Bars, Found


@styled
def draw_bars(bars: Bars, found: Found) -> Figure:
    """A bar a row, with its interval and its figure."""
    names = list(bars.rows)
    figure = style.new_figure(6.6, 1.15 + 0.42 * len(names))
    axes = figure.subplots()
    ends = []
    for row, name in enumerate(names):
        level = bars.rows[name]
        value = level.mean * bars.scale if math.isfinite(level.mean) else 0.0
        half = level.half_width * bars.scale if level.n > 1 else 0.0
        colour = style.TYPE_COLOURS.get(name, style.FIRM_COLOURS[0])
        axes.barh(row, value, height=0.6, color=colour, alpha=0.8)
        axes.plot([value - half, value + half], [row, row], color=style.INK, linewidth=1.2)
        ends += [value - half, value + half, 0.0]
        axes.annotate(
            number(level.mean * bars.scale, digits=bars.digits), (max(value + half, 0.0), row), xytext=(5, 0),
            textcoords="offset points", va="center", fontsize=8.5, color=style.INK,
        )  # fmt: skip
    bare(axes, names)
    axes.axvline(0.0, color=style.INK, linewidth=0.8)
    room = 0.12 * (max(ends) - min(ends) or 1.0)
    axes.set_xlim(min(ends) - (room if min(ends) < 0.0 else 0.0), max(ends) + room)
    axes.xaxis.set_major_formatter(_tick)
    note = f"In {bars.unit}.  Bar: mean of {counted(len(found.replicates), 'replicate')}.  Line: 95 % interval."
    style.headline(figure, bars.title, note)
    return figure


@styled
def draw_weeks(found: Found, metrics: dict[str, str], title: str) -> Figure:
    """Metrics of the focus firm week by week, a panel a metric with its unit, a line a strategy."""
    rows = found.weekly[found.weekly["firm"] == found.plan.lead.focus_firm]
    colours = dict(zip(found.plan.arms, style.FIRM_COLOURS, strict=False))
    figure = style.new_figure(2.4 + 2.5 * len(metrics), 3.4)
    drawn = list(figure.subplots(1, len(metrics), sharex=True, squeeze=False)[0])
    for axes, (metric, unit) in zip(drawn, metrics.items(), strict=True):
        ends = draw_lines(axes, rows, "strategy", colours, metric)
        finish_weeks(axes, rows, f"{metric.replace('_', ' ')} ({unit})")
        axes.yaxis.set_major_formatter(_tick)
    handles = [drawn[0].lines[place] for place in range(len(ends))]
    drawn[0].legend(handles, [style.shortened(name, 30) for _, name, _ in ends], frameon=False, fontsize=8.0)
    style.headline(figure, title, how_to_read(rows))
    return figure


def _tick(value: float, _: float) -> str:
    """A number on an axis: thousands apart, no needless decimals."""
    return f"{value:,.5g}".replace("-", "−")
