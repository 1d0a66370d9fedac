"""At which value of a number a plan is level with the baseline."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from analysis.figures import style
from analysis.figures.frame import styled
from analysis.text.numbers import number, scale_and_unit

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


class Crossing(Protocol):
    """What is read of a level."""

    @property
    def value(self) -> float:
        """Where it is."""

    @property
    def low(self) -> float:
        """Lower end of its interval."""

    @property
    def high(self) -> float:
        """Upper end of it."""


@styled
def breakeven(
    trials: pd.DataFrame, found: Sequence[Crossing], names: tuple[str, str, str], path: str, metric: str, currency: str
) -> Figure:
    """The difference between a plan and the baseline by the value of a number, and each value at which they are level.

    `trials` has the columns value, difference, ci_low and ci_high; `names` are plan, baseline and firm.
    """
    rows, (plan, baseline, firm) = trials.sort_values("value"), names
    scale, unit = scale_and_unit(metric, currency, difference=True)
    figure, colour = style.new_figure(5.6, 3.4), style.FIRM_COLOURS[0]
    axes = figure.subplots()
    axes.axhline(0.0, color=style.INK, linewidth=0.9, zorder=1)
    low, high = rows["ci_low"] * scale, rows["ci_high"] * scale
    axes.fill_between(rows["value"], low, high, color=colour, alpha=0.18, linewidth=0)
    axes.plot(rows["value"], rows["difference"] * scale, "o-", color=colour, markersize=3.5)
    for one in found:
        if math.isfinite(one.low):
            axes.axvspan(one.low, one.high, color=style.FAINT, alpha=0.6, linewidth=0, zorder=0)
        axes.axvline(one.value, color=style.QUIET, linewidth=0.9, linestyle=(0, (3, 2)))
    axes.set_xlim(rows["value"].min(), rows["value"].max())
    axes.yaxis.set_major_formatter(lambda value, _: number(value, sign=True))
    axes.set_xlabel(path)
    axes.set_title(f"{metric.replace('_', ' ')} of {style.shortened(firm)}, {unit}".rstrip(", "))
    title = f"When {style.shortened(plan)} is level with {style.shortened(baseline)}"
    note = "Dots: values that were run.  Blue band: 95 % interval of the difference.  Grey: that of the level."
    style.headline(figure, title, note)
    return figure
