"""Word of mouth: what acquaintances said last week, what is rumoured, and how both fade."""

import numpy as np

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.behavior.psychology import familiarity
from simulation.behavior.relationship_marketing import touched
from simulation.engine.chance import four, uniform
from simulation.engine.compiling import phase, row, rule
from simulation.state.decisions import HEAR, RUMOUR
from simulation.state.tables import World
from simulation.week.cell_blocks import block_size, flat

WRITES = ("relationships.word_of_mouth", "relationships.salience", "relationships.affect", "relationships.conviction",
          "customers.is_told")  # fmt: skip


@rule
def raised(salience: float, by: float) -> float:
    """Salience after something brought the firm to mind."""
    return salience + by * (1.0 - salience)


@rule
def returned(salience: float, presence: float, forgetting: float) -> float:
    """Salience a week later, on its way back to the firm's presence."""
    return salience + forgetting * (presence - salience)


@row
def lay_out(world: World, nature: Nature, chunk: int, start: int, stop: int) -> None:
    """Lay out, cell by cell, what differs by firm (its presence) and by type (how much affect is kept)."""
    firms, kinds = world.firms.price.size, world.customers.loyalty_type[start:stop]
    presence, keep, own, of_type, _ = world.scratch.reals[chunk]
    for kind in range(len(nature.types)):
        of_type[kind] = nature.types[kind].affect_keep
    for place in range(kinds.size):
        own[place] = of_type[kinds[place]]
    for j in range(firms):
        for place in range(kinds.size):
            presence[place * firms + j] = world.firms.presence[j]
            keep[place * firms + j] = own[place]


@rule
def pace_of(kind: int, nature: Nature) -> float:
    """Share of salience that a customer of this type loses in a week."""
    return min(nature.attention.forgetting * nature.types[kind].forgetting, 1.0)


@rule
def forget_alike(nature: Nature) -> bool:
    """Whether all types forget firms at the same pace."""
    is_alike = True
    for kind in range(1, len(nature.types)):
        is_alike &= nature.types[kind].forgetting == nature.types[0].forgetting
    return is_alike


@row
def lay_out_pace(world: World, nature: Nature, chunk: int, start: int, stop: int) -> None:
    """Lay out, cell by cell, how fast firms are forgotten."""
    firms, kinds = world.firms.price.size, world.customers.loyalty_type[start:stop]
    pace, of_type = world.scratch.reals[chunk, 4], world.scratch.reals[chunk, 3]
    for kind in range(len(nature.types)):
        of_type[kind] = pace_of(kind, nature)
    for place in range(kinds.size):
        for j in range(firms):
            pace[place * firms + j] = of_type[kinds[place]]


@row
def forget_block(world: World, nature: Nature, chunk: int, start: int, stop: int) -> None:
    """Salience returns to the firms' presence for customers `start` to `stop` - 1."""
    firms = world.firms.price.size
    first, last = start * firms, stop * firms
    salience = flat(world.relationships.salience)[first:last]
    presence = world.scratch.reals[chunk, 0][: last - first]
    if forget_alike(nature):
        shared = pace_of(0, nature)
        for cell in range(salience.size):
            salience[cell] = returned(np.float64(salience[cell]), presence[cell], shared)
        return
    lay_out_pace(world, nature, chunk, start, stop)
    pace = world.scratch.reals[chunk, 4][: last - first]
    for cell in range(salience.size):
        salience[cell] = returned(np.float64(salience[cell]), presence[cell], pace[cell])


@row
def fade_block(world: World, nature: Nature, chunk: int, start: int, stop: int) -> None:
    """A week passes for customers `start` to `stop` - 1: short passes without branches over all their cells."""
    relations, firms = world.relationships, world.firms.price.size
    first, last = start * firms, stop * firms
    forget_block(world, nature, chunk, start, stop)
    affect, conviction = flat(relations.affect)[first:last], flat(relations.conviction)[first:last]
    talk = flat(relations.word_of_mouth)[first:last]
    satisfaction = flat(relations.cumulative_satisfaction)[first:last]
    keep = world.scratch.reals[chunk, 1][: last - first]
    wear, gate = 1.0 - nature.conviction.decay, nature.satisfaction.minimum
    for cell in range(talk.size):
        talk[cell] = np.float64(talk[cell]) * nature.word_of_mouth.keep
    if gate <= 0.0:  # nobody is that unhappy
        for cell in range(affect.size):
            affect[cell] = np.float64(affect[cell]) * keep[cell]
        return
    for cell in range(affect.size):
        unhappy = wear if np.float64(satisfaction[cell]) < gate else 1.0
        affect[cell] = np.float64(affect[cell]) * keep[cell] * unhappy
        conviction[cell] = np.float64(conviction[cell]) * unhappy


@row
def fade(world: World, nature: Nature, chunk: int, start: int, stop: int) -> None:
    """Time passes: hearsay and affect fade, salience returns to the firm's presence, unhappy loyalty wears away."""
    size = block_size(world.firms.price.size)
    for block in range(start, stop, size):
        end = min(block + size, stop)
        lay_out(world, nature, chunk, block, end)
        fade_block(world, nature, chunk, block, end)


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
            if talk.liking > 0.0:
                warm_to(world, nature, i, j, news > 0)


@row
def warm_to(world: World, nature: Nature, i: int, j: int, is_praise: bool) -> None:
    """Hearsay moves the affect of who does not know the firm by own experience."""
    relations = world.relationships
    known = familiarity(np.float64(relations.purchases[j, i]), nature.reference_price.half_familiarity)
    growth = nature.types[world.customers.loyalty_type[i]].affect_growth
    share = min(nature.word_of_mouth.liking * growth, 1.0) * (1.0 - known)
    relations.affect[j, i] = touched(np.float64(relations.affect[j, i]), is_praise, share)


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
    for chunk in range(first, last):
        start = chunk * world.chunk_size
        stop = min(start + world.chunk_size, world.customers.rate.size)
        fade(world, nature, chunk, start, stop)
        for i in range(start, stop):
            if world.customers.is_told[i] != 0:
                world.customers.is_told[i] = 0
                listen(world, nature, moment, i)
            if has_rumour:
                hear_rumours(world, nature, moment, i)
