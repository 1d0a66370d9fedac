"""What differs between Mesa 3.3, the last for Python 3.11, and 3.5: the base of agent sets, unique ids.

To be removed with the support of Python 3.11: a test fails when that day comes.
"""

import itertools
from typing import Any

import mesa

try:
    from mesa.agentset import AbstractAgentSet as AgentSetBase
    from mesa.agentset import GroupBy
except ImportError:
    from mesa.agent import AgentSet as AgentSetBase
    from mesa.agent import GroupBy

__all__ = ["AgentSetBase", "GroupBy", "forget", "reserve_ids", "resume_ids"]

# Mesa 3.3 numbers the agents of every model here.
IDS: dict[mesa.Model, Any] | None = getattr(mesa.Agent, "_ids", None)


def reserve_ids(model: mesa.Model, count: int) -> int:
    """First of `count` unique ids in a row that no other agent of this model will get."""
    if IDS is None:
        first: int = model.agent_id_counter
        model.agent_id_counter = first + count
    else:
        first = next(IDS[model])
        IDS[model] = itertools.count(first + count)
    return first


def resume_ids(model: mesa.Model, first: int) -> None:
    """Let a model that was copied or read back number on from `first`: Mesa 3.3 would start again from 1."""
    if IDS is not None:
        IDS[model] = itertools.count(first)


def forget(model: mesa.Model) -> None:
    """Let a model go: Mesa 3.3 keeps each that ever had an agent (mesa/mesa#3179, mended in 3.4.2)."""
    if IDS is not None:
        IDS.pop(model, None)
