"""A rule is written once: the compiled crowd, the same code interpreted, one row alone and plain objects agree."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simulation.model import LoyaltyModel
from simulation.scenario.load import load
from simulation.state import counts as m
from simulation.state.tables import NOBODY, Customers, Relationships, Visits, World
from simulation.week.choose import choose
from simulation.week.complain import complain
from simulation.week.experience import experience
from simulation.week.hear import hear
from simulation.week.judge import judge
from simulation.week.pay import pay
from simulation.week.remember import remember
from simulation.week.reward import reward
from tests import one_start
from tests.oracle.live import Trace, engine
from tests.simulation.sample_markets import INTERPRETED

ROOT = Path(__file__).parents[2]
MARKETS = Path(__file__).parent / "markets"
PHASES = (hear, choose, pay, reward, experience, judge, complain, remember)
OF_A_TRIP = ("quantity", "firm", "previous", "considered", "process", "attributes", "reason")
WEEKS = 66


def assert_same(found: Trace, expected: Trace) -> None:
    assert found.keys() == expected.keys()
    different = {
        name: f"{np.count_nonzero(found[name] != column)} of {column.size}"
        for name, column in expected.items()
        if not np.array_equal(found[name], column)
    }
    assert not different


def lived(kind: str, market: str, folder: Path) -> Trace:
    """What became of a market whose rules are interpreted."""
    file = folder / f"{kind}.npz"
    words = ["-m", "tests.oracle.live", kind, str(MARKETS / f"{market}.yaml"), str(WEEKS), str(file)]
    done = one_start.run(words, ROOT, os.environ | {"NUMBA_DISABLE_JIT": "1"})
    assert done.returncode == 0, done.stderr
    with np.load(file) as columns:
        return dict(columns)


@pytest.fixture(scope="module", params=["three_firms", "five_firms", "phases"])
def crowd(request: pytest.FixtureRequest) -> tuple[str, Trace]:
    return request.param, engine(load(str(MARKETS / f"{request.param}.yaml")), WEEKS)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["engine", "objects"])
def test_interpreted_rules_and_plain_objects_agree_with_the_crowd(
    kind: str, crowd: tuple[str, Trace], tmp_path: Path
) -> None:
    market, expected = crowd
    assert_same(lived(kind, market, tmp_path), expected)


def test_the_market_compared_leaves_hardly_a_rule_unvisited(crowd: tuple[str, Trace]) -> None:
    _, trace = crowd
    counts = np.sum([part for name, part in trace.items() if name.startswith("counts")], axis=0)
    of_contracts = set(range(m.HELD, m.RENEWED + 1))  # which no market here has
    idle = set(np.flatnonzero(counts.sum(axis=(1, 2)) == 0).tolist()) - of_contracts
    assert idle == set()
    switches = np.concatenate([part for name, part in trace.items() if name.startswith("switches")])
    assert set(switches[:, 2]) == set(range(1, 9))
    assert set(trace["last_process"]) == {0, 1, 2, 3, 4}
    assert {1, -1} <= set(np.sign(trace["news"]))


@pytest.mark.skipif(INTERPRETED, reason="20,000 customers take too long uncompiled")
def test_threads_change_nothing() -> None:
    scenario = load(str(MARKETS / "three_firms.yaml"), customers=20_000)
    one = engine(scenario, 8)
    for threads in (2, 3):
        assert_same(engine(scenario, 8, threads), one)


def alone(world: World, i: int) -> World:
    """A market of one customer, moved to row 0, and of its acquaintances, who know nobody."""
    friends = world.neighbours[world.offsets[i] : world.offsets[i + 1]]
    rows = np.array([i, *friends])
    offsets = np.full(rows.size + 1, friends.size, world.offsets.dtype)
    offsets[0] = 0
    return replace(
        world,
        customers=Customers(*(column[rows] for column in world.customers)),
        relationships=Relationships(*(np.asfortranarray(column[:, rows]) for column in world.relationships)),
        visits=Visits(np.zeros(1, np.int64), *(column[: rows.size].copy() for column in world.visits[1:])),
        offsets=offsets,
        neighbours=np.arange(1, rows.size, dtype=world.neighbours.dtype),
    )


def told(world: World, i: int) -> Iterator[tuple[str, object]]:
    """Everything that the tables hold about one customer, but whether others have news for it."""
    for name, column in world.customers._asdict().items():
        if name != "is_told":
            yield name, column[i]
    for name, column in world.relationships._asdict().items():
        yield name, column[:, i].tolist()
    visits = np.flatnonzero(world.visits.customer[: world.visits.trips[0]] == i)
    has_bought = (world.visits.firm[visits] != NOBODY).any()
    for name, column in world.visits._asdict().items():
        if name in OF_A_TRIP or (has_bought and name not in ("trips", "customer")):
            yield f"visits.{name}", column[visits].tolist()


@pytest.mark.parametrize("market", ["three_firms", "five_firms"])
def test_one_customer_decides_alone_as_in_the_crowd(market: str) -> None:
    model = LoyaltyModel(load(str(MARKETS / f"{market}.yaml")))
    for _ in range(26):
        model.step()
    model.open_week()
    model.firms_decide()
    few = {i: alone(model.world, i) for i in range(0, 300, 3)}
    for phase in PHASES:
        model.run_phase(phase)
        for world in few.values():
            phase(world, model.nature, model.moment, 0, 1)
    for i, world in few.items():
        assert world.customers.identity[0] == i
        assert dict(told(world, 0)) == dict(told(model.world, i))
    model.release()
