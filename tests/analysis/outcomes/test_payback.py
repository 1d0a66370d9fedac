"""What a plan may cost is arithmetic on paired differences, and it has paid back when its sum stays at 0 or above."""

import math

import numpy as np
import pandas as pd
import pytest

from analysis.costs.payback import (
    COSTS,
    cumulated_gains,
    first_week_paid,
    payback_table,
    paybacks,
    read_paybacks,
)
from analysis.costs.payback_text import costs_table, paid_back, paid_back_briefly
from analysis.statistics.estimates import critical_t
from analysis.statistics.ratios import ratio

BASE = np.zeros((3, 4))
GAINS = np.array([[-30.0, 10.0, 20.0, 30.0], [-20.0, 0.0, 10.0, 20.0], [-40.0, 10.0, 10.0, 10.0]])


def weekly(gains: np.ndarray, cost: float = 0.0, units: float = 50.0, customers: float = 20.0) -> pd.DataFrame:
    """A baseline that earns nothing, and a plan that gains so much after its cost; shape (replicates, weeks)."""
    rows = [
        (name, replicate, week, "Alba", value, paid, units, customers)
        for name, table, paid in (("as_is", 0.0 * gains, 0.0), ("plan", gains, cost))
        for replicate, line in enumerate(table, start=1)
        for week, value in enumerate(line, start=1)
    ]
    names = ["strategy", "replicate", "week", "firm", "profit", "cost_plan", "units", "active_customers"]
    return pd.DataFrame(rows, columns=names)


def test_what_a_plan_may_cost_is_its_gain_by_what_it_is_paid_for():
    (one,) = paybacks(weekly(GAINS), "as_is", "Alba", 20_000)
    gain = GAINS.sum(axis=1).mean()
    due = {"once": gain / 2.0, "weekly": gain / 8.0, "yearly": gain / 8.0 * 52.0, "per_purchase": gain / 200.0,
           "per_customer": gain / 80.0}  # fmt: skip
    assert {name: one.most[name].mean for name in COSTS} == pytest.approx(due)
    half = critical_t(2) * GAINS.sum(axis=1).std(ddof=1) / math.sqrt(3.0)
    assert one.most["once"].half_width == pytest.approx(half / 2.0)


def test_what_the_plan_costs_already_counts_as_room():
    (free,), (paid,) = (paybacks(weekly(GAINS, cost), "as_is", "Alba", 10_000) for cost in (0.0, 5.0))
    assert paid.most["weekly"].mean - free.most["weekly"].mean == pytest.approx(5.0)


def test_a_plan_that_loses_may_cost_less_than_nothing():
    (one,) = paybacks(weekly(-np.abs(GAINS)), "as_is", "Alba", 10_000)
    assert all(seen.mean < 0.0 for seen in one.most.values())
    assert one.week is None
    assert one.paid.mean == 0.0


def test_a_gain_that_grows_with_purchases_has_no_spread_by_purchase():
    assert ratio([10.0, 20.0, 30.0], [5.0, 10.0, 15.0]).mean == 2.0
    assert ratio([10.0, 20.0, 30.0], [5.0, 10.0, 15.0]).sd == pytest.approx(0.0, abs=1e-12)
    assert math.isnan(ratio([1.0, 2.0], [0.0, 0.0]).mean)


@pytest.mark.parametrize(
    ("cumulated", "week"),
    [
        ([0.0, 0.0, 0.0], 1),
        ([1.0, 2.0, 3.0], 1),
        ([-3.0, -1.0, 0.0], 3),
        ([-3.0, 1.0, -1.0, 2.0], 4),
        ([1.0, 1.0, -1.0], None),
        ([-1e-9, 1.0], 1),
    ],
)
def test_a_plan_has_paid_back_once_its_sum_stays_up(cumulated, week):
    assert first_week_paid(cumulated) == week


def test_the_share_of_replicates_that_paid_back_is_told():
    (one,) = paybacks(weekly(GAINS), "as_is", "Alba", 10_000)
    assert one.week == 4
    assert one.paid.mean == pytest.approx(2.0 / 3.0)
    assert paid_back(one, 4) == "week 4"
    (late,) = paybacks(weekly(GAINS[:, :3]), "as_is", "Alba", 10_000)
    assert paid_back(late, 3) == "not within 3 weeks on average, but in 1 of 3 runs"


def test_no_run_that_paid_back_is_not_told_of():
    (never,) = paybacks(weekly(-np.abs(GAINS)), "as_is", "Alba", 10_000)
    assert (paid_back(never, 4), paid_back_briefly(never)) == ("not within 4 weeks on average", "no")


def test_a_plan_that_does_nothing_but_cost_may_cost_nothing():
    cost = 1_000.0 / 7.0
    gains = np.full((3, 4), -cost) + np.array([[1e-9], [-1e-9], [0.0]])
    (one,) = paybacks(weekly(gains, cost), "as_is", "Alba", 10_000)
    assert [one.most[name].mean for name in COSTS] == [0.0] * len(COSTS)
    assert "0.000" not in costs_table([one], "USD")


def test_the_table_reads_back_as_it_was_told():
    found = paybacks(weekly(GAINS), "as_is", "Alba", 10_000)
    again = list(read_paybacks(payback_table(found, "as_is", "Alba")))
    assert costs_table(again, "USD") == costs_table(found, "USD")
    assert "a purchase" in costs_table(found, "USD")


def test_large_sums_are_told_in_thousands_and_the_table_stays_narrow():
    table = costs_table(paybacks(weekly(GAINS * 30_000.0), "as_is", "Alba", 10_000), "USD")
    assert "million USD" in table
    assert max(map(len, table.splitlines())) <= 100


def test_gains_are_summed_up_week_by_week():
    gains = cumulated_gains(weekly(GAINS), "as_is", "Alba")
    assert gains["mean"].to_list() == pytest.approx(GAINS.cumsum(axis=1).mean(axis=0))
    assert (gains["low"] < gains["high"]).all()
