"""Care, promises, other goods, tenure and phases in a market: each does what it says, and nothing when switched off."""

from typing import Any

import numpy as np
import pytest

from simulation.behavior.parameters import Phases
from simulation.loyalty import BEHAVIORAL, COGNITIVE, EMOTIONAL, IMPULSIVE
from simulation.measurement.cost_parts import care_cents, extension_cents
from simulation.model import LoyaltyModel
from simulation.state import counts as m
from simulation.week.deepen import IN_ORDER, phase_after
from tests.simulation.sample_markets import columns, differing, lived, market

BUSY = {"customers.purchases.per_year": 40.0}
OFFERED = {
    "firms.knowledge",
    "firms.accuracy",
    "firms.tailors",
    "firms.brand_message",
    "firms.service_message",
    "firms.favours",
}
OFFERED |= {"firms.promise", "firms.extension_cents", "firms.extension_usual_cents", "firms.extension_fit"}
OFFERED |= {"firms.extension_quality"}
KNOWING = {"firms.Alba.care.knowledge": 1.0}
MECHANISMS: dict[str, dict[str, Any]] = {
    "customer_knowledge": KNOWING,
    "customer_knowledge: tailored offers": {
        **KNOWING,
        "firms.Alba.care.accuracy": 0.8,
        "customers.knowledge": {"prevented": 0.0, "saved": 0.0},
    },
    "confirmation": {"firms.Alba.care.brand_message": 1.0, "firms.Alba.care.service_message": 1.0},
    "favours": {"firms.Alba.care.favours": 0.5},
    "promises": {"firms.Alba.promise": 0.3},
    "brand_extension": {"firms.Alba.extension": {"fit": 1.0}, "customers.extension.base": -5.0},
    "usage_growth": {"customers.tenure.usage": [0.2, 0.4]},
    "price_premium": {"customers.tenure.premium": [0.1, 0.2]},
}


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_a_mechanism_moves_the_market_and_its_switch_takes_it_out_exactly(mechanism: str) -> None:
    switch, changes = mechanism.partition(":")[0], MECHANISMS[mechanism]
    plain, on, off = (
        lived(market({**BUSY, **changed}))
        for changed in ({}, changes, {**changes, f"customers.switches.{switch}": False})
    )
    sold = [np.array([week.counts for week in model.recorder.weeks]) for model in (plain, on, off)]
    assert not np.array_equal(sold[0], sold[1])
    assert np.array_equal(sold[0], sold[2])
    assert set(differing(columns(plain), columns(off))) <= OFFERED


def test_care_costs_by_hand() -> None:
    """A week with 30 visits among 20,000 customers: 2 × (0.5 × 100 + 0.2 × 150) and 30 × (0.5 × 0.4 + 0.1)."""
    care = {"knowledge": 0.5, "brand_message": 0.2, "favours": 0.5, "favour_cost": 0.4, "accuracy": 0.5,
            "tailoring_cost": 0.1}  # fmt: skip
    block = market({"firms.Alba.care": care, "firms.Alba.extension": {"unit_cost": 7.5}}).firms["Alba"]
    counts = [0] * m.COUNTS
    counts[m.TRIPS], counts[m.EXTENSION_UNITS] = 30, 2
    assert care_cents(block.care, counts, 2.0) == 16_000 + 900
    assert extension_cents(block.extension, counts) == 1_500
    plain = market().firms["Alba"]
    assert care_cents(plain.care, counts, 2.0) == extension_cents(plain.extension, counts) == 0


def test_the_books_show_other_goods() -> None:
    scenario = market({**BUSY, "firms.Alba.extension": {"price": 25.0}, "customers.extension.base": -4.0})
    model = lived(scenario)
    model.audit()
    counts = np.sum([week.counts for week in model.recorder.weeks], axis=0)[:, 0].sum(axis=1)
    assert counts[m.EXTENSION_UNITS] > 20
    assert counts[m.EXTENSION_CENTS] == 2500 * counts[m.EXTENSION_UNITS]
    assert sum(model.firms[0].books.revenue) * 100 == pytest.approx(counts[m.REVENUE] + counts[m.EXTENSION_CENTS])


def test_known_customers_take_less_time() -> None:
    crowded = {**BUSY, "firms.Alba.service.capacity": 700.0, "market.weeks": 60}
    waits = [lived(market({**crowded, **changes}, customers=3_000)).firms[0].wait for changes in ({}, KNOWING)]
    assert waits[1] < waits[0]


def test_one_phase_at_a_time() -> None:
    phases = Phases(affective=0.4, conative=0.5, action=0.6, slack=0.5, is_on=True)
    assert IN_ORDER == (COGNITIVE, EMOTIONAL, IMPULSIVE, BEHAVIORAL)
    kinds = [COGNITIVE]
    for _ in range(4):
        kinds.append(phase_after(kinds[-1], 1.0, 1.0, 1.0, phases))
    assert kinds == [*IN_ORDER, BEHAVIORAL]
    for _ in range(4):
        kinds.append(phase_after(kinds[-1], 0.0, 0.0, 0.0, phases))
    assert kinds[5:] == [IMPULSIVE, EMOTIONAL, COGNITIVE, COGNITIVE]
    assert phase_after(EMOTIONAL, 0.3, 0.4, 1.0, phases) == EMOTIONAL  # within the slack


def test_in_phases_all_begin_cognitive_and_few_remain_so() -> None:
    model = LoyaltyModel(market({**BUSY, "customers.mode": "phases", "market.weeks": 60}))
    kinds = model.world.customers.loyalty_type
    assert set(kinds) == {COGNITIVE}
    before = kinds.copy()
    while model.running:
        model.step()
        steps = np.abs(np.array(IN_ORDER).argsort()[kinds] - np.array(IN_ORDER).argsort()[before])
        assert steps.max() <= 1
        before = kinds.copy()
    assert set(kinds) == set(IN_ORDER)
    model.audit()


def test_types_are_for_life_where_the_mode_is_types() -> None:
    model = LoyaltyModel(market(BUSY))
    before = model.world.customers.loyalty_type.copy()
    while model.running:
        model.step()
    assert np.array_equal(model.world.customers.loyalty_type, before)
