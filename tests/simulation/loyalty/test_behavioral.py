"""The behavioral customer does as last time, as often as habit is strong, until something jolts it."""

import pytest
from hypothesis import given

from simulation.loyalty import behavioral
from tests.simulation.sample_parameters import OFFER, PRICES, SHARE, TRAITS


def test_the_last_firm_leads() -> None:
    assert behavioral.pull(OFFER._replace(is_last=True)) == 1.0
    assert behavioral.pull(OFFER) == 0.0


@given(SHARE, SHARE)
def test_routine_repeats_as_often_as_habit_is_strong(habit: float, chance: float) -> None:
    offer = OFFER._replace(habit=habit, is_last=True)
    assert behavioral.settles(offer, TRAITS, chance) == (chance < 0.9 * habit)


@pytest.mark.parametrize(
    "jolt",
    [{"let_down": True}, {"price": 12.01}, {"is_last": False}],
    ids=["a failure", "a leap in price", "elsewhere"],
)
def test_a_jolt_makes_it_look_around(jolt: dict) -> None:
    offer = OFFER._replace(habit=1.0, is_last=True, price=11.9)
    assert behavioral.settles(offer, TRAITS, 0.001)
    assert not behavioral.settles(offer._replace(**jolt), TRAITS, 0.001)


def test_appeal_by_hand() -> None:
    """0.25 x 0.8 habit + 1 x 0.5 affect + 4 x 0.5 quality + 0.5 x 0.5 conviction + 0.5 x 1 hearsay."""
    offer = OFFER._replace(habit=0.8, word_of_mouth=1.0)
    assert behavioral.appeal(offer, TRAITS, PRICES) == pytest.approx(0.2 + 0.5 + 2.0 + 0.25 + 0.5)


@given(SHARE, SHARE)
def test_more_habit_is_never_less_appealing(habit: float, more: float) -> None:
    offer = OFFER._replace(habit=habit)
    assert behavioral.appeal(offer._replace(habit=habit + more), TRAITS, PRICES) >= behavioral.appeal(
        offer, TRAITS, PRICES
    )
