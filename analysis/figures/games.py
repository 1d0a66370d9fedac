"""What two firms earn for every pair of their strategies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.figures import style
from analysis.figures.frame import MOST_ROWS, first, not_shown, styled
from analysis.text.numbers import number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle


@styled
def plans_against_reactions(rivals: pd.DataFrame, baseline: str, unit: str) -> Figure:
    """What each plan earns beyond the baseline under each reaction; a frame marks what pays the rivals best.

    `rivals` has a row a plan and reaction, with the columns of `rivals.csv`.
    """
    plans, dropped = first([name for name in rivals["plan"] if name != baseline], MOST_ROWS)
    reactions = list(dict.fromkeys(rivals["reaction"]))
    figure = style.new_figure(2.4 + max(3.2, 1.25 * len(reactions)), 1.9 + 0.5 * len(plans))
    axes = figure.subplots()
    values, best = (
        rivals.pivot_table(column, "plan", "reaction").reindex(index=plans, columns=reactions).to_numpy(float)
        for column in ("difference", "best_reply")
    )
    largest = float(np.nanmax(np.abs(values), initial=0.0)) or 1.0
    axes.imshow(values, cmap="RdBu", vmin=-largest, vmax=largest, aspect="auto", alpha=0.6)
    for (row, column), value in np.ndenumerate(values):
        axes.annotate(number(value, sign=True), (column, row), ha="center", va="center", fontsize=8.0)
        if best[row, column]:
            axes.add_patch(_frame(column, row)).set_clip_on(False)
    axes.set_xticks(range(len(reactions)), [style.shortened(name, 16) for name in reactions])
    axes.set_yticks(range(len(plans)), [style.shortened(name, 22) for name in plans])
    axes.set_xlabel(style.shortened(str(rivals["rival"].iloc[0]), 40))
    axes.tick_params(length=0)
    title = f"What plans earn {style.shortened(str(rivals['firm'].iloc[0]))} beyond {style.shortened(baseline)}"
    note = f"{unit}, mean of replicates, by what rivals do.  Framed: what pays the rivals best." + not_shown(dropped)
    style.headline(figure, title, note)
    return figure


@styled
def payoff_heat_map(
    payoffs: pd.DataFrame, firms: Sequence[str], strategies: Sequence[Sequence[str]], shown: tuple[str, str]
) -> Figure:
    """A panel a firm: its mean payoff by its own strategy and the rival's; a frame marks its best replies."""
    rows, columns = len(strategies[0]), len(strategies[1])
    figure = style.new_figure(1.6 + 2 * max(2.4, 1.15 * columns), 1.9 + 0.55 * rows)
    for place, (firm, axes) in enumerate(zip(firms, figure.subplots(1, 2, sharey=True), strict=True)):
        part = payoffs[payoffs["firm"] == firm].sort_values("profile")
        values = part["mean"].to_numpy().reshape(rows, columns)
        best = part["is_best_reply"].to_numpy().reshape(rows, columns)
        axes.imshow(values, cmap="Blues", aspect="auto", alpha=0.6)
        for row in range(rows):
            for column in range(columns):
                axes.annotate(number(values[row, column]), (column, row), ha="center", va="center", fontsize=8.0,
                              fontweight="bold" if best[row, column] else "normal")  # fmt: skip
                if best[row, column]:
                    outline = axes.add_patch(_frame(column, row))
                    outline.set_clip_on(False)
        axes.set_xticks(range(columns), [style.shortened(name, 14) for name in strategies[1]])
        axes.set_xlabel(style.shortened(firms[1]))
        axes.set_title(f"{style.shortened(firm)} earns")
        if place == 0:
            axes.set_yticks(range(rows), [style.shortened(name, 18) for name in strategies[0]])
            axes.set_ylabel(style.shortened(firms[0]))
        axes.tick_params(length=0)
    note = "Framed: the firm's best reply to the other's strategy; a pair framed on both sides is an equilibrium."
    style.headline(figure, f"{shown[0]} ({shown[1]}) for each pair of strategies", note)
    return figure


def _frame(column: int, row: int) -> Rectangle:
    from matplotlib.patches import Rectangle

    return Rectangle((column - 0.48, row - 0.46), 0.96, 0.92, fill=False, edgecolor=style.INK, linewidth=1.6)


@styled
def climbs(ends: pd.DataFrame, pure: pd.DataFrame, ladders: Mapping[str, Mapping[str, float]], unit: str) -> Figure:
    """From where to where the prices of two firms move while both climb, among the prices that were played.

    `ends` is the table of adaptation, `pure` the rows of pure equilibria; prices in `unit`.
    """
    first, second = ladders
    figure = style.new_figure(5.6, 4.6)
    axes = figure.subplots()
    played = [(x, y) for x in ladders[first].values() for y in ladders[second].values()]
    axes.plot(*zip(*played, strict=True), "s", color=style.FAINT, markersize=7, linestyle="")
    for _, part in pure.groupby("equilibrium"):
        names = part.set_index("firm")["strategy"]
        rest = ladders[first][str(names[first])], ladders[second][str(names[second])]
        axes.plot(*rest, "s", markerfacecolor="none", markeredgecolor=style.INK, markersize=13, markeredgewidth=1.6)
    for (start, part), colour in zip(ends.groupby("start", sort=False), style.FIRM_COLOURS, strict=False):
        x, y = (part[part["firm"] == firm].iloc[0] for firm in (first, second))
        arrow = {"arrowstyle": "-|>", "color": colour, "linewidth": 1.2, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", (x["price"], y["price"]), (x["start_price"], y["start_price"]), arrowprops=arrow)
        wide = x["replicates"] > 1 and y["replicates"] > 1
        across, up = ([[one["price"] - one["price_low"]], [one["price_high"] - one["price"]]] for one in (x, y))
        axes.errorbar([x["price"]], [y["price"]], up if wide else None, across if wide else None, fmt="o", color=colour,
                      markersize=4, elinewidth=0.9, label=f"from the {start} prices")  # fmt: skip
    axes.set_xlabel(f"price of {style.shortened(first)} ({unit})")
    axes.set_ylabel(f"price of {style.shortened(second)} ({unit})")
    axes.margins(0.12)
    axes.legend(frameon=False, fontsize=8.5, loc="upper center", bbox_to_anchor=(0.5, 1.1), ncols=2)
    note = "Squares: prices played, framed where they are an equilibrium.  Arrow: from start to last year's mean."
    style.headline(figure, "Where prices end when both firms hill climb at once", note)
    return figure
