"""What a kept customer is worth against a newcomer: worked by hand, and told with its interval."""

import pandas as pd
import pytest

from analysis.costs.kept_and_new import kept_and_new, kept_in_words
from analysis.outcomes.question import Question

QUESTION = Question("as_is", "Alba", "USD", weeks=104, labels={"as_is": "As it is"})


def standing(*new_profits, customers=100.0):
    """Two years of 300 kept customers who leave 36,000, and as many new ones as told, a replicate each."""
    kept = [("regular", 200.0, 20000.0), ("loyal", 100.0, 16000.0), ("lapsed", 50.0, 1.0)]
    rows = [
        ("as_is", replicate, "Alba", name, count, 0.0, money)
        for replicate, profit in enumerate(new_profits, start=1)
        for name, count, money in [*kept, ("new", customers, profit)]
    ]
    return pd.DataFrame(rows, columns=["strategy", "replicate", "firm", "standing", "customers", "revenue", "profit"])


def test_profit_a_customer_and_year_worked_by_hand():
    """36,000 of 300 in two years are 60 a year; 4,000 and 6,000 of 100 are 20 and 30: 3 and 2 newcomers."""
    found = kept_and_new(standing(4000.0, 6000.0), "as_is", "Alba", 104)
    assert found is not None
    assert (found.kept.mean, found.new.mean, found.times.mean) == pytest.approx((60.0, 25.0, 2.5))
    assert found.times.low < 2.0
    assert found.times.high > 3.0
    (told,) = kept_in_words(standing(4000.0, 4010.0), QUESTION)
    assert told.startswith("a customer kept beyond the first year earns Alba 60.0 USD a year, one in the first 20.0")
    assert "one kept is worth 3.0 newcomers (95 % interval 2.9 to 3.0)." in told


def test_newcomers_who_cost_more_than_they_bring_are_no_yardstick():
    (told,) = kept_in_words(standing(-4000.0, -4000.0), QUESTION)
    assert "one in the first −20.0 after what winning it cost" in told
    assert "newcomers" not in told


def test_nothing_is_told_without_newcomers_or_without_a_year():
    assert kept_in_words(standing(0.0, customers=0.0), QUESTION) == []
    assert kept_and_new(standing(4000.0), "as_is", "Alba", 26) is None
