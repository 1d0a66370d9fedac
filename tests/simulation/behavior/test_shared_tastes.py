"""Firms of one group are liked alike, and a firm may attract one type more than another."""

from typing import Any

import numpy as np
import pytest

from simulation.behavior.taste import taste_for
from simulation.loyalty import COGNITIVE, EMOTIONAL, LOYALTY_TYPES
from simulation.model import LoyaltyModel
from simulation.result import simulate
from simulation.scenario.scenario import Scenario
from simulation.week.choose import choose
from tests.simulation.sample_markets import FIRMS, columns, differing, lived, market
from tests.simulation.week.sample_worlds import human, moment, tiny

MANY = 4_000
PAIRS = {f"firms.{firm}.group": group for firm, group in zip(FIRMS, ("dear", "cheap") * 2, strict=True)}
"""Alba with Corda, and Brio with Dorra."""


def grouped(shared: float, groups: dict[str, str] | None = None, **changes: Any) -> Scenario:
    given = PAIRS if groups is None else groups
    return market({"customers.heterogeneity.shared_taste": shared, **given, **changes}, customers=12_000)


def correlations(model: LoyaltyModel) -> np.ndarray:
    """Of the tastes for the four firms, in standard deviations."""
    kinds = model.world.customers.loyalty_type
    spreads = np.array([kind.taste_spread for kind in model.nature.types])
    found = model.world.relationships.taste / spreads[kinds]
    assert found.std(axis=1) == pytest.approx(np.ones(4), abs=0.03)
    return np.asarray(np.corrcoef(found))


@pytest.mark.parametrize("shared", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("homophily", [0.0, 0.3])
def test_tastes_correlate_within_a_group_by_what_is_shared(shared: float, homophily: float) -> None:
    found = correlations(LoyaltyModel(grouped(shared, PAIRS, **{"customers.word_of_mouth.homophily": homophily})))
    alike = np.array([[1, 0, 1, 0], [0, 1, 0, 1]] * 2)
    expected = np.where(alike, shared, 0.0)
    np.fill_diagonal(expected, 1.0)
    assert found == pytest.approx(expected, abs=0.04)


def test_a_firm_of_no_group_keeps_its_tastes() -> None:
    """Nor does a group of one change anything."""
    plain, alone = LoyaltyModel(grouped(0.6, {})), LoyaltyModel(grouped(0.6, {"firms.Brio.group": "alone"}))
    pair = LoyaltyModel(grouped(0.6, {"firms.Alba.group": "a", "firms.Dorra.group": "a"}))
    assert differing(columns(plain), columns(alone)) == []
    same = (pair.world.relationships.taste == plain.world.relationships.taste).all(axis=1)
    assert same.tolist() == [False, True, True, False]


def test_switched_off_it_is_as_with_no_groups() -> None:
    off = grouped(0.6, PAIRS, **{"customers.switches.shared_tastes": False})
    assert differing(columns(LoyaltyModel(off)), columns(LoyaltyModel(grouped(0.0, {})))) == []


def test_a_changed_life_likes_the_firms_of_a_group_alike_again() -> None:
    model = LoyaltyModel(grouped(0.7))
    later = np.array(
        [[taste_for(model.world, model.nature, model.luck, 7, i, j) for i in range(2_000)] for j in (0, 2)]
    )
    assert np.corrcoef(later)[0, 1] == pytest.approx(0.7, abs=0.06)


def test_who_leaves_a_firm_goes_to_one_of_its_group() -> None:
    """Beyond what the shares alone would send there."""

    def kept(scenario: Scenario) -> float:
        taste_decides = {"customers.switches.variety": False, "market.weeks": 52}
        flows = simulate(scenario.changed(taste_decides)).flows
        moved = flows.groupby(["origin", "destination"])["customers"].sum()
        within = moved["Alba", "Corda"] + moved["Corda", "Alba"] + moved["Brio", "Dorra"] + moved["Dorra", "Brio"]
        return float(within / moved.sum())

    assert kept(grouped(0.9)) > 1.15 * kept(grouped(0.0))


def test_attraction_to_one_type_reaches_this_type_alone() -> None:
    """By ln 3 more attractive to the cognitive, three of four buy there; the emotional do not see it."""
    kinds = np.resize([COGNITIVE, EMOTIONAL], MANY)
    seen = np.zeros((2, len(LOYALTY_TYPES)))
    seen[0, COGNITIVE] = np.log(3.0)
    world = tiny(MANY, loyalty_type=kinds, attraction_by_type=seen, affect=0.0)
    choose(world, human(), moment(), 0, 1)
    trips = world.visits.trips[0]
    shoppers, is_first = kinds[world.visits.customer[:trips]], world.visits.firm[:trips] == 0
    assert is_first[shoppers == COGNITIVE].mean() == pytest.approx(0.75, abs=0.03)
    assert is_first[shoppers == EMOTIONAL].mean() == pytest.approx(0.5, abs=0.03)


def test_attraction_to_each_type_alike_is_attraction_to_all() -> None:
    to_each = {f"firms.Alba.attraction_by_type.{name}": 0.45 for name in LOYALTY_TYPES}
    each, to_all = simulate(market({**to_each, "firms.Alba.attraction": 0.0})), simulate(market())
    assert each.weekly.equals(to_all.weekly)
    assert each.outcomes == to_all.outcomes


def test_a_firm_that_attracts_a_type_sells_more_to_it() -> None:
    drawn = market(
        {"firms.Corda.attraction_by_type": {"behavioral": 2.0, "impulsive": -2.0}}, customers=2_000, weeks=40
    )
    plain = market(customers=2_000, weeks=40)
    with_it, without = (simulate(one).segments.groupby(["segment", "firm"])["units"].sum() for one in (drawn, plain))
    change = {name: with_it[name, "Corda"] / without[name, "Corda"] for name in LOYALTY_TYPES}
    assert change["impulsive"] < 0.6
    assert change["emotional"] == pytest.approx(1.0, abs=0.15)
    assert change["behavioral"] > 1.3


def test_a_strategy_may_attract_a_type_from_week_1_on() -> None:
    scenario = market(burn_in_weeks=3).change(
        "compare", {"as_is": {}, "for_experts": {"firms.Alba.attraction_by_type.cognitive": 1.0}}
    )
    before, after = (lived(scenario, weeks, strategy="for_experts").world.firms for weeks in (3, 4))
    assert not before.attraction_by_type.any()
    assert after.attraction_by_type[0].tolist() == [0.0, 0.0, 1.0, 0.0]
