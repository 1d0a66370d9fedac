"""Customers as they are born: shares, rates, tastes and first impressions that the scenario asks for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.engine.chance import drawn_by_share
from simulation.loyalty import LOYALTY_TYPES
from simulation.model import LoyaltyModel
from simulation.population.allocate import chunk_size, purchase_rates
from simulation.state.tables import NEVER, NOBODY
from tests.simulation.sample_markets import market

TYPE_SHARES = [0.4, 0.3, 0.2, 0.1, *[0.0] * (len(LOYALTY_TYPES) - 4)]


@pytest.fixture(scope="module")
def born() -> LoyaltyModel:
    mix = dict(zip(LOYALTY_TYPES, TYPE_SHARES, strict=True))
    changes = {"customers.mix": mix, "customers.purchases.per_year": 12.0, "firms.Alba.image": 0.6}
    changes |= {
        f"firms.{name}.initial_share": share
        for name, share in zip(("Alba", "Brio", "Corda", "Dorra"), (4, 3, 2, 1), strict=True)
    }
    return LoyaltyModel(market(changes, customers=20_000))


def test_types_and_first_firms_have_their_shares(born: LoyaltyModel) -> None:
    kinds = np.bincount(born.world.customers.loyalty_type, minlength=len(LOYALTY_TYPES)) / 20_000
    firms = np.bincount(born.world.customers.previous_choice, minlength=4) / 20_000
    assert kinds == pytest.approx(TYPE_SHARES, abs=0.015)
    assert firms == pytest.approx([0.4, 0.3, 0.2, 0.1], abs=0.015)


def test_needs_are_gamma_with_the_asked_mean(born: LoyaltyModel) -> None:
    rates = born.world.customers.rate.astype(float) * 52
    shape = born.scenario_in_use.customers.purchases.shape
    assert rates.mean() == pytest.approx(12.0, rel=0.03)
    assert rates.var() == pytest.approx(12.0**2 / shape, rel=0.1)


@given(st.floats(0.5, 300.0), st.floats(0.2, 10.0))
def test_quantiles_of_need_rise_and_mean_what_they_should(per_year: float, shape: float) -> None:
    rates = purchase_rates(per_year, shape)
    assert (np.diff(rates) >= 0).all()
    assert (rates >= 0).all()
    assert rates.mean() * 52 == pytest.approx(per_year, rel=0.01)


def test_first_impressions_lie_around_the_prior(born: LoyaltyModel) -> None:
    judgement, relations = born.scenario_in_use.customers.satisfaction, born.world.relationships
    assert relations.expectation.mean() == pytest.approx(judgement.prior, abs=0.01)
    assert relations.expectation.std() == pytest.approx(judgement.prior_spread, rel=0.1)
    assert relations.affect[0].mean() == pytest.approx(0.6, abs=0.01)
    for name in ("affect", "habit", "conviction", "cumulative_satisfaction", "expectation", "salience"):
        column = getattr(relations, name)
        assert 0.0 <= column.min() <= column.max() <= 1.0, name


def test_tastes_spread_by_type_and_firms_do_not_share_them(born: LoyaltyModel) -> None:
    taste, kinds = born.world.relationships.taste, born.world.customers.loyalty_type
    for kind, traits in enumerate(born.nature.types):
        assert taste[:, kinds == kind].std() == pytest.approx(traits.taste_spread, rel=0.05)
    assert np.abs(np.corrcoef(taste) - np.eye(4)).max() < 0.05


def test_habit_knows_the_first_firm_and_nobody_has_bought(born: LoyaltyModel) -> None:
    customers, relations = born.world.customers, born.world.relationships
    assert (relations.habit.argmax(axis=0) == customers.previous_choice).mean() > 0.99
    assert relations.habit.sum(axis=0) == pytest.approx(1.0, abs=1e-5)
    assert (relations.last_purchase == NEVER).all()
    assert not relations.purchases.any()
    assert (relations.reference_price == 10.0).all()


def test_a_closed_firm_has_no_first_customers() -> None:
    model = LoyaltyModel(market({"events": [{"event": "entry", "firm": "Alba", "from_week": 5}]}))
    assert 0 not in model.world.customers.previous_choice
    assert set(model.world.customers.previous_choice) == {1, 2, 3}


def test_without_any_share_customers_start_as_nobodys() -> None:
    model = LoyaltyModel(market({f"firms.{name}.initial_share": 0.0 for name in ("Alba", "Brio", "Corda", "Dorra")}))
    assert set(model.world.customers.previous_choice) == {NOBODY}


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=6), st.floats(1e-9, 1 - 1e-9))
def test_a_share_of_nothing_is_never_drawn(weights: list[float], chance: float) -> None:
    total = sum(weights)
    shares = np.array(weights) / total if total > 0 else np.zeros(len(weights))
    drawn = drawn_by_share(shares, chance)
    assert drawn == NOBODY if total == 0 else shares[drawn] > 0.0


@given(st.integers(1, 100_000_000))
def test_chunks_are_few_and_large_enough(customers: int) -> None:
    size = chunk_size(customers)
    assert size >= 4096
    assert -(-customers // size) <= 512
