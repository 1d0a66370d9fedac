"""What every strategy of a firm inherits: whoever adds one to a union gets these tests for nothing."""

import ast
import inspect
import math
import pickle
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pydantic
import pytest

import simulation.strategies
from simulation.reading.block import Block
from simulation.strategies.ledger import Handling, Ledger, ServiceLevel
from simulation.strategies.price_rule import PricingStrategy
from simulation.strategies.pricing import Pricing
from simulation.strategies.recovery import Recovery, RecoveryStrategy
from simulation.strategies.service import Service, ServiceStrategy

UNIONS = {"pricing": Pricing, "service": Service, "recovery": Recovery}
NEEDED: dict[str, dict[str, Any]] = {"replay": {"prices": (9.0, 10.0)}}
WEEKS = (-52, 0, 1, 2, 9, 27, 104)
ALLOWED = {"abc", "typing", "collections", "dataclasses", "math", "csv", "pathlib", "pydantic", "simulation"}


def members(union: Any) -> tuple[type[Block], ...]:
    inner = get_args(get_args(union)[0])
    return tuple(get_args(inner[0])) if hasattr(inner[0], "__args__") else inner


MEMBERS = [
    pytest.param(union, member, id=f"{name}-{member.model_fields['strategy'].default}")
    for name, union in UNIONS.items()
    for member in members(union)
]
every_member = pytest.mark.parametrize(("union", "member"), MEMBERS)


def example(member: type[Block]) -> Any:
    return member(**NEEDED.get(member.model_fields["strategy"].default, {}))


def ledger(week: int) -> Ledger:
    past = max(0, min(104, week + 52))
    return Ledger(
        week=week,
        firm="Alba",
        unit_cost=6.0,
        list_price=10.0,
        shelf_price=9.0,
        rival_prices=(9.5, 8.5),
        market_price=9.8,
        prices=(10.0,) * past,
        units=(50.0,) * past,
        revenue=(500.0,) * past,
        profit=tuple(float(100 + i) for i in range(past)),
        market_units=(150.0,) * past,
        survey_satisfaction=(0.5,) * past,
        complaints=(2.0,) * past,
        best_rival_service=(ServiceLevel(quality=0.9),) * past,
        weeks_open=past,
    )


def decide(strategy: Any, known: Ledger) -> Any:
    if isinstance(strategy, PricingStrategy):
        return strategy.list_price(known), strategy.promotion(known)
    if isinstance(strategy, ServiceStrategy):
        return strategy.offer(known)
    assert isinstance(strategy, RecoveryStrategy)
    return strategy.handling(known)


def test_every_union_is_covered() -> None:
    assert all(members(union) for union in UNIONS.values())


@every_member
def test_it_reads_back_from_its_own_mapping(union: Any, member: type[Block]) -> None:
    strategy = example(member)
    adapter = pydantic.TypeAdapter[Any](union)
    assert adapter.validate_python(strategy.model_dump()) == strategy
    assert adapter.validate_json(strategy.model_dump_json()) == strategy
    assert pickle.loads(pickle.dumps(strategy)) == strategy
    assert next(iter(strategy.model_dump())) == "strategy"


@every_member
@pytest.mark.parametrize("week", WEEKS)
def test_it_decides_the_same_twice_and_changes_nothing(union: Any, member: type[Block], week: int) -> None:
    strategy, known = example(member), ledger(week)
    before = strategy.model_dump()
    assert decide(strategy, known) == decide(example(member), ledger(week))
    assert strategy.model_dump() == before
    assert known == ledger(week)


@every_member
@pytest.mark.parametrize("week", WEEKS)
def test_its_decision_is_finite_and_within_range(union: Any, member: type[Block], week: int) -> None:
    decision = decide(example(member), ledger(week))
    assert all(math.isfinite(number) and number >= 0.0 for number in decision)
    shares = {ServiceLevel: 5, Handling: 2, tuple: 0}[type(decision)]
    assert all(number <= 1.0 for number in decision[:shares])


@every_member
def test_it_works_on_the_first_day_of_a_firm_that_knows_nothing(union: Any, member: type[Block]) -> None:
    for week in (-52, 1, 30):
        assert decide(example(member), Ledger(week, "Alba", unit_cost=6.0, list_price=0.0, shelf_price=0.0))


@every_member
def test_it_says_what_it_is_and_in_what_units(union: Any, member: type[Block]) -> None:
    assert member.__doc__
    assert member.__doc__ != Block.__doc__
    for name, field in member.model_json_schema()["properties"].items():
        if name != "strategy":
            assert field["description"], name
            assert field["unit"], name
            assert field["source"], name
            assert field["label"], name


@pytest.mark.parametrize("kind", [Ledger, ServiceLevel, Handling], ids=lambda kind: kind.__name__)
def test_every_number_of_the_ledger_is_described(kind: Any) -> None:
    (tree,) = ast.parse(inspect.getsource(kind)).body
    assert isinstance(tree, ast.ClassDef)
    described = {
        one.target.id
        for one, other in pairwise(tree.body)
        if isinstance(one, ast.AnnAssign) and isinstance(other, ast.Expr) and isinstance(one.target, ast.Name)
    }
    assert described == set(kind._fields)


def test_strategies_import_nothing_heavy() -> None:
    folder = Path(simulation.strategies.__path__[0])
    for file in folder.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert (node.module or "").split(".")[0] in ALLOWED, file
            elif isinstance(node, ast.Import):
                assert {name.name.split(".")[0] for name in node.names} <= ALLOWED, file
