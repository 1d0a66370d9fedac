"""Acquaintances are alike in their tastes, and nobody's tastes are any wider for it."""

import numpy as np
import pytest

from simulation.behavior.taste import taste_for
from simulation.model import LoyaltyModel
from tests.simulation.sample_markets import market

NONE = {"customers.word_of_mouth.homophily": 0.0}


def alikeness(model: LoyaltyModel) -> float:
    """Correlation of tastes, in standard deviations, over all pairs of acquaintances."""
    world, traits = model.world, model.nature.types
    tastes = world.relationships.taste / np.array([kind.taste_spread for kind in traits])[world.customers.loyalty_type]
    ones = np.repeat(np.arange(tastes.shape[1]), np.diff(world.offsets))
    return float(np.mean([np.corrcoef(row[ones], row[world.neighbours])[0, 1] for row in tastes]))


def test_acquaintances_share_tastes_by_the_degree_of_homophily() -> None:
    """Two in a ring of 8: 2 x sqrt(0.3 x 0.7 / 8) for each other's part, and 0.3 x the acquaintances in common."""
    ring = {"market.network.kind": "ring", "market.network.neighbours": 8}
    some, none = (
        LoyaltyModel(market(ring | more, customers=8_000))
        for more in ({"customers.word_of_mouth.homophily": 0.3}, NONE)
    )
    expected = 2 * np.sqrt(0.3 * 0.7 / 8) + 0.3 * np.mean([6, 5, 4, 3]) / 8
    assert alikeness(some) == pytest.approx(expected, abs=0.03)
    assert alikeness(none) == pytest.approx(0.0, abs=0.03)


def test_switched_off_it_is_as_with_no_homophily_at_all() -> None:
    off, none = (
        LoyaltyModel(market(more)).world.relationships for more in ({"customers.switches.homophily": False}, NONE)
    )
    assert np.array_equal(off.taste, none.taste)


def test_who_knows_nobody_has_tastes_of_its_own() -> None:
    lonely = market({"market.network.kind": "none"})
    alone, none = LoyaltyModel(lonely), LoyaltyModel(lonely.changed(NONE))
    assert np.array_equal(alone.world.relationships.taste, none.world.relationships.taste)


def test_a_changed_life_keeps_its_acquaintances() -> None:
    """Tastes of week 7 correlate with the first tastes of acquaintances, and with the own first ones through these."""
    model = LoyaltyModel(market(customers=2_000))
    world = model.world
    later = np.array([taste_for(world, model.nature, model.luck, 7, i, 0) for i in range(2_000)])
    first = np.array([taste_for(world, model.nature, model.luck, 0, i, 0) for i in range(2_000)])
    assert later.std() == pytest.approx(1.0, abs=0.06)
    assert 0.15 < np.corrcoef(first, later)[0, 1] < 0.45
