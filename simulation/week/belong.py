"""Whose customer each is: its main firm in the window that ends now, and in the window before that one."""

import numpy as np

from simulation.engine.compiling import phase, row, rule
from simulation.state.tables import NOBODY, World


@rule
def main_firm(units: np.ndarray, last_purchase: np.ndarray) -> int:
    """Place of the firm that most units were bought from, of those that tie the one bought from last; or NOBODY.

    Both of the shape (firms,): units bought within a window, and the week of the last purchase in it.
    """
    main = NOBODY
    for j in range(units.size):
        if units[j] <= 0:
            continue
        lead = 1 if main == NOBODY else units[j] - units[main]
        if lead > 0 or (lead == 0 and last_purchase[j] > last_purchase[main]):
            main = j
    return main


@row
def belong(world: World, i: int) -> None:
    """Find the main firm of customer i in the window that ends now."""
    relations = world.relationships
    world.customers.main_firm[i] = main_firm(relations.recent_units[:, i], relations.last_purchase[:, i])


@row
def belonged(world: World, i: int) -> None:
    """Find the main firm of customer i in the window before."""
    relations = world.relationships
    world.customers.former_main[i] = main_firm(relations.former_units[:, i], relations.former_purchase[:, i])


@row
def take_up(world: World, v: int) -> None:
    """A purchase enters the window that ends now."""
    i, j = int(world.visits.customer[v]), int(world.visits.firm[v])
    world.relationships.recent_units[j, i] += world.visits.quantity[v]
    belong(world, i)


@phase
def move_on(world: World, week: int, gaps: np.ndarray, bought: np.ndarray) -> None:
    """Purchases of a week leave the window that ends now for the one before; columns as in `list_purchases`, int64."""
    i, firms, relations = 0, world.firms.price.size, world.relationships
    for purchase in range(gaps.size):
        i += gaps[purchase]
        j, units = bought[purchase] % firms, bought[purchase] // firms
        relations.recent_units[j, i] -= units
        relations.former_units[j, i] += units
        relations.former_purchase[j, i] = week
        belong(world, i)
        belonged(world, i)


@phase
def move_out(world: World, gaps: np.ndarray, bought: np.ndarray) -> None:
    """Purchases of a week leave the earlier window too; columns as in `list_purchases`, int64."""
    i, firms = 0, world.firms.price.size
    for purchase in range(gaps.size):
        i += gaps[purchase]
        world.relationships.former_units[bought[purchase] % firms, i] -= bought[purchase] // firms
        belonged(world, i)
