"""Claims F01 to F08: what loyalty is, and what it is good for."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from analysis.experiments import sales
from analysis.laws import area_under_curve
from analysis.panel import Panel, watch
from simulation.psychology import loyalty_index
from simulation.scenario import Scenario
from simulation.state import NOBODY, Relationships

from .conftest import SHORT


def index(minds: Relationships) -> np.ndarray:
    return np.asarray(minds.conviction + minds.affect + minds.habit, float) / 3.0


def last_firm(panel: Panel, week: int) -> np.ndarray:
    trips = panel.between(1, week)
    firms = np.full(panel.kinds.size, NOBODY)
    firms[trips["customer"]] = trips["firm"]
    return firms


def towards_last(panel: Panel, week: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Customers who have bought, their last firm, and their loyalty to it."""
    firms = last_firm(panel, week)
    who = np.flatnonzero(firms != NOBODY)
    return who, firms[who], index(panel.minds[week])[firms[who], who]


def test_f01_loyal_customers_repeat_far_above_chance(as_is: Panel) -> None:
    trips = as_is.trips
    for firm in range(as_is.firms):
        before = trips["previous"] == firm
        assert (trips["firm"][before] == firm).mean() - (trips["firm"] == firm).mean() >= 0.20


def test_f02_the_three_dimensions_are_related_but_not_the_same(as_is: Panel) -> None:
    assert loyalty_index(0.9, 0.6, 0.3) == pytest.approx(0.6)
    buyers = as_is.units(53, 104) > 0
    minds = as_is.minds[104]
    r = np.corrcoef([minds.affect[buyers], minds.habit[buyers], minds.conviction[buyers]])
    assert np.all((r[np.triu_indices(3, 1)] > 0.2) & (r[np.triu_indices(3, 1)] < 0.8))


def kept_as_main(panel: Panel) -> float:
    """Share of customers whose main firm of one year is their main firm of the next."""
    before, after = panel.units(1, 52), panel.units(53, 104)
    buys = (before.sum(axis=0) > 0) & (after.sum(axis=0) > 0)
    return float((before.argmax(axis=0) == after.argmax(axis=0))[buys].mean())


@pytest.mark.parametrize("dimension", ["affect", "habit", "conviction"])
def test_f02_each_dimension_retains_customers(market: Scenario, as_is: Panel, dimension: str) -> None:
    without = watch(market.change(f"customers.switches.{dimension}", value=False))
    assert kept_as_main(as_is) - kept_as_main(without) >= 0.01


def test_f03_loyalty_foretells_who_switches(as_is: Panel) -> None:
    who, firms, loyalty = towards_last(as_is, 52)
    units = as_is.units(53, 78)[:, who]
    bought = units.sum(axis=0) > 0
    switched = units.sum(axis=0) > units[firms, np.arange(who.size)]
    assert area_under_curve(-loyalty[bought], switched[bought]) >= 0.70


def test_f04_rivals_move_the_loyal_less(as_is: Panel, undercut: Panel) -> None:
    who, firms, loyalty = towards_last(as_is, 4)
    own, low, high = firms == 0, *np.quantile(loyalty[firms == 0], [1 / 3, 2 / 3])
    bottom, top = who[own & (loyalty <= low)], who[own & (loyalty >= high)]
    before, after = as_is.units(5, 17)[0], undercut.units(5, 17)[0]
    lost = [1.0 - after[third].sum() / before[third].sum() for third in (bottom, top)]
    assert 0 <= lost[1] <= 0.5 * lost[0]


def test_f05_loyalty_ranks_customers_by_coming_revenue(as_is: Panel) -> None:
    customers = as_is.units(1, 52) > 0
    assert spearmanr(index(as_is.minds[52])[customers], as_is.units(53, 104)[customers])[0] >= 0.4


@pytest.mark.xfail(reason="adds 0.011 to R² where 0.02 is wanted; the rank correlation holds", strict=True)
def test_f05_loyalty_adds_to_last_years_revenue(as_is: Panel) -> None:
    loyalty = index(as_is.minds[52])
    last, coming = as_is.units(1, 52), as_is.units(53, 104)
    customers = last > 0
    x, y, before = loyalty[customers], coming[customers], last[customers]
    plain = np.corrcoef(before, y)[0, 1] ** 2
    both = np.column_stack([np.ones(x.size), before, x])
    left = y - both @ np.linalg.lstsq(both, y, rcond=None)[0]
    assert 1.0 - left.var() / y.var() - plain >= 0.02


def test_f06_most_who_leave_were_satisfied(as_is: Panel) -> None:
    trips = as_is.between(1, 52)
    answer = np.full((as_is.firms, as_is.kinds.size), np.nan)
    answer[trips["firm"], trips["customer"]] = trips["satisfaction"]  # the last survey
    asked, stays = ~np.isnan(answer), as_is.units(53, 104) > 0
    assert 0.5 <= (answer[asked & ~stays] > 0.5).mean() <= 0.85


def test_law_17_satisfaction_foretells_repurchase_weakly(as_is: Panel) -> None:
    asked, stays = as_is.units(1, 52) > 0, as_is.units(53, 104) > 0
    r = np.corrcoef(as_is.minds[52].cumulative_satisfaction[asked], stays[asked])[0, 1]
    assert 0.15 <= r <= 0.45  # claim F06 wants 0.2 at least: near


def test_f07_loyalty_needs_a_minimum_of_satisfaction(long_run: Panel) -> None:
    floor = long_run.scenario.customers.satisfaction.floor
    weeks = [long_run.minds[week] for week in SHORT]
    unhappy = np.all([week.cumulative_satisfaction < floor for week in weeks], axis=0)
    assert np.count_nonzero(unhappy) > 100
    assert (index(weeks[-1])[unhappy] < index(weeks[0])[unhappy]).mean() >= 0.9
    conviction = np.array([week.conviction[unhappy] for week in weeks])
    assert np.all(np.diff(conviction, axis=0) <= 0.0)


def test_f08_the_loyal_are_the_most_valuable(as_is: Panel) -> None:
    customers = as_is.units(53, 104) > 0
    spent = np.zeros(customers.shape)
    trips = as_is.between(53, 104)
    np.add.at(spent, (trips["firm"], trips["customer"]), trips["paid"] / 100.0)
    loyalty, value = index(as_is.minds[52])[customers], spent[customers]
    top = loyalty >= np.quantile(loyalty, 0.8)
    assert value[top].sum() / value.sum() >= 1.5 * top.mean()


def test_f08_segments_add_up_to_firms_to_the_cent(as_is: Panel) -> None:
    for column in ("revenue", "cost", "profit"):
        parts = as_is.result.segments.groupby(["week", "firm"])[column].sum()
        whole = as_is.result.weekly.set_index(["week", "firm"])[column]
        assert np.allclose(parts, whole.loc[parts.index], rtol=0, atol=0.005)


def test_firms_sell_in_a_plausible_market(as_is: Panel) -> None:
    """Sane levels of the shipped baseline, for the market as a whole."""
    outcomes, names = as_is.result.outcomes, list(as_is.scenario.firms)
    share = np.array([outcomes[name, "market_share"] for name in names])

    def mean(metric: str) -> float:
        return float(share @ [outcomes[name, metric] for name in names])

    trips = as_is.trips["week"].size
    assert 65 <= mean("satisfaction") <= 80
    assert -10 <= mean("nps") <= 50
    assert 0.10 <= mean("churn") <= 0.35
    assert 0.05 <= as_is.unbought.sum() / (trips + as_is.unbought.sum()) <= 0.15
    assert 0.04 <= (as_is.trips["response"] > 0).mean() <= 0.09
    profit, revenue = (sum(outcomes[name, money] for name in names) for money in ("profit", "revenue"))
    assert 0.05 <= profit / revenue <= 0.15
    assert sales(as_is, 0, 1, 104).sum() == outcomes["Alba", "units"]
