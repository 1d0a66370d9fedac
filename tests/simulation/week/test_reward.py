"""Reward programmes within a week: what is taken off is booked, told of as money not paid, and owed until it is."""

import numpy as np
import pytest

from simulation import simulate
from simulation.result import PanelResult
from tests.simulation.sample_markets import market

CARD = {"firms.Alba.programme": {"strategy": "nth_free", "every": 4, "expiry_weeks": 12, "joining": 1.0}}


@pytest.fixture(scope="module")
def carded() -> PanelResult:
    """A year with a card for three and one free, after one without it."""
    plain = market(customers=400, weeks=52, burn_in_weeks=52)
    return simulate(plain.changed(CARD), settled=plain, panel=True)


def alba(result, metric):
    weeks = result.weekly
    return weeks[weeks["firm"] == "Alba"][metric].to_numpy()


def test_customers_pay_what_is_booked_less_what_rewards_take_off(carded):
    rows = carded.transactions
    paid = rows[rows["firm"] == "Alba"]["amount"].sum()
    assert alba(carded, "cost_rewards").sum() > 0.0
    assert paid == pytest.approx(alba(carded, "revenue").sum() - alba(carded, "cost_rewards").sum(), abs=0.01)


def test_what_is_owed_grows_by_what_is_set_aside_and_shrinks_by_what_lapses(carded):
    owed = np.diff(alba(carded, "points_liability"), prepend=0.0)
    booked = alba(carded, "cost_owed") + alba(carded, "cost_breakage")
    assert owed == pytest.approx(booked, abs=1e-6)
    assert alba(carded, "cost_breakage").sum() < 0.0


def test_members_and_what_becomes_of_rewards_stay_within_bounds(carded):
    assert (alba(carded, "active_members") <= alba(carded, "members")).all()
    last = carded.outcomes
    assert 0.0 < last["Alba", "redemption_rate"] < 1.0
    assert 0.0 < last["Alba", "breakage_share"] < 1.0
    assert last["Brio", "members"] == 0.0
    assert np.isnan(last.get(("Brio", "redemption_rate"), np.nan))


def test_a_programme_that_is_dropped_owes_nothing():
    with_card = market({**CARD, "compare": {"as_is": {}, "dropped": {"firms.Alba.programme": None}}},
                       customers=400, weeks=4, burn_in_weeks=52)  # fmt: skip
    dropped = simulate(with_card, strategy="dropped")
    assert (alba(dropped, "members") == 0.0).all()
    assert (alba(dropped, "points_liability") == 0.0).all()
    assert (alba(dropped, "cost_rewards") == 0.0).all()
    assert alba(dropped, "cost_owed")[0] < 0.0, "what was owed is owed no more"
