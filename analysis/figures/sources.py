"""Where a difference in profit comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.figures import style
from analysis.figures.frame import MOST_PANELS, first, not_shown, panels, styled
from analysis.statistics import estimates
from analysis.text.numbers import number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TOTAL = "difference in profit"
ROOM = 0.27
"""Share of a panel's width that a figure beside a bar takes."""


@styled
def profit_sources(drivers: pd.DataFrame, baseline: str, focus: str, unit: str) -> Figure:
    """What each driver adds to the profit of the focus firm or takes from it, against the baseline, a panel a strategy.

    `drivers` has the columns strategy, replicate, driver and value (money); those of a run sum up to its difference.
    """
    strategies, dropped = first(drivers["strategy"], MOST_PANELS)
    names = list(dict.fromkeys(drivers["driver"]))
    figure, axes_of = panels(max(len(strategies), 1), height=0.27 * (len(names) + 2), spare=1.6)
    found = {name: _estimates(drivers[drivers["strategy"] == name], names) for name in strategies}
    limits = _limits([part.mean for parts in found.values() for part in parts])
    for axes, (strategy, parts) in zip(axes_of, found.items(), strict=False):
        _draw_parts(axes, parts)
        axes.set_title(style.shortened(strategy, 30))
        axes.set_xlim(*limits)
    if strategies:
        places = [*range(len(names)), len(names) + 0.4]
        axes_of[0].set_yticks(places, [*names, TOTAL])
        axes_of[0].set_ylim(len(names) + 1.0, -0.6)
    note = (
        f"{unit}, mean of replicates; ± half the 95 % interval of the sum.  The parts add up to the difference exactly."
    )
    title = f"Where the difference comes from: profit of {style.shortened(focus)} against {style.shortened(baseline)}"
    style.headline(figure, title, note + not_shown(dropped))
    return figure


def _limits(values: list[float]) -> tuple[float, float]:
    """From the lowest to the highest value and 0, with room for a figure on either side."""
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    width = ((high - low) or 1.0) / (1.0 - 2.0 * ROOM)
    return low - ROOM * width, high + ROOM * width


def _estimates(rows: pd.DataFrame, names: list[str]) -> list[estimates.Estimate]:
    """Mean and interval of each driver, and of their sum at the end."""
    table = rows.pivot_table(index="replicate", columns="driver", values="value", sort=False, fill_value=0.0)
    table = table.reindex(columns=names, fill_value=0.0)
    return [estimates.estimate(list(values)) for values in (*table.to_numpy().T, table.sum(axis=1).to_numpy())]


def _draw_parts(axes: Axes, parts: list[estimates.Estimate]) -> None:
    """A bar a driver, and the sum below a line."""
    for row, part in enumerate(parts):
        is_sum = row == len(parts) - 1
        place = row + 0.4 * is_sum
        colour = style.LOSS if part.mean < 0.0 else style.FIRM_COLOURS[0]
        axes.barh(place, part.mean, height=0.66, color=colour, alpha=0.85 if not is_sum else 1.0)
        told = number(part.mean, digits=0, sign=True)
        if is_sum and part.sd > 0.0:
            told += f"\n± {number(part.half_width, digits=0)}"
        side = -1.0 if part.mean < 0.0 else 1.0
        axes.annotate(
            told, (part.mean, place), xytext=(4 * side, 0), textcoords="offset points", va="center",
            ha="right" if side < 0 else "left", fontsize=8.0, fontweight="bold" if is_sum else None, linespacing=0.95,
        )  # fmt: skip
    axes.axvline(0.0, color=style.INK, linewidth=0.9)
    axes.axhline(len(parts) - 1.3, color=style.FAINT, linewidth=0.8)
    axes.tick_params(axis="y", length=0, labelcolor=style.INK)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_xticks([])
