"""What all figures share: the house style, panels beside each other, and a word on what had no room."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec

from analysis.figures import style
from analysis.text.numbers import listed

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_PANELS = 6
MOST_ROWS = 12
P = ParamSpec("P")


def styled(draw: Callable[P, Figure]) -> Callable[P, Figure]:
    """Draw in the house style without touching anybody else's, and lay the figure out when all is in it."""

    @wraps(draw)
    def inner(*args: P.args, **kwargs: P.kwargs) -> Figure:
        with style.house_style():
            figure = draw(*args, **kwargs)
            style.lay_out(figure)
            return figure

    return inner


def panels(count: int, *, height: float = 2.1, spare: float = 0.9) -> tuple[Figure, list[Axes]]:
    """A figure of so many panels that share their axes, at most three beside each other."""
    columns = 2 if count == 4 else min(3, max(1, count))
    rows = max(1, -(-count // columns))
    width = spare + (4.6 if columns == 1 else 2.75 * columns)
    figure = style.new_figure(width, 0.75 + (height if rows > 1 or columns > 1 else 1.3 * height) * rows)
    grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
    axes = [panel for line in grid for panel in line]
    for place, panel in enumerate(axes):
        panel.set_visible(place < count)
        panel.tick_params(labelbottom=place + columns >= count)
    return figure, axes[:count]


def first(names: Iterable[str], most: int) -> tuple[list[str], list[str]]:
    """The names that a figure has room for, and the rest."""
    distinct = list(dict.fromkeys(names))
    return distinct[:most], distinct[most:]


def not_shown(dropped: list[str]) -> str:
    """A word about strategies for which there was no room."""
    return f"  Not shown: {listed([style.shortened(name) for name in dropped])}." if dropped else ""


def bare(axes: Axes, names: list[str]) -> None:
    """A list of rows from the top down with their names and nothing else around them."""
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", length=0, labelcolor=style.INK)
    axes.spines["left"].set_visible(False)
    axes.set_ylim(max(len(names), 1) - 0.5, -0.5)
