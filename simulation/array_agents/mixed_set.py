"""A set of agents of several types, such as all of a model: firms one object each, then views of rows."""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from random import Random
from typing import Any, Self

import mesa

from simulation.array_agents.agent_set_base import MemberSet, Positions
from simulation.array_agents.array_set import ArrayAgentSet
from simulation.array_agents.row_agent import RowAgent


class MixedAgentSet(MemberSet):
    """Several collections of agents, or agents, one after the other. To change the set does not change the model."""

    def __init__(self, parts: Iterable[Collection[Any] | mesa.Agent], random: Random | None = None) -> None:
        given = list(parts)
        agents = [part for part in given if isinstance(part, mesa.Agent)]
        self.parts = (dict.fromkeys(agents),) if agents else tuple(given)
        self.random = random or next(iter(self)).random

    def _take(self, positions: Positions) -> Self:
        members = list(self)
        return type(self)([{members[position]: None for position in positions}], self.random)

    def _become(self, other: Self) -> Self:
        self.parts = other.parts
        return self

    def _update(self, agents: Iterable[Any]) -> Self:
        return self._become(self._from_iterable(agents))

    def _from_iterable(self, agents: Iterable[Any]) -> Self:
        return type(self)([dict.fromkeys(agents)], self.random)

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    def __iter__(self) -> Iterator[Any]:
        return chain.from_iterable(self.parts)

    def __contains__(self, agent: object) -> bool:
        return any(agent in part for part in self.parts)

    def set(self, attr_name: str, value: Any) -> Self:
        """Give all members a value. TypeError where they have no such attribute in common, as rows and other agents."""
        members = list(self)
        rows = [agent for agent in members if isinstance(agent, RowAgent)]
        if rows and (len(rows) < len(members) or any(attr_name not in agent.population for agent in rows)):
            raise TypeError(f"set '{attr_name}' for one type: model.agents_by_type[...].set('{attr_name}', …)")
        if rows:
            ArrayAgentSet(rows, random=self.random).set(attr_name, value)
        else:
            self.do(setattr, attr_name, value)
        return self

    def add(self, agent: Any) -> None:
        """Add a member at the end of this set; the model does not change."""
        self._update([*self, agent])

    def discard(self, agent: Any) -> None:
        """Leave a member out of this set; it stays in the model."""
        self._update(member for member in self if member != agent)

    def remove(self, agent: Any) -> None:
        """Leave a member out of this set; it must be one. KeyError where it is none."""
        if agent not in self:
            raise KeyError(agent)
        self.discard(agent)
