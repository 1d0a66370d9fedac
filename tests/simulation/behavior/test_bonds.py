"""What ties customers to a firm, and what a firm is known for: rules by hand, and markets with and without."""

from typing import Any

import numpy as np
import pytest

from simulation.behavior import bonds
from simulation.behavior import psychology as p
from simulation.behavior.parameters import Bonds, Difficult
from simulation.strategies.improvement import prevented
from tests.simulation.sample_markets import columns, differing, lived, market

BONDS = Bonds(alliance=2.0, barrier=1.5, empathy=1.0, warmth=0.5, usual_empathy=0.5)


def test_joint_benefits_count_for_who_knows_the_firm() -> None:
    assert bonds.allied(0.3, 0.5, 0.0, BONDS) == 0.3
    assert bonds.allied(0.3, 0.5, 0.8, BONDS) == pytest.approx(0.3 + 2.0 * 0.5 * 0.8)


def test_ties_by_hand_and_the_usual_empathy_ties_nobody() -> None:
    assert bonds.tie_of(0.0, 0.5, BONDS) == 0.0
    assert bonds.tie_of(0.4, 0.7, BONDS) == pytest.approx(0.6 + 0.2)
    assert p.held(0.5, 0.5, 1.0, 0.8) == pytest.approx(p.logistic(0.8))


def test_warmth_speeds_affect_and_coldness_stops_it() -> None:
    assert bonds.warmed(0.2, 0.5, BONDS) == 0.2
    assert bonds.warmed(0.2, 0.9, BONDS) == pytest.approx(0.24)
    assert bonds.warmed(0.2, 0.0, BONDS._replace(warmth=4.0)) == 0.0


def test_only_the_dearest_cost_more() -> None:
    dear = Difficult(share=0.02, cost=6.0)
    assert [bonds.difficulty(rank, dear) for rank in (0.0, 0.97, 0.981, 0.999)] == [0.0, 0.0, 6.0, 6.0]
    assert bonds.difficulty(0.999999, Difficult(share=0.0, cost=6.0)) == 0.0


def test_prevention_has_diminishing_returns() -> None:
    left = [prevented(0.2, money, 100.0) for money in (0.0, 100.0, 200.0, 300.0)]
    assert left == pytest.approx([0.2, 0.1, 0.2 / 3, 0.05])


NEUTRAL: dict[str, dict[str, Any]] = {
    "bonds": {"firms.Alba.alliance": 0.6},
    "bonds: empathy": {"firms.Alba.recovery.empathy": 0.9},
    "difficult": {"customers.difficult": {"share": 0.3, "cost": 50.0}},
    "reputation": {"customers.reputation.half_life": 2.0},
}


@pytest.mark.parametrize("mechanism", NEUTRAL)
def test_switched_off_a_mechanism_leaves_no_trace(mechanism: str) -> None:
    off: dict[str, Any] = {f"customers.switches.{mechanism.partition(':')[0]}": False}
    sizes = {"customers": 200, "weeks": 12}
    if mechanism == "bonds: empathy":  # justice of a settlement needs empathy too
        off |= {"customers.recovery.interactional": 0.0}
    plain, hidden = (lived(market({**off, **changes}, **sizes)) for changes in ({}, NEUTRAL[mechanism]))
    told = {"firms.alliance", "firms.empathy", "firms.reputation"}
    assert set(differing(columns(plain), columns(hidden))) <= told
    np.testing.assert_array_equal(plain.world.tally.counts, hidden.world.tally.counts)
    on = {path: value for path, value in off.items() if "switches" not in path}
    base, shown = (lived(market({**on, **changes}, **sizes)) for changes in ({}, NEUTRAL[mechanism]))
    assert (
        not np.array_equal(base.world.tally.counts, shown.world.tally.counts)
        or set(differing(columns(base), columns(shown))) - told
    )


def test_who_is_let_go_is_served_no_more() -> None:
    model = lived(market({"firms.Alba.let_go": 0.3}, weeks=30))
    kept = lived(market(weeks=30))
    lost = (model.world.relationships.purchases[0] == 0) & (kept.world.relationships.purchases[0] > 0)
    assert lost.mean() > 0.05
    assert model.world.relationships.purchases[0].sum() < 0.85 * kept.world.relationships.purchases[0].sum()


def test_a_reputation_follows_what_customers_meet_slowly() -> None:
    good = {f"firms.Alba.service.{level}": 0.95 for level in ("quality", "process", "technical")}
    model = lived(market(good, weeks=60))
    assert model.firms[0].reputation > model.firms[1].reputation + 0.05
    prior = model.scenario_in_use.customers.satisfaction.prior
    assert lived(market(good, weeks=3)).firms[0].reputation < prior + 0.03


def test_a_ceiling_bounds_satisfaction() -> None:
    model = lived(market({"customers.satisfaction.ceiling": 0.6}))
    assert model.world.visits.satisfaction.max() <= np.float32(0.6)
