"""What was observed of real firms: the block of a scenario, and what in it cannot be meant."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator

from simulation.facts.observables import INSTEAD, OBSERVABLES, SHARE, TWINS, Observable
from simulation.reading.block import REQUIRED, Block, above, quantity
from simulation.reading.errors import suggestion, text_of_value
from simulation.reading.paths import Path
from simulation.reading.pydantic_errors import InputProblem
from simulation.reading.yaml_scalars import number_hint

ROUNDING = 0.02
"""By how much shares that were rounded may sum up to more or less than 1."""


class Observed(Block):
    """A number that is known of a real firm, with its standard error and when it was measured."""

    value: float = quantity(REQUIRED, "value", "the number observed", "as the docs' table says")
    se: float | None = quantity(
        None, "standard error", "standard error of the number; null: as the docs' table proposes", "as the value",
        above(0),
    )  # fmt: skip
    period: str | None = quantity(
        None, "period", "when it was measured, in your words: shown, not computed with", "text", source="P: none"
    )

    def error(self, name: str) -> float:
        """The standard error of this value of an observable: as its user says, else as is usual; above 0."""
        return OBSERVABLES[name].usual_error(self.value) if self.se is None else self.se


def _spelt_out(given: Any) -> Any:
    """A bare number is a value, and a bare year a period."""
    if isinstance(given, Mapping):
        period = given.get("period")
        return {**given, "period": str(period)} if type(period) is int else given
    if isinstance(given, Observed):
        return given
    if type(given) not in {int, float}:
        hint = number_hint(given) if isinstance(given, str) else ""
        wrong = "no value" if given is None else f"{text_of_value(given)} is not a number"
        raise ValueError(f"{wrong}; {hint or 'write a number, or {value: …, se: …}'}")
    return {"value": given}


Fact = Annotated[Observed, BeforeValidator(_spelt_out)]
Facts = dict[str, Fact]
"""What is known of one firm, by the name of the observable."""


def facts_schema() -> dict[str, Any]:
    """What an editor shows of the facts of one firm: each observable with its unit, formula and range."""
    told = Observed.model_json_schema()["properties"]
    spelt = {"type": "object", "properties": told, "required": ["value"], "additionalProperties": False}
    facts = {
        name: {
            "description": f"{one.unit}: {one.formula}",
            "anyOf": [{"type": "number", "minimum": one.low, "maximum": one.high}, spelt],
        }
        for name, one in OBSERVABLES.items()
    }
    return {"type": "object", "properties": facts, "additionalProperties": False}


def observed_problems(tree: Any) -> Iterator[InputProblem]:
    """What is told of firms that do not exist, or of what nobody observes, or cannot be, or contradicts itself."""
    told = tree.get("observed") if isinstance(tree, Mapping) else None
    firms = tree.get("firms")
    firms = firms if isinstance(firms, Mapping) else {}
    for firm, facts in told.items() if isinstance(told, Mapping) else ():
        here: Path = ("observed", firm)
        if firm not in firms:
            text = f"no firm is called {text_of_value(firm)}; {suggestion(str(firm), firms)}"
            yield InputProblem(here, text, here, is_key=True)
        for name, fact in facts.items() if isinstance(facts, Mapping) else ():
            yield from _of_fact((*here, name), name, fact, facts)
            yield from _told_twice((*here, name), firms.get(firm), fact)
    yield from _of_shares(told if isinstance(told, Mapping) else {}, firms)


def _of_fact(here: Path, name: str, fact: Any, facts: Mapping[str, Any]) -> Iterator[InputProblem]:
    if name not in OBSERVABLES:
        right = INSTEAD.get(name) or suggestion(str(name), OBSERVABLES)
        yield InputProblem(here, f"cannot be observed: {right}", here, is_key=True)
        return
    if TWINS.get(name) in facts:
        yield InputProblem(here, f"says the same as {TWINS[name]}; keep one of them", here, is_key=True)
    value = value_of(fact)
    if value is None:
        return
    one, at = OBSERVABLES[name], (*here, "value") if isinstance(fact, Mapping) else here
    if not one.low <= value <= one.high:
        yield InputProblem(at, f"{value:.12g} is out of range; {_range(one, value)}", at)
    elif one.metric == "price_paid" and value == 0.0:
        yield InputProblem(at, "0 is no price that was paid; write money a unit, above 0", at)


def _told_twice(here: Path, firm: Any, fact: Any) -> Iterator[InputProblem]:
    """A share that the firm's own block tells otherwise."""
    older = firm.get("observed_share") if isinstance(firm, Mapping) and here[-1] == "market_share" else None
    if older is not None and older != value_of(fact):
        text = f"firms.{here[1]}.observed_share says {text_of_value(older)}; keep one of them"
        yield InputProblem(here, text, here, is_key=True)


def _range(one: Observable, value: float) -> str:
    if one.unit == SHARE:
        hint = f", {value / 100.0:g} for {value:g} %" if 1.0 < value <= 100.0 else ""
        return f"write a share from 0 to 1{hint}"
    unit = "" if " to " in one.unit else f" ({one.unit})"
    return f"write {one.low:,.12g} to {one.high:,.12g}{unit}"


def _of_shares(told: Mapping[str, Any], firms: Mapping[str, Any]) -> Iterator[InputProblem]:
    """Shares that cannot be those of one market."""
    shares = {
        firm: value_of(facts.get("market_share")) if isinstance(facts, Mapping) else None
        for firm, facts in told.items()
    }
    known = {firm: share for firm, share in shares.items() if share is not None and share <= 1.0 and firm in firms}
    total, is_whole = math.fsum(known.values()), len(known) == len(firms) > 0
    if total > 1.0 + ROUNDING or (is_whole and total < 1.0 - ROUNDING):
        here: Path = ("observed", list(known)[-1], "market_share")
        low = "add the firms that have the rest, or divide by the sum"
        right = "they cannot be more than 1" if total > 1.0 else low
        yield InputProblem(here, f"the market shares observed sum to {total:.4g}; {right}", here)


def value_of(fact: Any) -> float | None:
    """The number of a fact as it was written; None where it is none."""
    value: Any = fact.get("value") if isinstance(fact, Mapping) else getattr(fact, "value", fact)
    return float(value) if isinstance(value, (int, float)) and math.isfinite(value) else None
