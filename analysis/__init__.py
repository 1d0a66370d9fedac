"""Questions asked of simulated markets: replicates, comparisons, sweeps, pictures, commands.

`compare`, `sweep`, `sensitivity`, `optimise`, `tournament` are the commands as functions that return tables of pandas.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.library import How as How
    from analysis.library import compare as compare
    from analysis.library import optimise as optimise
    from analysis.library import sensitivity as sensitivity
    from analysis.library import sweep as sweep
    from analysis.library import tournament as tournament

__all__ = ["How", "compare", "optimise", "sensitivity", "sweep", "tournament"]


def __getattr__(name: str) -> Any:
    """Names are looked up when used: a command imports no more than it needs."""
    if name not in __all__:
        raise AttributeError(f"module 'analysis' has no attribute '{name}'")
    return getattr(import_module("analysis.library"), name)
