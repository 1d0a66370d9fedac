"""A model of shops and a population of shoppers is a Mesa model to Mesa's own tools."""

import copy
import gc
import itertools
import pickle
import statistics
import tomllib
import warnings
import weakref
from pathlib import Path
from typing import Any

import mesa
import numpy as np
import pytest

from simulation.array_agents import ArrayAgentSet, ArrayModel, MixedAgentSet, Population
from tests.simulation.array_agents.sample_shoppers import Market, Shop, Shopper, columns, population

PYPROJECT = Path(__file__).parents[3] / "pyproject.toml"


@pytest.fixture
def market() -> Market:
    return Market()


def test_agents_are_found_by_type(market: Market) -> None:
    assert market.agents_by_type[Shopper] is market.shoppers
    assert type(market.shoppers) is ArrayAgentSet
    assert market.agents_by_type[Shop].get("price") == [4.0, 5.0, 6.0]
    assert market.agent_types == [Shop, Shopper]


def test_all_agents_are_shops_then_shoppers(market: Market) -> None:
    agents = market.agents
    assert [type(agent) for agent in agents] == [Shop] * 3 + [Shopper] * 7
    assert len(agents) == 10
    assert agents[-1] == market.shoppers[6]
    assert market.shoppers[2] in agents
    assert Market().shoppers[2] not in agents
    assert agents.groupby(type).count() == {Shop: 3, Shopper: 7}
    assert agents.get(["mood", "price"], "default")[2:4] == [[None, 6.0], [0.5, None]]
    assert len(agents.select(agent_type=Shopper)) == 7
    assert [agent.row for agent in agents.select(lambda a: a.unique_id > 8, agent_type=Shopper)] == [6]


def test_members_do_not_vanish_from_a_set_of_several_types(market: Market) -> None:
    agents = market.agents
    for made in (agents.shuffle(), agents.sort("unique_id"), agents.select(at_most=0.9), copy.copy(agents)):
        assert type(made) is MixedAgentSet
        assert len(list(made)) == len(made) >= 9
    assert agents.sort("unique_id", ascending=True).get("unique_id") == list(range(1, 11))


def test_the_set_of_all_agents_may_be_changed_and_the_model_stays(market: Market) -> None:
    agents = market.agents
    agents.shuffle(inplace=True)
    agents.select(agent_type=Shopper, inplace=True)
    agents.discard(market.shoppers[0])
    agents.remove(market.shoppers[1])
    agents.add(market.shoppers[0])
    with pytest.raises(KeyError):
        agents.remove(market.shoppers[1])
    assert (len(agents), len(market.agents)) == (6, 10)
    assert list(agents)[-1] == market.shoppers[0]
    assert len(agents | market.agents) == 10
    with pytest.raises(TypeError, match="for one type"):
        agents.set("price", 1.0)


def test_shops_may_leave_while_all_agents_act(market: Market) -> None:
    market.agents.do(lambda agent: agent.remove() if isinstance(agent, Shop) else None)
    assert [type(agent) for agent in market.agents] == [Shopper] * 7


def test_unique_ids_are_never_shared(market: Market) -> None:
    Shop(market, 7.0)
    ids = market.agents.get("unique_id")
    assert sorted(ids) == list(range(1, 12))
    assert market.shoppers.get("unique_id") == list(range(3, 10))
    assert [agent.unique_id for agent in market.shoppers] == list(range(3, 10))
    assert market.shoppers.sort("unique_id")[0].row == 6


def test_without_agents_nobody_is_left(market: Market) -> None:
    market.remove_all_agents()
    assert len(market.agents) == 0
    assert Shopper not in market.agents_by_type


def test_a_column_must_not_hide_behind_an_attribute() -> None:
    model = ArrayModel(rng=1)
    hidden = Population({"doubled": np.zeros(2), "mood": np.zeros(2), "model": np.zeros(2)})
    with pytest.raises(ValueError, match="attributes named like columns: doubled, model"):
        model.add_rows(Shopper, hidden)
    model.add_rows(Shopper, population())
    with pytest.raises(ValueError, match="a population of Shopper already"):
        model.add_rows(Shopper, population())


def test_a_numpy_seed_is_a_seed() -> None:
    seed: Any = np.int64(3)
    assert Market(rng=seed).random.random() == Market(rng=3).random.random()


def test_mesas_data_collector_reads_rows(market: Market) -> None:
    market.run_model()
    assert market.datacollector.get_model_vars_dataframe()["mood"].tolist() == pytest.approx(
        [np.mean(columns()["mood"]) / 2**week for week in (1, 2, 3)]
    )
    moods = market.datacollector.get_agenttype_vars_dataframe(Shopper)["mood"]
    assert len(moods) == 21
    assert moods.iloc[:7].tolist() == [mood / 2 for mood in columns()["mood"].tolist()]
    assert market.datacollector.get_agenttype_vars_dataframe(Shop)["price"].tolist()[:3] == [5.0, 6.0, 7.0]


def test_reporters_may_name_a_column(market: Market) -> None:
    collector = mesa.DataCollector(agenttype_reporters={Shopper: {"mood": "mood", "trust": "trust"}})
    collector.collect(market)
    frame = collector.get_agenttype_vars_dataframe(Shopper)
    assert frame["mood"].tolist() == market.shoppers.get("mood")
    assert frame["trust"].iloc[3].tolist() == [3 / 16, 10 / 16]


def test_mesas_batch_run_runs_it() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what batch_run deprecates differs from one Mesa to the next
        results = mesa.batch_run(Market, {"weeks": [1, 2]}, number_processes=1, display_progress=False)
    mood = statistics.mean(columns()["mood"].tolist())
    last = {result["weeks"]: result["mood"] for result in results}
    assert last == pytest.approx({1: mood / 2, 2: mood / 4})


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))])
def test_a_copied_model_goes_on_alone(market: Market, duplicate) -> None:
    market.step()
    twin = duplicate(market)
    assert twin.shoppers is twin.agents_by_type[Shopper]
    twin.step()
    market.step()
    assert twin.shoppers.get("mood") == market.shoppers.get("mood")
    assert twin.agents_by_type[Shop].get("price") == market.agents_by_type[Shop].get("price")
    twin.step()
    assert twin.shoppers[0].mood == market.shoppers[0].mood / 2
    assert Shop(twin, 1.0).unique_id == Shop(market, 1.0).unique_id == 11


def test_a_copied_model_shares_its_arrays_as_before(market: Market) -> None:
    market.own = market.shoppers.population.columns["mood"]
    twin = copy.deepcopy(market)
    assert twin.own is twin.shoppers.population.columns["mood"]


def test_a_model_let_go_is_freed() -> None:
    model = Market()
    model.step()
    gone = weakref.ref(model)
    model.release()
    del model
    gc.collect()
    assert gone() is None


def test_the_shim_for_mesa_3_3_goes_with_python_3_11() -> None:
    floor = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["requires-python"]
    assert floor == ">=3.11", "Python 3.11 is gone: inline simulation/array_agents/mesa_compat.py and drop release()"


def test_models_do_not_need_each_other(market: Market) -> None:
    for first, second in itertools.pairwise([market, Market(), Market()]):
        assert first.shoppers[0] not in second.shoppers
