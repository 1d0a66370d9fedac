"""What strategies earn: profit now and the value of the customers that they leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.figures import style
from analysis.figures.frame import MOST_ROWS, bare, first, not_shown, styled
from analysis.statistics import estimates
from analysis.text.numbers import SAME, fitting_digits, number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLES = {"profit": "profit", "customer_equity": "customer equity"}

ROOM = 170.0
"""Points beside each other for the numbers of a scale, of which a sign takes 5."""


@styled
def profit_by_strategy(earnings: pd.DataFrame, baseline: str, focus: str, unit: str) -> Figure:
    """Profit and customer equity of the focus firm, as the difference from the baseline in each replicate.

    `earnings` has a row a metric, strategy and replicate, with the column `value`.
    """
    others, dropped = first([name for name in earnings["strategy"] if name != baseline], MOST_ROWS)
    metrics = list(dict.fromkeys(earnings["metric"]))
    figure = style.new_figure(1.0 + 4.0 * len(metrics), 1.35 + 0.42 * max(1, len(others)))
    grid = figure.subplots(1, len(metrics), sharey=True, squeeze=False)
    levels = []
    for axes, metric in zip(grid[0], metrics, strict=True):
        part = earnings[earnings["metric"] == metric]
        table = part.pivot_table(index="replicate", columns="strategy", values="value", sort=False)
        for row, strategy in enumerate(others):
            is_defined = {strategy, baseline} <= set(table)
            differences = sorted((table[strategy] - table[baseline]).dropna().to_list()) if is_defined else []
            _draw_difference(axes, row, differences)
        _finish(axes, [style.shortened(name) for name in others], f"{TITLES.get(metric, metric)} ({unit})")
        if baseline in table:
            levels.append(f"{TITLES.get(metric, metric)} {number(estimates.mean(list(table[baseline])))}")
    marks = "Small dots: one replicate each.  Bar: mean and 95 % interval; hollow where it includes 0."
    note = f"{marks}  {style.shortened(baseline)}: {', '.join(levels)} {unit}."
    title = f"What each strategy earns {style.shortened(focus)}, against {style.shortened(baseline)}"
    style.headline(figure, title, note + not_shown(dropped))
    return figure


def _finish(axes: Axes, names: list[str], title: str) -> None:
    """Zero line, rows and a scale in thousands; room on the right for what the marks say in figures."""
    axes.axvline(0.0, color=style.INK, linewidth=0.9, zorder=1)
    bare(axes, names)
    axes.margins(x=0.08)
    longest = max(len(number(end, sign=True)) for end in axes.get_xlim())
    axes.locator_params(axis="x", nbins=min(5, max(2, int(ROOM / (5.0 * longest + 14.0)))))
    axes.xaxis.set_major_formatter(lambda value, _: number(value, sign=True))
    axes.set_title(title)


def _draw_difference(axes: Axes, row: int, differences: list[float]) -> None:
    """One strategy's replicates as small dots, their mean with its interval, and the figures to the right."""
    if not differences:
        return
    colour = style.FIRM_COLOURS[0]
    found = estimates.estimate(differences)
    axes.plot(differences, [row + 0.24] * len(differences), "o", color=style.QUIET, alpha=0.35, markersize=3, mew=0)
    if found.n > 1:
        axes.plot([found.low, found.high], [row, row], color=colour, linewidth=3.0, alpha=0.45, zorder=2)
    filled = colour if found.excludes_zero else style.PAPER
    axes.plot([found.mean], [row], "o", color=colour, markersize=6, mfc=filled, zorder=3)
    digits = fitting_digits(found.mean, found.half_width)
    is_tied = found.n > 1 and found.mean == 0.0 == found.sd
    told = SAME if is_tied else number(found.mean, digits=digits, sign=True)
    if found.sd > 0.0:
        told += f" ± {number(found.half_width, digits=digits)}"
    axes.annotate(
        told, (1.02, row), xycoords=("axes fraction", "data"), va="center", fontsize=8.0, color=style.INK,
        annotation_clip=False,
    )  # fmt: skip
