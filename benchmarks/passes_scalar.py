"""The passes over everybody as one scalar compiled loop a customer, with branches: how one would write them first."""

import numpy as np

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.behavior.psychology import likelihood_to_recommend, surely_needs_nothing
from simulation.engine.chance import four
from simulation.engine.compiling import phase
from simulation.state import counts as m
from simulation.state.decisions import NEED
from simulation.state.tables import World
from simulation.week.census import DETRACTOR, PROMOTER, YEAR
from simulation.week.hear import returned
from simulation.week.price import WEEKS_A_YEAR


@phase
def fade(world: World, nature: Nature) -> None:
    """Customer by customer, firm by firm."""
    held = world.relationships
    for i in range(world.customers.rate.size):
        keep = nature.types[world.customers.loyalty_type[i]].affect_keep
        for j in range(world.firms.price.size):
            unhappy = np.float64(held.cumulative_satisfaction[j, i]) < nature.satisfaction.minimum
            wear = 1.0 - nature.conviction.decay if unhappy else 1.0
            salience, presence = np.float64(held.salience[j, i]), world.firms.presence[j]
            held.salience[j, i] = returned(salience, presence, nature.attention.forgetting)
            held.word_of_mouth[j, i] = np.float64(held.word_of_mouth[j, i]) * nature.word_of_mouth.keep
            held.affect[j, i] = np.float64(held.affect[j, i]) * keep * wear
            held.conviction[j, i] = np.float64(held.conviction[j, i]) * wear


@phase
def find_busy(world: World, nature: Nature, moment: Moment) -> int:
    """Draw, ask, list; customer by customer."""
    end, renewal = 0, nature.purchases.renewal / WEEKS_A_YEAR
    for i in range(world.customers.rate.size):
        chances = four(moment.luck, moment.week, int(world.customers.identity[i]), NEED, 0)
        is_idle = surely_needs_nothing(np.float64(world.customers.rate[i]) * moment.demand, chances[0])
        if not is_idle or chances[1] < renewal:
            world.visits.customer[end] = i
            end += 1
    return end


@phase
def census(world: World, nature: Nature, moment: Moment) -> None:
    """Condition by condition; customer by customer, firm by firm."""
    held, customers, counts, sums = world.relationships, world.customers, world.tally.counts[0], world.tally.sums[0]
    world.tally.counts[:] = 0
    world.tally.sums[:] = 0.0
    since, window = moment.week - moment.lapse_weeks, moment.week - min(moment.reported_week, YEAR) + 1
    base = moment.week - moment.base_weeks
    for i in range(customers.rate.size):
        kind = customers.loyalty_type[i]
        for j in range(world.firms.price.size):
            newest = held.last_purchase[j, i]
            if newest >= window:
                counts[m.BUYERS, j, kind] += 1
                counts[m.BUYERS_UNITS, j, kind] += customers.window_units[i]
                counts[m.BUYERS_CENTS, j, kind] += customers.window_cents[i]
            active = newest > since
            if held.earlier_purchase[j, i] > since - YEAR:
                counts[m.EARLIER_ACTIVE, j, kind] += 1
                counts[m.KEPT, j, kind] += active
            counts[m.STARTERS, j, kind] += held.was_active[j, i]
            counts[m.BASE, j, kind] += newest > base
            if held.earlier_purchase[j, i] > base - YEAR:
                counts[m.STAYED_TRIPS, j, kind] += held.year_trips[j, i]
            if active:
                satisfaction, affect = np.float64(held.cumulative_satisfaction[j, i]), np.float64(held.affect[j, i])
                answer = likelihood_to_recommend(satisfaction, affect, nature.recommendation)
                counts[m.ACTIVE, j, kind] += 1
                counts[m.STARTERS_KEPT, j, kind] += held.was_active[j, i]
                counts[m.PROMOTERS, j, kind] += answer >= PROMOTER
                counts[m.DETRACTORS, j, kind] += answer < DETRACTOR
                sums[m.SATISFACTION, j, kind] += satisfaction
                sums[m.CONVICTION, j, kind] += np.float64(held.conviction[j, i])
                sums[m.AFFECT, j, kind] += affect
                sums[m.HABIT, j, kind] += np.float64(held.habit[j, i])
