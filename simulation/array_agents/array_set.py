"""A set of agents over the rows of one population: what Mesa's AgentSet does, done on columns."""

import operator
from collections.abc import Iterable, Iterator
from random import Random
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from simulation.array_agents.agent_set_base import MemberSet, Positions
from simulation.array_agents.population import ALL_ROWS, Column, Population
from simulation.array_agents.row_agent import RowAgent


class ArrayAgentSet(MemberSet):
    """Some rows of a population, in an order; without `rows` the whole population, which stays in row order.

    Names of columns are fast. Functions of an agent see views one by one, about a microsecond each. As Mesa's own set,
    it can also be made of agents: `ArrayAgentSet(agents, random=…)`.
    """

    def __init__(
        self,
        population: Population | Iterable[RowAgent],
        rows: npt.NDArray[np.intp] | Random | None = None,
        random: Random | None = None,
    ) -> None:
        if isinstance(rows, Random):  # where Mesa's own set takes it
            rows, random = None, rows
        if not isinstance(population, Population):
            population, rows = rows_of(population)
        self.population = population
        self.random = random or population.model.random
        self._rows = rows
        self._is_member: npt.NDArray[np.bool_] | None = None  # by row, made when first asked for

    @property
    def rows(self) -> npt.NDArray[np.intp]:
        """Where the members stand in every column, in the order of the set."""
        return np.arange(len(self.population)) if self._rows is None else self._rows.copy()

    def column(self, name: str) -> Column:
        """A copy of the members' column, or [other, member] for a relation, to make `where` masks of."""
        return self.population.values(name, ALL_ROWS if self._rows is None else self._rows)

    def set(self, attr_name: str, value: npt.ArrayLike) -> Self:
        """Write one value, or one a member, into a column: refused whole when any of it does not fit."""
        self.population.write(attr_name, ALL_ROWS if self._rows is None else self._rows, value)
        return self

    def _values(self, name: str) -> Column | list[Any]:
        if name in self.population:
            return self.column(name)
        if name == "unique_id":
            return self.rows + self.population.first_id
        row_type = self.population.row_type
        if not hasattr(row_type, name):
            known = ", ".join(self.population.names)
            raise AttributeError(f"{row_type.__name__} has no attribute '{name}'; columns: {known}")
        return super()._values(name)

    def _take(self, positions: Positions) -> Self:
        chosen = np.asarray(positions, dtype=np.intp)
        return type(self)(self.population, chosen if self._rows is None else self._rows[chosen], self.random)

    def _become(self, other: Self) -> Self:
        if self._rows is None:
            raise TypeError("the set of a whole population stays as it is; change a copy: copy.copy(agents)")
        self._rows, self._is_member = other.rows, None
        return self

    def _update(self, agents: Iterable[RowAgent]) -> Self:
        return self._become(self._from_iterable(agents))

    def _from_iterable(self, agents: Iterable[RowAgent]) -> Self:
        """The set of these agents: what Python's set operators (&, |, -, ^) build their results with."""
        return type(self)(self.population, rows_of(agents, self.population)[1], self.random)

    def __len__(self) -> int:
        return len(self.population) if self._rows is None else len(self._rows)

    def __iter__(self) -> Iterator[Any]:
        rows = range(len(self)) if self._rows is None else self._rows.tolist()
        return map(self.population.view, rows)

    def __contains__(self, agent: object) -> bool:
        if not isinstance(agent, RowAgent) or agent.population is not self.population:
            return False
        if self._rows is None:
            return True
        if self._is_member is None:
            self._is_member = np.zeros(len(self.population), dtype=np.bool_)
            self._is_member[self._rows] = True
        return bool(self._is_member[agent.row])

    def __getitem__(self, item: int | slice) -> Any:
        if isinstance(item, slice):
            return self._take(range(len(self))[item]).to_list()
        position = range(len(self))[operator.index(item)]
        return self.population.view(position if self._rows is None else int(self._rows[position]))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self)} {self.population.row_type.__name__}>"

    def add(self, agent: RowAgent) -> None:
        """Add a member at the end, if it is not one already."""
        if agent not in self:
            self._update([*self, agent])

    def discard(self, agent: RowAgent) -> None:
        """Leave a member out of this set; it stays in the model."""
        if agent in self:
            self._become(self._take(np.flatnonzero(self.rows != agent.row)))

    def remove(self, agent: RowAgent) -> None:
        """Leave a member out of this set; it must be one. KeyError where it is none."""
        if agent not in self:
            raise KeyError(agent)
        self.discard(agent)


def rows_of(agents: Iterable[Any], population: Population | None = None) -> tuple[Population, npt.NDArray[np.intp]]:
    """The population of these agents, and their rows, each once.

    ValueError where they are not all of it; TypeError where there are none to tell it by.
    """
    members = list(dict.fromkeys(agents))
    population = population or next((agent.population for agent in members if isinstance(agent, RowAgent)), None)
    if population is None:
        raise TypeError("a set over rows is made of agents of one population; an empty one: agents.select(at_most=0)")
    for agent in members:
        if not isinstance(agent, RowAgent) or agent.population is not population:
            raise ValueError(f"{agent!r} is no row of this population")
    return population, np.array([agent.row for agent in members], dtype=np.intp)
