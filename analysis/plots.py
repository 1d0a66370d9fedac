"""Figures for a paper: one function a figure, tidy table in, figure out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec

from analysis import statistics, style
from analysis.lines import draw_lines, finish_weeks, how_to_read
from analysis.wording import difference_with_interval, listed, number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_PANELS = 6
MOST_LINES = 8
DIMENSIONS = ("conviction", "affect", "habit")
FUNNEL = (
    ("failures", "service failures"),
    ("dissatisfied", "dissatisfied"),
    ("voiced", "told the front line"),
    ("complaints", "went on to the desk"),
    ("resolved", "resolved"),
    ("kept", "stayed"),
    ("spoken_exits", "left after speaking up"),
    ("silent_exits", "left without a word"),
)
P = ParamSpec("P")


def styled(draw: Callable[P, Figure]) -> Callable[P, Figure]:
    """Draw in the house style without touching anybody else's."""

    @wraps(draw)
    def inner(*args: P.args, **kwargs: P.kwargs) -> Figure:
        import matplotlib as mpl

        with mpl.rc_context(style.STYLE):
            return draw(*args, **kwargs)

    return inner


@styled
def market_share(weekly: pd.DataFrame, focus: str) -> Figure:
    """Each firm's share of purchases week by week, a panel a strategy, with 95 % intervals."""
    strategies, dropped = _first(weekly["strategy"], MOST_PANELS)
    colours = style.firm_colours(list(dict.fromkeys(weekly["firm"])), focus)
    figure, panels = _panels(len(strategies))
    ends = []
    for axes, strategy in zip(panels, strategies, strict=True):
        part = weekly[weekly["strategy"] == strategy]
        ends.append(draw_lines(axes, part, "firm", colours, "market_share", 100.0))
        finish_weeks(axes, part, strategy if len(strategies) > 1 else "")
    panels[0].set_ylim(bottom=0.0)
    panels[0].set_ylabel("share of purchases (%)")
    style.headline(figure, "Market share", how_to_read(weekly) + not_shown(dropped))
    figure.draw_without_rendering()  # labels need to know how much room the layout leaves
    for axes, names in zip(panels, ends, strict=True):
        style.label_ends(axes, names[:MOST_LINES])
    return figure


@styled
def profit_by_strategy(profits: pd.DataFrame, baseline: str, focus: str, unit: str) -> Figure:
    """Profit of the focus firm under each strategy, as the difference from the baseline in each replicate.

    `profits` has a row a strategy and replicate, with the column `value`.
    """
    table = profits.pivot_table(index="replicate", columns="strategy", values="value", sort=False)
    others = [name for name in dict.fromkeys(profits["strategy"]) if name != baseline]
    figure = style.new_figure(6.6, 1.35 + 0.62 * max(1, len(others)))
    axes = figure.subplots()
    colour = style.FIRM_COLOURS[0]
    for row, strategy in enumerate(others):
        differences = sorted((table[strategy] - table[baseline]).dropna().to_list())
        _draw_difference(axes, row, differences, colour, unit)
    axes.axvline(0.0, color=style.INK, linewidth=0.9, zorder=1)
    axes.set_yticks(range(len(others)), [style.shortened(name) for name in others])
    axes.tick_params(axis="y", length=0, labelcolor=style.INK)
    axes.spines["left"].set_visible(False)
    axes.set_ylim(len(others) - 0.45, -0.65)
    axes.margins(x=0.2)
    axes.xaxis.set_major_formatter(lambda value, _: number(value, sign=True))
    axes.set_xlabel(f"profit of {style.shortened(focus)} against {style.shortened(baseline)} ({unit})")
    level = number(statistics.mean(list(table[baseline])))
    note = f"Small dots: one replicate each.  Bar: mean and 95 % interval.  0 is {baseline}: {level} {unit}."
    style.headline(figure, "What each strategy earns", note)
    return figure


@styled
def loyalty_by_type(segments: pd.DataFrame, firm: str, strategy: str) -> Figure:
    """The three dimensions of loyalty to a firm week by week, a line a type of customer, 0 to 100."""
    part = segments[(segments["firm"] == firm) & (segments["strategy"] == strategy)]
    types = list(dict.fromkeys(part["segment"]))
    colours = {name: style.TYPE_COLOURS.get(name, style.QUIET) for name in types}
    figure, panels = _panels(len(DIMENSIONS))
    ends = []
    for axes, dimension in zip(panels, DIMENSIONS, strict=True):
        ends.append(draw_lines(axes, part, "segment", colours, dimension))
        finish_weeks(axes, part, dimension)
    panels[0].set_ylim(0.0, 100.0)
    panels[0].set_ylabel("index (0–100)")
    title = f"Loyalty to {style.shortened(firm)} by type of customer, {style.shortened(strategy)}"
    style.headline(figure, title, how_to_read(part))
    figure.draw_without_rendering()
    for axes, names in zip(panels, ends, strict=True):
        style.label_ends(axes, names)
    return figure


@styled
def complaint_funnel(weekly: pd.DataFrame, firm: str) -> Figure:
    """From service failures to customers kept, and those who leave without a word, a panel a strategy."""
    part = weekly[weekly["firm"] == firm]
    strategies, dropped = _first(part["strategy"], MOST_PANELS)
    part = part.assign(kept=part["dissatisfied"] - part["exits"], spoken_exits=part["exits"] - part["silent_exits"])
    names = [column for column, _ in FUNNEL]
    totals = part.groupby(["strategy", "replicate"], sort=False)[names].sum()
    means = totals.groupby(level="strategy", sort=False).mean()
    heights = dict(zip(means.index, means.to_numpy(float).tolist(), strict=True))
    figure, panels = _panels(len(strategies), height=0.25 * len(FUNNEL) + 0.4, spare=1.5)
    longest = float(means.to_numpy().max()) or 1.0
    for axes, strategy in zip(panels, strategies, strict=True):
        _draw_funnel(axes, heights[strategy])
        axes.set_xlim(0.0, 1.42 * longest)
        axes.set_title(style.shortened(strategy, 30) if len(strategies) > 1 else "")
    note = "Count over the reported weeks, mean of replicates; in brackets the share of the dissatisfied."
    style.headline(figure, f"From failure to exit at {style.shortened(firm)}", note + not_shown(dropped))
    return figure


def _draw_difference(axes: Axes, row: int, differences: list[float], colour: str, unit: str) -> None:
    """One strategy's replicates as small dots, and their mean with its interval and its figures above."""
    if not differences:
        return
    found = statistics.estimate(differences)
    sure = found.excludes_zero
    axes.plot(differences, [row + 0.2] * len(differences), "o", color=style.QUIET, alpha=0.35, markersize=3, mew=0)
    if found.n > 1:
        axes.plot([found.low, found.high], [row, row], color=colour, linewidth=3.0, alpha=0.45, zorder=2)
    axes.plot([found.mean], [row], "o", color=colour, markersize=6, mfc=colour if sure else "white", zorder=3)
    text = difference_with_interval(found, unit).replace("95 % interval ", "")
    axes.annotate(
        text, (found.mean, row), xytext=(0, 7), textcoords="offset points",
        ha="center", fontsize=8.0, color=style.INK, annotation_clip=False,
        bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.8},
    )  # fmt: skip


def _draw_funnel(axes: Axes, values: list[float]) -> None:
    """Bars from the top down with their counts; what is lost has another colour."""
    names = [column for column, _ in FUNNEL]
    dissatisfied = values[names.index("dissatisfied")]
    for row, (column, value) in enumerate(zip(names, values, strict=True)):
        lost = column in {"spoken_exits", "silent_exits"}
        axes.barh(row, value, height=0.62, color=style.LOSS if lost else style.FIRM_COLOURS[0], alpha=0.85)
        share = f" ({value / dissatisfied:.0%})".replace("%", " %") if dissatisfied and row > 1 else ""
        axes.annotate(
            f"{number(value, digits=0)}{share}", (value, row), xytext=(4, 0), textcoords="offset points",
            va="center", fontsize=8.0, color=style.LOSS if lost else style.INK,
        )  # fmt: skip
    axes.set_yticks(range(len(FUNNEL)), [label for _, label in FUNNEL])
    axes.tick_params(axis="y", length=0, labelcolor=style.INK)
    axes.set_ylim(len(FUNNEL) - 0.5, -0.5)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_xticks([])


def _panels(count: int, *, height: float = 2.1, spare: float = 0.9) -> tuple[Figure, list[Axes]]:
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


def _first(names: Iterable[str], most: int) -> tuple[list[str], list[str]]:
    """The names that a figure has room for, and the rest."""
    distinct = list(dict.fromkeys(names))
    return distinct[:most], distinct[most:]


def not_shown(dropped: list[str]) -> str:
    """A word about strategies for which there was no room."""
    return f"  Not shown: {listed([style.shortened(name) for name in dropped])}." if dropped else ""
