"""The judgement: what was felt is held against what was expected, and the firm is remembered accordingly."""

import numpy as np

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.behavior.psychology import (
    clip,
    disconfirmed_satisfaction,
    familiarity,
    learned_expectation,
    smoothed,
    unfairness,
)
from simulation.behavior.relationship_marketing import believed, disillusioned
from simulation.engine.compiling import phase, row
from simulation.state.tables import NOBODY, World
from simulation.week.price import fair_price, price_for

WRITES = (
    "visits.satisfaction", "visits.satisfaction_before", "relationships.cumulative_satisfaction",
    "relationships.expectation", "relationships.affect", "relationships.conviction",
)  # fmt: skip


@row
def promised_performance(world: World, nature: Nature, i: int, j: int) -> float:
    """Performance that customer i believes the firm to have promised beyond what i has come to expect."""
    if world.firms.promise[j] == 0.0:
        return 0.0
    known = familiarity(np.float64(world.relationships.purchases[j, i]), nature.reference_price.half_familiarity)
    return believed(world.firms.promise[j], known, nature.messages)


@row
def find_out(world: World, nature: Nature, i: int, j: int, broken: float) -> None:
    """The promise is held against what came of it: trust goes, and with it affect and conviction."""
    relations, short = world.relationships, max(broken, 0.0)
    relations.affect[j, i] = disillusioned(np.float64(relations.affect[j, i]), short, nature.messages)
    relations.conviction[j, i] = disillusioned(np.float64(relations.conviction[j, i]), short, nature.messages)


@phase
def judge(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """Everybody who bought judges the encounter and learns from it."""
    visits, relations, judgement = world.visits, world.relationships, nature.satisfaction
    latitude = nature.reference_price.latitude
    for chunk in range(first, last):
        start = chunk * world.chunk_size
        for v in range(start, start + visits.trips[chunk]):
            j = int(visits.firm[v])
            if j == NOBODY:
                continue
            i = int(visits.customer[v])
            performance = np.float64(visits.performance[v])
            expectation = np.float64(relations.expectation[j, i])
            fairness = nature.types[world.customers.loyalty_type[i]].fairness
            hope = expectation + promised_performance(world, nature, i, j)
            felt = disconfirmed_satisfaction(performance, hope, judgement)
            if hope > expectation:
                find_out(world, nature, i, j, hope - performance)
            fair = fair_price(world, nature, i, j)
            overcharged = unfairness(price_for(world, moment, i, j), fair, latitude, fairness)
            satisfaction = clip(felt - overcharged, 0.0, judgement.ceiling)
            before = np.float64(relations.cumulative_satisfaction[j, i])
            purchases = np.float64(relations.purchases[j, i])
            visits.satisfaction[v] = satisfaction
            visits.satisfaction_before[v] = before
            relations.cumulative_satisfaction[j, i] = smoothed(before, satisfaction, judgement.memory)
            relations.expectation[j, i] = learned_expectation(expectation, performance, purchases, judgement)
