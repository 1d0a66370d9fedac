"""Figures of forecasts: a bar for each error, a line for each forecaster, at the heights of the table."""

import numpy as np
import pandas as pd
from matplotlib.patches import Rectangle

from analysis.figures.yardsticks import errors_of_forecasts, repeats_to_come


def widths(axes):
    return [bar.get_width() for bar in axes.patches if isinstance(bar, Rectangle)]


def test_a_bar_stands_for_each_error():
    errors = pd.DataFrame({"model": ["this market", "BG/NBD"], "total": [8.0, -4.8], "path": [2.1, 1.4]})
    figure = errors_of_forecasts(errors)
    lengths = [widths(axes) for axes in figure.axes]
    assert lengths == [[8.0, 4.8], [2.1, 1.4]]
    assert [axes.get_xlabel() for axes in figure.axes] == ["per cent", "per cent"]
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["this market", "BG/NBD"]


def test_a_missing_error_has_no_bar():
    errors = pd.DataFrame({"model": ["this market", "the first part again"], "counts": [11.0, np.nan]})
    assert not np.isfinite(widths(errors_of_forecasts(errors).axes[0])[1])


def test_a_line_goes_through_what_was_observed_and_each_forecast():
    path = pd.DataFrame({"week": [42, 45], "observed": [0.1, 0.2], "this market": [0.1, 0.3], "BG/NBD": [0.1, 0.1]})
    lines = repeats_to_come(path).axes[0].get_lines()
    assert [np.asarray(line.get_ydata()).tolist() for line in lines] == [[0.1, 0.2], [0.1, 0.3], [0.1, 0.1]]
    assert [line.get_linestyle() for line in lines] == ["-", "-", "--"]
