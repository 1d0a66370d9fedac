"""What a plan costs is booked by the firm that carries it out: once, every week, by customer and by purchase."""

import numpy as np
import pandas as pd
import pytest

from simulation.result import simulate
from simulation.scenario.load import load
from simulation.scenario.real_size import scale_of
from simulation.scenario.scenario import Scenario

SMALL = {"market.customers": 500, "market.weeks": 12, "market.burn_in_weeks": 6}
COST = {"once": 4000.0, "weekly": 30.0, "per_customer": 0.25, "per_purchase": 0.5}


def market(**cost: float) -> Scenario:
    return load("baseline", {**SMALL, "compare": {"as_is": {}, "paid": {"cost": cost}}})


def weeks_of(scenario: Scenario, strategy: str, firm: str = "Alba") -> pd.DataFrame:
    table = simulate(scenario, strategy=strategy).weekly
    return table[table["firm"] == firm].set_index("week")


@pytest.mark.parametrize(
    ("part", "due"),
    [
        ("once", lambda seen: np.where(seen.index == 1, 4000.0 * 0.05, 0.0)),
        ("weekly", lambda seen: np.full(len(seen), 30.0 * 0.05)),
        ("per_customer", lambda seen: 0.25 * seen["active_customers"].to_numpy()),
        ("per_purchase", lambda seen: 0.5 * seen["units"].to_numpy()),
    ],
)
def test_each_part_of_the_cost_is_paid_when_it_is_due(part, due):
    seen = weeks_of(market(**{part: COST[part]}), "paid")
    assert seen["cost_plan"].to_numpy() == pytest.approx(due(seen), abs=1e-9)


def test_the_parts_are_paid_together_and_lower_profit_by_just_that():
    scenario = market(**COST)
    free, paid = weeks_of(scenario, "as_is"), weeks_of(scenario, "paid")
    assert free["cost_plan"].eq(0.0).all()
    assert (free["profit"] - paid["profit"]).to_numpy() == pytest.approx(paid["cost_plan"].to_numpy(), abs=1e-9)
    assert paid["cost_plan"].sum() > 4000.0 * 0.05 + 12 * 30.0 * 0.05


def test_rivals_pay_nothing_for_a_plan_of_the_firm_that_is_judged():
    assert weeks_of(market(**COST), "paid", "Brio")["cost_plan"].eq(0.0).all()


def test_what_is_paid_once_leaves_the_value_of_customers_alone():
    long = {"market.weeks": 60, "market.burn_in_weeks": 60}

    def equity(**cost: float) -> float:
        return float(weeks_of(market(**cost).changed(long), "paid")["customer_equity"].iloc[-1])

    assert equity(once=4000.0) == pytest.approx(equity(), abs=1e-6)
    assert equity(weekly=30.0) < equity()
    assert equity(per_purchase=0.5) < equity()


@pytest.mark.parametrize(
    "size",
    [{}, {"market.real_customers": 250_000}, {"firms.Alba.real_customers": 30_000}],
    ids=["10,000", "market", "firm"],
)
def test_what_a_plan_costs_is_money_of_the_real_market(size):
    scenario = load("baseline", {**size, "market.burn_in_weeks": 20}, customers=500, weeks=10)
    paid = scenario.change("firms.Alba.plan_cost", {"once": 40_000, "weekly": 300})
    result = simulate(paid, settled=scenario)
    told = result.outcomes["Alba", "cost_plan"] * scale_of(scenario, result.settled)
    assert told == pytest.approx(43_000, rel=1e-9)


@pytest.mark.parametrize("cost", [{"weekly": 3.0}, {"once": 1_000.0, "weekly": 10.0}, {"once": 0.5}])
def test_no_part_of_a_cent_is_lost_where_one_customer_stands_for_hundreds(cost):
    scenario = market(**cost).changed({"market.real_customers": 700_000})
    free, paid = weeks_of(scenario, "as_is"), weeks_of(scenario, "paid")
    due = cost.get("once", 0.0) + 12.0 * cost.get("weekly", 0.0)
    scale = scale_of(scenario, {})
    assert scale * paid["cost_plan"].sum() == pytest.approx(due, abs=1e-6)
    assert scale * (free["profit"] - paid["profit"]).sum() == pytest.approx(due, abs=1e-4)


def test_what_each_purchase_costs_adds_up_where_it_is_a_part_of_a_cent():
    seen = weeks_of(market(per_purchase=0.0123), "paid")
    assert seen["cost_plan"].sum() == pytest.approx(0.0123 * seen["units"].sum(), rel=1e-9)
