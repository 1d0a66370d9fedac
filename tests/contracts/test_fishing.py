"""Common random numbers: who changes one thing catches only what that thing touches."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulation.model import LoyaltyModel
from simulation.result import Result, result_of, simulate
from tests.simulation.sample_markets import alone_with_luck, columns, differing, lived, market

BY_CUSTOMER = ("customers.", "relationships.")


def differing_rows(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> set[int]:
    """Customers about whom anything at all differs."""
    found: set[int] = set()
    for name, column in one.items():
        if name.startswith(BY_CUSTOMER):
            unequal = column != other[name]
            found |= set(np.flatnonzero(unequal.any(axis=0) if unequal.ndim == 2 else unequal).tolist())
    return found


def run(scenario, change=None, weeks: int = 30) -> dict[str, np.ndarray]:
    model = LoyaltyModel(scenario)
    if change is not None:
        change(model.world)
    while model.week < weeks:
        model.step()
    return columns(model)


def assert_alike(one: Result, other: Result) -> None:
    pd.testing.assert_frame_equal(one.weekly, other.weekly, check_exact=True)
    pd.testing.assert_frame_equal(one.segments, other.segments, check_exact=True)
    pd.testing.assert_frame_equal(one.flows, other.flows, check_exact=True)
    pd.testing.assert_frame_equal(one.standing, other.standing, check_exact=True)
    assert one.outcomes == other.outcomes


@pytest.mark.parametrize("column", ["taste", "affect", "expectation", "reference_price"])
def test_one_customers_change_of_mind_stays_with_that_customer(column: str) -> None:
    scenario = market({**alone_with_luck(), "customers.purchases.per_year": 50.0}, weeks=30)

    def change(world) -> None:
        getattr(world.relationships, column)[0, 17] += 2.0

    assert differing_rows(run(scenario), run(scenario, change)) == {17}


def test_with_word_of_mouth_the_neighbours_hear_of_it() -> None:
    """The test above would show nothing if nobody ever reacted to anybody."""
    changes = {**alone_with_luck(), "customers.switches.word_of_mouth": True, "market.network.kind": "ring"}
    scenario = market({**changes, "customers.purchases.per_year": 50.0}, weeks=30)

    def change(world) -> None:
        world.relationships.taste[0, 17] += 20.0

    touched = differing_rows(run(scenario), run(scenario, change))
    assert 17 in touched
    assert len(touched) > 1


def test_a_firms_price_touches_only_who_knows_of_the_firm() -> None:
    """Customers to whom Dorra never comes to mind live the same lives whatever it does.

    All remember a first price of Dorra's, which is part of what they know the category to cost; so nobody doubts here.
    """
    unknown = {**alone_with_luck(), "firms.Dorra.presence": 0.2}
    unknown |= {f"customers.switches.{name}": False for name in ("search", "doubt")}
    scenario = market(unknown, weeks=30)
    cheap = market({**unknown, "firms.Dorra.pricing.price": 10.01}, weeks=30)
    models = LoyaltyModel(scenario), LoyaltyModel(cheap)
    knows = np.zeros(300, bool)
    while models[0].running:
        for model in models:
            model.step()
            knows |= (model.world.customers.last_considered >> 3 & 1).astype(bool)
    one, other = (columns(model) for model in models)
    one.pop("relationships.reference_price")  # all remember another first price of Dorra's
    other.pop("relationships.reference_price")
    assert 0 < knows.sum() < 300
    assert differing_rows(one, other) <= set(np.flatnonzero(knows).tolist())


NOTHING: dict[str, dict[str, Any]] = {
    "the price that it has": {"firms.Alba.pricing": {"strategy": "fixed", "price": 10.0}},
    "the same price by another rule": {
        "firms.Alba.pricing": {"strategy": "everyday_low", "price": 10.0, "saving": 0.0}
    },
    "promotions of depth 0": {"firms.Alba.pricing": {"strategy": "high_low", "price": 10.0, "depth": 0.0}},
    "an event without effect": {"events": [{"event": "service_outage", "firm": "Alba", "size": 0.0}]},
    "a strategy for later": {"compare": {"as_is": {}, "later": {"firms.Alba.pricing.price": 1.0}}},
}


@pytest.mark.parametrize("name", NOTHING)
def test_a_strategy_that_changes_nothing_differs_by_exactly_nothing(name: str) -> None:
    assert_alike(simulate(market()), simulate(market(NOTHING[name])))


def test_the_comparison_above_can_fail() -> None:
    with pytest.raises(AssertionError):
        assert_alike(simulate(market()), simulate(market({"firms.Alba.pricing.price": 9.99})))


def test_an_idle_firm_leaves_the_others_tables_alone() -> None:
    scenario = market({"firms.Alba.pricing.price": 11.5, "firms.Corda.pricing.price": 8.5}, weeks=30)
    tree = scenario.tree()
    tree["firms"]["Ember"] = {"presence": 1.0, "attraction": 5.0, "pricing": {"price": 1.0}}
    tree["events"] = [{"event": "entry", "firm": "Ember", "from_week": 10_000}]
    without, among = simulate(scenario), simulate(type(scenario).model_validate(tree))
    tables = ((getattr(one, name) for one in (without, among)) for name in ("weekly", "segments", "standing"))
    for one, other in tables:
        rest = other[other["firm"] != "Ember"].reset_index(drop=True)
        pd.testing.assert_frame_equal(one, rest, check_exact=True)
    pd.testing.assert_frame_equal(without.flows, among.flows, check_exact=True)
    assert {key: value for key, value in among.outcomes.items() if key[0] != "Ember"} == without.outcomes
    assert among.outcomes["Ember", "units"] == 0.0


def renamed(names: dict[str, str], **sizes: int) -> Any:
    scenario = market(None, **sizes)
    tree = scenario.tree()
    tree["firms"] = {names[name]: block for name, block in tree["firms"].items()}
    return type(scenario).model_validate(tree)


def test_renaming_firms_changes_nothing_but_names() -> None:
    names = {"Alba": "Zeta", "Brio": "null", "Corda": "Alba", "Dorra": "Ä b.c"}
    one, other = simulate(market()), simulate(renamed(names))
    for before, after in ((one.weekly, other.weekly), (one.segments, other.segments)):
        pd.testing.assert_frame_equal(before.assign(firm=before["firm"].map(names)), after, check_exact=True)
    flows = one.flows.assign(origin=one.flows["origin"].map(names), destination=one.flows["destination"].map(names))
    pd.testing.assert_frame_equal(flows, other.flows, check_exact=True)
    assert {(names[firm], name): value for (firm, name), value in one.outcomes.items()} == other.outcomes


def test_more_weeks_do_not_change_the_first_ones() -> None:
    short, long = simulate(market(weeks=8)).weekly, simulate(market(weeks=12)).weekly
    pd.testing.assert_frame_equal(short, long[long["week"] <= 8], check_exact=True)


def test_more_customers_do_not_change_the_first_ones() -> None:
    few = columns(lived(market(alone_with_luck(), customers=100)))
    many = columns(lived(market(alone_with_luck(), customers=200)))
    assert differing_rows(few, {name: column[..., :100] for name, column in many.items()}) == set()


def test_replicates_and_seeds_have_luck_of_their_own() -> None:
    runs = [columns(lived(market(weeks=3), replicate=1)), columns(lived(market(weeks=3), replicate=2))]
    runs.append(columns(lived(market({"run.seed": 2}, weeks=3))))
    assert all(differing(one, other) for k, one in enumerate(runs) for other in runs[:k])


def test_the_number_of_replicates_does_not_change_the_first() -> None:
    assert_alike(simulate(market()), simulate(market({"run.replicates": 77})))


def test_a_run_can_be_written_down_at_any_week() -> None:
    model = lived(market(weeks=12), 8)
    early = result_of(model).weekly
    pd.testing.assert_frame_equal(early, simulate(market(weeks=8)).weekly, check_exact=True)
