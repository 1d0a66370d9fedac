"""Who left whom, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.figures import style
from analysis.figures.frame import MOST_ROWS, bare, styled
from analysis.text.numbers import number
from simulation.state.switch_reasons import REASONS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@styled
def flows(flows: pd.DataFrame, by_type: pd.DataFrame, focus: str, strategy: str) -> Figure:
    """Purchases lost to and won from each rival, stacked by the reason of the switch; and the same by loyalty type.

    `flows` has origin, destination, reason, customers, week, strategy and replicate; `by_type` direction, segment,
    reason and customers, of one run.
    """
    own = flows[flows["strategy"] == strategy]
    replicates = max(own["replicate"].nunique(), 1)
    rivals, types = _against_rivals(own, focus, replicates), _by_segment(by_type)
    rows = len(rivals[0]) + len(types[0])
    figure = style.new_figure(7.4, 2.2 + 0.34 * max(rows, 2))
    heights = [max(len(rivals[0]), 1), max(len(types[0]), 1)]
    upper, lower = figure.subplots(2, 1, height_ratios=heights)
    _draw_moves(upper, *rivals, f"Rivals, {_weeks(own)}, mean of replicates")
    _draw_moves(lower, *types, "By type of customer, last year of one run")
    used = [reason for reason in REASONS if reason in set(own["reason"]) | set(by_type["reason"])]
    _name_reasons(lower, used)
    title = f"Who left {style.shortened(focus)}, who came, and why ({style.shortened(strategy)})"
    style.headline(
        figure, title, "A switch is a purchase from another firm than the last one.  Reasons after Keaveney (1995)."
    )
    return figure


def _weeks(flows: pd.DataFrame) -> str:
    return f"weeks {flows['week'].min()} to {flows['week'].max()}" if len(flows) else "no switches"


Moves = tuple[list[str], "dict[str, np.ndarray]", "dict[str, np.ndarray]"]
"""Names of the rows, and by reason what was lost and what was won in each row."""


def _against_rivals(flows: pd.DataFrame, focus: str, replicates: int) -> Moves:
    lost, won = flows[flows["origin"] == focus], flows[flows["destination"] == focus]
    sizes = won.groupby("origin")["customers"].sum().add(lost.groupby("destination")["customers"].sum(), fill_value=0)
    names = [str(name) for name in sizes.sort_values(ascending=False, kind="stable").index[:MOST_ROWS]]
    return (
        names,
        _by_reason(lost, "destination", names, replicates),
        _by_reason(won, "origin", names, replicates),
    )


def _by_segment(by_type: pd.DataFrame) -> Moves:
    names = list(dict.fromkeys(by_type["segment"]))
    lost, won = (by_type[by_type["direction"] == direction] for direction in ("lost", "won"))
    return names, _by_reason(lost, "segment", names, 1), _by_reason(won, "segment", names, 1)


def _by_reason(rows: pd.DataFrame, column: str, names: list[str], replicates: int) -> dict[str, np.ndarray]:
    table = rows.pivot_table(index=column, columns="reason", values="customers", aggfunc="sum", fill_value=0)
    table = table.reindex(names, fill_value=0)
    return {reason: table[reason].to_numpy(float) / replicates for reason in REASONS if reason in table}


def _draw_moves(
    axes: Axes, names: list[str], lost: dict[str, np.ndarray], won: dict[str, np.ndarray], title: str
) -> None:
    """Bars to the left for what was lost, to the right for what was won, with the balance beside them."""
    totals = []
    for parts, sign in ((lost, -1.0), (won, 1.0)):
        edge = np.zeros(len(names))
        for reason, sizes in parts.items():
            colour = style.REASON_COLOURS.get(reason, style.FAINT)
            axes.barh(range(len(names)), sign * sizes, left=sign * edge, height=0.66, color=colour)
            edge = edge + sizes
        totals.append(edge)
    widest = max((float(total.max()) for total in totals if total.size), default=1.0) or 1.0
    for row, (out, into) in enumerate(zip(*totals, strict=True)):
        for value, side in ((out, -1.0), (into, 1.0)):
            axes.annotate(
                number(value, digits=0), (side * value, row), xytext=(4 * side, 0), textcoords="offset points",
                ha="right" if side < 0 else "left", va="center", fontsize=8.0,
            )  # fmt: skip
        axes.annotate(
            number(into - out, digits=0, sign=True), (1.0, row), xycoords=("axes fraction", "data"), ha="right",
            va="center", fontsize=8.5, fontweight="bold", color=style.LOSS if into < out else style.INK,
        )  # fmt: skip
    bare(axes, [style.shortened(name) for name in names])
    axes.axvline(0.0, color=style.INK, linewidth=0.9)
    axes.set_xlim(-1.25 * widest, 1.6 * widest)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([-0.6 * widest, 0.6 * widest, 1.5 * widest], ["lost", "won", "balance"])
    axes.tick_params(axis="x", length=0, labeltop=True, labelbottom=False)
    axes.set_title(title, pad=6.0)


def _name_reasons(axes: Axes, reasons: list[str]) -> None:
    """The colours' meaning below the bars."""
    from matplotlib.patches import Patch

    marks = [Patch(color=style.REASON_COLOURS.get(reason, style.FAINT), label=reason) for reason in reasons]
    axes.legend(
        handles=marks, loc="upper left", bbox_to_anchor=(0.0, -0.06), ncols=3, frameon=False, fontsize=8.0,
        handlelength=1.0, columnspacing=1.2,
    )  # fmt: skip
