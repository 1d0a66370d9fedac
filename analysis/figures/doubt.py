"""What is not known, and what that does to a verdict: plausible worlds, what decides, what is worth finding out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.figures import style
from analysis.figures.frame import MOST_ROWS, bare, first, not_shown, styled
from analysis.text.numbers import number
from simulation.measurement.metrics import direction

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE, ORANGE, GREEN = style.FIRM_COLOURS[:3]
LONGEST = 40
ALL, BLOCK = "(all)", "(block) "
Labels = Mapping[str, str]


@styled
def plausible_worlds(each: pd.DataFrame, robustness: pd.DataFrame, baseline: str, unit: str, labels: Labels) -> Figure:
    """What each plan changes in every plausible world, luck and doubt apart.

    `each` has a row a plan and world (`plan`, `shrunk`, `luck`), `robustness` one a plan; `unit` is the metric's.
    """
    plans, dropped = first(each["plan"], MOST_ROWS)
    told, metric = robustness.set_index("plan"), str(robustness["metric"].iloc[0])
    figure = style.new_figure(7.4, 1.6 + 0.62 * len(plans))
    axes = figure.subplots()
    for row, plan in enumerate(plans):
        part, numbers = each[each["plan"] == plan], told.loc[[plan]].iloc[0]
        _draw_worlds(axes, row, part, numbers, {"up": -1.0, "down": 1.0, None: 0.0}[direction(metric)])
    bare(axes, [style.shortened(labels.get(plan, plan), LONGEST) for plan in plans])
    axes.set_ylim(len(plans) - 0.4, -0.5)
    _widen(axes, [*told.loc[plans, "p05"], *told.loc[plans, "p95"], *each["shrunk"]], 0.04)
    _scale(axes, f"difference to {labels.get(baseline, baseline)} ({unit})")
    worlds = each["world"].nunique()
    note = (
        f"Doubt: a dot is one of {worlds} plausible worlds, red where the plan loses; the pale bar holds 90 of 100; the"
        " diamond is their mean.  Luck: the thin line is how far a world's own runs alone would move it (95 %)."
    )
    title = f"What each plan does to {metric.replace('_', ' ')} in {worlds} plausible worlds"
    style.headline(figure, title, note + not_shown(dropped))
    return figure


@styled
def tornado_bars(table: pd.DataFrame, plan: str, rival: str, unit: str, labels: Labels) -> Figure:
    """How far each assumption moves the difference between two plans, the widest on top, from a table of `tornado`."""
    part = table[(table["plan"] == plan) & (table["rival"] == rival)]
    part = part[part["low"] != part["high"]].head(MOST_ROWS)
    figure = style.new_figure(7.4, 1.7 + 0.44 * max(1, len(part)))
    axes = figure.subplots()
    for row, (_, one) in enumerate(part.iterrows()):
        strength = 0.9 if one["resolved"] else 0.35
        _draw_swing(axes, row, one, strength)
        explained = f"{number(100.0 * one['share'], digits=0)} % explained"
        _beside(axes, row, explained if one["resolved"] else "not told")
    bare(axes, [style.shortened(labels.get(name, name), LONGEST) for name in part["assumption"]])
    _widen(axes, [0.0, *part["low"], *part["high"]], 0.13)
    ahead, behind = (style.shortened(labels.get(name, name)) for name in (plan, rival))
    _scale(axes, f"{ahead} less {behind} ({unit})")
    note = (
        "A bar goes from the expected difference at the low end of an assumption to that at its high end (values beside"
        f" it), all others averaged. Blue: {ahead} is ahead; orange: {behind}. Pale: not told from luck; what moves"
        " nothing is left out."
    )
    style.headline(figure, f"What decides between {ahead} and {behind}", note)
    return figure


@styled
def flip_curve(curve: pd.DataFrame, points: Sequence[float], words: Mapping[str, str]) -> Figure:
    """The expected difference between two plans along one assumption, with its 95 % band, and where it is 0.

    `curve` has `value`, `difference`, `ci_low`, `ci_high`; `points` are the flip points; `words` names `plan`, `rival`,
    `assumption` and `unit`.
    """
    figure = style.new_figure(6.4, 3.6)
    axes = figure.subplots()
    if all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in curve["value"]):
        values = curve["value"].astype(float)
        axes.fill_between(values, curve["ci_low"], curve["ci_high"], color=BLUE, alpha=0.16, linewidth=0)
        axes.plot(values, curve["difference"], color=BLUE, linewidth=2.0)
        axes.set_xlim(values.min(), values.max())
        axes.xaxis.set_major_formatter("{x:,g}")
    else:
        places = np.arange(len(curve))
        whisker = np.abs(curve[["ci_low", "ci_high"]].to_numpy(float).T - curve["difference"].to_numpy(float))
        axes.errorbar(places, curve["difference"], yerr=whisker, fmt="o", color=BLUE, capsize=3.0, markersize=6)
        axes.set_xticks(places, [_value(value) for value in curve["value"]])
        axes.set_xlim(-0.5, len(curve) - 0.5)
    axes.axhline(0.0, color=style.INK, linewidth=0.9)
    is_rising = curve["difference"].iloc[-1] > curve["difference"].iloc[0]
    for point in points:
        axes.plot([point], [0.0], "o", color=style.LOSS, markersize=7, mec=style.PAPER, zorder=4, clip_on=False)
        axes.annotate(
            f"level at {number(point)}", (point, 0.0), xytext=(7, -14 if is_rising else 8),
            textcoords="offset points", fontsize=8.5,
            color=style.LOSS, fontweight="bold",
        )  # fmt: skip
    axes.margins(y=0.12)
    axes.yaxis.set_major_formatter(lambda value, _: number(value, sign=True))
    axes.set_xlabel(words["assumption"])
    axes.set_ylabel(f"{style.shortened(words['plan'])} less\n{style.shortened(words['rival'])} ({words['unit']})")
    title = f"Where {style.shortened(words['plan'])} and {style.shortened(words['rival'])} are level"
    note = (
        "Expected difference, all other assumptions averaged; band or whiskers: 95 % interval by bootstrap over worlds."
    )
    style.headline(figure, title if len(points) else f"{title}: nowhere that is told", note)
    return figure


@styled
def worth_bars(table: pd.DataFrame, unit: str, labels: Labels) -> Figure:
    """What finding out is worth, from a table of `worth`: all at once, blocks, then assumptions, and the floor."""
    each = _worth_shown(table)
    figure = style.new_figure(7.4, 1.6 + 0.42 * len(each))
    axes = figure.subplots()
    for row, (_, one) in enumerate(each.iterrows()):
        name = str(one["assumption"])
        colour = style.QUIET if name == ALL else GREEN if name.startswith(BLOCK) else BLUE
        axes.barh(row, one["evppi"], 0.52, color=colour, alpha=0.85 if one["resolved"] else 0.35, linewidth=0)
        whisker = [[min(1.96 * one["se"], one["evppi"])], [1.96 * one["se"]]]
        axes.errorbar(one["evppi"], row, xerr=whisker, fmt="none", ecolor=style.INK, elinewidth=0.9, capsize=2)
        _beside(axes, row, f"up to {number(one['evppi'])}" if one["resolved"] else "not told from 0")
    floor = table.loc[~table["assumption"].str.startswith(BLOCK), "floor"].max()
    if 0.0 < floor <= axes.get_xlim()[1]:
        axes.axvline(floor, color=style.LOSS, linewidth=1.0, linestyle=(0, (4, 3)))
        axes.annotate(
            "luck reaches here", (floor, 1.0), xycoords=("data", "axes fraction"), xytext=(3, 1),
            textcoords="offset points", color=style.LOSS, fontsize=7.5, va="bottom",
        )  # fmt: skip
    names = [_worth_name(str(name), labels) for name in each["assumption"]]
    bare(axes, [style.shortened(name, LONGEST) for name in names])
    axes.set_xlim(0.0, None)
    _scale(axes, f"worth of knowing before the choice ({unit})")
    note = (
        "The most that finding out may be worth; whiskers: 95 % by bootstrap. Green: many numbers together that answer"
        " one question; pale: not told from 0. Dashed: what the luckiest single number reaches in 5 of 100 shuffles."
    )
    style.headline(figure, "What is worth finding out first", note)
    return figure


def _worth_shown(table: pd.DataFrame) -> pd.DataFrame:
    """All at once, the dearest blocks and the dearest numbers, as many as fit."""
    worth = table[(table["evppi"] > 0.0) | (table["assumption"] == ALL)]
    of_block = worth["assumption"].str.startswith(BLOCK)
    blocks, (everything, *each) = worth.index[of_block], worth.index[~of_block]
    return worth.loc[[everything, *blocks[: MOST_ROWS // 2], *each][:MOST_ROWS]]


def _worth_name(name: str, labels: Labels) -> str:
    return "everything at once" if name == ALL else labels.get(name, name.removeprefix(BLOCK))


def _draw_worlds(axes: Axes, row: int, part: pd.DataFrame, numbers: pd.Series[Any], bad: float) -> None:
    """One plan: the bar of its doubt, its worlds, their mean, and its luck below; `bad` is the sign of a loss."""
    axes.barh(row, numbers["p95"] - numbers["p05"], 0.5, numbers["p05"], color=BLUE, alpha=0.16, linewidth=0)
    colours = np.where(bad * part["shrunk"] > 0.0, style.LOSS, BLUE).tolist()
    axes.scatter(part["shrunk"], row + _scattered(part["shrunk"]), s=9, c=colours, alpha=0.7, linewidths=0)
    luck = 1.96 * float(part["luck"].iloc[0])
    axes.errorbar(numbers["mean"], row + 0.36, xerr=luck, fmt="none", ecolor=style.QUIET, elinewidth=1.0, capsize=2.5)
    axes.plot([numbers["mean"]], [row], "d", color=style.INK, markersize=5.5, mec=style.PAPER, mew=0.6, zorder=4)
    _beside(axes, row, _in_hundred(numbers))


def _draw_swing(axes: Axes, row: int, one: pd.Series[Any], strength: float) -> None:
    """One assumption: how far it moves the difference to either side of 0, and its values at the two ends."""
    left, right = sorted((one["low"], one["high"]))
    for low, high, colour in ((left, min(right, 0.0), ORANGE), (max(left, 0.0), right, BLUE)):
        if high > low:
            axes.barh(row, high - low, 0.52, low, color=colour, alpha=strength, linewidth=0)
    is_rising = one["low"] <= one["high"]
    for end, is_right in (("low", not is_rising), ("high", is_rising)):
        axes.annotate(
            _value(one[f"{end}_at"]), (one[end], row), xytext=(4 if is_right else -4, 0), textcoords="offset points",
            ha="left" if is_right else "right", va="center", fontsize=7.5, color=style.QUIET,
        )  # fmt: skip


def _scattered(values: pd.Series) -> np.ndarray:
    """Heights, −0.2 to 0.2, by which dots in a row are told apart: the same for the same number of dots."""
    return 0.4 * ((np.arange(len(values)) * 0.618034) % 1.0) - 0.2


def _in_hundred(numbers: pd.Series[Any]) -> str:
    """In how many of 100 worlds a plan is better, and best."""
    if not np.isfinite(numbers["better"]):
        return ""
    better, best = (number(100.0 * numbers[name], digits=0) for name in ("better", "best"))
    return f"better in {better},\nbest in {best} of 100"


def _value(at: object) -> str:
    """An end of an assumption as it is written."""
    if isinstance(at, bool | np.bool_):
        return "on" if at else "off"
    return number(float(at)) if isinstance(at, (int, float)) else style.shortened(str(at), 14)


def _beside(axes: Axes, row: int, text: str) -> None:
    """Words to the right of a row."""
    axes.annotate(
        text, (1.02, row), xycoords=("axes fraction", "data"), va="center", fontsize=8.0, color=style.INK,
        annotation_clip=False,
    )  # fmt: skip


def _widen(axes: Axes, values: Sequence[float], room: float) -> None:
    """Limits that hold all the values, with a share of their width to spare on either side."""
    low, high = min(values), max(values)
    spare = room * (high - low) or 1.0
    axes.set_xlim(low - spare, high + spare)


def _scale(axes: Axes, name: str) -> None:
    """Zero line and a scale with few marks, named."""
    axes.axvline(0.0, color=style.INK, linewidth=0.9, zorder=1)
    axes.locator_params(axis="x", nbins=6)
    axes.xaxis.set_major_formatter(lambda value, _: number(value, sign=axes.get_xlim()[0] < 0.0))
    axes.set_xlabel(name)
