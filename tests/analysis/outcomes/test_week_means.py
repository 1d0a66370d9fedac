"""Means by week: those of the project's estimates, within what a metric can be, empty where nothing is defined."""

import math

import numpy as np
import pandas as pd
import pytest

from analysis.outcomes.week_means import ASKED_OF_TYPES, ASKED_OF_WEEKS, week_means
from analysis.statistics.estimates import estimate
from analysis.statistics.metric_bounds import bounded
from analysis.study.files import stacked
from simulation.measurement.metrics import METRICS
from tests.analysis import sample_results


def frame_of(**columns):
    """One firm and week in so many replicates."""
    count = len(next(iter(columns.values())))
    return pd.DataFrame({"strategy": "as_is", "replicate": range(1, count + 1), "week": 1, "firm": "NA", **columns})


def test_the_metrics_that_are_shown_exist():
    assert set(ASKED_OF_WEEKS) | set(ASKED_OF_TYPES) <= set(METRICS)


def test_a_row_a_metric_with_the_interval_of_the_estimates():
    values = [1.0, 4.0, 2.5]
    shown = week_means(frame_of(profit=values, units=[3.0, 3.0, 3.0]), ["profit", "units"])
    assert list(shown.columns) == ["strategy", "week", "firm", "metric", "mean", "ci_low", "ci_high"]
    found = estimate(values)
    assert shown[["mean", "ci_low", "ci_high"]].to_numpy()[0].tolist() == pytest.approx(
        [found.mean, found.low, found.high]
    )
    assert shown[["mean", "ci_low", "ci_high"]].to_numpy()[1].tolist() == [3.0, 3.0, 3.0]


def test_every_strategy_week_firm_and_type_in_the_order_of_the_table():
    results = [sample_results.fake_result(name, number) for name in ("b", "a") for number in (1, 2, 3)]
    segments = stacked(results, "segments")
    shown = week_means(segments, ASKED_OF_TYPES)
    keys = ["strategy", "week", "firm", "segment"]
    assert list(shown["metric"].unique()) == ["conviction", "affect", "habit"]
    first = segments.loc[segments["replicate"] == 1, keys]
    assert shown.loc[shown["metric"] == "habit", keys].to_numpy().tolist() == first.to_numpy().tolist()
    for row in shown.iloc[::37].to_dict("records"):
        cell = np.logical_and.reduce([segments[key] == row[key] for key in keys])
        found = bounded(estimate(segments.loc[cell, row["metric"]].tolist()), row["metric"])
        assert (row["mean"], row["ci_low"], row["ci_high"]) == pytest.approx(
            (found.mean, found.low, found.high), rel=1e-6
        )


def test_an_interval_stays_within_what_can_be():
    shown = week_means(frame_of(market_share=[0.0, 1.0], profit=[-1.0, 1.0]), ["market_share", "profit"])
    assert shown[["ci_low", "ci_high"]].to_numpy()[0].tolist() == [0.0, 1.0]
    assert shown["ci_low"].to_numpy()[1] < -10.0


def test_what_is_undefined_is_left_out_of_the_mean_and_a_row_without_numbers_is_empty():
    shown = week_means(frame_of(nps=[math.nan, 1.0, 3.0], clv=[math.nan] * 3, churn=[math.nan, math.nan, 0.5]),
                       ["nps", "clv", "churn"])  # fmt: skip
    assert shown["mean"].tolist() == pytest.approx([2.0, math.nan, 0.5], nan_ok=True)
    assert shown["ci_low"].isna().tolist() == [False, True, True]


def test_numbers_have_seven_digits():
    shown = week_means(frame_of(profit=[1.0 / 3.0, 1.0 / 3.0]), ["profit"])
    assert shown["mean"].tolist() == [0.3333333]
