"""Observed shares stand beside simulated ones, with the error of both forecasts."""

import pytest

from analysis.outcomes.observed_shares import mean_absolute_error, observed_shares, observed_table
from analysis.outcomes.outcomes import Outcomes
from simulation.scenario.parameters.firm import Firm

FIRMS = {
    "Alba": Firm(initial_share=3.0, observed_share=0.7),
    "Brio": Firm(initial_share=1.0, observed_share=0.3),
    "Corda": Firm(initial_share=0.0),
}
OUTCOMES = Outcomes(
    strategies=("as_is",),
    firms=tuple(FIRMS),
    metrics=("market_share",),
    cells={
        ("as_is", "Alba", "market_share"): {1: 0.60, 2: 0.62},
        ("as_is", "Brio", "market_share"): {1: 0.34, 2: 0.34},
        ("as_is", "Corda", "market_share"): {1: 0.06, 2: 0.04},
    },
)


def test_only_firms_that_were_observed_have_a_row():
    shares = observed_shares(OUTCOMES, "as_is", FIRMS)
    assert [(share.firm, share.at_start) for share in shares] == [("Alba", 0.75), ("Brio", 0.25)]
    assert shares[0].simulated == pytest.approx(0.61)
    assert shares[0].ci_low < 0.60
    assert shares[0].ci_high > 0.62
    assert mean_absolute_error(shares) == pytest.approx((0.09 + 0.04) / 2)


def test_the_table_gives_the_error_of_the_simulation_and_of_no_forecast():
    lines = observed_table(OUTCOMES, "as_is", FIRMS).splitlines()
    assert lines[0].split() == ["market", "share", "observed", "simulated", "error", "at", "the", "start"]
    assert lines[3].split()[:2] + lines[3].split()[-2:] == ["Alba", "70.0", "−9.0", "75.0"]
    assert lines[-1] == "mean absolute error: 6.5 points; of the shares at the start: 5.0 points"


def test_where_nothing_was_observed_or_sold_there_is_no_table():
    assert not observed_table(OUTCOMES, "as_is", {"Corda": FIRMS["Corda"]})
    assert not observed_table(OUTCOMES, "other", FIRMS)
    unsold = {"Alba": Firm(initial_share=0.0, observed_share=0.7)}
    assert "start: – points" in observed_table(OUTCOMES, "as_is", unsold)
