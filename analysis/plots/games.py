"""What two firms earn for every pair of their strategies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis import style
from analysis.plots.frame import styled
from analysis.wording import number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle


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
