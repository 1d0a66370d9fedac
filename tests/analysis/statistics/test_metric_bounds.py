"""What metrics can be: bands of shares end at 0 and 100 %, and what is too short to be defined really is not."""

import numpy as np
import pandas as pd
import pytest

from analysis.figures.time_series import over_weeks
from analysis.outcomes.outcomes import Outcomes, comparison, summary
from analysis.outcomes.tables import difference_shown, level_shown
from analysis.statistics.estimates import estimate
from analysis.statistics.metric_bounds import bounded, limits
from analysis.sweeps.definable_outcomes import WINDOWS, YEARS, weeks_needed
from analysis.text.intervals import difference_with_interval
from simulation.measurement.metrics import METRICS
from simulation.result import simulate
from simulation.scenario.load import load


@pytest.mark.parametrize(
    ("metric", "found"),
    [
        ("market_share", (0.0, 1.0)),
        ("satisfaction", (0.0, 100.0)),
        ("nps", (-100.0, 100.0)),
        ("complaints", (0.0, np.inf)),
        ("profit", (-np.inf, np.inf)),
    ],
)
def test_the_least_and_the_most(metric, found):
    assert limits(metric) == found


def test_every_unit_of_shares_and_indices_is_known():
    bounded_units = {metric.unit for metric in METRICS.values() if "share" in metric.unit or "index" in metric.unit}
    assert bounded_units == {"share", "index 0-100", "index -100-100"}


def test_no_interval_of_a_share_goes_beyond_what_can_be():
    values = {1: 0.99, 2: 0.6, 3: 1.0}
    cells = {("as_is", "Alba", "churn"): values, ("cut", "Alba", "churn"): {r: 1.0 - v for r, v in values.items()}}
    found = Outcomes(("as_is", "cut"), ("Alba",), ("churn",), cells)
    assert estimate(list(values.values())).high > 1.0
    table = summary(found)
    assert table["ci_high"].max() <= 1.0
    assert table["ci_low"].min() >= 0.0
    assert comparison(found, "as_is")["ci_low"].min() >= -1.0
    one = bounded(estimate([0.0, 0.0]), "churn")
    assert (one.low, one.high) == (0.0, 0.0)


def test_bands_over_the_weeks_stay_within_what_can_be():
    rows = pd.DataFrame({"week": [1, 1, 2, 2], "market_share": [0.0, 0.9, 1.0, 0.4], "profit": [0.0, 9.0, 1.0, 4.0]})
    line = over_weeks(rows, "market_share")
    assert line["low"].min() >= 0.0
    assert line["high"].max() <= 1.0
    assert over_weeks(rows, "profit")["low"].min() < 0.0


def test_no_width_is_not_shown_as_an_interval_and_a_small_one_is_seen():
    assert difference_shown(estimate([0.0, 0.0]), 100.0) == "same"
    assert difference_shown(estimate([8.0, 8.0]), 1.0) == "+8.00"
    assert difference_shown(estimate([-2_100.0, -2_100.0]), 1e-6) == "−0.002"
    assert level_shown(estimate([1.0, 1.0]), 100.0) == "100"
    assert difference_shown(estimate([1e-6, 2e-6]), 100.0) == "0.000 ±0.001"
    assert difference_with_interval(estimate([8.0, 8.0]), "USD") == "+8.00 USD (the same in all replicates)"
    told = difference_with_interval(estimate([1234567.0, 1234567.02]), "USD")
    low, high = told.split("interval ")[1].rstrip(")").split(" to ")
    assert low != high


@pytest.mark.parametrize("metric", [*WINDOWS, *YEARS])
@pytest.mark.parametrize("per_year", [2.0, 14.0])
def test_what_is_refused_as_too_short_is_undefined(metric, per_year):
    """As long as the longest run that is refused, burn-in or not; a week more, and it is defined."""
    scenario = load("baseline", customers=200).change("customers.purchases.per_year", per_year)
    needed = weeks_needed(metric, scenario)
    for burn_in, weeks in ((0, needed - 1), (26, needed - 1), (26, needed)):
        size = {"market.weeks": weeks - burn_in, "market.burn_in_weeks": burn_in}
        found = simulate(scenario.changed(size)).outcomes
        assert (metric in {name for _, name in found}) == (weeks == needed)
