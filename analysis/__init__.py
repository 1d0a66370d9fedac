"""What can be asked of simulated markets? Replicates, comparisons, sweeps, pictures, commands.

`compare`, `sweep`, `sensitivity`, `optimise`, `break_even`, `tournament`, `calibrate`, `parameters` are the commands as
functions that return tables of pandas, and `free_levers` tells what costs a plan nothing; `Execution` says how studies
are carried out.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.api import break_even as break_even
    from analysis.api import calibrate as calibrate
    from analysis.api import compare as compare
    from analysis.api import free_levers as free_levers
    from analysis.api import optimise as optimise
    from analysis.api import parameters as parameters
    from analysis.api import sensitivity as sensitivity
    from analysis.api import simulator as simulator
    from analysis.api import sweep as sweep
    from analysis.api import tournament as tournament
    from analysis.execution.execution import Execution as Execution

__all__ = [
    "Execution",
    "break_even",
    "calibrate",
    "compare",
    "free_levers",
    "optimise",
    "parameters",
    "sensitivity",
    "simulator",
    "sweep",
    "tournament",
]


def __getattr__(name: str) -> Any:
    """Names are looked up when used: a command imports no more than it needs."""
    if name not in __all__:
        raise AttributeError(f"module 'analysis' has no attribute '{name}'")
    return getattr(import_module("analysis.api"), name)
