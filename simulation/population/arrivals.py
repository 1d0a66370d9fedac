"""How many come into the category in a week, and who is in it."""

import numpy as np

from simulation.loyalty import LOYALTY_TYPES
from simulation.scenario.parameters.need import ComingAndGoing
from simulation.state.tables import NEVER, World

WEEKS_A_YEAR = 52


def arrivals_of(coming: ComingAndGoing, reported_week: int) -> float:
    """Newcomers of a week, as a share of all places; reported weeks count from 1, burn-in up to 0."""
    if 1 <= reported_week <= len(coming.by_week):
        return coming.by_week[reported_week - 1]
    return 0.0 if coming.by_week else coming.arrivals / WEEKS_A_YEAR


def arrival_chance(coming: ComingAndGoing, world: World, week: int, reported_week: int) -> float:
    """The chance of each vacant place to be taken in a week, 0-1; 0 where there is none."""
    expected = arrivals_of(coming, reported_week) * world.customers.rate.size
    if expected <= 0.0:
        return 0.0
    vacant_from = world.customers.vacant_from
    vacant = int(np.count_nonzero((vacant_from != NEVER) & (vacant_from <= week)))
    return min(expected / vacant, 1.0) if vacant else 0.0


def gone_since(world: World, vacancy: float, since: int) -> np.ndarray:
    """Whether each customer dropped out after a week of the run, shape (customers,), bool.

    `vacancy` are the weeks for which the place of who dropped out is kept.
    """
    vacant_from = world.customers.vacant_from.astype(np.int64)
    return np.asarray((vacant_from != NEVER) & (vacant_from - int(vacancy) > since))


def dropout_of(world: World, vacancy: float, week: int) -> float:
    """Share of those who were in the market within the last year who have dropped out, 0-1."""
    went = int(np.count_nonzero(gone_since(world, vacancy, week - WEEKS_A_YEAR)))
    return went / max(went + int(np.count_nonzero(world.customers.vacant_from == NEVER)), 1)


def people_of(world: World, vacancy: float, week: int) -> np.ndarray:
    """Customers of each type who were in the market within the last year, shape (types,), float64."""
    kinds = world.customers.loyalty_type
    is_there = (world.customers.vacant_from == NEVER) | gone_since(world, vacancy, week - WEEKS_A_YEAR)
    return np.bincount(kinds[is_there], minlength=len(LOYALTY_TYPES)).astype(float)
