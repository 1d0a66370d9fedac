"""By what standards a firm is judged, how people differ in that, and what satisfaction then weighs: rule by rule."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.behavior import standards as s
from simulation.behavior.psychology import disconfirmed_satisfaction, felt_satisfaction, learned_expectation
from simulation.engine.luck import Luck
from tests.simulation.sample_parameters import JUDGEMENT, SHARE

LUCK = Luck(1, 2)


@given(SHARE, SHARE, SHARE)
def test_a_firm_is_held_to_what_others_give_and_never_to_less_than_its_own(
    own: float, others: float, norm: float
) -> None:
    yardstick = s.held_to(own, others, norm)
    assert own <= yardstick <= max(own, others) + 1e-12
    assert s.held_to(own, others, 0.0) == own
    assert s.held_to(own, others, 1.0) == pytest.approx(max(own, others))


def test_standards_by_hand() -> None:
    """Half of the way from 0.4 to 0.8; of 0.2 more than elsewhere three quarters are taken for granted."""
    assert s.held_to(0.4, 0.8, 0.5) == pytest.approx(0.6)
    assert s.taken_for_granted(0.9, 0.7, 0.75) == pytest.approx(0.15)
    assert s.taken_for_granted(0.6, 0.7, 0.75) == 0.0


@given(st.floats(0.05, 0.25), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_delight_wears_off_the_more_the_more_of_it_is_taken_for_granted(
    delight: float, less: float, more: float
) -> None:
    """26 visits of the same delight; without habituation its level goes on pleasing."""
    usual = 0.6
    expected = usual
    for visit in range(26):
        expected = learned_expectation(expected, usual + delight, float(visit), JUDGEMENT)

    def pleased(expectation: float, habituation: float) -> float:
        noticed = usual + delight - s.taken_for_granted(expectation, usual, habituation)
        at_rest = felt_satisfaction(usual, usual, usual, JUDGEMENT)
        return felt_satisfaction(usual + delight, noticed, expectation, JUDGEMENT) - at_rest

    low, high = sorted((less, more))
    assert pleased(expected, high) <= pleased(expected, low) + 1e-12
    assert pleased(usual, high) == pytest.approx(pleased(usual, low))  # the first time nothing is taken for granted
    assert pleased(expected, 1.0) / pleased(usual, 1.0) < 0.2
    assert pleased(expected, 0.0) / pleased(usual, 0.0) > 0.55


def test_who_expects_failure_is_still_let_down_by_it() -> None:
    """At 0.4 of performance, expected and got, 0.7 elsewhere: 0.3 below the norm costs 0.3 of satisfaction."""
    used_to_it = disconfirmed_satisfaction(0.4, 0.4, JUDGEMENT)
    by_the_norm = disconfirmed_satisfaction(0.4, s.held_to(0.4, 0.7, 1.0), JUDGEMENT)
    assert used_to_it - by_the_norm == pytest.approx(0.3)


def test_leniency_is_a_persons_own_and_spreads_as_stated() -> None:
    drawn = np.array([s.leniency_of(LUCK, i, 0.15) for i in range(4000)])
    assert drawn.std() == pytest.approx(0.15, rel=0.04)
    assert drawn.mean() == pytest.approx(0.0, abs=0.01)
    assert s.leniency_of(LUCK, 7, 0.15) == drawn[7]
    assert s.leniency_of(LUCK, 7, 0.3) == pytest.approx(2.0 * drawn[7])
    assert s.leniency_of(LUCK, 7, 0.0) == 0.0


def test_a_bad_encounter_wipes_out_good_ones() -> None:
    """Of a memory of 0.8 a sting of 0.5 leaves 0.4, below 0.4 of satisfaction only."""
    stung = JUDGEMENT._replace(sting=0.5)
    assert s.memory_after(0.39, stung) == pytest.approx(0.4)
    assert s.memory_after(0.4, stung) == 0.8
    assert s.memory_after(0.1, JUDGEMENT) == 0.8


@given(SHARE, SHARE)
def test_own_satisfaction_speaks_for_and_against(one: float, other: float) -> None:
    weighing = JUDGEMENT._replace(weight=8.0, usual=0.75)
    assert (s.spoken_for(one, weighing) - s.spoken_for(other, weighing)) == pytest.approx(8.0 * (one - other))
    assert s.spoken_for(0.75, weighing) == 0.0
    assert s.spoken_for(one, JUDGEMENT) == 0.0
