"""What a price is worth to a customer who expects another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.figures import style
from analysis.figures.frame import styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

HEADINGS = {"stranger": "To strangers of the firm", "regular customer": "To its regular customers"}


@styled
def expected_price(curve: pd.DataFrame) -> Figure:
    """Worth of a price by its ratio to the expected price, a line a type, for strangers and for regular customers.

    `curve` has the columns buyer, segment, ratio and worth (utility).
    """
    figure = style.new_figure(8.2, 3.3)
    grid = figure.subplots(1, 2, sharey=True)
    ends = []
    for axes, buyer in zip(grid, HEADINGS, strict=True):
        part = curve[curve["buyer"] == buyer]
        lines = []
        for segment in dict.fromkeys(part["segment"]):
            line, colour = part[part["segment"] == segment], style.type_colour(segment)
            axes.plot(100.0 * line["ratio"], line["worth"], color=colour)
            best = line["worth"].idxmax()
            if best != line.index[0]:
                axes.plot([100.0 * line["ratio"][best]], [line["worth"][best]], "o", color=colour, markersize=4.5)
            lines.append((float(line["worth"].iloc[-1]), segment, colour))
        ends.append(lines)
        axes.axvline(100.0, color=style.QUIET, linewidth=0.8)
        axes.axhline(0.0, color=style.QUIET, linewidth=0.8)
        axes.set_title(HEADINGS[buyer])
        axes.set_xlabel("price, in % of the expected one")
        axes.set_xlim(50.0, 150.0)
    grid[0].set_ylabel("worth of the price (utility)")
    note = "By the rules of choice, for an unlabelled price.  Dot: the price liked best, where that is not the lowest."
    style.headline(figure, "Too dear, or too cheap to be good: the expected price", note)
    style.lay_out(figure)
    for axes, lines in zip(grid, ends, strict=True):
        style.label_ends(axes, lines)
    return figure
