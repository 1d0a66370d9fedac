"""What is said of a lapse time that is too short for how often people buy, and of a run too short for the lapse."""

import pytest

from simulation.doubts.durations import too_short
from simulation.scenario.load import load


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, []),
        ({"market.lapse_weeks": 11}, ["lapse_weeks: 11 weeks are short where people buy 14 times a year"]),
        ({"market.lapse_weeks": 12}, []),
        ({"customers.purchases.per_year": 1.5}, []),
        (
            {"customers.purchases.per_year": 1.5, "market.lapse_weeks": 52},
            ["lapse_weeks: 52 weeks are short where people buy 1.5 times a year"],
        ),
        ({"customers.purchases.per_year": 1.5, "market.lapse_weeks": 104}, []),
        (
            {"customers.purchases.per_year": 1.5, "market.burn_in_weeks": 103},
            [
                "burn_in_weeks: 103 weeks are fewer than the 104 of a lapse",
                "burn_in_weeks: after 207 weeks in all retention",
            ],
        ),
        ({"market.lapse_weeks": 156}, ["burn_in_weeks: 104 weeks are fewer than the 156 of a lapse"]),
        ({"market.burn_in_weeks": 52, "market.weeks": 52}, []),
        (
            {"market.burn_in_weeks": 52, "market.weeks": 51},
            ["burn_in_weeks: after 103 weeks in all retention and lifetime value cannot be told yet; write 53 or more"],
        ),
    ],
)
def test_a_lapse_too_short_for_the_market_is_said(changes: dict[str, float], said: list[str]) -> None:
    found = [f"{path[-1]}: {told}" for path, told in too_short(load("baseline").changed(changes))]
    assert len(found) == len(said)
    assert all(one.startswith(words) for one, words in zip(found, said, strict=True))
