"""The impulsive customer takes a deal in sight, and weighs little but the price."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.loyalty import impulsive
from tests.simulation.sample_parameters import MONEY, OFFER, PRICES, SHARE, TRAITS


def test_a_cut_of_a_fifth_pulls_by_a_fifth() -> None:
    assert impulsive.pull(OFFER._replace(price=8.0)) == pytest.approx(0.2)


@given(MONEY, MONEY, SHARE)
def test_only_a_deal_in_an_impulsive_moment_settles(price: float, reference: float, chance: float) -> None:
    offer = OFFER._replace(price=price, reference_price=reference)
    is_deal = (reference - price) / reference >= TRAITS.deal_floor
    assert impulsive.settles(offer, TRAITS, chance) == (is_deal and chance < TRAITS.deal_first)


def test_appeal_by_hand() -> None:
    """0.25 x 0.5 of habit, 1 x 0.5 of affect, 0.5 x 0.2 of hearsay, 0.5 x 0.5 of conviction; no price gap."""
    assert impulsive.appeal(OFFER._replace(word_of_mouth=0.2), TRAITS, PRICES) == pytest.approx(
        0.125 + 0.5 + 0.1 + 0.25
    )


@given(SHARE, st.floats(0.0, 200.0), st.floats(0.0, 20.0))
def test_quality_queues_and_steps_are_not_weighed(expectation: float, wait: float, steps: float) -> None:
    offer = OFFER._replace(expectation=expectation, wait=wait, steps=steps)
    assert impulsive.appeal(offer, TRAITS, PRICES) == impulsive.appeal(OFFER, TRAITS, PRICES)
