"""How do customers become loyal, complain, leave and talk? The market itself, no pictures, no files but scenarios.

`load` reads a scenario, `simulate` runs it and returns tables, `LoyaltyModel` is the Mesa model behind both.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulation.firm.firm import Firm as Firm
    from simulation.mesa_agents.customer import Customer as Customer
    from simulation.model import LoyaltyModel as LoyaltyModel
    from simulation.result import Result as Result
    from simulation.result import simulate as simulate
    from simulation.scenario.load import load as load
    from simulation.scenario.scenario import Scenario as Scenario

__all__ = ["Customer", "Firm", "LoyaltyModel", "Result", "Scenario", "load", "simulate"]

_HOMES = {
    "Customer": "simulation.mesa_agents.customer",
    "Firm": "simulation.firm.firm",
    "LoyaltyModel": "simulation.model",
    "Result": "simulation.result",
    "Scenario": "simulation.scenario.scenario",
    "load": "simulation.scenario.load",
    "simulate": "simulation.result",
}


def __getattr__(name: str) -> Any:
    """Names are looked up when used: reading a scenario need not import the engine."""
    if name not in _HOMES:
        raise AttributeError(f"module 'simulation' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)
