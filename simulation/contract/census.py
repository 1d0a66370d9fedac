"""The census of contracts: every firm's customers and their states, by loyalty type."""

import numpy as np

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.behavior.psychology import likelihood_to_recommend
from simulation.engine.compiling import phase
from simulation.state import counts as m
from simulation.state.tables import NOBODY, World
from simulation.week.census import DETRACTOR, PROMOTER, YEAR


@phase
def take_contract_census(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """Count who is under contract with whom, since when, and add up what they think of it."""
    contracts, relations, kinds = world.contracts, world.relationships, world.customers.loyalty_type
    for chunk in range(first, last):
        counts, sums, start = world.tally.counts[chunk], world.tally.sums[chunk], chunk * world.chunk_size
        for i in range(start, min(start + world.chunk_size, kinds.size)):
            j = int(contracts.firm[i])
            if j == NOBODY:
                continue
            kind = int(kinds[i])
            satisfaction = np.float64(relations.cumulative_satisfaction[j, i])
            affect = np.float64(relations.affect[j, i])
            answer = likelihood_to_recommend(satisfaction, affect, nature.recommendation)
            counts[m.ACTIVE, j, kind] += 1
            counts[m.PROMOTERS, j, kind] += answer >= PROMOTER
            counts[m.DETRACTORS, j, kind] += answer < DETRACTOR
            counts[m.MAINS_KEPT, j, kind] += contracts.start[i] <= moment.week - YEAR
            sums[m.SATISFACTION, j, kind] += satisfaction
            sums[m.AFFECT, j, kind] += affect
            sums[m.CONVICTION, j, kind] += np.float64(relations.conviction[j, i])
            sums[m.HABIT, j, kind] += np.float64(relations.habit[j, i])
