"""What the model says of a fact is the outcome that the table names, of a run and of its summary alike."""

import pytest

from analysis.calibration.observables import OBSERVABLES, Known, known_facts, simulated_facts
from analysis.outcomes.outcomes import gather, summary
from analysis.outcomes.real_size import of_real_size, scales_of
from simulation import load, simulate
from simulation.facts.observables import OF_CONTRACTS
from simulation.scenario.scenario import Scenario

SMALL = {"market.customers": 400, "market.weeks": 26, "market.burn_in_weeks": 110}
TOLD = {
    "observed": {"Alba": {"nps": {"value": 12, "se": 3}, "complaints_a_week": 40}},
    "firms.Brio.observed_share": 0.2,
}


@pytest.fixture(scope="module")
def market() -> Scenario:
    return load("baseline", SMALL | TOLD | {"market.real_customers": 80_000})


@pytest.fixture(scope="module")
def run(market):
    return simulate(market)


def test_facts_come_with_their_error_or_the_usual_one(market):
    facts = known_facts(market)
    assert facts["Alba", "nps"] == Known(12.0, 3.0)
    assert facts["Alba", "complaints_a_week"] == Known(40.0, 4.0)
    assert facts["Brio", "market_share"] == Known(0.2, 0.01)
    assert len(facts) == 3


def test_a_run_gives_every_observable_and_counts_are_a_week_and_of_the_real_size(market, run):
    facts = simulated_facts(run, market)
    assert {name for _, name in facts} == set(OBSERVABLES) - set(OF_CONTRACTS)
    assert facts["Alba", "nps"] == run.outcomes["Alba", "nps"]
    per_week = run.weekly.query("firm == 'Alba'")["complaints"].mean()
    assert facts["Alba", "complaints_a_week"] == pytest.approx(200.0 * per_week)
    smaller = simulated_facts(run, market.changed({"market.real_customers": 40_000}))
    assert smaller["Alba", "complaints_a_week"] == pytest.approx(100.0 * per_week)
    assert smaller["Alba", "market_share"] == facts["Alba", "market_share"]
    assert sum(facts[firm, "market_share"] for firm in market.firms) == pytest.approx(1.0)


def test_a_summary_gives_the_same_numbers(market, run):
    table = summary(gather(of_real_size([run], scales_of(market, [run]))))
    assert simulated_facts(table, market) == pytest.approx(simulated_facts(run, market))


def test_failures_come_as_often_as_visits_fail(market):
    often = load("baseline", SMALL | {"firms.Alba.service.failure_rate": 0.5})
    never = load("baseline", SMALL | {"firms.Alba.service.failure_rate": 0.0})
    assert 0.35 < simulated_facts(simulate(often), often)["Alba", "failure_rate"] < 0.55
    assert simulated_facts(simulate(never), never)["Alba", "failure_rate"] == 0.0
