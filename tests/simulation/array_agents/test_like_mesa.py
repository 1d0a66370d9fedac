"""What Mesa's users do with agents works on rows too; what cannot is refused with the way to do it, or told in docs."""

import copy
import operator
import statistics
import warnings
import weakref
from collections.abc import Callable, MutableSet
from pathlib import Path
from random import Random
from typing import Any

import mesa
import numpy as np
import pytest

from simulation.array_agents import ArrayAgentSet, MixedAgentSet
from tests.simulation.array_agents.sample_shoppers import Market, PlainMarket, Shop, Shopper

PAGE = Path(__file__).parents[3] / "docs/mesa.md"
AgentSet: Any = mesa.agent.AgentSet
Sets = Any
ALL = [0, 1, 2, 3, 4, 5, 6]


def rows(agents: Any) -> list[int]:
    return [agent.row for agent in agents]


def of_kind_2(s: Sets) -> Sets:
    return s.select(lambda agent: agent.kind == 2)


def changed(s: Sets, change: Callable[[Sets, Sets], Any]) -> list[int]:
    mine = copy.copy(s)
    return sorted(rows(change(mine, of_kind_2(s)) or mine))


def mean(values: Any) -> Any:
    """As Mesa's own examples write it."""
    return sum(values) / len(values) if values else None


def all_of(s: Sets) -> Sets:
    """All agents of one type, as the model's set of all gives them."""
    return s.random and next(iter(s)).model.agents.select(agent_type=type(next(iter(s))))


HAD: dict[str, tuple[Callable[[Sets], Any], Any]] = {
    "a set of Mesa's own, of a list": (lambda s: rows(AgentSet(list(s), random=s.random)), ALL),
    "a set of Mesa's own, of a set": (lambda s: rows(AgentSet(s, s.random)), ALL),
    "a set of Mesa's own, of a generator": (
        lambda s: rows(AgentSet((a for a in s if a.kind == 2), s.random)), [0, 3, 4]),
    "a set of Mesa's own without a generator of luck": (lambda s: rows(AgentSet(list(s))), ALL),
    "chosen from a set of Mesa's own": (lambda s: rows(of_kind_2(AgentSet(list(s), s.random))), [0, 3, 4]),
    "a set of its own type": (lambda s: rows(type(s)(list(s)[:2], random=s.random)), [0, 1]),
    "the same by place": (lambda s: rows(type(s)(list(s)[:2], s.random)), [0, 1]),
    "a weak set": (lambda s: len(weakref.WeakSet(s)), 7),
    "a weak reference": (lambda s: weakref.ref(next(iter(s)))() == next(iter(s)), True),
    "backwards": (lambda s: rows(reversed(s)), ALL[::-1]),
    "index": (lambda s: s.index(list(s)[3]), 3),
    "count": (lambda s: (s.count(list(s)[3]), s.count("x")), (1, 0)),
    "pop": (lambda s: changed(s, lambda mine, _: mine.pop() and None), [1, 2, 3, 4, 5, 6]),
    "clear": (lambda s: changed(s, lambda mine, _: mine.clear()), []),
    "update in place": (lambda s: changed(s, operator.ior), ALL),
    "intersect in place": (lambda s: changed(s, operator.iand), [0, 3, 4]),
    "subtract in place": (lambda s: changed(s, operator.isub), [1, 2, 5, 6]),
    "either in place": (lambda s: changed(s, operator.ixor), [1, 2, 5, 6]),
    "add one that is there": (lambda s: (s.add(next(iter(s))), len(s)), (None, 7)),
    "disjoint": (lambda s: s.isdisjoint(s.select(at_most=1)), False),
    "equal": (lambda s: (s == copy.copy(s), s == s.select(at_most=2)), (True, False)),
    "strict subset": (lambda s: (s.select(at_most=2) < s, s < copy.copy(s)), (True, False)),
    "strangers": (lambda s: (5 in s, "x" in s), (False, False)),
    "is a set": (lambda s: isinstance(s, MutableSet), True),
    "all in place": (lambda s: rows(s.select(inplace=True)), ALL),
    "NumPy": (lambda s: (len(s.select(at_most=np.int64(2))), len(s.select(at_most=np.float64(0.5)))), (2, 3)),
    "sort by what belongs to the model": (lambda s: rows(s.sort("model.steps")), ALL),
    "a mean that asks for values": (lambda s: s.agg("visits", mean), 4.0),
    "a mean of one": (lambda s: s.select(lambda a: a.visits == 0).agg("visits", mean), 0.0),
    "a mean of nobody": (lambda s: s.select(at_most=0).agg("visits", mean), None),
    "means of groups": (lambda s: s.groupby("kind").agg("visits", mean), {2: 7.0, 0: 0.5, 1: 3.0}),
    "methods of lists": (lambda s: s.agg("visits", lambda values: values.index(2)), 2),
    "the commonest": (lambda s: s.agg("kind", lambda values: max(set(values), key=values.count)), 2),
    "statistics": (lambda s: s.agg("visits", [statistics.mean, min]), [4, 0]),
    "no functions": (lambda s: s.agg("mood", []), []),
    "get by two names in a tuple": (lambda s: s.get(("kind", "visits"))[0], [2, 3]),
    "get a method": (lambda s: [shift(1.0) for shift in s.get("shifted")][:2], [1.5, 1.25]),
    "methods of groups": (lambda s: s.groupby("kind").map("get", "visits"), {2: [3, 9, 9], 0: [0, 1], 1: [2, 4]}),
    "groups that are written": (lambda s: (s.groupby("kind").do("set", "visits", 1), s.get("visits"))[1], [1] * 7),
    "groups by two things": (lambda s: len(s.groupby(lambda a: (a.kind, a.is_new))), 4),
    "all of a type are written": (lambda s: all_of(s).set("visits", 5).get("visits"), [5] * 7),
    "all of a type are summed": (lambda s: all_of(s).agg("visits", sum), 28),
    "steps": (lambda s: (s.do("step") is s, s.do("advance") is s, s.shuffle_do("step") is s), (True, True, True)),
    "luck": (lambda s: s.random.choice(list(s)).row in ALL and s.random is next(iter(s)).random, True),
    "registered twice": (lambda s: (next(iter(s)).model.register_agent(next(iter(s))), len(all_of(s))), (None, 7)),
    "an attribute or a default": (
        lambda s: (getattr(next(iter(s)), "shoe", 7), hasattr(next(iter(s)), "mood")), (7, True)),
}  # fmt: skip


@pytest.mark.parametrize("name", HAD)
def test_rows_do_what_mesa_s_agents_do(name: str) -> None:
    wanted, expected = HAD[name]
    assert wanted(Market(rng=5).shoppers) == expected
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Mesa deprecates differs from one release to the next
        assert wanted(PlainMarket(rng=5).shoppers) == expected, "Mesa does something else now"


COPY = r"change a copy: copy\.copy\(agents\)"
OWN = r"an array of your own, by agent\.row"
WITHOUT = r"agents\.select\(lambda agent: agent != this\)"
REFUSED: dict[str, tuple[Callable[[Sets], Any], type[Exception], str]] = {
    "shuffled in place": (lambda s: s.shuffle(inplace=True), TypeError, COPY),
    "sorted in place": (lambda s: s.sort("mood", inplace=True), TypeError, COPY),
    "chosen in place": (lambda s: s.select(at_most=2, inplace=True), TypeError, COPY),
    "one taken out": (lambda s: s.remove(s[0]), TypeError, COPY),
    "one discarded": (lambda s: s.discard(s[0]), TypeError, COPY),
    "one popped": (lambda s: s.pop(), TypeError, COPY),
    "emptied": (lambda s: s.clear(), TypeError, COPY),
    "a number written at one": (lambda s: setattr(s[0], "mood", 0.5), AttributeError, r"set's set\('mood', values\)"),
    "a number of one's own": (lambda s: setattr(s[0], "x", 1), AttributeError, OWN),
    "numbers of one's own": (lambda s: s.set("x", 1), AttributeError, OWN),
    "one leaves": (lambda s: s[0].remove(), TypeError, WITHOUT),
    "one is signed off": (lambda s: s[0].model.deregister_agent(s[0]), TypeError, WITHOUT),
    "more are made": (lambda s: Shopper.create_agents(s[0].model, 2), TypeError, r"model\.add_rows\(Shopper"),
    "a set of nobody": (lambda s: type(s)([], random=s.random), TypeError, r"agents\.select\(at_most=0\)"),
    "a set of others": (lambda s: type(s)([*s, *Market().shoppers]), ValueError, "is no row of this population"),
    "rows and others at once": (lambda s: s[0].model.agents.set("mood", 1), TypeError, r"agents_by_type\[...\]\.set"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_rows_cannot_do_is_refused_with_the_way(name: str) -> None:
    wanted, kind, cure = REFUSED[name]
    market = Market(rng=5)
    with pytest.raises(kind, match=cure):
        wanted(market.shoppers)
    assert rows(market.shoppers) == ALL
    assert market.shoppers.get("mood") == Market().shoppers.get("mood")


def test_views_that_are_held_weakly_stay_and_no_others_do() -> None:
    shoppers = Market().shoppers
    first = weakref.WeakSet(shoppers)
    kept = list(first)
    assert len(kept) == 7
    assert all(any(view is one for one in kept) for view in shoppers)  # no second one of a row that is kept
    twice = AgentSet(list(shoppers), random=shoppers.random)
    assert all(any(view is one for one in kept) for view in twice)
    few = Market().shoppers
    one, same = few[3], few[3]
    held = weakref.ref(one), weakref.ref(same)
    del one, same
    assert held[0]() == held[1]() == few[3]
    assert not few.population.__getstate__()["_kept"]
    assert list(few.population._kept) == [3]


def test_a_copied_set_of_mesa_s_own_has_its_rows() -> None:
    shoppers = Market().shoppers
    twin = copy.deepcopy(AgentSet(list(shoppers), random=shoppers.random))
    assert rows(twin) == ALL
    assert next(iter(twin)).model is not shoppers.population.model


def test_a_mixed_set_is_made_of_agents_and_written_by_type() -> None:
    market = Market()
    some = MixedAgentSet([market.shoppers[0], *market.agents_by_type[Shop]])
    assert len(some) == 4
    assert some.random is market.random
    shops = market.agents.select(agent_type=Shop)
    assert shops.set("price", 2.0) is shops
    assert market.agents_by_type[Shop].get("price") == [2.0] * 3
    assert MixedAgentSet([], Random(1)).set("price", 1.0) is not None
    assert type(ArrayAgentSet(list(market.shoppers)[:3])) is ArrayAgentSet


def test_the_page_says_what_differs() -> None:
    page = PAGE.read_text(encoding="utf-8")
    shoppers = Market().shoppers
    assert shoppers[0] == shoppers[0]
    assert shoppers[0] is not shoppers[0]
    assert "mood" not in vars(shoppers[0])
    assert shoppers.agg("visits", lambda values: (values + [1]).sum()) == 28 + 7  # noqa: RUF005  # to an array, one is added
    cures = ["customers[0] == customers[0]", "vars(agent)", "values + [1]", "copy.copy(model.customers)"]
    cures += ["by `agent.row`", "agent.remove()", "create_agents", "select(at_most=0)", "agents_by_type[Customer].set"]
    for told in cures:
        assert told in page, told
