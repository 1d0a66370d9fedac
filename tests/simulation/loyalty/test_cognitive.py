"""The cognitive customer never decides by one cue, weighs everything, and learns quality by looking it up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.loyalty import cognitive
from tests.simulation.sample_parameters import OFFER, PRICES, SHARE, TRAITS


@given(st.floats(0.5, 20.0), SHARE, SHARE, st.booleans())
def test_no_cue_draws_or_settles(price: float, affect: float, chance: float, is_last: bool) -> None:
    offer = OFFER._replace(price=price, affect=affect, habit=1.0, is_last=is_last)
    assert cognitive.pull(offer) == 0.0
    assert not cognitive.settles(offer, TRAITS, chance)


def test_appeal_by_hand() -> None:
    """4 x 0.5 quality + 0.5 + 0.25 feeling + 0.125 habit + 0.3 for staying - 5/10 wait - 0.02 x 3 steps."""
    offer = OFFER._replace(is_last=True, wait=5.0, steps=3.0)
    assert cognitive.appeal(offer, TRAITS, PRICES) == pytest.approx(2.0 + 0.75 + 0.125 + 0.3 - 0.5 - 0.06)


@given(SHARE, st.floats(0.0, 100.0), st.floats(0.0, 10.0), st.floats(0.01, 10.0))
def test_queues_and_steps_repel(expectation: float, wait: float, steps: float, more: float) -> None:
    offer = OFFER._replace(expectation=expectation, wait=wait, steps=steps)
    now = cognitive.appeal(offer, TRAITS, PRICES)
    assert cognitive.appeal(offer._replace(wait=wait + more), TRAITS, PRICES) < now
    assert cognitive.appeal(offer._replace(steps=steps + more), TRAITS, PRICES) < now


@given(SHARE)
def test_a_rival_must_be_better_by_the_threshold(expectation: float) -> None:
    offer = OFFER._replace(expectation=expectation)
    stay = cognitive.appeal(offer._replace(is_last=True), TRAITS, PRICES)
    assert stay - cognitive.appeal(offer, TRAITS, PRICES) == pytest.approx(TRAITS.switch_threshold)


def test_looking_up_by_hand() -> None:
    """Four sources halve the error 0.2 to 0.1: seen 0.8 + 0.1, half of the way from 0.5."""
    assert cognitive.looked_up(0.5, 0.8, 1.0, TRAITS) == pytest.approx(0.7)


@given(SHARE, SHARE, st.floats(1.0, 100.0), st.floats(-4.0, 4.0))
def test_more_sources_bring_knowledge_nearer_to_the_truth(
    expectation: float, quality: float, lookups: float, error: float
) -> None:
    few = cognitive.looked_up(expectation, quality, error, TRAITS._replace(lookups=lookups))
    many = cognitive.looked_up(expectation, quality, error, TRAITS._replace(lookups=4.0 * lookups))
    exact = cognitive.looked_up(expectation, quality, 0.0, TRAITS)
    assert abs(many - exact) <= abs(few - exact) / 2.0 + 1e-12
