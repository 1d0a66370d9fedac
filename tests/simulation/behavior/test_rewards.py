"""Rules of reward programmes: what goes into a bill, what a near reward is worth, who hurries, whom a fee pays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.behavior.bonds import goal_pull, hurried_need, interest, pays_off, rewards_claimed, taken_off
from simulation.behavior.parameters import Rewards
from tests.simulation.sample_parameters import SHARE, TRAITS

REWARDS = Rewards(pressure=2.0, steepness=3.0, hurry=0.5, lift=0.3, stake=1.0)


def test_free_units_go_into_a_bill_of_as_many_units_and_money_up_to_it():
    assert rewards_claimed(3.0, 2.0, 20.0, 0.0, 1.0) == 2.0
    assert rewards_claimed(3.0, 1.0, 10.0, 4.0, 0.0) == 2.0
    assert rewards_claimed(3.0, 1.0, 10.0, 15.0, 0.0) == 1.0, "one goes in, of which the rest is lost"


def test_what_is_bought_beside_a_free_unit_is_paid():
    assert taken_off(1.0, 1.0, 13.0, 10.0, (0.0, 1.0)) == 10.0
    assert taken_off(2.0, 1.0, 10.0, 10.0, (4.0, 0.0)) == 8.0


@given(st.integers(1, 50), st.integers(1, 20), st.floats(0.01, 1e4), st.floats(0.01, 1e4), st.booleans())
def test_no_reward_takes_off_more_than_the_bill(due, quantity, price, money, is_unit):
    reward = (0.0, 1.0) if is_unit else (money, 0.0)
    bill = price * quantity
    claims = rewards_claimed(float(due), float(quantity), bill, *reward)
    assert 1.0 <= claims <= due
    assert 0.0 < taken_off(claims, float(quantity), bill, price, reward) <= bill


def test_the_pull_of_a_reward_grows_to_its_worth_with_nearness():
    assert goal_pull(0.5, 1.0, REWARDS) == pytest.approx(0.25)
    assert goal_pull(0.0, 1.0, REWARDS) == 0.0
    assert goal_pull(1.0, 3.0, REWARDS) == 2.0, "more than a purchase is not worth more than it"


@given(SHARE, SHARE, SHARE)
def test_the_nearer_the_more_it_draws_and_hurries(one, other, care):
    near, far = max(one, other), min(one, other)
    assert goal_pull(near, 1.0, REWARDS) >= goal_pull(far, 1.0, REWARDS)
    assert 1.0 <= hurried_need(far, care, REWARDS) <= hurried_need(near, care, REWARDS) <= 1.0 + REWARDS.hurry


def test_switched_off_nothing_draws_or_hurries():
    off = REWARDS._replace(pressure=0.0, hurry=0.0)
    assert goal_pull(0.9, 1.0, off) == 0.0
    assert hurried_need(0.9, 1.0, off) == 1.0


def test_who_cares_for_rewards_joins_and_pays_a_fee_that_it_saves():
    traits = TRAITS._replace(reward_weight=1.0, saving_weight=0.5)
    assert interest(traits) == 0.75
    assert interest(traits._replace(reward_weight=9.0)) == 1.0
    assert pays_off(10.0, 0.1, 200.0, traits)
    assert not pays_off(10.1, 0.1, 200.0, traits)
