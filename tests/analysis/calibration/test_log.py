"""Moments of a purchase log, counted by hand."""

import numpy as np
import pandas as pd
import pytest

from analysis.calibration.fitting.moments import Named
from analysis.calibration.log.counts import BY_CALENDAR, log_moments, log_of
from analysis.calibration.log.problem import SEASONS, SLACK
from analysis.calibration.request import CalibrationRequest, plan_calibration
from simulation.reading.errors import Refused
from simulation.scenario.load import load

WEEKS = {0: [1, 2, 5, 9, 15], 1: [3], 2: [2, 8, 14], 3: [12]}
"""Weeks of purchases by customer; 3 came only after the 10 weeks seen."""


def found(whole):
    pairs = [(who, week) for who, weeks in WEEKS.items() for week in weeks]
    who, week = np.array(pairs).T
    moments = log_moments(log_of(who, week), 10, whole)
    return dict(zip(moments.names, moments.values, strict=True))


def test_repeats_counted_by_hand():
    values = found(16)
    assert values[Named("repeats", "weeks 1 to 10")] == pytest.approx(4 / 3)
    assert values[Named("customers with repeats", "0 repeats")] == pytest.approx(1 / 3)
    assert values[Named("customers with repeats", "3 repeats")] == pytest.approx(1 / 3)
    # until week 5 customer 0 came back twice, 1 and 2 not at all; then 0 once more, 2 once
    assert values[Named("later repeats after", "0 repeats")] == pytest.approx(1 / 2)
    assert values[Named("later repeats after", "2 repeats")] == pytest.approx(1.0)
    assert values[Named("repeats to come until", "week 16")] == pytest.approx(2 / 3)
    assert values[Named("repeats to come after", "1 repeats")] == pytest.approx(1.0)


def test_when_the_last_repeat_was_is_a_share_of_the_time_watched():
    values = found(16)
    # in the 10 weeks seen customer 0 came in weeks 1 to 9 and 2 in weeks 2 to 8; nobody came back four times
    assert values[Named("time until the last of", "2 to 3 repeats")] == pytest.approx(8 / 9)
    assert values[Named("time until the last of", "1 repeats")] == pytest.approx(6 / 8)
    assert np.isnan(values[Named("time until the last of", "4 or more")])


def test_what_is_still_to_come_is_not_known():
    values = found(10)
    assert not any(name.moment.startswith("repeats to come until") for name in values)
    assert np.isnan(values[Named("repeats to come after", "1 repeats")])


def test_two_purchases_in_a_week_count_once():
    assert log_of(np.array([5, 5, 5]), np.array([1, 2, 2])).week.tolist() == [1, 2]


def log_file(folder, firms):
    """A log of 120 customers in 40 weeks, of firms in turn."""
    days = pd.Timestamp("2025-01-06") + pd.to_timedelta(np.arange(600) * 279 // 599, unit="D")
    rows = pd.DataFrame({"customer_id": np.arange(600) % 120, "date": days.strftime("%Y-%m-%d"), "amount": 9.5})
    rows.assign(firm=[firms[place % len(firms)] for place in range(600)]).to_csv(
        folder / "transactions.csv", index=False
    )
    return (str(folder),)


def test_a_log_of_a_firm_that_the_scenario_does_not_know_brings_it(tmp_path):
    task = plan_calibration(CalibrationRequest(load("baseline"), log_file(tmp_path, ["My Shop"])))
    assert list(task.problem.scenario.firms) == ["My Shop"]
    slack = dict(zip(task.problem.target.names, np.atleast_1d(task.problem.target.slack), strict=True))
    assert {slack[name] for name in slack if name.moment in BY_CALENDAR} == {SEASONS}
    assert {slack[name] for name in slack if name.moment not in BY_CALENDAR} == {SLACK}


def test_a_log_of_several_firms_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(Refused, match=r"tells of 2 firms.*keep the rows of one firm"):
        plan_calibration(CalibrationRequest(load("baseline"), log_file(tmp_path, ["My Shop", "Other"])))
