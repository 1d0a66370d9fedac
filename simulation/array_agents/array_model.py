"""A Mesa model whose crowds are populations, while its few other agents stay ordinary Mesa agents."""

from typing import Any

import mesa
import numpy as np

from simulation.array_agents import mesa_compat
from simulation.array_agents.array_set import ArrayAgentSet
from simulation.array_agents.mixed_set import MixedAgentSet
from simulation.array_agents.population import Population
from simulation.array_agents.row_agent import RowAgent


class ArrayModel(mesa.Model):
    """`agents_by_type[Customer]` is an ArrayAgentSet; `agents` are all agents, those of populations last."""

    def __init__(self, *, seed: float | None = None, rng: Any = None) -> None:
        super().__init__(seed=seed, rng=int(rng) if isinstance(rng, np.integer) else rng)  # Mesa 3.5 refuses NumPy's
        self._crowds: dict[type[RowAgent], ArrayAgentSet] = {}

    def add_rows(self, row_type: type[RowAgent], population: Population) -> ArrayAgentSet:
        """Make a population this model's agents of one type; the set of them all, in row order.

        ValueError where that cannot be: the message says why.
        """
        if row_type in self._crowds:
            raise ValueError(f"the model has a population of {row_type.__name__} already")
        if hidden := [name for name in population.names if hasattr(row_type, name)]:
            raise ValueError(f"{row_type.__name__} has attributes named like columns: {', '.join(hidden)}")
        population.join(self, row_type, mesa_compat.reserve_ids(self, len(population)))
        self._crowds[row_type] = ArrayAgentSet(population, random=self.random)
        return self._crowds[row_type]

    @property
    def agents_by_type(self) -> dict[type, Any]:
        """The set of agents of each type."""
        return {**super().agents_by_type, **self._crowds}

    @property
    def agent_types(self) -> list[type]:
        """All types of agents in the model."""
        return list(self.agents_by_type)

    @property
    def agents(self) -> MixedAgentSet:
        """All agents. A new set each time: its order and members may be changed without harm to the model."""
        return MixedAgentSet([dict.fromkeys(super().agents), *self._crowds.values()], self.random)

    def register_agent(self, agent: Any) -> None:
        """What Mesa does for an agent when it is made; a row is in the model already."""
        if not isinstance(agent, RowAgent):
            super().register_agent(agent)

    def deregister_agent(self, agent: Any) -> None:
        """What Mesa does for an agent that leaves. A row cannot: TypeError."""
        if isinstance(agent, RowAgent):
            agent.remove()
        super().deregister_agent(agent)

    def remove_all_agents(self) -> None:
        """Leave the model without agents, populations included."""
        super().remove_all_agents()
        self._crowds.clear()

    def release(self) -> None:
        """Let Python free the model once nobody holds it. Call it last: later agents count from 1 again."""
        mesa_compat.forget(self)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_next_id": mesa_compat.reserve_ids(self, 0)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        mesa_compat.resume_ids(self, self.__dict__.pop("_next_id"))
