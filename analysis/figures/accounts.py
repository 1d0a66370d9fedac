"""Who brings the money: customers, revenue and profit by new, regular, loyal and lapsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.figures import style
from analysis.figures.frame import MOST_ROWS, bare, first, not_shown, styled
from analysis.text.numbers import number
from simulation.state.standings import STANDINGS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEAST_NAMED = 0.12
"""Share of the widest bar from which a part has room for its figure."""
PANELS = {"customers": "customers at the end (%)", "revenue": "revenue (%)", "profit": "profit ({unit})"}
NOTE = (
    "Mean of replicates.  New: in the first year with the firm; lapsed: silent for the lapse time; of the others the"
    " loyal have a loyalty index of 50 or more.  Revenue and profit are booked by how customers stood when they bought."
)


@styled
def who_brings_the_money(standing: pd.DataFrame, by: str, whose: str, unit: str) -> Figure:
    """Customers, revenue and profit by how customers stand with the firm, a bar a strategy or firm.

    `standing` has the columns strategy, firm, standing, customers, revenue and profit; `by` tells the rows: strategy
    (of one firm) or firm (of one strategy); `whose` names that one.
    """
    names, dropped = first(standing[by], MOST_ROWS)
    figure = style.new_figure(9.0, 1.6 + 0.42 * len(names))
    grid = figure.subplots(1, len(PANELS), sharey=True)
    for axes, (column, title) in zip(grid, PANELS.items(), strict=True):
        means = standing.pivot_table(column, by, "standing", sort=False)  # over replicates
        table = means.reindex(index=names, columns=STANDINGS).to_numpy(float)
        if column != "profit":
            total = table.sum(axis=1, keepdims=True)
            table = np.divide(100.0 * table, total, out=np.zeros_like(table), where=total > 0.0)
        _draw_parts(axes, table)
        axes.set_title(title.format(unit=unit))
    bare(grid[0], [style.shortened(name) for name in names])
    style.legend(grid[1], style.STANDING_COLOURS, is_below=True, gap=0.4 / len(names) + 0.09)
    name = style.shortened(whose)
    title = f"Who brings {name} the money" if by == "strategy" else f"Who brings the money ({name})"
    style.headline(figure, title, NOTE + not_shown(dropped))
    return figure


def _draw_parts(axes: Axes, table: np.ndarray) -> None:
    """Bars of the shape (rows, standings) beside each other from 0: gains to the right, losses to the left."""
    low, high = np.minimum(table, 0.0).sum(axis=1), np.maximum(table, 0.0).sum(axis=1)
    widest = max(float((high - low).max()), 1e-9)
    for row, parts in enumerate(table):
        ends = [0.0, 0.0]
        for name, part in zip(STANDINGS, parts, strict=True):
            side = int(part < 0.0)
            axes.barh(row, part, left=ends[side], height=0.66, color=style.STANDING_COLOURS[name])
            if abs(part) >= LEAST_NAMED * widest:
                middle = ends[side] + part / 2.0
                told = number(part, digits=0)
                axes.text(middle, row, told, ha="center", va="center", fontsize=8.0, color=style.PAPER)
            ends[side] += part
    axes.axvline(0.0, color=style.INK, linewidth=0.9)
    axes.spines["left"].set_visible(False)
    axes.locator_params(axis="x", nbins=4)
    axes.xaxis.set_major_formatter(lambda value, _: number(value, digits=0))
    axes.tick_params(axis="y", length=0)
