"""One individual of a population as a Mesa agent: a view of one row, made when asked for, and seldom kept."""

import weakref
from typing import Any, NoReturn

import mesa

from simulation.array_agents.population import Population


class RowAgent(mesa.Agent):
    """Reads its row's columns as attributes, always as they are now. Two views of one row are equal.

    A subclass adds what can be asked of an individual. It has no state of its own: views come and go, and
    only phases of the model change the population, or `ArrayAgentSet.set` for whole columns.
    """

    pos = None

    def __init__(self, population: Population, row: int) -> None:
        # Mesa's own __init__ would register the view and keep it for good.
        self.__dict__["_population"] = population
        self.__dict__["_row"] = row

    def __del__(self) -> None:
        """A view that is held weakly, as Mesa's own sets hold agents, must not vanish: its population keeps it."""
        if weakref.getweakrefcount(self):
            self.population.keep(self)

    @property
    def model(self) -> Any:
        """The model that the population belongs to."""
        return self.population.model

    @property
    def population(self) -> Population:
        """The columns that the view reads."""
        population: Population = self.__dict__["_population"]
        return population

    @property
    def row(self) -> int:
        """Where the individual stands in every column, from 0."""
        return int(self.__dict__["_row"])

    @property
    def unique_id(self) -> int:
        """Mesa's number of this agent, shared with no other agent of the model."""
        return self.population.first_id + self.row

    def __getattr__(self, name: str) -> Any:
        population = self.__dict__.get("_population")  # not there yet while a pickle is read
        if population is None or name not in population:
            raise AttributeError(f"{type(self).__name__} has no attribute '{name}'", name=name, obj=self)
        return population.cell(name, self.row)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(
            f"{self!r} is a view and cannot be changed: '{name}' is written by the phases of the model, "
            f"or for whole columns by the agent set's set('{name}', values); "
            "numbers of your own go into an array of your own, by agent.row"
        )

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{self!r} is a view and cannot be changed: '{name}'")

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.population.names})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RowAgent):
            return NotImplemented
        return self.population is other.population and self.row == other.row

    def __hash__(self) -> int:
        return hash((id(self.population), self.row))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.row}>"

    def remove(self) -> NoReturn:
        """A row stays: identity is the row, so it can be neither given back nor given to somebody else.

        So this raises TypeError.
        """
        raise TypeError(f"{self!r} is a row of a population and stays in its model; to leave it out of a set: "
                        "agents.select(lambda agent: agent != this)")  # fmt: skip

    @classmethod
    def create_agents(cls, model: Any, n: int, *args: Any, **kwargs: Any) -> NoReturn:
        """Rows are not created one by one. So this raises TypeError."""
        raise TypeError(f"{cls.__name__} is a row: model.add_rows({cls.__name__}, population) makes them all")
