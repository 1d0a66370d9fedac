"""Portraits of a firm's customers: their attitude, their value, how long they stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.figures import style
from analysis.figures.frame import styled
from analysis.text.numbers import number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_DOTS = 700
BINS = 24
TENTHS = 10
CELLS = (
    ("spurious loyalty", "buys, does not care", -1, 1),
    ("loyalty", "cares and buys", 1, 1),
    ("no loyalty", "neither", -1, -1),
    ("latent loyalty", "cares, buys elsewhere", 1, -1),
)


@styled
def attitude_map(attitudes: pd.DataFrame, firm: str) -> Figure:
    """Relative attitude against share of purchases, a dot a customer, with the share of each of the four cells.

    `attitudes` has the columns segment, attitude (-1 to 1) and patronage (0 to 1) [DickBasu1994].
    """
    figure = style.new_figure(6.6, 4.6)
    axes = figure.subplots()
    step = max(1, -(-len(attitudes) // MOST_DOTS))
    shown = attitudes.iloc[::step]
    nudge = 0.03 * (np.arange(len(shown)) * 0.618034 % 1.0 - 0.5)  # so that many at 0 or 1 are seen as many
    for segment in dict.fromkeys(shown["segment"]):
        own = (shown["segment"] == segment).to_numpy()
        height = 100.0 * (shown["patronage"].to_numpy(float) + nudge)[own]
        colour = style.type_colour(segment)
        axes.plot(shown["attitude"].to_numpy(float)[own], height, "o", color=colour, alpha=0.55, ms=3.2, mew=0)
    _draw_cells(axes, attitudes)
    axes.set_xlabel(f"affect for {style.shortened(firm)} less affect for its strongest rival")
    axes.set_ylabel("share of the customer's purchases (%)")
    style.legend(axes, {name: style.type_colour(name) for name in sorted(set(shown["segment"]))}, is_below=True)
    note = f"A dot a customer ({len(shown):,} of {len(attitudes):,} shown); purchases of the last year."
    style.headline(figure, f"Who is loyal to {style.shortened(firm)}, and who only buys", note)
    return figure


def _draw_cells(axes: Axes, attitudes: pd.DataFrame) -> None:
    """The four cells after Dick and Basu, with the share of customers in each."""
    cares, buys = attitudes["attitude"] > 0.0, attitudes["patronage"] >= 0.5
    axes.axvline(0.0, color=style.QUIET, linewidth=0.8)
    axes.axhline(50.0, color=style.QUIET, linewidth=0.8)
    axes.set_xlim(-1.05, 1.05)
    axes.set_ylim(-22.0, 122.0)
    axes.set_yticks([0, 25, 50, 75, 100])
    for name, meaning, right, up in CELLS:
        share = ((cares if right > 0 else ~cares) & (buys if up > 0 else ~buys)).mean() if len(attitudes) else 0.0
        side, height = "right" if right > 0 else "left", 113.0 if up > 0 else -13.0
        told = f"{name} {100.0 * share:.0f} %: {meaning}"
        weight = "bold" if right * up > 0 else "normal"
        axes.text(0.98 * right, height, told, ha=side, va="center", fontsize=8.5, fontweight=weight)


@styled
def lifetime_value(values: pd.DataFrame, firm: str, unit: str) -> Figure:
    """How lifetime value is spread over customers: how many have which value, and what each tenth of them holds.

    `values` has a row a customer with the columns segment and value (money).
    """
    figure = style.new_figure(8.2, 3.2)
    left, right = figure.subplots(1, 2)
    worth = values["value"].to_numpy(float)
    low, high = np.quantile(worth, [0.005, 0.98]) if worth.size else (0.0, 1.0)
    bins = np.linspace(min(low, 0.0), max(high, low + 1.0), BINS)
    segments = sorted(set(values["segment"]))
    parts = [np.clip(worth[(values["segment"] == name).to_numpy()], bins[0], bins[-1]) for name in segments]
    left.hist(parts, bins, stacked=True, color=[style.type_colour(name) for name in segments], alpha=0.85)
    left.set_xlabel(f"lifetime value ({unit})")
    left.set_ylabel("customers")
    left.set_title("How many are worth what")
    style.legend(left, {name: style.type_colour(name) for name in segments})
    total = worth.sum()
    tenths = [part.sum() / total if total else 0.0 for part in np.array_split(np.sort(worth)[::-1], TENTHS)]
    right.bar(range(1, TENTHS + 1), [100.0 * tenth for tenth in tenths], color=style.FIRM_COLOURS[0], alpha=0.85)
    for place, tenth in enumerate(tenths, start=1):
        right.annotate(
            f"{round(100.0 * tenth)}", (place, max(100.0 * tenth, 0.0)), xytext=(0, 2), textcoords="offset points",
            ha="center", fontsize=8.0,
        )  # fmt: skip
    right.set_xticks(range(1, TENTHS + 1))
    right.set_xlabel("tenths of the customers, most valuable first")
    right.set_ylabel("share of all value (%)")
    right.set_title("What each tenth holds")
    note = f"{len(values):,} customers of the base; above {number(high)} {unit} counted in the last bar."
    style.headline(figure, f"What customers are worth to {style.shortened(firm)}", note)
    return figure


@styled
def cohort_retention(cohorts: pd.DataFrame, firm: str) -> Figure:
    """Share of each cohort that buys from the firm again, by quarter since it joined: by when it joined, and by type.

    `cohorts` has the columns by (joined or segment), cohort, quarter, share and customers.
    """
    figure = style.new_figure(8.2, 3.2)
    grid = figure.subplots(1, 2, sharey=True)
    ends = []
    for axes, by in zip(grid, ("joined", "segment"), strict=True):
        part = cohorts[cohorts["by"] == by]
        names = list(dict.fromkeys(part["cohort"]))
        shades = style.shades(len(names)) if by == "joined" else [style.type_colour(name) for name in names]
        lines = []
        for name, colour in zip(names, shades, strict=True):
            line = part[part["cohort"] == name]
            axes.plot(line["quarter"], 100.0 * line["share"], "-o", color=colour, markersize=3.5)
            lines.append((100.0 * float(line["share"].iloc[-1]), name, colour))
        ends.append(lines)
        if not lines:
            axes.annotate("too few to follow for a quarter", (0.5, 0.5), xycoords="axes fraction", ha="center")
        axes.set_title("By when they joined" if by == "joined" else "Customers before week 1, by type")
        axes.set_xlabel("quarter since then")
        axes.set_xticks(range(int(part["quarter"].max()) + 1 if len(part) else 1))
        axes.grid(axis="y", color=style.FAINT, linewidth=0.6)
    grid[0].set_ylim(0.0, 104.0)
    grid[0].set_ylabel("bought in the quarter (%)")
    note = "Share of each cohort that bought at least once in a quarter; quarter 0 begins with the first purchase."
    style.headline(figure, f"How long customers keep buying from {style.shortened(firm)}", note)
    style.lay_out(figure)
    for axes, lines in zip(grid, ends, strict=True):
        style.label_ends(axes, lines, longest=22)
    return figure
