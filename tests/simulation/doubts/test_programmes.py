"""What is hardly meant of a reward programme is said, with what would be right; a sound one is left alone."""

import pytest

from simulation.doubts.programmes import odd_programmes
from tests.simulation.sample_markets import market

SOUND = [
    {"strategy": "points"}, {"strategy": "nth_free"}, {"strategy": "cashback"}, {"strategy": "coupons"},
    {"strategy": "tiers"}, {"strategy": "tenure_discount"}, {"strategy": "paid_membership"},
]  # fmt: skip
ODD = {
    "a reward above the price": ({"strategy": "points", "value": 15.0, "burn": 1000.0}, "value", "write at most 10"),
    "a payout above the price": ({"strategy": "cashback", "payout": 12.0}, "payout", "write at most 10"),
    "a margin given away": ({"strategy": "points", "value": 60.0, "burn": 100.0}, "programme", "60 % of what is paid"),
    "every other one free": ({"strategy": "nth_free", "every": 2}, "programme", "give back less"),
    "a balance that lapses": ({"strategy": "nth_free", "expiry_weeks": 4}, "expiry_weeks", "write 11 or more"),
    "a coupon that lapses": ({"strategy": "coupons", "valid_weeks": 2}, "valid_weeks", "write 11 or more"),
    "a fee never saved": ({"strategy": "paid_membership", "fee": 90.0}, "fee", "write at most 10"),
    "a tier never reached": ({"strategy": "tiers", "from_visits": [40, 50]}, "from_visits", "begin at 5"),
}


def told(programme):
    return list(odd_programmes(market({"firms.Alba.programme": programme, "customers.purchases.per_year": 10.0})))


@pytest.mark.parametrize("programme", SOUND, ids=lambda programme: programme["strategy"])
def test_a_programme_as_it_comes_is_sound(programme):
    assert told(programme) == []


def test_no_programme_no_doubt():
    assert list(odd_programmes(market())) == []


@pytest.mark.parametrize("what", ODD)
def test_what_is_hardly_meant_is_said_with_what_would_be_right(what):
    programme, key, right = ODD[what]
    assert any(one.path[-1] == key and right in one.message for one in told(programme)), told(programme)
