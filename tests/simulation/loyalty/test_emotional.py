"""The emotional customer buys from the firm it likes without comparing, short of an outrage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.loyalty import emotional
from tests.simulation.sample_parameters import OFFER, PRICES, SHARE, TRAITS


@given(SHARE)
def test_liking_is_what_pulls(affect: float) -> None:
    assert emotional.pull(OFFER._replace(affect=affect)) == affect


@pytest.mark.parametrize(
    ("affect", "price", "chance", "settled"),
    [
        (0.6, 10.0, 0.5, True),
        (0.6, 10.0, 0.7, False),
        (0.59, 10.0, 0.001, False),
        (0.9, 11.9, 0.5, True),
        (0.9, 12.1, 0.5, False),
        (1.0, 5.0, 0.999, True),
    ],
)
def test_a_favourite_is_bought_unless_its_price_is_an_outrage(
    affect: float, price: float, chance: float, settled: bool
) -> None:
    assert emotional.settles(OFFER._replace(affect=affect, price=price), TRAITS, chance) is settled


@given(SHARE, SHARE, SHARE)
def test_the_more_it_is_liked_the_more_often_it_settles(affect: float, more: float, chance: float) -> None:
    offer = OFFER._replace(affect=affect)
    assert emotional.settles(offer._replace(affect=affect + more), TRAITS, chance) >= emotional.settles(
        offer, TRAITS, chance
    )


def test_appeal_by_hand() -> None:
    """1 x 0.5 affect, 0.5 x 0.5 conviction, 4 x 0.5 quality, 0.25 x 0.5 habit, 0.5 x -0.4 hearsay."""
    assert emotional.appeal(OFFER._replace(word_of_mouth=-0.4), TRAITS, PRICES) == pytest.approx(
        0.5 + 0.25 + 2.0 + 0.125 - 0.2
    )


@given(SHARE, SHARE, st.floats(5.0, 15.0))
def test_more_liking_is_never_less_appealing(affect: float, more: float, price: float) -> None:
    offer = OFFER._replace(affect=affect, price=price)
    warmer = offer._replace(affect=affect + more)
    assert emotional.appeal(warmer, TRAITS, PRICES) >= emotional.appeal(offer, TRAITS, PRICES)
