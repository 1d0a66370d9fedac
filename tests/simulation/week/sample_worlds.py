"""A market of a few customers and two firms, every number of which a test has in its hands."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.engine.luck import Luck
from simulation.loyalty import LOYALTY_TYPES
from simulation.market.network import Network
from simulation.population.allocate import empty_world
from simulation.population.compile_parameters import nature_of
from simulation.scenario.scenario import Scenario
from simulation.state.tables import NEVER, NOBODY, World
from tests.simulation.sample_markets import market
from tests.simulation.sample_parameters import CONVICTION, JUDGEMENT, PRICES, RECOVERY, TENURE, TRAITS

LUCK = Luck(1, 2)
WEEK = 60
FIRMS = {
    "price": 10.0, "cents": 1000.0, "unit_cents": 600.0, "presence": 0.5, "performance": 0.7, "performance_after": 0.6,
    "is_open": 1.0, "availability": 1.0,
}  # fmt: skip
HELD = {
    "cumulative_satisfaction": 0.6, "expectation": 0.6, "reference_price": 10.0, "salience": 1.0, "reservation": 99.0,
}  # fmt: skip


@cache
def duopoly(customers: int) -> Scenario:
    """Nothing but sizes is taken from it."""
    return market({"firms.Corda": None, "firms.Dorra": None}, customers=customers)


def tiny(customers: int = 4, friends: dict[int, list[int]] | None = None, **columns: Any) -> World:
    """A world without past: everybody needs something, thinks of both firms, expects 10.00 and a performance of 0.6.

    `columns` fill columns of customers, relationships or firms; `friends` are the acquaintances of each customer.
    """
    lists = [(friends or {}).get(i, []) for i in range(customers)]
    offsets: np.ndarray = np.cumsum([0, *map(len, lists)], dtype=np.int64)
    neighbours = np.array([k for one in lists for k in one], np.int32)
    world = empty_world(duopoly(customers), Network(offsets, neighbours))
    world.customers.identity[:] = np.arange(customers)
    world.customers.rate[:] = 5.0
    world.customers.previous_choice[:] = NOBODY
    for name, value in {**FIRMS, **HELD, **columns}.items():
        tables = (world.firms, world.attributes, world.relationships, world.customers)
        table = next(t for t in tables if name in t._fields)
        getattr(table, name)[:] = value
    world.customers.is_told[:] = [any(world.customers.news[k] != 0 for k in one) for one in lists]
    return world


@cache
def usual() -> Nature:
    """The nature of the baseline."""
    return nature_of(market())


def human(**parts: Any) -> Nature:
    """The tests' own nature, without look-ups, changes of life or noise; `parts` replace fields of blocks."""
    traits = TRAITS._replace(search=0.0, **parts.pop("traits", {}))
    base = usual()
    nature = replace(
        base,
        types=(traits,) * len(LOYALTY_TYPES),
        purchases=base.purchases._replace(
            renewal=0.0, outside_appeal=-50.0, stockpiling=0.0, expansion=0.0, own_price=0.5, variety_seeking=0.0
        ),
        attention=base.attention._replace(forgetting=0.1, promotion=0.5, hearsay=0.5),
        reference_price=PRICES,
        experience=base.experience._replace(noise=0.0, fit=0.0, minor_loss=0.25, major_loss=0.6, wait_loss=0.2),
        satisfaction=JUDGEMENT,
        conviction=CONVICTION,
        recovery=RECOVERY,
        word_of_mouth=base.word_of_mouth._replace(
            praise=1.0,
            warning=1.0,
            hears_praise=1.0,
            hears_warning=1.0,
            praise_effect=0.2,
            warning_effect=0.15,
            keep=0.5,
        ),
        tenure=TENURE,
        bonds=base.bonds._replace(alliance=0.0, barrier=0.0, empathy=0.0, warmth=0.0),
        reputation=base.reputation._replace(pace=0.0, weight=0.0),
        voice=base.voice._replace(for_good=0.0, alternatives=0.0),
        difficult=base.difficult._replace(share=0.0),
    )
    return replace(nature, **{name: getattr(nature, name)._replace(**values) for name, values in parts.items()})


def moment(week: int = WEEK, demand: float = 1.0) -> Moment:
    """A week long after the start, all of them reported."""
    return Moment(luck=LUCK, week=week, demand=demand, lapse_weeks=26, reported_week=week, base_weeks=39)


def visit(world: World, i: int, j: int, **columns: Any) -> int:
    """A trip of customer i that ended at firm j, contentedly unless said otherwise; returns its row."""
    row = int(world.visits.trips[0])
    world.visits.trips[0] = row + 1
    told = {"customer": i, "firm": j, "quantity": 1, "previous": NOBODY, "performance": 0.7, "satisfaction": 0.7,
            "satisfaction_before": 0.6, "considered": 3, "paid": 1000, **columns}  # fmt: skip
    for name, value in told.items():
        getattr(world.visits, name)[row] = value
    return row


__all__ = ["LUCK", "NEVER", "NOBODY", "WEEK", "human", "moment", "tiny", "visit"]
