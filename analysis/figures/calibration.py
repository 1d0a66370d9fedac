"""A fit in pictures: observed against simulated, and what was believed of each number before the data and after."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from analysis.figures import style
from analysis.figures.frame import bare, styled
from analysis.figures.yardsticks import errors_of_forecasts, repeats_to_come

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

HALF = 1.96
MOST = 40
ASKED = "not informed by your data"


def figures_of(
    fit: pd.DataFrame, parameters: pd.DataFrame, errors: pd.DataFrame, path: pd.DataFrame
) -> dict[str, Callable[[], Figure]]:
    """The figures of a fit by name, not drawn yet; `errors` and `path` as `yardsticks.py` takes them, maybe empty."""
    found: dict[str, Callable[[], Figure]]
    found = {f"fit-{place}": partial(observed_against_simulated, part, str(period))
             for place, (period, part) in enumerate(fit.groupby("period", sort=False), start=1)}  # fmt: skip
    if not errors.empty:
        found["forecasts"] = partial(errors_of_forecasts, errors)
    if not path.empty:
        found["repeats"] = partial(repeats_to_come, path)
    return {**found, "parameters": partial(before_and_after, parameters)}


@styled
def observed_against_simulated(table: pd.DataFrame, period: str) -> Figure:
    """How far each simulated moment is from the observed, in standard errors; the band is what luck alone does."""
    shown = table.reindex(table["z"].abs().sort_values(ascending=False, kind="stable").index)[:MOST]
    names = [f"{moment} {firm}".strip() for moment, firm in zip(shown["moment"], shown["firm"], strict=True)]
    figure = style.new_figure(6.4, 1.4 + 0.24 * len(names))
    axes = figure.subplots()
    rows = np.arange(len(names))
    axes.axvspan(-HALF, HALF, color=style.FAINT, alpha=0.6, linewidth=0.0)
    axes.axvline(0.0, color=style.INK, linewidth=0.9)
    if shown["draws_low"].notna().any():
        ends = ((shown[["draws_low", "draws_high"]].sub(shown["observed"], axis=0)).div(shown["se"], axis=0)).to_numpy()
        axes.hlines(rows, ends[:, 0], ends[:, 1], color=style.FIRM_COLOURS[0], linewidth=4.0, alpha=0.35)
    axes.plot(shown["z"], rows, "o", color=style.FIRM_COLOURS[0], markersize=5.0, label="this market")
    if shown["naive"].notna().any():
        naive = (shown["naive"] - shown["observed"]) / shown["se"]
        axes.plot(naive, rows, "x", color=style.FIRM_COLOURS[1], markersize=5.0, label="the first part again")
        axes.legend(frameon=False, fontsize=8.0, loc="lower right")
    bare(axes, [style.shortened(name, 34) for name in names])
    outside = int((table["z"].abs() > HALF).sum())
    title = "What the fit saw" if period == "fit" else "What it never saw"
    note = f"simulated less observed, standard errors; bars: 90 % of draws; {outside} of {len(table)} beyond ±{HALF:g}"
    style.headline(figure, title, note)
    return figure


@styled
def before_and_after(table: pd.DataFrame) -> Figure:
    """Each free parameter's plausible range before, and its 90 % interval after, as shares of that range."""
    shown = table[(table["told"] != ASKED) & table["prior_low"].notna()]
    figure = style.new_figure(6.4, 1.4 + 0.34 * len(shown))
    axes = figure.subplots()
    rows = np.arange(len(shown))
    middle = (shown["prior_low"] + shown["prior_high"]) / 2.0
    half = (shown["prior_high"] - shown["prior_low"]) / 2.0
    low, point, high = ((shown[name] - middle) / half for name in ("low", "estimate", "high"))
    axes.barh(rows, 2.0, 0.62, left=-1.0, color=style.FAINT)
    is_told = (shown["told"] == "identified").to_numpy()
    for told, colour in ((True, style.FIRM_COLOURS[0]), (False, style.QUIET)):
        mine = is_told == told
        whiskers = np.abs(np.vstack([point - low, high - point]))[:, mine]
        axes.errorbar(point[mine], rows[mine], xerr=whiskers, fmt="o", color=colour, markersize=5.0, elinewidth=2.0)
    bare(axes, [style.shortened(name, 40) for name in shown["parameter"]])
    note = "bar: plausible before; whiskers: 90 % after; grey where the data hardly tell it alone"
    style.headline(figure, "What the data tell of each number", note)
    return figure


@styled
def quantiles(name: str, unit: str, real: np.ndarray, own: np.ndarray) -> Figure:
    """Quantiles of a run against those of the data; on the line they are alike."""
    figure = style.new_figure(4.6, 4.6)
    axes = figure.subplots()
    at = np.linspace(0.01, 0.99, 99)
    seen, said = np.quantile(real, at), np.quantile(own, at)
    longest = max(float(seen.max()), float(said.max()))
    axes.plot([0.0, longest], [0.0, longest], color=style.QUIET, linewidth=0.9)
    axes.plot(seen, said, "o", color=style.FIRM_COLOURS[0], markersize=3.5)
    axes.set_xlabel(f"data, {unit}")
    axes.set_ylabel(f"run, {unit}")
    style.headline(figure, name.capitalize(), "percentiles 1 to 99; on the line both are alike")
    return figure
