"""A view reads one row as it is now, is a Mesa agent, and changes nothing."""

import copy
import pickle

import mesa
import numpy as np
import pytest

from tests.simulation.array_agents.sample_shoppers import Market, Shopper


@pytest.fixture
def market() -> Market:
    return Market()


def test_a_view_is_a_mesa_agent_of_its_model(market: Market) -> None:
    shopper = market.shoppers[3]
    assert isinstance(shopper, mesa.Agent)
    assert isinstance(shopper, Shopper)
    assert shopper.model is market
    assert shopper.rng is market.rng
    assert shopper.random is market.random
    assert shopper.pos is None
    assert repr(shopper) == "<Shopper 3>"


def test_a_view_reads_its_row_as_it_is_now(market: Market) -> None:
    shopper = market.shoppers[3]
    market.shoppers.population.columns["mood"][3] = 0.875
    assert (shopper.kind, shopper.mood, shopper.visits, shopper.is_new) == (2, 0.875, 9, True)
    assert [type(value) for value in (shopper.kind, shopper.mood, shopper.is_new)] == [int, float, bool]
    assert shopper.doubled == 1.75


def test_a_relation_is_one_number_for_each_other(market: Market) -> None:
    trust = market.shoppers[3].trust
    assert trust.tolist() == [3 / 16, 10 / 16]
    assert trust.dtype == np.float64
    with pytest.raises(ValueError, match="read-only"):
        trust[0] = 1.0


def test_a_view_cannot_be_changed(market: Market) -> None:
    shopper = market.shoppers[3]
    for name in ("mood", "trust", "model", "pos", "anything"):
        with pytest.raises(AttributeError, match=f"'{name}' is written by the phases of the model"):
            setattr(shopper, name, 1.0)
    with pytest.raises(AttributeError, match="cannot be changed"):
        del shopper.mood
    assert market.shoppers.population.cell("mood", 3) == 0.5


def test_an_unknown_attribute_is_named(market: Market) -> None:
    with pytest.raises(AttributeError, match="Shopper has no attribute 'moode'"):
        _ = market.shoppers[3].moode


def test_the_columns_show_up_for_completion(market: Market) -> None:
    assert {"mood", "trust", "doubled", "unique_id"} <= set(dir(market.shoppers[3]))


def test_two_views_of_one_row_are_one_member_of_a_set(market: Market) -> None:
    assert market.shoppers[3] is not market.shoppers[3]
    assert len({market.shoppers[3], market.shoppers[3], market.shoppers[4]}) == 2
    assert market.shoppers[3] != Market().shoppers[3]
    assert market.shoppers[3] != 3


def test_two_models_in_one_process_do_not_meet() -> None:
    first, second = Market(), Market()
    first.shoppers.set("mood", 0.0)
    assert first.shoppers[0].mood == 0.0
    assert second.shoppers[0].mood == 0.5


def test_a_row_stays_so_that_nobody_else_gets_it(market: Market) -> None:
    with pytest.raises(TypeError, match="stays in its model"):
        market.shoppers[3].remove()
    with pytest.raises(TypeError, match=r"model.add_rows\(Shopper, population\)"):
        Shopper.create_agents(market, 2)
    assert len(market.shoppers) == 7


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda view: pickle.loads(pickle.dumps(view))])
def test_a_copied_view_belongs_to_the_copied_model(market: Market, duplicate) -> None:
    shopper = market.shoppers[3]
    twin = duplicate(shopper)
    assert twin != shopper
    assert (twin.row, twin.mood, twin.unique_id) == (3, 0.5, shopper.unique_id)
    assert twin.model is not market
    assert twin in twin.model.shoppers
    assert copy.copy(shopper) == shopper
