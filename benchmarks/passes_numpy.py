"""The passes over everybody as NumPy arrays: the baseline that everything compiled has to beat."""

import numpy as np

from simulation.behavior.moment import Moment
from simulation.model import LoyaltyModel
from simulation.state.decisions import NEED
from simulation.week.census import DETRACTOR, GRAIN, PROMOTER, YEAR
from simulation.week.price import WEEKS_A_YEAR
from tests.oracle.drawn import philox

STATES = ("cumulative_satisfaction", "conviction", "affect", "habit")


def bounds(moment: Moment) -> tuple[int, int, int, int, int]:
    """Weeks that tell active customers, buyers of the window, the base; who was active, and of the base, a year ago."""
    since, base = moment.week - moment.lapse_weeks, moment.week - moment.base_weeks
    return since, moment.week - min(moment.reported_week, YEAR) + 1, base, since - YEAR, base - YEAR


def fade(model: LoyaltyModel) -> None:
    """Whole columns at a time."""
    nature, world = model.nature, model.world
    held, kinds = world.relationships, world.customers.loyalty_type
    keep = np.array([kind.affect_keep for kind in nature.types])[kinds]
    unhappy = np.where(held.cumulative_satisfaction < nature.satisfaction.minimum, 1.0 - nature.conviction.decay, 1.0)
    presence = world.firms.presence[:, None]
    salience = held.salience.astype(float)
    held.salience[:] = salience + nature.attention.forgetting * (presence - salience)
    held.word_of_mouth[:] = held.word_of_mouth.astype(float) * nature.word_of_mouth.keep
    held.affect[:] = held.affect.astype(float) * keep * unhappy
    held.conviction[:] = held.conviction.astype(float) * unhappy


def find_busy(model: LoyaltyModel) -> int:
    """Luck of everybody, then who may need something."""
    customers, moment = model.world.customers, model.moment
    zeros = np.zeros(customers.rate.size, np.uint64)
    counter = customers.identity.astype(np.uint64), zeros + np.uint64(moment.week), zeros + np.uint64(NEED), zeros
    needs, changes = ((word + 0.5) * 2.0**-32 for word in philox(moment.luck, counter)[:2])
    is_idle = needs <= 1.0 - customers.rate.astype(float) * moment.demand
    return int(np.flatnonzero(~(is_idle & (changes >= model.nature.purchases.renewal / WEEKS_A_YEAR))).size)


def census(model: LoyaltyModel) -> np.ndarray:
    """One condition a column, added up type by type."""
    held, customers = model.world.relationships, model.world.customers
    since, window, base, before, base_before = bounds(model.moment)
    satisfaction, affect = held.cumulative_satisfaction.astype(float), held.affect.astype(float)
    told = model.nature.recommendation
    answer = 10.0 * np.clip(told.satisfaction * satisfaction + told.affect * affect + told.base, 0.0, 1.0)
    active, was, buyer = held.last_purchase > since, held.earlier_purchase > before, held.last_purchase >= window
    columns = [active, active & (answer >= PROMOTER), active & (answer < DETRACTOR), buyer, held.last_purchase > base]
    columns += [was, was & active, held.was_active, held.was_active & active]
    columns += [buyer * customers.window_units, buyer * customers.window_cents]
    columns += [(held.earlier_purchase > base_before) * held.year_trips]
    columns += [active * np.trunc(getattr(held, name).astype(float) * GRAIN) for name in STATES]
    kinds, types = customers.loyalty_type, len(model.nature.types)
    return np.array([[np.bincount(kinds, row, types) for row in column] for column in columns]).transpose(0, 2, 1)
