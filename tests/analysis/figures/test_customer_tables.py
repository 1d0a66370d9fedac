"""Portraits of customers: a run seen from close by agrees with what the run itself reports."""

import numpy as np
import pytest

from analysis.execution.run import Run
from analysis.figures import catalogue, customer_tables, instrumented_run, style
from analysis.figures.instrumented_run import look_closely
from simulation.loyalty import LOYALTY_TYPES
from simulation.result import simulate
from simulation.state.switch_reasons import REASONS
from tests.simulation.sample_markets import market

SIZES = {"customers": 300, "weeks": 60, "burn_in_weeks": 60}


@pytest.fixture(scope="module")
def run():
    return Run(market({"focus": "Brio"}, **SIZES), "as_is", 2)


@pytest.fixture(scope="module")
def seen(run):
    return look_closely(run)


@pytest.fixture(scope="module")
def result(run):
    return simulate(run.scenario, run.replicate)


def test_looking_changes_nothing(seen, result):
    assert seen.result.outcomes == result.outcomes


def test_every_sale_is_seen(seen, result):
    reported = seen.purchases["week"] >= 1
    units = np.bincount(seen.purchases["firm"][reported], seen.purchases["quantity"][reported])
    assert units.tolist() == [result.outcomes[firm, "units"] for firm in seen.scenario.firms]


def test_lifetime_values_are_those_of_the_customers_that_the_table_counts(seen, result):
    values = customer_tables.lifetime_values(seen)
    assert values["value"].mean() == pytest.approx(result.outcomes["Brio", "clv"])
    assert len(values) == result.outcomes["Brio", "active_customers"]


@pytest.mark.parametrize("lapse", [26, 156])
def test_another_lapse_changes_neither_the_table_nor_the_figure_of_lifetime_value(run, seen, result, lapse):
    other = look_closely(Run(run.scenario.change("market.lapse_weeks", lapse), "as_is", run.replicate))
    assert other.result.outcomes["Brio", "clv"] == result.outcomes["Brio", "clv"]
    assert customer_tables.lifetime_values(other).equals(customer_tables.lifetime_values(seen))
    assert other.result.outcomes["Brio", "active_customers"] != result.outcomes["Brio", "active_customers"]


def test_where_people_buy_rarely_the_figure_looks_back_further(run):
    seen = look_closely(Run(run.scenario.change("customers.purchases.per_year", 2.0), "as_is", run.replicate))
    values = customer_tables.lifetime_values(seen)
    base = seen.result.outcomes["Brio", "active_customers"]
    assert seen.scenario.lapse_weeks == 78
    assert (
        len(values)
        == base
        - (seen.relationships.last_purchase[1] <= 120 - 68).sum()
        + (seen.relationships.last_purchase[1] <= 120 - 78).sum()
    )


def test_attitudes_agree_with_share_of_requirements(seen, result):
    found = customer_tables.attitudes(seen)
    assert found["attitude"].between(-1.0, 1.0).all()
    assert found["patronage"].between(0.0, 1.0).all()
    buyers = (found["patronage"] > 0.0).sum()
    assert buyers == pytest.approx(result.outcomes["Brio", "penetration"] * 300)


def test_a_cohort_begins_whole_and_is_watched_for_full_quarters_only(seen):
    found = customer_tables.cohorts(seen)
    joined = found[(found["by"] == "joined") & (found["cohort"] != customer_tables.EARLIER)]
    assert (joined[joined["quarter"] == 0]["share"] == 1.0).all()
    assert found["share"].between(0.0, 1.0).all()
    earlier = found[found["cohort"] == customer_tables.EARLIER]
    assert earlier["quarter"].tolist() == [1, 2, 3, 4]  # 60 weeks hold four quarters
    assert set(found[found["by"] == "segment"]["cohort"]) <= set(LOYALTY_TYPES)


def test_the_curve_of_the_expected_price_has_both_sides(seen):
    curve = customer_tables.expected_price_curve(seen.scenario)
    strangers = curve[(curve["buyer"] == "stranger") & (curve["segment"] == "cognitive")].set_index("ratio")["worth"]
    assert 0.7 < strangers.index[int(strangers.argmax())] < 1.0
    assert strangers[0.5] < 0.0 < strangers.max()
    regulars = curve[(curve["buyer"] == "regular customer") & (curve["segment"] == "cognitive")]["worth"]
    assert regulars.is_monotonic_decreasing


def test_without_doubt_the_cheapest_is_best_to_strangers_too(seen):
    curve = customer_tables.expected_price_curve(seen.scenario.change("customers.switches.doubt", False))
    assert (
        curve[curve["buyer"] == "stranger"].groupby("segment")["worth"].apply(lambda w: w.idxmax() == w.index[0]).all()
    )


def test_switches_by_type_are_those_of_the_flows(seen, result):
    flows = result.flows[result.flows["week"] > 8]
    for direction, column in (("lost", "origin"), ("won", "destination")):
        by_type = customer_tables.switches(seen)
        own = by_type[by_type["direction"] == direction].groupby("reason")["customers"].sum().to_dict()
        counted = flows[flows[column] == "Brio"].groupby("reason")["customers"].sum() * 10_000 / SIZES["customers"]
        assert own == pytest.approx(counted.to_dict())
    assert set(customer_tables.switches(seen)["reason"]) <= set(REASONS[1:])


def test_the_circle_is_connected(seen):
    people, ties = customer_tables.acquaintances(seen)
    assert len(people) == customer_tables.MOST_ACQUAINTANCES
    reached, last = {0}, 0
    while len(reached) > last:
        last = len(reached)
        reached |= {b for a, b in ties if a in reached} | {a for a, b in ties if b in reached}
    assert reached == set(range(len(people)))


def test_nobody_knows_anybody_without_a_network():
    lonely = look_closely(Run(market({"market.network.kind": "none"}, weeks=2), "as_is", 1))
    people, ties = customer_tables.acquaintances(lonely)
    assert (len(people), ties) == (0, [])


def test_a_large_market_is_looked_at_in_a_smaller_one(monkeypatch):
    monkeypatch.setattr(instrumented_run, "MOST_CUSTOMERS", 120)
    assert look_closely(Run(market(weeks=2), "as_is", 1)).scenario.market.customers == 120


def test_portraits_of_a_market_a_week_old_can_be_drawn():
    young = look_closely(Run(market(weeks=1, customers=40), "as_is", 1))
    people, ties = customer_tables.acquaintances(young)
    for figure in (
        catalogue.cohort_retention(customer_tables.cohorts(young), "Alba"),
        catalogue.lifetime_value(customer_tables.lifetime_values(young), "Alba", "USD"),
        catalogue.attitude_map(customer_tables.attitudes(young), "Alba"),
        catalogue.word_of_mouth(people, ties, list(young.scenario.firms), "Alba"),
        catalogue.flows(young.result.flows, customer_tables.switches(young), "Alba", "as_is"),
    ):
        assert style.to_png(figure).startswith(b"\x89PNG")
