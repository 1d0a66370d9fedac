"""What customers hold about a firm: the three dimensions of loyalty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.figures import style
from analysis.figures.frame import panels, styled
from analysis.figures.time_series import draw_lines, finish_weeks, how_to_read

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

DIMENSIONS = ("conviction", "affect", "habit")


@styled
def loyalty_by_type(segments: pd.DataFrame, firm: str, strategy: str) -> Figure:
    """The three dimensions of loyalty to a firm week by week, a line a type of customer, 0 to 100."""
    part = segments[(segments["firm"] == firm) & (segments["strategy"] == strategy)]
    types = list(dict.fromkeys(part["segment"]))
    colours = {name: style.type_colour(name) for name in types}
    figure, axes_of = panels(len(DIMENSIONS))
    ends = []
    for axes, dimension in zip(axes_of, DIMENSIONS, strict=True):
        ends.append(draw_lines(axes, part, "segment", colours, dimension))
        finish_weeks(axes, part, dimension)
    axes_of[0].set_ylim(0.0, 100.0)
    axes_of[0].set_ylabel("index (0–100)")
    title = f"Loyalty to {style.shortened(firm)} by type of customer, {style.shortened(strategy)}"
    style.headline(figure, title, how_to_read(part))
    style.lay_out(figure)
    for axes, names in zip(axes_of, ends, strict=True):
        style.label_ends(axes, names)
    return figure
