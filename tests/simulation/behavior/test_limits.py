"""What is borne: a usual price as far as its tier is accepted; and as many give up as is written down."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.behavior.limits import accepted_price, loses_patience, stumbles
from simulation.behavior.psychology import unfairness
from tests.simulation.sample_parameters import MONEY, SHARE

CHANCES = (np.arange(20_000) + 0.5) / 20_000


@pytest.mark.parametrize("wait", [0.0, 1.0, 5.0, 10.0, 30.0])
def test_patience_ends_around_the_tolerance(wait: float) -> None:
    lost = np.mean([loses_patience(wait, 10.0, chance) for chance in CHANCES])
    assert lost == pytest.approx(1.0 - math.exp(-((wait / 10.0) ** 2)), abs=1e-4)


@pytest.mark.parametrize("steps", [0.0, 0.5, 1.0, 3.0, 12.5, 50.0])
@pytest.mark.parametrize("spared", [0.0, 0.3, 0.5])
def test_each_step_costs_some(steps: float, spared: float) -> None:
    lost = np.mean([stumbles(steps, 0.06, spared, chance) for chance in CHANCES])
    assert lost == pytest.approx(1.0 - (1.0 - 0.06 * (1.0 - spared)) ** steps, abs=1e-4)


def test_a_fair_price_by_hand() -> None:
    """A firm that usually asks 30 % more than 10: all, half and none of that is accepted; likewise 20 % less."""
    assert [accepted_price(10.0, 1.3, tier) for tier in (1.0, 0.5, 0.0)] == [13.0, 11.5, 10.0]
    assert accepted_price(10.0, 0.8, 1.0) == 8.0


@given(MONEY, st.floats(0.2, 5.0), st.floats(0.0, 0.2), st.floats(1.0, 3.0))
def test_a_standing_tier_is_fair_and_a_rise_above_it_is_not(
    going: float, standing: float, latitude: float, rise: float
) -> None:
    fair = accepted_price(going, standing, 1.0)
    assert unfairness(going * standing, fair, latitude, 1.0) == pytest.approx(0.0, abs=1e-9)
    risen = unfairness(going * standing * rise, fair, latitude, 1.0)
    assert risen == pytest.approx(max(rise - 1.0 - latitude, 0.0), abs=1e-9)


@given(MONEY, st.floats(1.0, 5.0), SHARE, SHARE)
def test_the_more_of_a_tier_is_accepted_the_less_a_dear_firm_is_unfair(
    going: float, standing: float, one: float, other: float
) -> None:
    less, more = (
        unfairness(going * standing, accepted_price(going, standing, tier), 0.0, 1.0)
        for tier in sorted((one, other), reverse=True)
    )
    assert less <= more + 1e-12
