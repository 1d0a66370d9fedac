"""Numbers of the axes of money do not overlap, however large they are."""

import itertools

import pandas as pd
import pytest

from analysis.figures.money import profit_by_strategy


@pytest.mark.parametrize("size", [1.0, 1e3, 1e5, 5e6, 5e8])
def test_numbers_of_the_axes_do_not_overlap(size):
    rows = [
        (metric, plan, replicate, size * (gain + 0.1 * replicate))
        for metric in ("profit", "customer_equity")
        for plan, gain in (("as_is", 0.0), ("up", 1.3), ("down", -0.9))
        for replicate in (1, 2, 3)
    ]
    earnings = pd.DataFrame(rows, columns=["metric", "strategy", "replicate", "value"])
    figure = profit_by_strategy(earnings, "as_is", "Alba", "USD")
    figure.canvas.draw()
    for axes in figure.axes:
        boxes = [label.get_window_extent() for label in axes.get_xticklabels() if label.get_text()]
        assert len(boxes) >= 2
        assert all(left.x1 < right.x0 for left, right in itertools.pairwise(boxes))
