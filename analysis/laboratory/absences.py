"""A market without one of its mechanisms: what is switched off, or made neutral where there is no switch."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from simulation.loyalty import LOYALTY_TYPES

if TYPE_CHECKING:
    from simulation.scenario.scenario import Scenario

Changes = dict[str, Any]
PARTS = {"tenure": ("cross_sell", "usage_growth", "price_premium", "cost_to_serve")}
"""Switches that the theory has as terms of one equation, so that they are turned off together."""
NEVER = -20.0
TYPES = "customers.types"
ALIKE = {"deal_first": 0.0, "favourite_floor": 1.0, "search": 0.0, "switch_threshold": 0.0, "routine": 0.0}
"""What only one type has, at the value at which it does nothing."""


def without(scenario: Scenario, mechanisms: Collection[str]) -> Scenario:
    """The scenario with each of these mechanisms off, by name: a switch, the terms of one, or a neutral value.

    Raises `KeyError` for a mechanism that nobody knows.
    """
    changes: Changes = {}
    for name in mechanisms:
        changes |= NEUTRAL[name](scenario) if name in NEUTRAL else _switched_off(scenario, name)
    return scenario.changed(changes) if changes else scenario


def _switched_off(scenario: Scenario, name: str) -> Changes:
    known = type(scenario.customers.switches).model_fields
    parts = PARTS.get(name, (name,))
    if not set(parts) <= set(known):
        raise KeyError(name)
    return {f"customers.switches.{part}": False for part in parts}


def _types_alike(scenario: Scenario) -> Changes:
    """All four types with the mean numbers of the four, and nothing that only one of them has."""
    types = [getattr(scenario.customers.types, name) for name in LOYALTY_TYPES]
    shared = set.intersection(*(set(type(each).model_fields) for each in types))
    means = {name: sum(getattr(each, name) for each in types) / len(types) for name in sorted(shared)}
    changes = {f"{TYPES}.{kind}.{name}": mean for kind in LOYALTY_TYPES for name, mean in means.items()}
    for firm, own in scenario.firms.items():
        mean = sum(value for _, value in own.attraction_by_type) / len(types)
        changes[f'firms."{firm}".attraction_by_type'] = dict.fromkeys(LOYALTY_TYPES, mean)
    for kind, each in zip(LOYALTY_TYPES, types, strict=True):
        changes |= {f"{TYPES}.{kind}.{name}": at for name, at in ALIKE.items() if name in type(each).model_fields}
    return changes


def _of_customers(**values: float) -> Callable[[Scenario], Changes]:
    """Values below `customers`, double underscores for dots."""
    changes = {f"customers.{path.replace('__', '.')}": value for path, value in values.items()}
    return lambda _: dict(changes)


def _of_types(**values: float) -> Callable[[Scenario], Changes]:
    """The same values for every loyalty type."""
    changes = {f"{TYPES}.{kind}.{name}": value for kind in LOYALTY_TYPES for name, value in values.items()}
    return lambda _: dict(changes)


def _of_firms(block: str, **values: float) -> Callable[[Scenario], Changes]:
    """The same values in a block of every firm, where its strategy has them."""

    def changes(scenario: Scenario) -> Changes:
        return {
            ".".join(part for part in (f'firms."{firm}"', block, name) if part): value
            for firm, own in scenario.firms.items()
            for name, value in values.items()
            if name in type(getattr(own, block) if block else own).model_fields
        }

    return changes


def _blind(scenario: Scenario) -> Changes:
    """Nobody learns from visits to rivals, or from what is said of them; what customers answer is worth nothing."""
    deaf = _of_firms("improvement", answers=0, listening=0.0)(scenario)
    return {"market.trade.visits_to_learn": 10_000.0, "market.trade.answer_error": 10.0} | deaf


def _no_grid(scenario: Scenario) -> Changes:
    """Whoever has met a problem buys again with the same chance, whatever it was and whatever came of it."""
    recovery = scenario.customers.recovery
    cells = {severity: dict.fromkeys(("silent", "unresolved", "resolved", "quick"), 0.5) for severity in SEVERITIES}
    return {f"customers.recovery.{recovery.grid}": cells}


SEVERITIES = ("minor", "major")
NEUTRAL: Mapping[str, Callable[[Scenario], Changes]] = {
    "types": _types_alike,
    "rates": _of_customers(purchases__shape=20.0),
    "price": lambda scenario: {**_of_types(price_weight=0.0)(scenario), "customers.switches.reservation_price": False},
    "fairness": _of_types(fairness=0.0),
    "steps": _of_types(effort_per_step=0.0),
    "performance": _of_customers(satisfaction__performance=0.0, satisfaction__gain=0.0, satisfaction__loss=0.0),
    "disconfirmation": _of_customers(satisfaction__gain=0.0, satisfaction__loss=0.0),
    "adaptation": _of_customers(satisfaction__learning=0.0),
    "liking": lambda scenario: _of_types(affect_growth=0.0)(scenario) | {"customers.start.liking": 0.0},
    "fit": _of_customers(experience__fit=0.0),
    "constraint": _of_customers(satisfaction__ceiling=1.0),
    "voice": _of_customers(voice__base=NEVER),
    "grid": _no_grid,
    "phases": _of_customers(phases__affective=0.0, phases__conative=0.0, phases__action=0.0),
    "prevention": _of_firms("improvement", prevention=0.0),
    "advertising": _of_firms("", advertising=0.0),
    "research": _blind,
    "imitation": _of_firms("service", share=0.0),
    "lessons of complaints": _of_firms("recovery", learning=0.0),
    "cost of winning": _of_firms("", acquisition_cost=0.0),
}
"""Mechanisms that have no switch of their own, and the values at which they do nothing."""
