"""A scenario's numbers in the shape that compiled rules take: by name, but for `derived_parameters`."""

from dataclasses import fields
from typing import Any

from simulation.behavior import parameters
from simulation.behavior.traits import Traits
from simulation.loyalty import LOYALTY_TYPES
from simulation.population.derived_parameters import DERIVED, neutral
from simulation.reading.block import Block
from simulation.scenario.parameters.market import Employees
from simulation.scenario.scenario import Scenario


def nature_of(scenario: Scenario) -> parameters.Nature:
    """What the rules of behaviour read, with every mechanism that is switched off made neutral."""
    customers = scenario.customers
    shared = [part for part in fields(parameters.Nature) if part.name != "types"]
    return parameters.Nature(
        types=tuple(_compiled(Traits, "types", getattr(customers.types, name), scenario) for name in LOYALTY_TYPES),
        **{part.name: _compiled(part.type, part.name, getattr(customers, part.name), scenario) for part in shared},
    )


def employees_of(scenario: Scenario) -> Employees:
    """How those who serve feel and work; switched off, none of it reaches customers."""
    employees = scenario.market.employees
    return employees.model_copy(update=neutral(scenario, "employees", employees))


def _compiled(shape: Any, name: str, block: Block, scenario: Scenario) -> Any:
    """The tuple of a block: numbers of the same name, but those derived or neutral; what a type has not is left out."""
    found = {number: float(getattr(block, number)) for number in shape._fields if hasattr(block, number)}
    for number, derived in DERIVED.get(name, {}).items():
        value = derived.value(scenario, block)
        found[number] = _plain(value) if isinstance(value, Block) else value
    return shape(**found | neutral(scenario, name, block))


def _plain(block: Block) -> Any:
    shape: Any = getattr(parameters, type(block).__name__)
    return shape(**{number: float(getattr(block, number)) for number in shape._fields})
