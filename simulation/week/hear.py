"""Word of mouth: what acquaintances said last week, what is rumoured, and how both fade."""

import numpy as np

from simulation.chance import HEAR, RUMOUR, four, uniform
from simulation.compiling import phase, row, rule
from simulation.nature import Moment, Nature
from simulation.state import World

WRITES = ("relationships.word_of_mouth", "relationships.salience", "relationships.affect", "relationships.conviction")


@rule
def raised(salience: float, by: float) -> float:
    """Salience after something brought the firm to mind."""
    return salience + by * (1.0 - salience)


@row
def fade(world: World, nature: Nature, start: int, stop: int) -> None:
    """Time passes: hearsay and affect fade, salience returns to the firm's presence, unhappy loyalty wears away."""
    relations, kinds, types = world.relationships, world.customers.loyalty_type, nature.types
    forgetting, keep_talk = nature.attention.forgetting, nature.word_of_mouth.keep
    wear, gate = 1.0 - nature.conviction.decay, nature.satisfaction.gate
    for i in range(start, stop):
        keep = types[0].affect_keep
        for kind in range(1, len(types)):
            keep = types[kind].affect_keep if kinds[i] == kind else keep
        for j in range(world.firms.price.size):
            salience = np.float64(relations.salience[j, i])
            relations.salience[j, i] = salience + forgetting * (world.firms.presence[j] - salience)
            relations.word_of_mouth[j, i] = np.float64(relations.word_of_mouth[j, i]) * keep_talk
            unhappy = wear if np.float64(relations.cumulative_satisfaction[j, i]) < gate else 1.0
            relations.affect[j, i] = np.float64(relations.affect[j, i]) * keep * unhappy
            relations.conviction[j, i] = np.float64(relations.conviction[j, i]) * unhappy


@row
def listen(world: World, nature: Nature, moment: Moment, i: int) -> None:
    """What acquaintances tell this customer: praise draws, warning repels, both bring the firm to mind."""
    relations, talk = world.relationships, nature.word_of_mouth
    identity = int(world.customers.identity[i])
    drawn_block = -1
    chances = (0.0, 0.0, 0.0, 0.0)
    for place in range(world.offsets[i], world.offsets[i + 1]):
        news = world.customers.news[world.neighbours[place]]
        if news == 0:
            continue
        k = int(place - world.offsets[i])
        if k >> 2 != drawn_block:
            drawn_block = k >> 2
            chances = four(moment.luck, moment.week, identity, HEAR, drawn_block)
        j = abs(news) - 1
        hears = talk.hears_praise if news > 0 else talk.hears_warning
        if chances[k & 3] < hears:
            effect = talk.praise_effect if news > 0 else -talk.warning_effect
            relations.word_of_mouth[j, i] = np.float64(relations.word_of_mouth[j, i]) + effect
            relations.salience[j, i] = raised(np.float64(relations.salience[j, i]), nature.attention.hearsay)


@row
def hear_rumours(world: World, nature: Nature, moment: Moment, i: int) -> None:
    """What is said in public about the firms reaches a part of the customers."""
    relations = world.relationships
    for j in range(world.firms.price.size):
        if world.firms.rumour[j] == 0.0:
            continue
        if uniform(moment.luck, moment.week, int(world.customers.identity[i]), RUMOUR, j) < world.firms.rumour_reach[j]:
            heard = np.float64(relations.word_of_mouth[j, i]) + world.firms.rumour[j]
            relations.word_of_mouth[j, i] = heard
            relations.salience[j, i] = raised(np.float64(relations.salience[j, i]), nature.attention.hearsay)


@rule
def any_rumour(rumours: np.ndarray) -> bool:
    """Whether any firm is talked about in public. `rumours` has the shape (firms,), each -1 to 1."""
    largest = 0.0
    for rumour in rumours:
        largest = max(largest, abs(rumour))
    return largest > 0.0


@phase
def hear(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """A week has passed; then acquaintances and rumours are heard."""
    has_rumour = any_rumour(world.firms.rumour)
    has_acquaintances = world.neighbours.size > 0
    for chunk in range(first, last):
        start = chunk * world.chunk_size
        stop = min(start + world.chunk_size, world.customers.rate.size)
        fade(world, nature, start, stop)
        for i in range(start, stop):
            if has_acquaintances:
                listen(world, nature, moment, i)
            if has_rumour:
                hear_rumours(world, nature, moment, i)
