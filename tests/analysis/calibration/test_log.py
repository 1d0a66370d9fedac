"""Moments of a purchase log, counted by hand."""

import numpy as np
import pytest

from analysis.calibration.fitting.moments import Named
from analysis.calibration.log.counts import log_moments, log_of

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
