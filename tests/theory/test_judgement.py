"""Law 16 and claim F37 by their rules alone; `test_claims.py` has them, and all others, in a market."""

from simulation.behavior.psychology import clip, disconfirmed_satisfaction, felt_satisfaction, learned_expectation
from simulation.behavior.standards import held_to, taken_for_granted
from simulation.population.compile_parameters import nature_of
from simulation.scenario.scenario import Scenario


def test_law_16_falling_short_weighs_more(market: Scenario) -> None:
    judgement = nature_of(market).satisfaction
    at = disconfirmed_satisfaction(0.7, 0.7, judgement)
    gain = disconfirmed_satisfaction(0.8, 0.7, judgement) - at
    loss = at - disconfirmed_satisfaction(0.6, 0.7, judgement)
    assert 1.3 <= loss / gain <= 2.5


def test_f37_delight_wears_off_when_it_comes_every_week(market: Scenario) -> None:
    """One firm delights, and the others stay what they were."""
    judgement = nature_of(market).satisfaction
    usual, delight = 0.7, 0.85

    def pleased(performance: float, expected: float) -> float:
        granted = taken_for_granted(expected, usual, judgement.habituation)
        yardstick = held_to(expected, usual, judgement.norm)
        return clip(felt_satisfaction(performance, performance - granted, yardstick, judgement), 0.0, 1.0)

    once = pleased(delight, usual) - pleased(usual, usual)
    expected = usual
    for week in range(26):
        expected = learned_expectation(expected, delight, float(week), judgement)
    then = pleased(delight, expected) - pleased(usual, usual)
    assert 0 < then <= 0.5 * once
