"""What a firm finds out about rivals and about what matters to customers."""

import numpy as np
import pytest

from simulation.engine.chance import replicate_luck
from simulation.firm.market_research import Research
from simulation.scenario.parameters.market import Trade
from simulation.strategies.improvement import Improvement
from simulation.strategies.ledger import ServiceLevel

RIVALS = {1: ServiceLevel(0.9, 0.6, 0.7), 2: ServiceLevel(0.5, 0.8, 0.6)}
WEIGHTS = (0.4, 0.35, 0.25)


def research(seed: int = 1, **improvement: float) -> Research:
    return Research(replicate_luck(7, seed), 0, Improvement.model_validate(improvement), Trade())


def test_without_visits_a_first_belief_stays() -> None:
    office = research()
    office.visit(1, RIVALS, 0.0)
    first = dict(office.rivals)
    office.visit(30, RIVALS, 0.0)
    assert office.rivals == first
    assert office.misjudgement(RIVALS) > 0.0
    assert research().misjudgement(RIVALS) == 0.0


def test_visits_halve_the_error_within_half_a_year() -> None:
    falls = []
    for seed in range(20):
        office = research(seed)
        office.visit(0, RIVALS, 0.0)
        before = office.misjudgement(RIVALS)
        for week in range(1, 27):
            office.visit(week, RIVALS, 4.0)
        falls.append(1.0 - office.misjudgement(RIVALS) / before)
    assert np.mean(falls) > 0.5
    best = office.best(RIVALS)
    assert best is not None
    assert best.level == pytest.approx(RIVALS[1].level, abs=0.05)


def test_a_rival_that_has_closed_is_not_the_best() -> None:
    office = research()
    office.visit(1, RIVALS, 400.0)
    assert office.best({2: RIVALS[2]}) == office.rivals[2]
    assert office.best({}) is None


def test_many_answers_find_what_matters_and_none_are_a_guess() -> None:
    found = {answers: [_first(research(seed, answers=answers)) for seed in range(200)] for answers in (0, 4000)}
    assert found[4000].count(0) > 190
    assert all(40 <= found[0].count(place) <= 95 for place in range(3))


def _first(office: Research) -> int:
    office.ask(1, WEIGHTS)
    return int(np.argmax(office.matters))


def test_a_guess_stays_and_a_survey_is_taken_each_quarter() -> None:
    guess, survey = research(), research(answers=50)
    found = []
    for week in range(1, 28):
        guess.ask(week, WEIGHTS)
        survey.ask(week, WEIGHTS)
        found.append((guess.matters, survey.matters))
    assert len({one for one, _ in found}) == 1
    assert len({two for _, two in found}) == 3


def test_visits_and_answers_cost_money() -> None:
    office = research(answers=100, answer_cost=2.0, visit_cost=15.0)
    assert office.cost(1, 3, 4.0) == 180.0 + 200.0
    assert office.cost(2, 3, 4.0) == 180.0
