"""Errors of forecasts in points, counted by hand."""

import pandas as pd
import pytest

from analysis.calibration.scores import scores


def rows(**said):
    """Two brands bought equally often; after A, eight of ten buy A again, after B all do."""
    observed = {("share", "A"): 0.5, ("share", "B"): 0.5, ("repeat", "A"): 0.8, ("repeat", "B"): 0.8,
                ("flow", "A > B"): 0.1, ("flow", "B > A"): 0.1}  # fmt: skip
    return pd.DataFrame([(moment, firm, value, said.get(f"{moment}_{firm[0]}", value))
                         for (moment, firm), value in observed.items()],
                        columns=["moment", "firm", "observed", "forecast"])  # fmt: skip


def test_a_perfect_forecast_misses_nothing():
    assert scores(rows(), "forecast") == pytest.approx((0.0, 0.0, 0.0))


def test_errors_are_in_points():
    found = scores(rows(share_A=0.6, share_B=0.4, repeat_A=0.9, flow_A=0.05), "forecast")
    assert found.share == pytest.approx(10.0)
    assert found.repeat == pytest.approx(0.5 * 10.0)
    assert found.switching == pytest.approx(0.5 * 10.0)


def test_what_is_no_panel_has_no_errors():
    assert pd.isna(scores(rows().iloc[:0], "forecast").share)
