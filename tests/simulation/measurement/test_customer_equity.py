"""What customers are worth: hand-worked formulas, what costs do to it, and what ten years then bring."""

from typing import Any

import numpy as np
import pytest

from simulation.behavior.lapse import base_weeks, usual_lapse
from simulation.behavior.parameters import Tenure
from simulation.measurement.customer_equity import YEARS, Terms, by_tenure, changes, discounts, last_weeks, staying
from simulation.model import LoyaltyModel
from simulation.result import Result, result_of, simulate
from simulation.scenario.scenario import Scenario
from simulation.state import counts as m
from simulation.week.visit_lists import visited_rows
from tests.simulation.sample_markets import market

SETTLED = {"customers": 400, "weeks": 56, "burn_in_weeks": 104}
TERMS = Terms(0.12, 0.15, 0.0, (0.0, 0.5), (0.0, 0.0, 0.1), Tenure(cost_new=2.0, cost_established=1.0, learning=0.0))


def lived(changes: dict[str, Any] | None = None, **sizes: int) -> Result:
    return simulate(market(changes, **(SETTLED | sizes)))


def alba(result: Result, metric: str) -> float:
    return result.outcomes["Alba", metric]


@pytest.fixture(scope="module")
def plain() -> Result:
    return lived({"firms.Alba.alliance": 0.5, "firms.Alba.alliance_cost": 0.0})


@pytest.mark.parametrize(("per_year", "weeks"), [(14.0, 52), (6.0, 52), (3.0, 52), (1.5, 104), (1.0, 156), (0.0, 1000)])
def test_the_usual_lapse_is_three_mean_gaps_and_a_year_at_least(per_year: float, weeks: int) -> None:
    assert usual_lapse(per_year) == weeks


def test_the_base_of_a_year_ago_is_told_like_that_of_now() -> None:
    assert [base_weeks(week, 104) for week in (10, 52, 60, 105, 156, 300)] == [0, 0, 8, 53, 104, 104]


def test_what_a_year_changes_by_hand() -> None:
    """Half as much again from the second year on, a tenth dearer from the third."""
    paid, goods, served = by_tenure(TERMS)
    assert paid[:4].tolist() == pytest.approx([1.0, 1.5, 1.65, 1.65])
    assert goods[:3].tolist() == [1.0, 1.5, 1.5]
    assert (served == 200.0).all()
    change = changes(TERMS)
    assert change.paid[:, 0].tolist() == pytest.approx([0.0, 0.5, *[0.65] * (YEARS - 1)])
    assert not change.goods[:, 1:].any()
    cheaper = changes(TERMS._replace(tenure=Tenure(cost_new=2.0, cost_established=1.0, learning=1.0)))
    assert cheaper.served[1, 0] == pytest.approx(100.0 * (np.exp(-1.5) - np.exp(-0.5)))


def test_what_stays_wears_off_towards_people_at_large() -> None:
    kept = staying(np.array([0.9]), np.array([0.5]), TERMS)
    assert kept[:3, 0].tolist() == pytest.approx([0.9, 0.5 + 0.4 * 0.85, 0.5 + 0.4 * 0.85**2])
    assert (staying(np.array([0.9]), np.array([0.5]), TERMS._replace(renewal=0.0)) == 0.9).all()


def test_the_last_weeks_of_the_run_reach_back_before_the_report() -> None:
    values = np.array([1.0, 2.0, 4.0, 8.0, 16.0])
    assert last_weeks(values, np.array([1, 2, 9])).tolist() == [4.0, 12.0, 31.0]


def test_a_year_to_come_is_discounted_from_its_middle() -> None:
    assert discounts(0.12)[:2].tolist() == pytest.approx([1.12**-0.5, 1.12**-1.5])


def test_it_is_undefined_before_the_run_has_lived_for_two_years() -> None:
    result = lived(weeks=8, burn_in_weeks=100)
    known = result.weekly.groupby("week")[["clv", "customer_equity"]].apply(lambda part: part.notna().all())
    assert known["clv"].tolist() == known["customer_equity"].tolist() == [week >= 4 for week in range(1, 9)]


VISITS = {
    "firms.Alba.alliance_cost": (0.0, 1.0, 3.0),
    "firms.Alba.unit_cost": (5.0, 6.0, 8.0),
    "firms.Alba.recovery.cost_per_case": (0.0, 20.0, 60.0),
}


@pytest.mark.parametrize("path", VISITS)
def test_what_recurs_with_customers_lowers_value_and_equity_by_what_it_costs(path: str) -> None:
    """The same behaviour, another cost: twice as much more costs twice as much, of profit, value and equity alike."""
    levels = VISITS[path]
    runs = [lived({"firms.Alba.alliance": 0.5, path: level}) for level in levels]
    ratio = (levels[2] - levels[0]) / (levels[1] - levels[0])
    base = alba(runs[0], "active_customers")
    for metric in ("profit", "clv", "customer_equity"):
        first, second, third = (alba(run, metric) for run in runs)
        assert second < first
        assert first - third == pytest.approx(ratio * (first - second), rel=1e-3)
    value, equity = (alba(runs[0], name) - alba(runs[2], name) for name in ("clv", "customer_equity"))
    assert equity == pytest.approx(value * base, rel=1e-9)


def test_a_cost_of_a_visit_counts_as_often_as_visits_are_expected(plain: Result) -> None:
    """Each of the ten years costs what last year did, times what stays, times regulars' part of the visits."""
    scenario = market({"firms.Alba.alliance": 0.5, "firms.Alba.alliance_cost": 2.0}, **SETTLED)
    model = LoyaltyModel(scenario)
    while model.running:
        model.step()
    dear, year = result_of(model), model.recorder.weeks[-52:]
    counts = np.array([week.counts[:, 0].sum(axis=1) for week in year])
    regular = counts[:, m.TRIPS].sum() - counts[:, m.ACQUIRED].sum()
    stayed, base = counts[-1, m.STAYED_TRIPS] / counts[:, m.TRIPS].sum(), counts[-1, m.BASE]
    people = base / 400
    years = [(people + (stayed - people) * 0.85 ** (k - 1)) * 1.12 ** (0.5 - k) for k in range(1, 11)]
    lost = 2.0 * 0.5 * regular * sum(years)
    assert alba(plain, "customer_equity") - alba(dear, "customer_equity") == pytest.approx(lost, rel=1e-9)
    assert alba(plain, "clv") - alba(dear, "clv") == pytest.approx(lost / base, rel=1e-9)


WEEKLY = {
    "firms.Alba.overhead": 500.0,
    "firms.Alba.recovery.wage": 100.0,
    "firms.Alba.care.message_cost": 500.0,
    "firms.Alba.care.knowledge_cost": 500.0,
    "firms.Alba.improvement.visit_cost": 500.0,
}
SPENT = {
    "firms.Alba.care": {"brand_message": 0.2, "knowledge": 0.2, "message_cost": 0.0, "knowledge_cost": 0.0},
    "firms.Alba.improvement": {"mystery_visits": 1.0, "visit_cost": 0.0},
    "firms.Alba.recovery.wage": 0.0,
}


@pytest.mark.parametrize("path", WEEKLY)
def test_what_a_week_costs_lowers_equity_by_its_discounted_sum_and_no_customers_value(path: str) -> None:
    cheap, dear = lived(SPENT), lived({**SPENT, path: WEEKLY[path]})
    weekly = (alba(cheap, "profit") - alba(dear, "profit")) / 56
    assert weekly > 0.0
    assert alba(cheap, "clv") == alba(dear, "clv")
    lost = alba(cheap, "customer_equity") - alba(dear, "customer_equity")
    assert lost == pytest.approx(52 * weekly * sum(1.12 ** (0.5 - k) for k in range(1, 11)), rel=1e-6)


ONCE = [
    {"firms.Alba.acquisition_cost": 50.0},
    {"firms.Alba.promotion_cost": 5000.0},
]


@pytest.mark.parametrize("costs", ONCE)
def test_what_is_paid_once_counts_in_profit_alone(costs: dict[str, float]) -> None:
    promotion = [{"event": "promotion", "firm": "Alba", "from_week": 10, "weeks": 3, "depth": 0.2}]
    free = dict.fromkeys(costs, 0.0)
    cheap, dear = (lived({"events": promotion, **changes}) for changes in (free, costs))
    assert alba(cheap, "profit") > alba(dear, "profit")
    for metric in ("clv", "customer_equity"):
        assert alba(cheap, metric) == alba(dear, metric)


def test_promotions_of_the_firms_own_pricing_are_a_weekly_cost() -> None:
    own = {"firms.Alba.pricing": {"strategy": "high_low", "every_weeks": 13, "promotion_weeks": 1}}
    cheap, dear = (lived({**own, "firms.Alba.promotion_cost": cost}) for cost in (0.0, 5000.0))
    assert alba(cheap, "clv") == alba(dear, "clv")
    assert alba(cheap, "customer_equity") > alba(dear, "customer_equity")


@pytest.mark.parametrize("lapse", [52, 104, 156])
def test_lapse_weeks_is_book_keeping_and_changes_no_value(plain: Result, lapse: int) -> None:
    other = lived({"firms.Alba.alliance": 0.5, "firms.Alba.alliance_cost": 0.0, "market.lapse_weeks": lapse})
    for metric in ("clv", "customer_equity", "retention"):
        assert alba(other, metric) == alba(plain, metric)
    assert (alba(other, "active_customers") != alba(plain, "active_customers")) == (lapse != 52)


def realised(scenario: Scenario) -> tuple[np.ndarray, np.ndarray]:
    """Lifetime value of each firm's customers in week 1, and what ten years brought of those active then."""
    model = LoyaltyModel(scenario)
    while model.reported_week < 0:
        model.step()
    is_active = model.world.relationships.last_purchase > model.week - scenario.lapse_weeks
    brought = np.zeros(len(model.firms))
    while model.running:
        model.step()
        visits, rows = model.world.visits, visited_rows(model.world)
        firm, left = visits.firm[rows], visits.paid[rows] - visits.goods_cents[rows] - visits.service_cents[rows]
        left = (left - visits.compensation[rows] - model.world.firms.visit_cents[firm]) * is_active[
            firm, visits.customer[rows]
        ]
        brought += np.bincount(firm, left, brought.size) * 1.12 ** -((model.reported_week - 0.5) / 52.0) / 100.0
    weekly = result_of(model).weekly
    return weekly[weekly["week"] == 1]["clv"].to_numpy(), brought / is_active.sum(axis=1)


@pytest.mark.slow
@pytest.mark.parametrize(("per_year", "burn_in"), [(14.0, 104), (6.0, 104), (1.5, 156)])
def test_ten_years_bring_what_lifetime_value_promised(per_year: float, burn_in: int) -> None:
    changes = {"customers.purchases.per_year": per_year}
    promised, brought = realised(market(changes, customers=6000, weeks=520, burn_in_weeks=burn_in))
    assert promised[:2] == pytest.approx(brought[:2], rel=0.15)
