"""Mesa's own tools work on a real market: agent sets, DataCollector, batch_run, pickles, visualisation's check."""

import copy
import gc
import inspect
import multiprocessing
import pickle
import weakref

import mesa
import numpy as np
import pytest

from simulation.firm.firm import Firm
from simulation.loyalty import LOYALTY_TYPES
from simulation.mesa_agents.customer import Customer
from simulation.model import LoyaltyModel
from tests.simulation.sample_markets import SEVERAL_CHUNKS, columns, differing, lived, market

ALBAS_PRICE = "firms.Alba.pricing.price"


@pytest.fixture(scope="module")
def model() -> LoyaltyModel:
    return lived(market(), 12)


@pytest.fixture
def start_method():
    before = multiprocessing.get_start_method(allow_none=True)
    yield
    multiprocessing.set_start_method(before, force=True)  # Mesa sets "spawn" for the whole process


def test_customers_and_firms_are_agents_of_the_model(model: LoyaltyModel) -> None:
    assert isinstance(model, mesa.Model)
    assert len(model.agents_by_type[Customer]) == 300
    assert [firm.name for firm in model.agents_by_type[Firm]] == list(model.scenario_in_use.firms)
    assert isinstance(model.customers[17], mesa.Agent)
    assert len(model.agents) == 304
    ids = model.agents.get("unique_id")
    assert len(set(ids)) == 304


def test_select_by_function_and_by_column_choose_the_same_customers(model: LoyaltyModel) -> None:
    customers = model.agents_by_type[Customer]
    by_function = customers.select(lambda customer: customer.segment == "emotional" and customer.affect[0] > 0.35)
    liking = (customers.column("loyalty_type") == 1) & (customers.column("affect")[0] > 0.35)
    assert 0 < len(by_function) < 300
    assert by_function.get("row") == customers.select(where=liking).get("row")


def test_aggregates_are_those_of_the_columns(model: LoyaltyModel) -> None:
    customers = model.agents_by_type[Customer]
    assert customers.agg("rate", np.mean) == pytest.approx(model.world.customers.rate.astype(float).mean(), rel=1e-12)
    by_type = customers.groupby("segment").agg("rate", np.mean)
    assert set(by_type) == {LOYALTY_TYPES[kind] for kind in np.unique(model.world.customers.loyalty_type)}
    for kind, mean in by_type.items():
        own = model.world.customers.rate[model.world.customers.loyalty_type == LOYALTY_TYPES.index(kind)]
        assert mean == pytest.approx(own.astype(float).mean(), rel=1e-12)


def test_get_and_do_see_each_customer(model: LoyaltyModel) -> None:
    few = model.agents_by_type[Customer].select(at_most=5)
    seen: list[int] = []
    few.do(lambda customer: seen.append(customer.row))
    assert seen == [0, 1, 2, 3, 4]
    assert few.map("explain") == [model.customers[row].explain() for row in range(5)]
    assert few.get(["row", "segment"]) == [[row, model.customers[row].segment] for row in range(5)]


def test_set_writes_a_column_that_the_week_then_reads() -> None:
    model = lived(market(), 1)
    model.customers.set("affect", 0.5)
    assert (model.world.relationships.affect == np.float32(0.5)).all()
    with pytest.raises(AttributeError, match="read-only"):
        model.customers.set("previous_choice", 0)


def test_a_data_collector_reads_the_model_and_its_agents_by_type() -> None:
    model = LoyaltyModel(market())
    collector = mesa.DataCollector(
        model_reporters={"mean_rate": lambda market: market.customers.agg("rate", np.mean)},
        agenttype_reporters={
            Customer: {"segment": "segment"},
            Firm: {"shelf": lambda firm: firm.conditions.shelf_price},
        },
    )
    for _ in range(2):
        model.step()
        collector.collect(model)
    assert collector.get_model_vars_dataframe()["mean_rate"].notna().all()
    assert len(collector.get_agenttype_vars_dataframe(Customer)) == 600
    assert (collector.get_agenttype_vars_dataframe(Firm)["shelf"] == 10.0).all()


def test_the_models_own_collector_agrees_with_the_record(model: LoyaltyModel) -> None:
    noted = model.datacollector.get_model_vars_dataframe()
    units = np.array([week.counts[0].sum(axis=1) for week in model.recorder.weeks])
    assert noted["market_share"].tolist() == (units[:, 0] / units.sum(axis=1)).tolist()
    assert noted["revenue"].tolist() == [week.counts[2, 0].sum() / 100 for week in model.recorder.weeks]
    assert noted["price"].tolist() == [10.0] * 12


def test_batch_run_varies_a_scenario_by_flat_keywords(start_method: None) -> None:
    rows = mesa.batch_run(
        LoyaltyModel,
        {"customers": 200, "weeks": 3, "market.burn_in_weeks": 1, "replicate": [1, 2], ALBAS_PRICE: [8.0, 12.0]},
        number_processes=1,
        max_steps=100,
        display_progress=False,
    )  # fmt: skip
    assert len(rows) == 4
    for row in rows:
        path = {"market.burn_in_weeks": 1, ALBAS_PRICE: row[ALBAS_PRICE]}
        alike = lived(LoyaltyModel("baseline", row["replicate"], customers=200, weeks=3, **path).scenario_in_use, None,
                      replicate=row["replicate"])  # fmt: skip
        assert alike.week == 4
        assert row["price"] == row[ALBAS_PRICE]
        assert row["profit"] == alike.firms[0].books.profit[-1]
    assert len({row["revenue"] for row in rows}) > 1


def test_rng_is_mesas_word_for_replicate() -> None:
    scenario = market(customers=100, weeks=3)
    third, same, other = (
        columns(lived(scenario, **given)) for given in ({"replicate": 3}, {"rng": np.int64(3)}, {"rng": 4})
    )
    assert differing(third, same) == []
    assert differing(third, other) != []


def test_the_visualisation_of_mesa_may_set_every_parameter() -> None:
    parameters = inspect.signature(LoyaltyModel.__init__).parameters.values()
    assert all(p.default is not p.empty for p in parameters if p.name not in {"self", "kwargs"})
    assert all(p.kind is not p.VAR_POSITIONAL for p in parameters)
    assert [p.name for p in parameters if p.kind is p.VAR_KEYWORD] == ["kwargs"]


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))])
@pytest.mark.parametrize("threads", [1, pytest.param(2, marks=SEVERAL_CHUNKS)])
def test_a_copied_model_lives_on_alike_and_apart(copied, threads: int) -> None:
    original = lived(market(customers=300 if threads == 1 else 5000, weeks=9), 5, threads=threads)
    twin = copied(original)
    before = columns(original)
    while twin.running:
        twin.step()
    assert differing(columns(original), before) == []
    while original.running:
        original.step()
    assert differing(columns(original), columns(twin)) == []
    assert [firm.books for firm in original.firms] == [firm.books for firm in twin.firms]
    assert twin.customers[3].affect.tolist() == twin.world.relationships.affect[:, 3].tolist()


def test_a_released_model_is_collected() -> None:
    model = lived(market(customers=50, weeks=2))
    gone = weakref.ref(model)
    model.release()
    del model
    gc.collect()
    assert gone() is None


def test_the_tables_do_not_rest_on_mesas_generators() -> None:
    scenario = market(customers=100, weeks=4)
    one, other = LoyaltyModel(scenario), LoyaltyModel(scenario)
    while one.running:
        other.random.random()
        other.rng.random()
        one.step()
        other.step()
    assert differing(columns(one), columns(other)) == []
