"""A changed life may bring another loyalty type: rarely, by the mix, and with what the type pays at most."""

import numpy as np
import pytest

from simulation.behavior.limits import reservation_multiple
from simulation.engine.chance import normal, uniforms
from simulation.loyalty import LOYALTY_TYPES
from simulation.model import LoyaltyModel
from simulation.result import simulate
from simulation.state.decisions import PERSON
from tests.simulation.sample_markets import columns, differing, lived, market

CHANGE = "customers.heterogeneity.type_change"
MIX = dict(zip(LOYALTY_TYPES, (0.4, 0.3, 0.2, 0.1), strict=True))


def changing(share: float, **changes: object) -> LoyaltyModel:
    """A market after 52 weeks in which half of all lives change."""
    given = {CHANGE: share, "customers.mix": MIX, "customers.purchases.renewal": 0.5, **changes}
    return lived(market(given, customers=6_000, weeks=52))


def kinds_before(model: LoyaltyModel) -> np.ndarray:
    return LoyaltyModel(model.scenario_in_use).world.customers.loyalty_type


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_types_change_as_often_as_asked_and_the_mix_stays(share: float) -> None:
    """Of those whose life changes by a yearly rate of 0.5; who draws its own type again is not seen to change."""
    model = changing(share)
    before, after = kinds_before(model), model.world.customers.loyalty_type
    elsewhere = 1.0 - sum(part**2 for part in MIX.values())
    assert (before != after).mean() == pytest.approx((1.0 - np.exp(-0.5 * share)) * elsewhere, abs=0.015)
    assert np.bincount(after, minlength=4) / after.size == pytest.approx(list(MIX.values()), abs=0.02)


def test_what_it_pays_at_most_and_likes_is_then_that_of_the_new_type() -> None:
    """In the same place among the people of its type; and what it cares for stays its own."""
    spread = {"customers.heterogeneity.price_spread": 0.5, "customers.types.emotional.reservation": 5.0}
    model = changing(1.0, **spread)
    people, first = model.world.customers, LoyaltyModel(model.scenario_in_use).world.customers
    drawn = uniforms(model.luck, PERSON, 2, people.rate.size)
    own = [
        reservation_multiple(model.nature.types[k], normal(p)) for k, p in zip(people.loyalty_type, drawn, strict=True)
    ]
    assert people.reservation == pytest.approx(own, rel=1e-6)
    assert np.array_equal(people.price_care, first.price_care)
    moved = people.loyalty_type != first.loyalty_type
    for kind, traits in enumerate(model.nature.types):
        tastes = model.world.relationships.taste[:, moved & (people.loyalty_type == kind)]
        assert tastes.std() == pytest.approx(traits.taste_spread, rel=0.15)


def test_nothing_else_of_a_changed_life_has_other_luck() -> None:
    """Need, and who it is that changes."""
    plain, some = changing(0.0), changing(0.4)
    assert np.array_equal(plain.world.customers.rate, some.world.customers.rate)
    stayed = plain.world.customers.loyalty_type == some.world.customers.loyalty_type
    assert 0.7 < stayed.mean() < 0.95


@pytest.mark.parametrize("off", ["type_change", "renewal"])
def test_switched_off_or_without_changes_of_life_all_types_are_for_life(off: str) -> None:
    model = changing(1.0, **{f"customers.switches.{off}": False})
    assert np.array_equal(kinds_before(model), model.world.customers.loyalty_type)


def test_loyalty_of_phases_knows_no_types_to_change() -> None:
    phases = {"customers.mode": "phases", "customers.purchases.renewal": 1.0}
    with_change, without = (lived(market({**phases, CHANGE: share})) for share in (1.0, 0.0))
    assert differing(columns(with_change), columns(without)) == []


def test_books_balance_while_types_change() -> None:
    scenario = market({CHANGE: 1.0, "customers.purchases.renewal": 1.0}, weeks=60)
    assert not simulate(scenario, audit=True).weekly.equals(simulate(scenario.change(CHANGE, 0.0)).weekly)
