"""The judgement: what was felt is held against what was expected, and the firm is remembered accordingly."""

import numpy as np

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.behavior.psychology import (
    clip,
    familiarity,
    felt_satisfaction,
    learned_expectation,
    smoothed,
    unfairness,
)
from simulation.behavior.relationship_marketing import believed, disillusioned
from simulation.behavior.standards import held_to, leniency_of, memory_after, taken_for_granted
from simulation.engine.compiling import phase, row
from simulation.state.tables import NOBODY, World
from simulation.week.price import price_for
from simulation.week.reach import fair_price

WRITES = (
    "visits.broken", "visits.satisfaction", "visits.satisfaction_before", "relationships.cumulative_satisfaction",
    "relationships.expectation", "relationships.affect", "relationships.conviction",
)  # fmt: skip


@row
def promised_performance(world: World, nature: Nature, i: int, j: int) -> float:
    """Performance that customer i believes the firm to have promised beyond what i has come to expect."""
    if world.firms.promise[j] == 0.0:
        return 0.0
    known = familiarity(np.float64(world.relationships.purchases[j, i]), nature.reference_price.half_familiarity)
    return believed(world.firms.promise[j] * (1.0 - world.firms.disbelief[j]), known, nature.messages)


@row
def find_out(world: World, nature: Nature, v: int, broken: float) -> None:
    """The promise is held against what came of it: trust goes, and with it affect and conviction."""
    i, j = int(world.visits.customer[v]), int(world.visits.firm[v])
    relations, short = world.relationships, max(broken, 0.0)
    relations.affect[j, i] = disillusioned(np.float64(relations.affect[j, i]), short, nature.messages)
    relations.conviction[j, i] = disillusioned(np.float64(relations.conviction[j, i]), short, nature.messages)
    world.visits.broken[v] = short


@row
def expected_elsewhere(world: World, i: int, j: int) -> float:
    """Performance that customer i expects of the other firms that are open, their mean; of j itself without any."""
    total, others = 0.0, 0
    for other in range(world.firms.price.size):
        if other != j and world.firms.is_open[other] > 0.0:
            total += np.float64(world.relationships.expectation[other, i])
            others += 1
    return total / others if others > 0 else float(np.float64(world.relationships.expectation[j, i]))


@row
def standards(world: World, nature: Nature, i: int, j: int) -> tuple[float, float]:
    """By what customer i judges firm j, promises aside, and what of it is taken for granted; performance, 0-1."""
    judgement, expectation = nature.satisfaction, np.float64(world.relationships.expectation[j, i])
    if judgement.norm == 0.0 and judgement.habituation == 0.0:
        return float(expectation), 0.0
    elsewhere = expected_elsewhere(world, i, j)
    granted = taken_for_granted(expectation, elsewhere, judgement.habituation)
    return held_to(expectation, elsewhere, judgement.norm), granted


@row
def pleasure_of(world: World, nature: Nature, moment: Moment, v: int, promised: float) -> float:
    """Satisfaction with the encounter, 0-1, whatever it cost."""
    i, j = int(world.visits.customer[v]), int(world.visits.firm[v])
    performance, judgement = np.float64(world.visits.performance[v]), nature.satisfaction
    yardstick, granted = standards(world, nature, i, j)
    felt = felt_satisfaction(performance, performance - granted, yardstick + promised, judgement)
    lenient = leniency_of(moment.luck, int(world.customers.identity[i]), judgement.leniency)
    return clip(felt + lenient, 0.0, 1.0)


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
            promised = promised_performance(world, nature, i, j)
            pleasure = pleasure_of(world, nature, moment, v, promised)
            visits.broken[v] = 0.0
            if promised > 0.0:
                find_out(world, nature, v, min(expectation + promised - performance, promised))
            fair = fair_price(world, nature, i, j)
            overcharged = unfairness(price_for(world, moment, i, j), fair, latitude, fairness)
            satisfaction = clip(pleasure - overcharged, 0.0, judgement.ceiling)
            before = np.float64(relations.cumulative_satisfaction[j, i])
            purchases = np.float64(relations.purchases[j, i])
            visits.satisfaction[v] = satisfaction
            visits.satisfaction_before[v] = before
            kept = memory_after(satisfaction, judgement)
            relations.cumulative_satisfaction[j, i] = smoothed(before, satisfaction, kept)
            relations.expectation[j, i] = learned_expectation(expectation, performance, purchases, judgement)
