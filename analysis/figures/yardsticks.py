"""How well a fitted market foretells what was held back, beside the models that an analyst would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.figures import style
from analysis.figures.frame import bare, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

OURS = "this market"
TITLES = {
    "share": "shares of brands",
    "repeat": "repeats by brand",
    "switching": "switching",
    "total": "repeats to come",
    "path": "path of all repeats",
    "counts": "by repeats so far",
}
POINTS = ("share", "repeat", "switching")


@styled
def errors_of_forecasts(errors: pd.DataFrame) -> Figure:
    """A bar a forecaster and measure; `errors` has the column model and one for each measure, points or per cent."""
    measures = list(errors.columns[1:])
    figure = style.new_figure(7.4, 1.5 + 0.32 * len(errors))
    panels = figure.subplots(1, len(measures), sharey=True, squeeze=False)[0]
    ours = [style.FIRM_COLOURS[0] if name == OURS else style.QUIET for name in errors["model"]]
    for axes, measure in zip(panels, measures, strict=True):
        axes.barh(range(len(errors)), errors[measure].abs(), 0.62, color=ours)
        bare(axes, [style.shortened(name, 40) for name in errors["model"]])
        axes.set_title(TITLES.get(measure, measure))
        axes.set_xlabel("points" if measure in POINTS else "per cent")
    note = "size of each error in the time that no model had seen; shorter is better"
    style.headline(figure, "How far forecasts were off", note)
    return figure


@styled
def repeats_to_come(path: pd.DataFrame) -> Figure:
    """Repeats since the last week that models saw, observed and foretold.

    `path` has the column `week`, observed, then one for each forecaster by its name; repeats per customer.
    """
    figure = style.new_figure(6.4, 3.4)
    axes = figure.subplots()
    models = [name for name in path.columns if name not in ("week", "observed")]
    colours = {"observed": style.INK, **dict(zip(models, style.FIRM_COLOURS, strict=False))}
    for name, colour in colours.items():
        axes.plot(path["week"], path[name], "-" if name in ("observed", OURS) else "--", color=colour)
    axes.set_ylim(0.0, 1.05 * float(np.nanmax(path.drop(columns="week").to_numpy(float))))
    axes.set_xlabel("week")
    axes.set_ylabel("repeats of a customer")
    style.label_ends(axes, [(float(path[name].iloc[-1]), name, colour) for name, colour in colours.items()],
                     longest=24)  # fmt: skip
    note = "repeats since the last week seen, per customer; dashed: an analyst's models"
    style.headline(figure, "Customers coming back after the last week seen", note)
    return figure
