"""What becomes of service failures: who speaks up, who is answered, who stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.figures import style
from analysis.figures.frame import MOST_PANELS, first, not_shown, panels, styled
from analysis.text.numbers import number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FUNNEL = (
    ("failures", "service failures"),
    ("dissatisfied", "dissatisfied"),
    ("voiced", "spoke up"),
    ("complaints", "… at the desk"),
    ("resolved", "… and were helped"),
    ("kept", "stayed"),
    ("spoken_exits", "left, had spoken up"),
    ("silent_exits", "left without a word"),
)
PLACES = (0.0, 1.0, 2.0, 2.85, 3.7, 5.0, 6.0, 7.0)
INNER, LOST = ("complaints", "resolved"), ("spoken_exits", "silent_exits")


@styled
def complaint_funnel(weekly: pd.DataFrame, firm: str) -> Figure:
    """From service failures to customers kept, and those who leave without a word, a panel a strategy."""
    part = weekly[weekly["firm"] == firm]
    strategies, dropped = first(part["strategy"], MOST_PANELS)
    part = part.assign(kept=part["dissatisfied"] - part["exits"], spoken_exits=part["exits"] - part["silent_exits"])
    names = [column for column, _ in FUNNEL]
    totals = part.groupby(["strategy", "replicate"], sort=False)[names].sum()
    means = totals.groupby(level="strategy", sort=False).mean()
    heights = dict(zip(means.index, means.to_numpy(float).tolist(), strict=True))
    figure, axes_of = panels(len(strategies), height=0.25 * len(FUNNEL) + 0.4, spare=1.5)
    longest = float(means.to_numpy().max()) or 1.0
    for axes, strategy in zip(axes_of, strategies, strict=True):
        _draw_funnel(axes, heights[strategy])
        axes.set_xlim(0.0, 1.4 * longest)
        axes.set_title(style.shortened(strategy, 30) if len(strategies) > 1 else "")
    note = "Encounters over the reported weeks, mean of replicates; in brackets the share of the dissatisfied."
    style.headline(figure, f"From failure to exit at {style.shortened(firm)}", note + not_shown(dropped))
    return figure


def _draw_funnel(axes: Axes, values: list[float]) -> None:
    """Bars from the top down with their counts; the last three are what the dissatisfied came to."""
    names = [column for column, _ in FUNNEL]
    dissatisfied = values[names.index("dissatisfied")]
    for place, column, value in zip(PLACES, names, values, strict=True):
        colour = style.LOSS if column in LOST else style.FIRM_COLOURS[0]
        alpha, height = (0.5, 0.5) if column in INNER else (0.85, 0.66)
        axes.barh(place, value, height=height, color=colour, alpha=alpha)
        is_part = dissatisfied and column not in {"failures", "dissatisfied"}
        share = f" ({100.0 * value / dissatisfied:.0f} %)" if is_part else ""
        axes.annotate(
            f"{number(value, digits=0)}{share}", (value, place), xytext=(4, 0), textcoords="offset points",
            va="center", fontsize=8.0, color=style.LOSS if column in LOST else style.INK,
        )  # fmt: skip
    axes.axhline(4.35, color=style.FAINT, linewidth=0.8)
    axes.set_yticks(PLACES, [label for _, label in FUNNEL])
    axes.tick_params(axis="y", length=0, labelcolor=style.INK)
    axes.set_ylim(PLACES[-1] + 0.5, -0.5)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_xticks([])
