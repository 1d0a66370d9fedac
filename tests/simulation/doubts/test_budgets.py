"""Budgets per 10,000 customers are told in real money once, and advertising that nobody could notice is doubted."""

import pytest

from simulation.doubts import budgets_told, doubts
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario


def market(changes: dict[str, object], **plans: object) -> Scenario:
    made = load("baseline").changed({"market.weeks": 30, **changes})
    return made.change("compare", {"as_is": {}, **plans}) if plans else made


def arms(scenario: Scenario) -> list[Scenario]:
    return [scenario.with_strategy(name) for name in scenario.compare]


def test_a_budget_is_told_in_real_money_once():
    plan = {"change": {"firms.Alba.people.training": 1_800}}
    both = {"change": {"firms.Alba.people.training": 1_800, "firms.Brio.advertising": 50.5}}
    scenario = market({"market.real_customers": 40_000}, train=plan, both=both)
    assert budgets_told(arms(scenario)) == [
        "Alba, training 1,800 per 10,000 customers: 7,200 USD a week in the real market",
        "Brio, advertising 50.5 per 10,000 customers: 202 USD a week in the real market",
    ]


def test_nothing_is_told_without_a_real_size_nor_of_budgets_that_nobody_set():
    plan = {"change": {"firms.Alba.people.training": 1_800}}
    assert budgets_told(arms(market({}, train=plan))) == []
    assert budgets_told(arms(market({"market.real_customers": 40_000}))) == []


@pytest.mark.parametrize(("spent", "is_doubted"), [(0.0, False), (100.0, True), (100_000.0, False)])
def test_advertising_that_is_lost_beside_its_half_is_doubted(spent, is_doubted):
    scenario = market({"firms.Alba.advertising": spent, "firms.Alba.advertising_half": 50_000})
    told = [message for path, message in doubts(scenario) if path == ("firms", "Alba", "advertising")]
    assert bool(told) == is_doubted
    assert all("half of it takes 15,000 a week" in message for message in told)
