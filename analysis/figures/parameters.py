"""Which parameters matter, as bars with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.figures import style
from analysis.figures.frame import bare, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

SHOWN = {"mu_star": ("mu_star",), "S1": ("ST", "S1")}
LABELS = {
    "mu_star": "mean change of the outcome when the parameter crosses its range (μ*)",
    "ST": "with all interactions (ST)",
    "S1": "by itself (S1)",
}


@styled
def parameter_bars(table: pd.DataFrame, outcome: str) -> Figure:
    """The indices of one outcome, the strongest parameter on top; whiskers are 95 % intervals."""
    names = list(dict.fromkeys(table["index"]))
    shown = SHOWN["mu_star"] if "mu_star" in names else SHOWN["S1"]
    lead = table[table["index"] == shown[0]].sort_values("value", ascending=False)
    paths = list(lead["path"])
    figure = style.new_figure(6.4, 1.5 + 0.5 * len(paths))
    axes = figure.subplots()
    height = 0.7 / len(shown)
    for place, index in enumerate(shown):
        part = table[table["index"] == index].set_index("path").loc[paths]
        rows = np.arange(len(paths)) + (place - (len(shown) - 1) / 2.0) * height
        whisker = np.abs(part[["ci_low", "ci_high"]].to_numpy().T - part["value"].to_numpy())
        axes.barh(rows, part["value"], height, color=style.FIRM_COLOURS[place], alpha=0.85, label=LABELS[index])
        axes.errorbar(part["value"], rows, xerr=whisker, fmt="none", ecolor=style.INK, elinewidth=1.0, capsize=2.0)
    bare(axes, [style.shortened(path, 34) for path in paths])
    axes.axvline(0.0, color=style.INK, linewidth=0.9)
    if len(shown) > 1:
        axes.legend(frameon=False, fontsize=8.0, loc="lower right")
    note = LABELS["mu_star"] if len(shown) == 1 else "share of the outcome's variance"
    style.headline(figure, f"What moves {outcome}", f"{note}; whiskers: 95 % bootstrap interval")
    return figure
