"""What a firm finds out about rivals and about what matters to customers."""

import numpy as np
import pytest

from simulation.engine.chance import replicate_luck
from simulation.firm.market_research import Research
from simulation.scenario.parameters.market import Trade
from simulation.state.visit_codes import AT_DESK, CONTENT, SILENT, UNSETTLED
from simulation.strategies.improvement import Improvement
from simulation.strategies.ledger import ServiceLevel
from simulation.week.visit_lists import comparisons
from tests.simulation.sample_markets import lived, market
from tests.simulation.week.sample_worlds import NEVER, WEEK, moment, tiny, visit

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


def heard(seed: int, tales: float, listening: float, weeks: int = 52) -> Research:
    """A firm that for so many weeks was told so much of each rival, and noted a share of it."""
    office = research(seed, listening=listening)
    for week in range(weeks):
        office.tales = dict.fromkeys(RIVALS, tales)
        office.visit(week, RIVALS, 0.0)
    return office


def test_complaints_tell_what_rivals_do_better_to_who_listens() -> None:
    """The more of them and the closer it listens, the smaller the error; who does not listen learns nothing."""
    errors = {
        noted: np.mean([heard(seed, *noted).misjudgement(RIVALS) for seed in range(20)])
        for noted in ((0.0, 1.0), (20.0, 0.0), (20.0, 0.2), (20.0, 1.0), (100.0, 1.0))
    }
    assert errors[0.0, 1.0] == errors[20.0, 0.0]
    assert errors[20.0, 0.0] > errors[20.0, 0.2] > errors[20.0, 1.0] > errors[100.0, 1.0]
    assert errors[20.0, 1.0] < 0.5 * errors[20.0, 0.0]
    assert heard(1, 20.0, 0.0).rivals == heard(1, 0.0, 1.0).rivals


def test_a_complainants_word_is_worth_the_part_of_a_visit_that_its_error_leaves() -> None:
    """With errors of 0.25 against 0.09, twenty words are worth 20 × (0.09 / 0.25)² = 2.592 visits."""
    told, visited = research(listening=1.0), research()
    told.tales = dict.fromkeys(RIVALS, 20.0)
    told.visit(0, RIVALS, 0.0)
    visited.visit(0, RIVALS, 2.592)
    for row in RIVALS:
        for name in ("quality", "process", "technical"):
            seen = getattr(told.rivals[row], name)
            assert seen == pytest.approx(getattr(visited.rivals[row], name))


def test_of_a_rival_that_nobody_knows_nothing_is_told() -> None:
    office = research(listening=1.0)
    office.visit(0, RIVALS, 0.0)
    first = dict(office.rivals)
    office.tales = {2: 50.0}
    office.visit(1, RIVALS, 0.0)
    assert office.rivals[1] == first[1]
    assert office.rivals[2] != first[2]


def test_noting_what_is_told_costs_money() -> None:
    office = research(listening=0.5, listening_cost=0.4)
    office.tales = {1: 30.0, 2: 10.0}
    assert office.cost(2, 3, 0.0) == pytest.approx(8.0)


def test_what_customers_tell_unasked_counts_as_answers_until_the_next_survey() -> None:
    office = research(answers=0)
    office.volunteered = 4000.0
    office.ask(1, WEIGHTS)
    assert np.argmax(office.matters) == 0
    assert max(office.matters) < 0.6
    assert office.volunteered == 0.0
    before = office.matters
    office.ask(14, WEIGHTS)
    assert office.matters == before


def test_only_complainants_who_lately_bought_elsewhere_can_compare() -> None:
    world = tiny(6, last_purchase=[[NEVER] * 6, [WEEK - 3, WEEK - 3, WEEK - 51, WEEK - 52, NEVER, WEEK - 3]])
    for i, response in enumerate((AT_DESK, SILENT, UNSETTLED, AT_DESK, AT_DESK, CONTENT)):
        visit(world, i, 0, response=response)
    assert comparisons(world, moment()).tolist() == [[0, 2], [0, 0]]


def test_a_firm_that_listens_knows_its_rivals_better_and_copies_the_best() -> None:
    """Corda copies what it believes the best rival to do, and never visits any."""
    copying = {"strategy": "imitate_leader", "mystery_visits": 0.0, "lag_weeks": 8, "failure_rate": 0.3}
    changes = {
        "firms.Corda.service": copying,
        "firms.Dorra.service": {"quality": 0.95, "process": 0.9, "technical": 0.9},
        "firms.Corda.recovery.ease_of_voice": 1.0,
        "market.trade.first_error": 0.3,
    }
    errors: dict[float, list[float]] = {0.0: [], 1.0: []}
    for listening, found in errors.items():
        for replicate in (1, 2, 3):
            scenario = market({**changes, "firms.Corda.improvement.listening": listening}, customers=2000, weeks=40)
            firm = lived(scenario, replicate=replicate).firms[2]
            assert bool(firm.research.tales) == (listening > 0.0)
            rivals = {row: offer.service for row, offer in firm.rivals(firm.look()).items()}
            found.append(firm.research.misjudgement(rivals))
    assert np.mean(errors[1.0]) < 0.6 * np.mean(errors[0.0])
