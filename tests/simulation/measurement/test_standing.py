"""Who brings the money: revenue and profit by standing add up, and go where they belong."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulation.measurement.cost_parts import COST_PARTS
from simulation.measurement.recorder import Week
from simulation.measurement.records import money_by_standing
from simulation.result import Result, simulate
from simulation.state import counts as m
from simulation.state.standings import STANDINGS
from tests.simulation.sample_markets import lived, market

SALES = {m.UNITS: [1, 2, 6, 1], m.TRIPS: [1, 1, 2, 0], m.REVENUE: [1000, 2000, 6000, 1000],
         m.GOODS_CENTS: [600, 1200, 3600, 600], m.ACQUIRED: [1, 0, 0, 0], m.COMPENSATION: [0, 0, 0, 7]}  # fmt: skip


def booked(sales: dict[int, list[int]], **costs: int) -> Week:
    """A week of one firm, of which only sales by standing and costs are told."""
    nothing = np.zeros((0, 1))
    week = Week(**dict.fromkeys(Week._fields, nothing))
    standings = np.zeros((m.SALES, 1, len(STANDINGS)), np.int64)
    for measure, numbers in sales.items():
        standings[measure, 0] = numbers
    return week._replace(standings=standings, costs=np.array([[float(costs.get(part, 0))] for part in COST_PARTS]))


def test_what_is_traced_stays_and_the_rest_goes_by_units_visits_and_newcomers() -> None:
    week = booked(SALES, unit=6000, acquisition=500, overhead=1001, compensation=7, service=40)
    money = money_by_standing([week])
    assert money.revenue.tolist() == [[1000.0, 2000.0, 6000.0, 1000.0]]
    spent = [600 + 500 + 100 + 10, 1200 + 200 + 10, 3600 + 601 + 20, 600 + 100 + 7]
    assert (money.revenue - money.profit).tolist() == [spent]
    assert sum(spent) == 6000 + 500 + 1001 + 7 + 40


def test_weeks_are_added_up_before_anything_is_shared_out() -> None:
    """Overhead of a week in which nobody came is borne by those who came in others."""
    one, idle = booked({m.UNITS: [0, 0, 4, 0], m.REVENUE: [0, 0, 4000, 0]}, overhead=100), booked({}, overhead=300)
    assert money_by_standing([one, idle]).profit.tolist() == [[0.0, 0.0, 3600.0, 0.0]]


def test_a_firm_that_sold_nothing_spends_on_all_alike() -> None:
    money = money_by_standing([booked({}, overhead=402)])
    assert not money.revenue.any()
    assert money.profit.sum() == -402.0
    assert np.ptp(money.profit) <= 1.0


def revenues(changes: dict[str, Any]) -> dict[str, float]:
    """Alba's revenue by standing, of a year after two."""
    standing = simulate(market(changes, customers=1500, weeks=52, burn_in_weeks=104), audit=True).standing
    own = standing[standing["firm"] == "Alba"]
    return dict(zip(own["standing"].tolist(), own["revenue"].tolist(), strict=True))


def test_a_firm_that_fails_loses_revenue_from_the_loyal_first() -> None:
    usual, failing = revenues({}), revenues({"firms.Alba.service.failure_rate": 0.6})
    assert sum(failing.values()) < sum(usual.values())
    assert failing["loyal"] / sum(failing.values()) < usual["loyal"] / sum(usual.values()) - 0.1


@pytest.fixture(scope="module")
def short_lapse() -> Result:
    return simulate(market({"market.lapse_weeks": 8}, customers=600, weeks=30, burn_in_weeks=60), audit=True)


def test_who_comes_back_brings_money_as_lapsed_and_none_where_nobody_has_been_silent_long(short_lapse: Result) -> None:
    back = short_lapse.standing[short_lapse.standing["standing"] == "lapsed"]
    assert (back[["customers", "revenue"]] > 0).all(axis=None)
    patient = simulate(market({"market.lapse_weeks": 500}, customers=600, weeks=30, burn_in_weeks=60))
    lapsed = patient.standing[patient.standing["standing"] == "lapsed"]
    assert not lapsed[["customers", "revenue"]].to_numpy().any()
    assert patient.standing["revenue"].sum() == short_lapse.standing["revenue"].sum()


def test_in_a_market_without_past_all_are_new_for_a_year() -> None:
    standing = simulate(market(weeks=20)).standing
    assert set(standing.loc[standing["customers"] > 0, "standing"]) == {"new"}
    assert set(standing.loc[standing["revenue"] > 0.0, "standing"]) == {"new"}


def test_the_accounts_change_nothing_that_customers_do(short_lapse: Result) -> None:
    """Where the lapse begins is book-keeping: the same is bought by the same people."""
    other = simulate(market({"market.lapse_weeks": 30}, customers=600, weeks=30, burn_in_weeks=60))
    names = ["units", "revenue", "profit", "complaints"]
    pd.testing.assert_frame_equal(other.weekly[names], short_lapse.weekly[names], check_exact=True)


def test_a_table_has_a_row_a_firm_and_standing(short_lapse: Result) -> None:
    assert list(short_lapse.standing.columns) == ["strategy", "replicate", "firm", "standing", "customers", "revenue",
                                                  "profit"]  # fmt: skip
    assert short_lapse.standing["standing"].tolist() == list(STANDINGS) * 4


def test_what_a_desk_pays_back_is_a_cost_of_who_bought() -> None:
    changes = {
        "firms.Alba.service.failure_rate": 0.6,
        "firms.Alba.recovery": {"strategy": "standard", "ease_of_voice": 1.0, "staff": 50.0, "resolution": 1.0,
                                "compensation": 1.0},
    }  # fmt: skip
    model = lived(market(changes, customers=400, weeks=30))
    total = np.sum([week.standings for week in model.recorder.weeks], axis=0)
    paid_back = sum(int(week.costs[COST_PARTS.index("compensation"), 0]) for week in model.recorder.weeks)
    assert total[m.COMPENSATION, 0].tolist() == [paid_back, 0, 0, 0]
    assert paid_back > 0
