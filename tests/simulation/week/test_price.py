"""What a unit costs a customer, and the price beyond which nobody buys, whatever leads to the firm."""

import math
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.behavior.limits import reservation_multiple
from simulation.loyalty import BEHAVIORAL, COGNITIVE, EMOTIONAL, IMPULSIVE, LOYALTY_TYPES
from simulation.scenario.scenario import Scenario
from simulation.state import counts as m
from simulation.state.switch_reasons import PRICING
from simulation.state.visit_codes import BY_CUE, NOTHING_SUITED
from simulation.week.choose import choose
from simulation.week.offer_seen import offer_of
from simulation.week.pay import pay
from simulation.week.price import price_for
from simulation.week.reach import within_reach
from tests.simulation.sample_markets import lived, market
from tests.simulation.sample_parameters import TRAITS
from tests.simulation.week.sample_worlds import NEVER, WEEK, human, moment, tiny, visit

LED: dict[int, dict[str, Any]] = {
    IMPULSIVE: {"reference_price": 1e6},  # a deal beyond belief
    EMOTIONAL: {"affect": 1.0, "reference_price": 1e6},  # the favourite
    BEHAVIORAL: {"habit": 1.0, "previous_choice": 0, "reference_price": 1e6},  # routine
    COGNITIVE: {"taste": [[50.0], [-50.0]]},  # what is weighed
}
ALL_SETTLE = {"deal_first": 1.0, "routine": 1.0}


@given(st.floats(-5.0, 5.0), st.floats(0.5, 5.0), st.floats(0.0, 1.0))
def test_the_most_that_is_paid_is_log_normal(deviation: float, median: float, spread: float) -> None:
    traits = TRAITS._replace(reservation=median, reservation_spread=spread)
    multiple = reservation_multiple(traits, deviation)
    assert math.log(multiple / median) == pytest.approx(spread * deviation, abs=1e-9)
    assert reservation_multiple(traits, 0.0) == median


def test_customers_of_a_type_differ_in_the_most_that_they_pay_and_keep_it_for_life() -> None:
    model = lived(market({"firms.Alba.pricing.price": 40.0}, customers=2000, weeks=1))
    before = model.world.customers.reservation.copy()
    for place, name in enumerate(LOYALTY_TYPES):
        drawn = np.log(before[model.world.customers.loyalty_type == place])
        traits = model.nature.types[place]
        error = traits.reservation_spread / math.sqrt(drawn.size)
        assert drawn.mean() == pytest.approx(math.log(traits.reservation), abs=4 * error), name
        assert drawn.std() == pytest.approx(traits.reservation_spread, abs=4 * error), name
    while model.running:
        model.step()
    assert np.array_equal(before, model.world.customers.reservation)


@pytest.mark.parametrize("kind", LED)
@pytest.mark.parametrize(("price", "is_sold"), [(20.0, True), (20.01, False)])
def test_no_path_to_a_firm_leads_past_the_most_that_is_paid(kind: int, price: float, *, is_sold: bool) -> None:
    """Two customers who pay 20.00 at most, one firm that they are led to; the other one is shut."""
    world = tiny(2, loyalty_type=kind, reservation=2.0, price=[price, 1.0], is_open=[1.0, 0.0], **LED[kind])
    choose(world, human(traits=ALL_SETTLE), moment(), 0, 1)
    assert set(world.visits.firm[:2]) == ({0} if is_sold else {-1})
    if not is_sold:
        assert set(world.visits.process[:2]) == {NOTHING_SUITED}
        assert not world.visits.quantity[:2].max() > 20, "nothing is stocked up"
    elif kind != COGNITIVE:
        assert set(world.visits.process[:2]) == {BY_CUE}


def test_who_cannot_reach_the_favourite_weighs_the_others_and_leaves_for_its_price() -> None:
    led = {**LED[EMOTIONAL], "affect": [[1.0], [0.0]], "previous_choice": 0}
    world = tiny(2, loyalty_type=EMOTIONAL, reservation=2.0, price=[21.0, 10.0], **led)
    assert within_reach(world, human(), moment(), 0, 3) == 2
    choose(world, human(), moment(), 0, 1)
    assert set(world.visits.firm[:2]) == {1}
    assert set(world.visits.reason[:2]) == {PRICING}


def test_what_is_really_paid_is_held_against_it() -> None:
    """In the second year of tenure a tenth more is paid: 19.00 become 20.90, too much for who pays 20.00."""
    led = {**LED[BEHAVIORAL], "first_purchase": [[WEEK - 52, NEVER]] * 2}
    world = tiny(2, loyalty_type=BEHAVIORAL, reservation=2.0, price=[19.0, 1.0], is_open=[1.0, 0.0], **led)
    world = replace(world, premium=np.array([0.0, 0.1]))
    assert [price_for(world, moment(), i, 0) for i in range(2)] == [pytest.approx(20.9), 19.0]
    choose(world, human(traits=ALL_SETTLE), moment(), 0, 1)
    assert list(world.visits.firm[:2]) == [-1, 0]


def test_what_is_felt_is_what_is_paid() -> None:
    world = tiny(2, first_purchase=[[WEEK - 52, NEVER]] * 2)
    world = replace(world, premium=np.array([0.0, -0.5]), growth=np.zeros(1))
    assert [offer_of(world, human(), moment(), i, 0, 10.0, 1.0).price for i in range(2)] == [5.0, 10.0]
    for i in range(2):
        visit(world, i, 0)
    pay(world, human(), moment(), 0, 1)
    assert list(world.visits.paid[:2]) == [500, 1000]


def test_what_regulars_pay_is_noticed() -> None:
    """In the second year more is bought at half the price than at the usual one, and less at twice of it."""
    premiums = {"half": [0.0, -0.5], "usual": [0.0], "twice": [0.0, 1.0]}
    years = {"weeks": 120, "customers": 600}
    half, usual, twice = (
        sum(float(week.counts[m.UNITS].sum()) for week in lived(market(changes, **years)).recorder.weeks[60:])
        for changes in ({"customers.tenure.premium": premium} for premium in premiums.values())
    )
    assert 0.9 * usual > twice
    assert half > usual


def test_other_goods_are_held_against_what_such_usually_cost() -> None:
    for usual, expected in ((20.0, 1), (7.0, 0)):
        world = tiny(1, extension_cents=1500.0, extension_usual_cents=100 * usual, affect=1.0, reservation=2.0)
        visit(world, 0, 0)
        pay(world, human(extension={"base": 50.0}), moment(), 0, 1)
        assert world.visits.extension[0] == expected


def sold(scenario: Scenario, firm: int | None = None) -> float:
    """Units sold in the second half of a run, by one firm or by all."""
    weeks = lived(scenario).recorder.weeks[26:]
    units = sum(week.counts[m.UNITS].sum(axis=1) for week in weeks)
    return float(units.sum() if firm is None else units[firm])


AT_ANY_PRICE = {
    "customers.switches.reservation_price": False,
    "customers.switches.expansion": False,
    "customers.switches.variety": False,
    "customers.types.emotional.fairness": 0.0,
}
"""Nothing that ends a love: no limit, no need that shrinks, no look at others now and then, no price that is unfair."""


@pytest.mark.parametrize("kind", LOYALTY_TYPES)
def test_no_price_sells_for_ever(kind: str) -> None:
    """From the usual price upwards units fall, to nothing; only the limit ends a love that nothing else ends."""
    mix = {f"customers.mix.{name}": float(name == kind) for name in LOYALTY_TYPES}
    size = {"customers": 800, "weeks": 52}
    asked = {price: {**mix, "firms.Alba.pricing.price": price} for price in (10.0, 15.0, 30.0, 100.0, 1000.0)}
    units = [sold(market(changes, **size), 0) for changes in asked.values()]
    assert units == sorted(units, reverse=True)
    assert units[0] > 0.0
    assert 10.0 * units[3] < 0.01 * units[0]
    assert units[4] == 0.0
    if kind == "emotional":
        assert sold(market(asked[1000.0] | AT_ANY_PRICE, **size), 0) > 0.0
        limited = AT_ANY_PRICE | {"customers.switches.reservation_price": True}
        assert sold(market(asked[1000.0] | limited, **size), 0) == 0.0


def test_where_all_firms_raise_their_prices_the_market_shrinks() -> None:
    def all_at(price: float) -> Scenario:
        return market({f"firms.{name}.pricing.price": price for name in ("Alba", "Brio", "Corda", "Dorra")}, weeks=52)

    units = [sold(all_at(price)) for price in (10.0, 14.0, 20.0, 30.0, 100.0)]
    assert all(later < before for before, later in pairwise(units))
    assert units[-1] == 0.0
