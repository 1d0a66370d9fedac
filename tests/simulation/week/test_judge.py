"""The encounter is held against expectation, its price against the going one, and both are remembered."""

import numpy as np
import pytest

from simulation.behavior.standards import leniency_of
from simulation.week.judge import judge
from simulation.week.reach import going_price
from tests.simulation.week.sample_worlds import LUCK, NOBODY, human, moment, tiny, visit


def test_a_judgement_by_hand() -> None:
    """0.8 against 0.6: 0.1 + 0.64 + 0.5 x 0.2 = 0.84; memory 0.8 keeps 0.6; expectation learns 0.3 of 0.2."""
    world = tiny()
    row = visit(world, 2, 1, performance=0.8)
    judge(world, human(), moment(), 0, 1)
    assert world.visits.satisfaction[row] == pytest.approx(0.84, abs=1e-6)
    assert world.visits.satisfaction_before[row] == pytest.approx(0.6, abs=1e-6)
    assert world.relationships.cumulative_satisfaction[1, 2] == pytest.approx(0.648, abs=1e-6)
    assert world.relationships.expectation[1, 2] == pytest.approx(0.66, abs=1e-6)


def test_a_price_a_quarter_above_the_going_one_is_unfair() -> None:
    """Beyond the latitude of 0.05, 0.2 x 0.6 is lost; the firm's own old price does not count."""
    world = tiny(price=[12.5, 10.0], reference_price=[[12.0], [8.0]])
    dear, usual = visit(world, 0, 0, performance=0.6), visit(world, 1, 1, performance=0.6)
    judge(world, human(), moment(), 0, 1)
    assert world.visits.satisfaction[dear] == pytest.approx(0.1 + 0.48 - 0.12, abs=1e-6)
    assert world.visits.satisfaction[usual] == pytest.approx(0.1 + 0.48, abs=1e-6)


def test_a_usual_tier_is_fair_as_far_as_it_is_accepted() -> None:
    """A firm that always asked 25 % more than the going 10: all of the excuse, half of it, and a rise above it."""
    for tier, price, lost in ((1.0, 12.5, 0.0), (0.5, 12.5, 0.6 * (1.0 / 9.0 - 0.05)), (1.0, 15.0, 0.6 * 0.15)):
        world = tiny(price=[price, 10.0], reference_price=10.0, standing=[1.25, 1.0])
        row = visit(world, 0, 0, performance=0.6)
        judge(world, human(reference_price={"tier": tier}), moment(), 0, 1)
        assert world.visits.satisfaction[row] == pytest.approx(0.1 + 0.48 - lost, abs=1e-6)


def test_the_going_price_is_that_of_firms_now_open() -> None:
    world = tiny(reference_price=[[12.0], [8.0]])
    assert going_price(world, 0) == 10.0
    world.firms.is_open[1] = 0.0
    assert going_price(world, 0) == 12.0


def test_who_did_not_buy_does_not_judge() -> None:
    world = tiny()
    row = visit(world, 0, NOBODY, satisfaction=0.123)
    judge(world, human(), moment(), 0, 1)
    assert world.visits.satisfaction[row] == pytest.approx(0.123)
    assert (world.relationships.expectation == world.relationships.expectation[0, 0]).all()


def test_a_firm_of_which_little_is_expected_is_judged_by_the_others() -> None:
    """0.4 got and expected, 0.8 elsewhere, half way to it is the norm: 0.2 short costs 0.2 of 0.1 + 0.32."""
    world = tiny(expectation=[[0.4], [0.8]])
    row = visit(world, 0, 0, performance=0.4)
    judge(world, human(satisfaction={"norm": 0.5}), moment(), 0, 1)
    assert world.visits.satisfaction[row] == pytest.approx(0.1 + 0.32 - 0.2, abs=1e-6)


def test_without_another_open_firm_there_is_no_norm() -> None:
    world = tiny(expectation=[[0.4], [0.8]], is_open=[1.0, 0.0])
    row = visit(world, 0, 0, performance=0.4)
    judge(world, human(satisfaction={"norm": 1.0, "habituation": 1.0}), moment(), 0, 1)
    assert world.visits.satisfaction[row] == pytest.approx(0.1 + 0.32, abs=1e-6)


def test_what_is_better_than_elsewhere_is_taken_for_granted() -> None:
    """0.9 got and expected, 0.5 elsewhere; of the 0.4 more a half pleases no more, at 0.8 a unit."""
    world = tiny(expectation=[[0.9], [0.5]])
    row = visit(world, 0, 0, performance=0.9)
    judge(world, human(satisfaction={"habituation": 0.5}), moment(), 0, 1)
    assert world.visits.satisfaction[row] == pytest.approx(0.1 + 0.8 * 0.7, abs=1e-6)


def test_the_lenient_are_pleased_by_what_the_strict_are_not() -> None:
    world = tiny()
    rows = [visit(world, i, 0, performance=0.6) for i in range(4)]
    judge(world, human(satisfaction={"leniency": 0.1}), moment(), 0, 1)
    lenient = np.array([leniency_of(LUCK, i, 0.1) for i in range(4)])
    assert lenient.min() < 0.0 < lenient.max()
    np.testing.assert_allclose(world.visits.satisfaction[rows], 0.1 + 0.48 + lenient, atol=1e-6)


def test_a_bad_encounter_stings() -> None:
    """0.2 against 0.6 gives nothing at all; a memory of 0.8 x 0.5 keeps 0.24 of 0.6."""
    world = tiny()
    visit(world, 0, 0, performance=0.2)
    visit(world, 1, 0, performance=0.6)
    judge(world, human(satisfaction={"sting": 0.5}), moment(), 0, 1)
    assert world.relationships.cumulative_satisfaction[0, 0] == pytest.approx(0.24, abs=1e-6)
    assert world.relationships.cumulative_satisfaction[0, 1] == pytest.approx(0.8 * 0.6 + 0.2 * 0.58, abs=1e-6)


def test_a_broken_promise_is_found_out_as_far_as_it_was_believed() -> None:
    """A stranger believes 0.8 of 0.5; nobody believes a firm whose promises count for nothing any more."""
    for disbelief, broken in ((0.0, 0.4), (0.5, 0.2), (1.0, 0.0)):
        world = tiny(promise=0.5, disbelief=disbelief, affect=0.5)
        row = visit(world, 0, 0, performance=0.6)
        judge(world, human(messages={"credulity": 0.8, "distrust": 1.0}), moment(), 0, 1)
        assert world.visits.broken[row] == pytest.approx(broken, abs=1e-6)
        assert world.relationships.affect[0, 0] == pytest.approx(0.5 * (1.0 - broken), abs=1e-6)
