"""What Mesa's users say of luck gives a replicate, and `batch_run` gives rows of different luck."""

import multiprocessing
import warnings
from typing import Any

import mesa
import numpy as np
import pytest

from simulation.engine.chance import replicate_luck
from simulation.model import LoyaltyModel
from simulation.reading.errors import Refused
from simulation.result import result_of, simulate
from simulation.scenario.load import load
from tests.simulation.sample_markets import market

TINY = {"customers": 100, "weeks": 2, "market.burn_in_weeks": 1}
PRICE = "firms.Alba.pricing.price"


@pytest.fixture(autouse=True)
def start_method():
    before = multiprocessing.get_start_method(allow_none=True)
    yield
    multiprocessing.set_start_method(before, force=True)  # Mesa sets "spawn" for the whole process


def rows_of(parameters: dict[str, Any], **given: Any) -> list[dict[str, Any]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # `iterations` is deprecated from Mesa 3.5 on
        return mesa.batch_run(LoyaltyModel, {**TINY, **parameters}, display_progress=False, **given)


def lived(replicate: int, **given: Any) -> float:
    """Revenue of the last week of a replicate, as the collector has it."""
    model = LoyaltyModel("baseline", replicate, **{**TINY, **given})
    model.run_model()
    return model.datacollector.get_model_vars_dataframe()["revenue"].iloc[-1]


def test_iterations_are_replicates_whatever_else_varies() -> None:
    rows = rows_of({PRICE: [9.0, 10.0]}, iterations=3)
    assert len(rows) == 6
    for row in rows:
        assert row["revenue"] == lived(row["iteration"] + 1, **{PRICE: row[PRICE]})
    assert len({row["revenue"] for row in rows if row[PRICE] == 10.0}) == 3


def test_the_same_replicate_in_every_iteration_is_refused() -> None:
    with pytest.raises(Refused, match=r"would give equal rows; leave replicate out: iterations are replicates"):
        rows_of({"replicate": 1}, iterations=2)
    assert len(rows_of({"replicate": [1, 2]}, iterations=1)) == 2


def test_arrays_seeds_scenarios_and_strategies_vary() -> None:
    rows = rows_of({"customers": np.arange(100, 300, 100), "seed": np.array([1, 2])})
    assert [(row["customers"], row["seed"]) for row in rows] == [(100, 1), (100, 2), (200, 1), (200, 2)]
    assert len({row["revenue"] for row in rows}) == 4
    assert rows[1]["revenue"] == lived(1, seed=2)
    desk = load("complaint_desk")
    plans = rows_of({"scenario": desk, "strategy": ["as_is", "price_cut"]})
    assert [row["price"] for row in plans] == [10.0, 9.5]
    assert [row["revenue"] for row in plans] == [
        row["revenue"] for row in rows_of({"scenario": [desk], "strategy": ["as_is", "price_cut"]})
    ]  # a list of one scenario is the same


@pytest.mark.slow
def test_iterations_are_replicates_in_other_processes_too() -> None:
    rows = rows_of({}, iterations=3, number_processes=2)
    assert {row["iteration"]: row["revenue"] for row in rows} == {k: lived(k + 1) for k in range(3)}


def test_seed_is_the_scenarios_and_rng_the_replicate() -> None:
    scenario = market(customers=100, weeks=2)
    seeded = LoyaltyModel(scenario, seed=42)
    assert (seeded.scenario_in_use.run.seed, seeded.replicate) == (42, 1)
    seeded.run_model()
    assert result_of(seeded).outcomes == simulate(scenario.change("run.seed", 42)).outcomes
    assert LoyaltyModel(scenario, rng=3).luck == LoyaltyModel(scenario, 3).luck == LoyaltyModel(scenario, rng=3.0).luck


@pytest.mark.parametrize(
    "rng",
    [np.random.default_rng, np.random.SeedSequence, np.random.PCG64, lambda n: [n, 2], lambda n: 2**70 + n,
     lambda n: np.array([n, n])],
    ids=["generator", "sequence", "bits", "list", "large", "array"],
)  # fmt: skip
def test_all_that_mesa_takes_for_luck_gives_a_replicate(rng) -> None:
    scenario = market(customers=10, weeks=1)
    one, same, other = (LoyaltyModel(scenario, rng=rng(n)) for n in (1, 1, 5))
    assert one.luck == same.luck != other.luck
    assert 0 <= one.replicate < 2**63


def test_a_generator_moves_on() -> None:
    luck = np.random.default_rng(1)
    scenario = market(customers=10, weeks=1)
    assert LoyaltyModel(scenario, rng=luck).replicate != LoyaltyModel(scenario, rng=luck).replicate


@pytest.mark.parametrize("rng", [-1, np.int64(-5), "3", True, np.bool_(True), 1.5, float("nan"), object(), {"a": 1}])
def test_what_is_no_seed_is_refused_with_what_is_one(rng) -> None:
    with pytest.raises(
        Refused, match=r"rng: .* is no seed; rng is Mesa's word for replicate: write a whole number from 0"
    ):
        LoyaltyModel(market(customers=10, weeks=1), rng=rng)


def test_rng_and_replicate_at_once_are_refused() -> None:
    with pytest.raises(Refused, match="give one of them"):
        LoyaltyModel(market(customers=10, weeks=1), 2, rng=2)


def test_replicates_that_agree_in_32_bits_have_luck_of_their_own() -> None:
    assert replicate_luck(1, 1) != replicate_luck(1, 2**32 + 1)
    assert replicate_luck(1, 2**62) != replicate_luck(1, 2**61)


def test_mesas_own_set_of_customers_has_them_all() -> None:
    model = LoyaltyModel(market(customers=50, weeks=1))
    mine = mesa.agent.AgentSet(list(model.customers), random=model.random)
    assert len(mine) == 50
    model.step()
    assert mine.get("row") == list(range(50))
    assert mine.get("rate") == model.customers.get("rate")
