"""Prices as one customer meets them: what a unit costs it now, with its years at the firm and what its shelf shows."""

import numpy as np

from simulation.behavior.moment import Moment
from simulation.engine.compiling import rule
from simulation.state.tables import NEVER, World

WEEKS_A_YEAR = 52.0


@rule
def years_with(world: World, moment: Moment, i: int, j: int) -> float:
    """Years since customer i first bought from firm j."""
    since = world.relationships.first_purchase[j, i]
    return 0.0 if since == NEVER else float((moment.week - since) / WEEKS_A_YEAR)


@rule
def by_year(shares: np.ndarray, years: float) -> float:
    """The entry of a year of tenure; the last one holds for all later years. `shares` has the shape (years,)."""
    return float(shares[min(int(years), shares.size - 1)])


@rule
def weeks_behind(world: World, i: int) -> int:
    """How many weeks old the offers on customer i's shelf are: groups by identity, each later than the one before."""
    return 0 if world.shelves == 1 else int(world.customers.identity[i] % world.shelves) * world.shelf_shift


@rule
def on_shelf(now: np.ndarray, earlier: np.ndarray, j: int, behind: int) -> float:
    """A number of firm j's shelf so many weeks ago. `now` has the shape (firms,), `earlier` (firms, weeks)."""
    return float(now[j]) if behind == 0 else float(earlier[j, behind - 1])


@rule
def depth_for(world: World, i: int, j: int) -> float:
    """Depth of the promotion of firm j that customer i sees, 0-1."""
    return on_shelf(world.firms.depth, world.earlier.depth, j, weeks_behind(world, i))


@rule
def display_for(world: World, i: int, j: int) -> float:
    """How prominently customer i sees firm j displayed, 0-1."""
    return on_shelf(world.firms.display, world.earlier.display, j, weeks_behind(world, i))


@rule
def price_for(world: World, moment: Moment, i: int, j: int) -> float:
    """What firm j asks of customer i for a unit this week, money."""
    years = 0.0 if world.premium.size == 1 else years_with(world, moment, i, j)  # a column less to look at
    asked = on_shelf(world.firms.price, world.earlier.price, j, weeks_behind(world, i))
    return asked * (1.0 + by_year(world.premium, years))
