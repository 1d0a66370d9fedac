"""Drivers of a difference in profit add up to it, to the cent."""

import numpy as np
import pandas as pd
import pytest

from analysis.comparison.request import ComparisonRequest, plan_comparison
from analysis.execution.execution import Execution
from analysis.execution.run import Options, Run
from analysis.explanation.journey import row_of
from analysis.explanation.profit_difference import (
    GROUPS,
    TOTAL,
    books_by_group,
    driver_summary,
    drivers,
    most_moved,
    tallied,
    tally,
)
from analysis.outcomes.profit_decomposition import books_of, decomposed
from analysis.study.scenario_changes import ScenarioChanges
from simulation.model import LoyaltyModel
from simulation.result import simulate
from simulation.state.tables import PEOPLE


def test_drivers_add_up_to_the_difference_in_profit_to_the_cent(pair):
    base, other = (tally(run, Options(), firm=0) for run in pair)
    before, after = books_by_group(base, other)
    profits = [simulate(run.scenario).outcomes["Alba", "profit"] for run in pair]
    assert [books.profit for books in (before, after)] == [round(100.0 * profit) for profit in profits]
    parts = decomposed(before, after)
    assert sum(parts.values()) == round(100.0 * profits[1]) - round(100.0 * profits[0])
    assert parts["price paid"] < 0 < sum(parts[f"volume: {group}"] for group in GROUPS)


def test_other_goods_under_the_name_are_counted_too(as_is):
    extended = as_is.change("firms.Alba.extension", {"price": 4.0, "unit_cost": 1.0})
    base, other = (tally(Run(scenario, "x", 1), Options(), firm=0) for scenario in (as_is, extended))
    profit = simulate(extended).outcomes["Alba", "profit"]
    assert books_by_group(base, other)[1].profit == round(100.0 * profit)
    assert decomposed(*books_by_group(base, other))["other goods under its name"] > 0


def test_newcomers_count_with_those_whose_places_they_took(as_is):
    coming = {"vacant": 0.3, "arrivals": 0.6, "dropout": 0.5}
    changes = {"customers.coming_and_going": coming, "customers.purchases.per_year": 40.0, "market.burn_in_weeks": 130}
    open_market = as_is.changed(changes)
    model = LoyaltyModel(open_market)
    while model.running:
        model.step()
    taken = np.flatnonzero(model.world.customers.identity >= PEOPLE)
    assert taken.size > 10
    assert [row_of(model, int(number)) for number in taken] == taken.tolist()
    found = tally(Run(open_market, "x", 1), Options(), firm=0)
    assert books_by_group(found, found)[0].profit == round(100.0 * simulate(open_market).outcomes["Alba", "profit"])


def test_equal_strategies_have_nothing_to_explain(pair):
    one = tally(pair[0], Options(), firm=0)
    assert set(decomposed(*books_by_group(one, one)).values()) == {0}


def test_each_customer_stands_in_the_first_group_that_fits():
    base = tally_of(units=[1, 1, 1, 1], settled=[0, 0, 0, 0], is_new=[0, 0, 0, 0])
    other = tally_of(units=[2, 4, 8, 16], settled=[1, 0, 0, 0], is_new=[2, 2, 1, 0])
    before, after = books_by_group(base, other)
    assert [after.sales[group].units for group in GROUPS] == [2, 4, 8, 16]
    assert [before.sales[group].units for group in GROUPS] == [1, 1, 1, 1]


def test_customers_to_follow_are_those_who_changed_most():
    base = tally_of(units=[5, 5, 5], settled=[0, 0, 0], is_new=[0, 0, 0])
    other = tally_of(units=[4, 9, 0], settled=[0, 0, 0], is_new=[0, 0, 0])
    assert most_moved(base, other) == (1, 2)
    assert most_moved(base, base) == (None, None)


def tally_of(units, settled, is_new):
    from analysis.explanation.profit_difference import RunTally
    from simulation.measurement.cost_parts import COST_PARTS

    units, settled, is_new = np.array(units), np.array(settled), np.array(is_new)
    nothing = np.zeros(units.size, int)
    return RunTally(units, units * 1000, units * 600, settled, nothing, is_new, dict.fromkeys(COST_PARTS, 0), {})


def test_explaining_and_the_figure_of_drivers_tell_the_same(pair):
    """The figure knows weeks and firms, `explain` every customer: it splits the volume and nothing else."""
    runs = {run.strategy: simulate(run.scenario).weekly for run in pair}
    weekly = pd.concat([table.assign(strategy=name, replicate=1) for name, table in runs.items()])
    books = books_of(weekly, "Alba")
    figure = decomposed(books["as_is", 1], books["cut", 1])
    told = decomposed(*books_by_group(*(tally(run, Options(), firm=0) for run in pair)))
    split = [cents for name, cents in told.items() if name.startswith("volume")]
    assert sum(map(bool, split)) > 1
    assert sum(split) == pytest.approx(figure["volume"], abs=1)
    assert {name: cents for name, cents in told.items() if not name.startswith("volume")} == pytest.approx(
        {name: cents for name, cents in figure.items() if name != "volume"}, abs=1
    )


def test_the_table_of_drivers_has_a_total(tmp_path):
    (tmp_path / "duel.yaml").write_text(
        "extends: baseline\nmarket: {burn_in_weeks: 4}\ncompare: {a: {}, b: {firms.Alba.pricing.price: 9.0}}\n"
    )
    request = ComparisonRequest.of([str(tmp_path / "duel.yaml")], ScenarioChanges(customers=200, weeks=8, replicates=2))
    found = tallied(plan_comparison(request), ["b"], Execution(workers=1))
    small, large = (
        driver_summary(drivers(found, "a"), "Alba", "a", {1: scale, 2: scale}).set_index("driver")["difference"]
        for scale in (1.0, 50.0)
    )
    assert small.drop(TOTAL).sum() == pytest.approx(small[TOTAL])
    assert large.to_numpy() == pytest.approx(50.0 * small.to_numpy())
