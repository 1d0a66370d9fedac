"""A set over rows does what Mesa's own set of the same agents does, only on columns."""

import copy
import math
import pickle
import statistics
from typing import Any

import numpy as np
import pytest

from simulation.array_agents import ArrayAgentSet
from tests.simulation.array_agents.sample_shoppers import Market, Plain, PlainMarket, Shopper


@pytest.fixture
def shoppers() -> ArrayAgentSet:
    return Market().shoppers


def rows(agents) -> list[int]:
    return [agent.row for agent in agents]


SAME_AS_MESA = {
    "all": rows,
    "length": len,
    "get": lambda s: s.get("mood"),
    "get of integers": lambda s: s.get("visits"),
    "get a property": lambda s: s.get("doubled"),
    "get several": lambda s: s.get(["mood", "is_new", "doubled"]),
    "get a relation": lambda s: [values.tolist() for values in s.get("trust")],
    "get or default": lambda s: s.get("shoe_size", handle_missing="default", default_value=42),
    "get several or default": lambda s: s.get(["mood", "shoe_size"], "default"),
    "agg": lambda s: s.agg("mood", np.mean),
    "agg builtin": lambda s: s.agg("kind", sum),
    "agg of truth": lambda s: s.agg("is_new", sum),
    "agg several": lambda s: s.agg("visits", [min, max, statistics.median, len]),
    "agg of a property": lambda s: s.agg("doubled", math.fsum),
    "select": lambda s: rows(s.select(lambda a: a.mood >= 0.5)),
    "select at most": lambda s: rows(s.select(at_most=3)),
    "select a share": lambda s: rows(s.select(at_most=0.5)),
    "select all of it": lambda s: rows(s.select(at_most=1.0)),
    "select one": lambda s: rows(s.select(at_most=1)),
    "select none": lambda s: rows(s.select(at_most=0)),
    "select fewer than none": lambda s: rows(s.select(at_most=-2)),
    "select some that fit": lambda s: rows(s.select(lambda a: a.kind == 2, at_most=2)),
    "select another type": lambda s: rows(s.select(agent_type=int)),
    "select own type": lambda s: rows(s.select(agent_type=(Shopper, Plain))),
    "select without a condition": lambda s: rows(s.select()),
    "select in place": lambda s: rows(copy.copy(s).select(lambda a: a.is_new, inplace=True)),
    "sort falling": lambda s: rows(s.sort("mood")),
    "sort rising": lambda s: rows(s.sort("mood", ascending=True)),
    "sort truth": lambda s: rows(s.sort("is_new")),
    "sort by property": lambda s: rows(s.sort("doubled")),
    "sort by function": lambda s: rows(s.sort(lambda a: (a.kind, -a.visits), ascending=True)),
    "sort in place": lambda s: rows(copy.copy(s).sort("visits", inplace=True)),
    "shuffle": lambda s: rows(s.shuffle()),
    "shuffle twice": lambda s: [rows(s.shuffle()), rows(s.shuffle())],
    "shuffle in place": lambda s: rows(copy.copy(s).shuffle(inplace=True)),
    "shuffle what was chosen": lambda s: rows(s.select(lambda a: a.kind == 2).shuffle()),
    "groups": lambda s: {key: rows(group) for key, group in s.groupby("kind")},
    "order of groups": lambda s: list(s.groupby("kind").groups),
    "groups of truth": lambda s: {key: rows(group) for key, group in s.groupby("is_new")},
    "groups by property": lambda s: list(s.groupby("doubled").count().items()),
    "groups by function": lambda s: list(s.groupby(lambda a: a.visits > 2).count().items()),
    "groups as lists": lambda s: {key: rows(group) for key, group in s.groupby("kind", "list")},
    "agg of groups": lambda s: s.groupby("kind").agg("mood", np.mean),
    "agg of lists": lambda s: s.groupby("kind", result_type="list").agg("visits", sum),
    "map groups": lambda s: s.groupby("kind").map(len),
    "number of groups": lambda s: len(s.groupby("kind")),
    "map by name": lambda s: s.map("shifted", 0.5, times=2),
    "map a function": lambda s: s.map(lambda a, by: a.visits + by, 1),
    "first": lambda s: next(iter(s)).row,
    "list": lambda s: rows(list(s)),
    "union": lambda s: sorted(rows(s.select(at_most=2) | s.select(lambda a: a.kind == 2))),
    "intersection": lambda s: rows(s.select(lambda a: a.mood == 0.5) & s.select(lambda a: a.kind == 2)),
    "difference": lambda s: rows(s - s.select(lambda a: a.kind == 2)),
    "either": lambda s: sorted(rows(s.select(at_most=4) ^ s.select(lambda a: a.kind == 2))),
    "subset": lambda s: s.select(at_most=2) <= s,
    "nobody": lambda s: [rows(s.select(at_most=0).sort("mood")), bool(s.select(at_most=0))],
    "groups of nobody": lambda s: list(s.select(at_most=0).groupby("kind")),
}


@pytest.mark.parametrize("name", SAME_AS_MESA)
def test_every_operation_gives_what_mesa_gives(name: str) -> None:
    operation, market, plain = SAME_AS_MESA[name], Market(rng=5), PlainMarket(rng=5)
    assert operation(market.shoppers) == operation(plain.shoppers)


@pytest.mark.parametrize("method", ["do", "shuffle_do"])
def test_do_calls_in_mesas_order_and_returns_the_set(method: str) -> None:
    market, plain = Market(rng=5), PlainMarket(rng=5)
    seen: dict[str, list[tuple[int, float]]] = {"ours": [], "theirs": []}
    returned = getattr(market.shoppers, method)(lambda a, by: seen["ours"].append((a.row, a.mood + by)), 2)
    getattr(plain.shoppers, method)(lambda a, by: seen["theirs"].append((a.row, a.mood + by)), 2)
    assert seen["ours"] == seen["theirs"]
    assert returned is market.shoppers
    assert rows(returned) == list(range(7))
    assert market.shoppers.do("step") is market.shoppers


def test_members_do_not_vanish_from_what_is_made_of_a_set(shoppers: ArrayAgentSet) -> None:
    made = [
        shoppers.select(lambda a: a.is_new),
        shoppers.select(where=shoppers.column("is_new")),
        shoppers.sort("mood"),
        shoppers.shuffle(),
        copy.copy(shoppers),
        shoppers.groupby("kind").groups[2],
        shoppers | shoppers,
    ]
    for agents in made:
        assert type(agents) is ArrayAgentSet
        assert len(list(agents)) == len(agents) > 0


def test_groups_are_sets_over_columns_too(shoppers: ArrayAgentSet) -> None:
    seen: list[type] = []
    shoppers.groupby("kind").agg("mood", lambda values: seen.append(type(values)))
    assert seen == [np.ndarray] * 3


def test_results_are_plain_python_values(shoppers: ArrayAgentSet) -> None:
    assert {type(value) for value in shoppers.get("mood")} == {float}
    assert type(shoppers.get("mood")) is list
    assert type(shoppers.agg("kind", max)) is int
    assert type(shoppers.agg("mood", np.mean)) is float
    assert {type(key) for key in shoppers.groupby("kind").groups} == {int}


def test_where_chooses_by_column(shoppers: ArrayAgentSet) -> None:
    content = shoppers.select(where=shoppers.column("mood") >= 0.5)
    assert rows(content) == [0, 2, 3, 5, 6]
    assert rows(content.select(where=content.column("kind") == 2)) == [0, 3]
    assert rows(content.select(lambda a: a.is_new, at_most=2, where=content.column("kind") > 0)) == [0, 2]


@pytest.mark.parametrize("mask", [[True], [1] * 7, np.ones((7, 1), dtype=bool), True, [0.5] * 7])
def test_where_is_one_truth_value_a_member(shoppers: ArrayAgentSet, mask) -> None:
    with pytest.raises(ValueError, match="where takes 7 truth values"):
        shoppers.select(where=mask)


def test_a_condition_is_asked_once_for_every_member(shoppers: ArrayAgentSet) -> None:
    asked: list[int] = []

    def answer(shopper: Any) -> bool:
        asked.append(shopper.row)
        return False

    shoppers.select(answer)
    assert asked == list(range(7))


def test_a_set_writes_whole_columns(shoppers: ArrayAgentSet) -> None:
    cheerful = shoppers.select(where=shoppers.column("kind") == 2)
    assert cheerful.set("mood", [0.5, 0.25, 0.125]) is cheerful
    shoppers.set("visits", 1)
    assert shoppers.get("mood") == [0.5, 0.25, 0.75, 0.25, 0.125, 1.0, 0.5]
    assert shoppers.get("visits") == [1] * 7
    with pytest.raises(AttributeError, match="read-only"):
        shoppers.set("kind", 1)
    with pytest.raises(AttributeError, match="no column 'doubled'"):
        shoppers.set("doubled", 1)


def test_a_relation_is_aggregated_as_a_table(shoppers: ArrayAgentSet) -> None:
    assert shoppers.agg("trust", lambda table: table.shape) == (2, 7)
    for operation in (shoppers.sort, shoppers.groupby):
        with pytest.raises(ValueError, match=r"'trust' has several values a member; choose one"):
            operation("trust")
    assert rows(shoppers.sort(lambda a: a.trust[0], ascending=True)) == list(range(7))


def test_an_unknown_name_is_refused_even_by_nobody(shoppers: ArrayAgentSet) -> None:
    for agents in (shoppers, shoppers.select(at_most=0)):
        with pytest.raises(AttributeError, match="Shopper has no attribute 'moode'; columns: kind, mood"):
            agents.get("moode")
    with pytest.raises(ValueError, match="handle_missing"):
        shoppers.get("mood", handle_missing="ignore")


def test_members_are_found_by_position(shoppers: ArrayAgentSet) -> None:
    few = shoppers.sort("mood")
    assert shoppers[3].row == 3
    assert few[0].row == 5
    place: Any = np.int64(6)
    assert few[-1].row == few[place].row == 4
    assert rows(few[1:3]) == rows(few.to_list()[1:3])
    with pytest.raises(IndexError):
        _ = shoppers[7]


def test_membership(shoppers: ArrayAgentSet) -> None:
    few = shoppers.select(at_most=2)
    assert shoppers[1] in few
    assert shoppers[2] not in few
    assert Market().shoppers[1] not in few
    assert "shopper" not in shoppers
    assert few.rows.tolist() == [0, 1]
    assert shoppers.rows.tolist() == list(range(7))


def test_a_set_of_ones_own_can_be_changed(shoppers: ArrayAgentSet) -> None:
    few = shoppers.select(at_most=2)
    few.add(shoppers[6])
    few.add(shoppers[6])
    few.discard(shoppers[0])
    few.discard(shoppers[0])
    assert rows(few) == [1, 6]
    assert shoppers[0] not in few
    few.remove(shoppers[1])
    with pytest.raises(KeyError):
        few.remove(shoppers[1])
    with pytest.raises(ValueError, match="no row of this population"):
        few.add(Market().shoppers[0])
    assert rows(few) == [6]
    assert rows(shoppers) == list(range(7))


def test_the_set_of_a_whole_population_stays_in_row_order(shoppers: ArrayAgentSet) -> None:
    changes = [
        lambda: shoppers.shuffle(inplace=True),
        lambda: shoppers.sort("mood", inplace=True),
        lambda: shoppers.select(at_most=1, inplace=True),
        lambda: shoppers.discard(shoppers[0]),
    ]
    for change in changes:
        with pytest.raises(TypeError, match="stays as it is"):
            change()
    assert rows(shoppers) == list(range(7))


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda agents: pickle.loads(pickle.dumps(agents))])
def test_a_set_survives_copying(shoppers: ArrayAgentSet, duplicate) -> None:
    few = shoppers.select(where=shoppers.column("kind") == 2)
    twin = duplicate(few)
    assert rows(twin) == rows(few)
    assert twin.population is twin.population.model.shoppers.population
    twin.set("mood", 0.0)
    assert shoppers.get("mood")[0] == 0.5


def test_it_is_a_mesa_set(shoppers: ArrayAgentSet) -> None:
    base = type(Market().agents).__mro__
    assert any(cls.__module__.startswith("mesa.") and "AgentSet" in cls.__name__ for cls in base)
    assert list(shoppers._agents) == list(shoppers)
    assert repr(shoppers) == "<ArrayAgentSet of 7 Shopper>"
