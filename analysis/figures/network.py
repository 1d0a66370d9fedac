"""Word of mouth on a sample of the network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.figures import style
from analysis.figures.frame import styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PRAISED, WARNED, SILENT = "^", "v", "o"
NOBODY_YET = "nobody yet"


@styled
def word_of_mouth(people: pd.DataFrame, ties: list[tuple[int, int]], firms: Sequence[str], focus: str) -> Figure:
    """A circle of acquaintances: where each bought last, and who told good or bad things in the last year.

    `people` has a row a person with the columns firm, praises and warnings; `ties` are pairs of rows.
    """
    import networkx as nx

    figure = style.new_figure(6.6, 5.0)
    axes = figure.subplots()
    graph = nx.Graph()
    graph.add_nodes_from(range(len(people)))
    graph.add_edges_from(ties)
    places = nx.kamada_kawai_layout(graph)
    for one, other in ties:
        axes.plot(*zip(places[one], places[other], strict=True), color=style.QUIET, alpha=0.4, linewidth=0.5, zorder=1)
    colours = style.firm_colours(firms, focus) | {"": "#b0b0b0"}
    rows = zip(people["firm"], people["praises"].tolist(), people["warnings"].tolist(), strict=True)
    for place, (firm, praises, warnings) in enumerate(rows):
        x, y = places[place]
        mark = SILENT if not praises + warnings else PRAISED if praises >= warnings else WARNED
        size = 4.0 + 1.1 * min(praises + warnings, 6)
        axes.plot(x, y, mark, color=colours[firm], markersize=size, mec=style.PAPER, mew=0.4)
    axes.set_axis_off()
    _name_firms(axes, {firm: colours[firm] for firm in [*firms, ""] if firm in set(people["firm"])})
    note = (
        "Colour: bought from last.  ▲ mostly praised, ▼ mostly warned in the last year, ● silent; larger: more often."
    )
    style.headline(figure, "Who talks to whom: the circle around the one who talks most", note)
    return figure


def _name_firms(axes: Axes, colours: dict[str, str]) -> None:
    """Whose customers the colours are, below the map."""
    named = {name or NOBODY_YET: colour for name, colour in colours.items() if colour != style.OTHERS}
    others = {"other firms": style.OTHERS} if style.OTHERS in colours.values() else {}
    style.legend(axes, named | others, is_below=True, gap=0.0)
