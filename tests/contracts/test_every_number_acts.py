"""Every number of a scenario is felt: moved by a quarter of its range where it is used, it changes some table.

The market of `markets/every_dial.yaml` has every element of the theory at work. What is felt in another market only is
tried there; what is felt in none of them stands in `EXPLAINED`, with the reason, and nothing else may.
"""

import copy
import hashlib
import typing
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pydantic
import pytest

from simulation.market.events.shocks import Event
from simulation.reading.block import Block
from simulation.result import simulate
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario
from simulation.strategies.pricing import Pricing
from simulation.strategies.programme import Programme
from simulation.strategies.recovery import Recovery
from simulation.strategies.service import Service

Where = tuple[str, ...]
MARKET = str(Path(__file__).parent / "markets" / "every_dial.yaml")
CONTRACTS = str(Path(__file__).parent / "markets" / "contract_dial.yaml")
NOT_OF_THE_MARKET = {
    "question", "compare", "rivals", "events", "run", "focus", "ask", "plausible", "observed", "expect", "draws",
}  # fmt: skip
SIZES = {("market", "customers"), ("market", "weeks"), ("market", "real_customers")}
PARTS = ("market", "customers.purchases", "customers.recovery", "customers.types", "customers", "firms")
STRATEGIES = {"pricing": Pricing, "service": Service, "recovery": Recovery, "programme": Programme}
BUSY = {"failure_rate": 0.2, "capacity": 700.0, "minutes": 8.0, "steps": 4.0}
SERIES = {"prices": [9.0, 11.0, 10.0], "promotions": [0.1, 0.2, 0.0], "displays": [0.5, 0.0, 0.8]}
BRIEF = {"burn_in_weeks": 8, "weeks": 16}
EXPLAINED = {
    "firms.Alba.improvement.development_scale": "a firm that changes no level of service has nothing to develop",
    "firms.Alba.service.project_cost": "a service that never changes has no projects",
    "fixed: firms.Alba.service.project_cost": "likewise",
    "follow_satisfaction: firms.Alba.service.floor": "levels stay above it within a year; tests/simulation/strategies",
    "hill_climb: firms.Alba.pricing.largest_change": "no price moves so far within a year; tests/simulation/strategies",
}


def base() -> Scenario:
    return load(MARKET)


@cache
def _digest(text: str) -> str:
    result = simulate(Scenario.model_validate_json(text))
    found = hashlib.sha256(repr(sorted(result.outcomes.items())).encode())
    for table in (result.weekly, result.segments, result.flows):
        for name in table.columns:
            numbers = table[name].to_numpy()
            found.update(numbers.tobytes() if numbers.dtype.kind in "fi" else repr(table[name].tolist()).encode())
    return found.hexdigest()


def told(scenario: Scenario) -> str:
    """All tables of a run, as a digest."""
    return _digest(scenario.model_dump_json())


def leaves(block: Block, where: Where = ()) -> Iterator[tuple[Where, Any, pydantic.fields.FieldInfo]]:
    """Every value of a block and of those in it, with its path and declaration; of the firms, Alba's."""
    for name, field in type(block).model_fields.items():
        value = getattr(block, name)
        if isinstance(value, Block):
            yield from leaves(value, (*where, name))
        elif name == "firms":
            yield from leaves(value["Alba"], (*where, name, "Alba"))
        else:
            yield (*where, name), value, field


def bounds(field: pydantic.fields.FieldInfo) -> tuple[float | None, float | None]:
    low = [getattr(rule, name) for rule in field.metadata for name in ("ge", "gt") if hasattr(rule, name)]
    high = [getattr(rule, name) for rule in field.metadata for name in ("le", "lt") if hasattr(rule, name)]
    return (low[0] if low else None), (high[0] if high else None)


def others(value: Any, field: pydantic.fields.FieldInfo) -> list[Any]:
    """Other values: a quarter of the range away where the range is one of plausible values, else half of itself."""
    low, high = bounds(field)
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, tuple):
        return [[part + 0.2 for part in value]] if value and all(isinstance(part, float) for part in value) else []
    if not isinstance(value, int | float):
        return []
    is_narrow = low is not None and high is not None and high - low <= 1000
    quarter = (high - low) / 4 if is_narrow else max(abs(value), 1)  # type: ignore[operator]  # both are numbers
    whole = isinstance(value, int)
    near = [value + 1, value - 1] if whole else [value * 1.5, value / 2]
    step = max(int(quarter), 1) if whole else quarter
    found = [value + step, value - step, *near]
    return [one for one in found if one != value and (low is None or one >= low) and (high is None or one <= high)]


def put(tree: dict[str, Any], where: Where, value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(tree)
    inner = changed
    for key in where[:-1]:
        inner = inner[key]
    inner[where[-1]] = value
    return changed


def brief(scenario: Scenario) -> Scenario:
    """The same market, in a fifth of the weeks."""
    tree = scenario.tree()
    return Scenario.model_validate({**tree, "market": tree["market"] | BRIEF})


def is_felt(scenario: Scenario, where: Where, values: list[Any]) -> bool | None:
    """Whether one of the values changes a table; None where none of them is allowed.

    Most are felt soon: the whole year is run for those that are not.
    """
    return is_felt_within(brief(scenario), where, values) or is_felt_within(scenario, where, values)


def is_felt_within(scenario: Scenario, where: Where, values: list[Any]) -> bool | None:
    allowed = 0
    for value in values:
        try:
            moved = Scenario.model_validate(put(scenario.tree(), where, value))
        except pydantic.ValidationError:
            continue
        allowed += 1
        if told(moved) != told(scenario):
            return True
    return False if allowed else None


def idle(scenario: Scenario, wanted: typing.Callable[[Where], bool], label: str = "") -> set[str]:
    """The numbers that nobody feels."""
    tried = [(where, others(value, field)) for where, value, field in leaves(scenario) if wanted(where)]
    assert tried
    return {f"{label}{'.'.join(where)}" for where, values in tried if is_felt(scenario, where, values) is False}


def explained(label: str = "", part: str = "") -> set[str]:
    return {name for name in EXPLAINED if name.startswith(label + part) and (label or ":" not in name)}


def of_part(where: Where) -> str:
    return next(part for part in (*PARTS, where[0]) if ".".join(where).startswith(part))


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_every_number_of_a_market_is_felt(part: str) -> None:
    """Figures for repurchase that are not in use are tried in a test of their own, phases likewise."""

    def wanted(where: Where) -> bool:
        elsewhere = where[0] in NOT_OF_THE_MARKET or where in SIZES or where[1] == "phases" or of_contracts(where)
        unused = len(where) > 2 and where[2] in ("kotler_34_52", "theory_text")
        return not elsewhere and not unused and of_part(where) == part

    assert idle(base(), wanted) == explained(part=part)


def of_contracts(where: Where) -> bool:
    """Whether a number is of contracts, and so felt in their markets only."""
    clauses = where[:2] == ("customers", "contract") or where[:3] == ("firms", "Alba", "contract")
    return clauses or where in {("market", "bill"), ("market", "buying")} or where[-1].startswith("contract_")


@pytest.mark.slow
def test_every_number_of_a_contract_is_felt() -> None:
    assert idle(load(CONTRACTS), of_contracts) == set()


@pytest.mark.slow
@pytest.mark.parametrize("grid", ["kotler_34_52", "theory_text"])
def test_figures_for_repurchase_are_felt_where_they_are_in_use(grid: str) -> None:
    scenario = base().change("customers.recovery.grid", grid)
    assert idle(scenario, lambda where: len(where) > 2 and where[2] == grid) == set()


@pytest.mark.slow
def test_thresholds_of_phases_are_felt_where_loyalty_has_phases() -> None:
    scenario = base().change("customers.mode", "phases")
    assert idle(scenario, lambda where: where[:2] == ("customers", "phases")) == set()


def variants(union: Any) -> list[type[Block]]:
    return list(typing.get_args(typing.get_args(union)[0]))


CASES = [(kind, variant) for kind, union in STRATEGIES.items() for variant in variants(union)]


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "variant"), CASES, ids=[f"{kind}-{one.__name__}" for kind, one in CASES])
def test_every_number_of_a_strategy_is_felt(kind: str, variant: type[Block]) -> None:
    name = variant.model_fields["strategy"].default
    given = {key: value for key, value in {**BUSY, **SERIES}.items() if key in variant.model_fields}
    scenario = base().change(f"firms.Alba.{kind}", {"strategy": name, **given})
    label = f"{name}: "
    found = idle(scenario, lambda where: where[:3] == ("firms", "Alba", kind), label)
    assert found == explained(label, f"firms.Alba.{kind}")


@pytest.mark.slow
@pytest.mark.parametrize("variant", variants(Event), ids=lambda variant: variant.__name__)
def test_every_number_of_an_event_is_felt(variant: type[Block]) -> None:
    given: dict[str, Any] = {"event": variant.model_fields["event"].default, "from_week": 5}
    needed = {"firm": "Brio", "firms": ["Alba", "Brio"]}
    given |= {name: value for name, value in needed.items() if name in variant.model_fields}
    scenario = Scenario.model_validate({**base().tree(), "events": [given]})
    quiet = Scenario.model_validate({**base().tree(), "events": []})
    assert told(scenario) != told(quiet)
    for name, field in variant.model_fields.items():
        values = others(getattr(scenario.events[0], name), field)
        assert is_felt(scenario, ("events", 0, name), values) is not False, name  # type: ignore[arg-type]  # a place
