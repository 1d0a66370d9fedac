"""Claims on service, price and complaints: F22, F23, F28 to F30, F37, F40 to F43, F45."""

import pytest

from analysis.experiments import sized
from analysis.panel import watch
from simulation.psychology import disconfirmed_satisfaction, learned_expectation
from simulation.scenario import Scenario
from simulation.translate import nature_of

SEEDS = range(1, 6)


def small(market: Scenario, **changes: object) -> Scenario:
    return sized(market.changed(changes), 4_000, 52, 30)


@pytest.mark.parametrize("element", ["quality", "process", "technical"])
def test_f22_each_element_of_service_satisfies(market: Scenario, element: str) -> None:
    base = small(market)
    level = getattr(base.firms["Alba"].service, element)
    plain, better = watch(base), watch(base.change(f"firms.Alba.service.{element}", level + 0.1))
    own = [panel.trips["firm"] == 0 for panel in (plain, better)]
    known, new = (
        [panel.trips["satisfaction"][at & (panel.trips["is_new"] > 0 if is_new else panel.trips["is_new"] == 0)].mean()
         for panel, at in zip((plain, better), own, strict=True)]
        for is_new in (False, True)
    )  # fmt: skip
    assert known[1] > known[0] + 0.003
    if element == "technical":  # met after the sale: prospects cannot tell
        assert abs(new[1] - new[0]) < 0.01
    else:
        assert new[1] > new[0] + 0.01


def test_law_16_falling_short_weighs_more(market: Scenario) -> None:
    judgement = nature_of(market).satisfaction
    at = disconfirmed_satisfaction(0.7, 0.7, judgement)
    gain = disconfirmed_satisfaction(0.8, 0.7, judgement) - at
    loss = at - disconfirmed_satisfaction(0.6, 0.7, judgement)
    assert 1.3 <= loss / gain <= 2.5


def test_f37_delight_wears_off_when_it_comes_every_week(market: Scenario) -> None:
    judgement = nature_of(market).satisfaction
    usual, delight = 0.7, 0.85
    once = disconfirmed_satisfaction(delight, usual, judgement) - disconfirmed_satisfaction(usual, usual, judgement)
    expected = usual
    for week in range(26):
        expected = learned_expectation(expected, delight, float(week), judgement)
    then = disconfirmed_satisfaction(delight, expected, judgement) - disconfirmed_satisfaction(usual, usual, judgement)
    assert 0 < then <= 0.5 * once
