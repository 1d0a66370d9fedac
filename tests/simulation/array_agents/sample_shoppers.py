"""A small market twice: shoppers as rows of a population, and the same shoppers as one Mesa object each."""

from typing import Any

import mesa
import numpy as np

from simulation.array_agents import ArrayModel, Population, RowAgent

SHOPPERS = 7


def columns() -> dict[str, np.ndarray]:
    return {
        "kind": np.array([2, 0, 1, 2, 2, 0, 1], dtype=np.int8),
        "mood": np.array([0.5, 0.25, 0.75, 0.5, 0.125, 1.0, 0.5], dtype=np.float32),
        "visits": np.array([3, 0, 2, 9, 9, 1, 4], dtype=np.int64),
        "is_new": np.array([True, False, True, True, False, False, True]),
    }


def relations() -> dict[str, np.ndarray]:
    return {"trust": np.arange(2 * SHOPPERS, dtype=np.float32).reshape(2, SHOPPERS) / 16}


def population() -> Population:
    return Population(columns(), relations(), read_only=("kind",))


class Shopper(RowAgent):
    @property
    def doubled(self) -> float:
        return 2.0 * self.mood

    def shifted(self, by: float, *, times: int = 1) -> float:
        return self.mood + by * times


class Shop(mesa.Agent):
    def __init__(self, model: Any, price: float) -> None:
        super().__init__(model)
        self.price = price

    def step(self) -> None:
        self.price += 1.0


class Market(ArrayModel):
    """Two shops made before the shoppers, one after; each week every mood is halved."""

    def __init__(self, rng: int | None = 1, weeks: int = 3) -> None:
        super().__init__(rng=rng)
        self.weeks = weeks
        Shop.create_agents(self, 2, [4.0, 5.0])
        self.shoppers = self.add_rows(Shopper, population())
        Shop(self, 6.0)
        self.datacollector = mesa.DataCollector(
            model_reporters={"mood": mean_mood},
            agenttype_reporters={Shopper: {"mood": read_mood}, Shop: {"price": read_price}},
        )

    def step(self) -> None:
        self.shoppers.population.columns["mood"] *= np.float32(0.5)
        self.agents_by_type[Shop].do("step")
        self.datacollector.collect(self)
        self.running = self.steps < self.weeks


def mean_mood(model: Market) -> float:
    return float(model.shoppers.agg("mood", np.mean))


def read_mood(agent: Any) -> float:
    return float(agent.mood)


def read_price(agent: Any) -> float:
    return float(agent.price)


class Plain(mesa.Agent):
    """A shopper as one Mesa object."""

    def __init__(self, model: Any, row: int) -> None:
        super().__init__(model)
        self.row = row
        for name, values in columns().items():
            setattr(self, name, values[row].item())
        self.trust = relations()["trust"][:, row].astype(float)

    @property
    def doubled(self) -> float:
        return 2.0 * self.mood

    def shifted(self, by: float, *, times: int = 1) -> float:
        return self.mood + by * times


class PlainMarket(mesa.Model):
    def __init__(self, rng: int = 1) -> None:
        super().__init__(rng=rng)
        self.shoppers = Plain.create_agents(self, SHOPPERS, list(range(SHOPPERS)))
