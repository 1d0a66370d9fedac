"""Laws of repeat buying and the worth of tenure: laws 1 to 9, 11, 15, 21, 22; claims F48 to F50."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from analysis.experiments import elasticity, sales
from analysis.laws import (
    Dirichlet,
    demoted,
    duplication,
    pareto_share,
    share_of_requirements,
    sole_buyers,
    structural_inertia,
)
from analysis.panel import Panel
from simulation.psychology import cost_to_serve
from simulation.scenario import Scenario
from simulation.translate import nature_of

YEAR = (209, 260)


@pytest.fixture(scope="module")
def year(long_run: Panel) -> np.ndarray:
    return long_run.units(*YEAR)


def test_law_1_share_is_mostly_penetration(year: np.ndarray) -> None:
    fitted = Dirichlet(year)
    share = np.log(fitted.share)
    observed, expected = (np.polyfit(share, np.log(values), 1)[0] for values in (fitted.observed, fitted.expected))
    assert -0.20 <= observed - expected <= 0.10


def test_law_2_frequency_rises_with_share(year: np.ndarray) -> None:
    assert spearmanr(year.sum(axis=1), year.sum(axis=1) / (year > 0).sum(axis=1))[0] >= 0.8


def test_law_2_frequency_spreads_wider_than_dirichlet(year: np.ndarray) -> None:
    fitted = Dirichlet(year)
    sold = year.sum(axis=1) / year.shape[1]
    observed, expected = sold / fitted.observed, sold / fitted.expected
    assert 1.0 <= (observed.max() / observed.min()) / (expected.max() / expected.min()) <= 1.4


def test_law_3_firms_share_their_buyers(year: np.ndarray) -> None:
    coefficient, correlation = duplication(year)
    assert correlation >= 0.85
    assert 0.7 <= coefficient <= 1.7


def test_law_4_one_switching_parameter_fits_all(year: np.ndarray) -> None:
    fitted = Dirichlet(year)
    assert np.all((fitted.switching >= 0.5) & (fitted.switching <= 3.0))
    assert fitted.switching.std() / fitted.switching.mean() <= 0.4
    assert np.mean(np.abs(fitted.expected / fitted.observed - 1.0)) <= 0.12


def test_law_5_a_fifth_of_the_buyers_makes_most_sales(year: np.ndarray) -> None:
    assert all(0.50 <= pareto_share(own) <= 0.68 for own in (*year, year.sum(axis=0)))


def test_law_6_heavy_buyers_do_not_stay_heavy(long_run: Panel, year: np.ndarray) -> None:
    before = long_run.units(157, 208)
    assert all(0.35 <= demoted(then, now) <= 0.60 for then, now in zip(before, year, strict=True))


def test_law_7_loyalty_is_polygamous(year: np.ndarray) -> None:
    assert np.all((share_of_requirements(year) >= 0.25) & (share_of_requirements(year) <= 0.60))
    assert np.all((sole_buyers(year) >= 0.05) & (sole_buyers(year) <= 0.30))


def test_law_8_price_elasticity(as_is: Panel, dearer: Panel) -> None:
    assert -3.5 <= elasticity(as_is, dearer, 0, 1.1, (1, 13)) <= -1.7


def test_law_9_a_promotion_lifts_sales(as_is: Panel, promoted: Panel) -> None:
    lift = sales(promoted, 1, 21, 22).sum() / sales(as_is, 1, 21, 22).sum()
    assert 1.4 <= lift <= 2.5


def test_law_9_sales_dip_after_a_promotion(as_is: Panel, promoted: Panel) -> None:
    after = sales(promoted, 1, 23, 26).sum() / sales(as_is, 1, 23, 26).sum()
    assert 0.80 <= after <= 0.99


def test_law_15_the_last_purchase_itself_matters(as_is: Panel, missed: Panel) -> None:
    assert 1.2 <= structural_inertia(as_is, missed, 0, 10) <= 4.0


def test_law_21_praise_is_more_frequent_than_warning(long_run: Panel) -> None:
    praise, warning = long_run.news.sum(axis=0)
    assert 2.0 <= praise / warning <= 5.0


def test_law_22_cohorts_retain_better_with_the_years(long_run: Panel) -> None:
    trips = long_run.trips
    start = np.full((long_run.firms, long_run.kinds.size), 10_000)
    new = (trips["is_new"] > 0) & (trips["week"] <= 52)
    start[trips["firm"][new], trips["customer"][new]] = trips["week"][new]
    began = start[trips["firm"], trips["customer"]]
    age = (trips["week"] - began) // 52
    alive = np.zeros((4, *start.shape), bool)
    known = (age >= 0) & (age < 4)
    alive[age[known], trips["firm"][known], trips["customer"][known]] = True
    cohort = alive[0]
    again = [alive[k + 1][cohort & alive[k]].mean() for k in range(3)]
    assert again[2] - again[0] >= 0.08
    assert again[2] - again[1] <= again[1] - again[0] + 0.02


def yearly_profit(scenario: Scenario, years: int) -> float:
    """Money earned on a purchase in a year of tenure: by formula, not by simulation."""
    firm, nature = scenario.firms["Alba"], nature_of(scenario)
    more = scenario.customers.tenure.cross_sell if scenario.customers.switches.cross_sell else (0.0,)
    served = np.mean([cost_to_serve(years - 1 + part, nature.tenure) for part in np.linspace(0.01, 0.99, 50)])
    return float((firm.pricing.price - firm.unit_cost) * (1.0 + more[min(years - 1, len(more) - 1)]) - served)


def test_f48_a_customer_of_long_standing_earns_more(market: Scenario) -> None:
    assert 1.8 <= yearly_profit(market, 4) / yearly_profit(market, 1) <= 3.7
    off = market.changed({"customers.switches.cross_sell": False, "customers.switches.cost_to_serve": False})
    assert yearly_profit(off, 4) / yearly_profit(off, 1) == pytest.approx(1.0, abs=0.1)


def test_f50_newcomers_cost_more_to_serve(market: Scenario) -> None:
    tenure = nature_of(market).tenure
    assert cost_to_serve(0.0, tenure) / cost_to_serve(5.0, tenure) >= 1.5
    off = nature_of(market.change("customers.switches.cost_to_serve", value=False)).tenure
    assert cost_to_serve(0.0, off) == cost_to_serve(5.0, off)


def test_f49_one_lost_regular_takes_three_newcomers(market: Scenario) -> None:
    """The figures of car service, 25, 35, 70, 88 [M], can be entered as a tenure curve: put in, not emergent."""
    garage = market.changed({
        "firms.Alba.unit_cost": 7.5, "customers.tenure.cross_sell": [0.0, 0.4, 1.8, 2.52],
        "customers.tenure.cost_new": 0.0, "customers.tenure.cost_established": 0.0,
    })  # fmt: skip
    assert 3.0 <= yearly_profit(garage, 4) / yearly_profit(garage, 1) <= 4.5
