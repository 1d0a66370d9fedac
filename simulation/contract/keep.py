"""How contracts begin, are billed, go on and end; each is counted as it happens."""

import numpy as np

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.behavior.psychology import (
    clip,
    disconfirmed_satisfaction,
    grown_affect,
    learned_expectation,
    remembered_price,
    renewed_conviction,
    smoothed,
)
from simulation.behavior.standards import leniency_of
from simulation.contract.prices import bill_of, quote_to_come
from simulation.engine.chance import four, normal
from simulation.engine.compiling import row, rule
from simulation.state import counts as m
from simulation.state.contracts import LONGEST_TENURE
from simulation.state.decisions import USE
from simulation.state.tables import NEVER, NOBODY, World
from simulation.state.visit_codes import REFERRED
from simulation.state.whole_cents import booked
from simulation.week.meeting import performance_for
from simulation.week.standing import newness, standing_of


@rule
def month_of(weeks: int) -> int:
    """Month of tenure after so many weeks, from 0; all late ones count as the last that is told apart."""
    return min(max(weeks, 0) * 12 // 52, LONGEST_TENURE - 1)


@row
def begin(world: World, nature: Nature, moment: Moment, chunk: int, i: int, j: int) -> None:
    """Customer i signs with firm j, by the price of today."""
    contracts, tariffs, relations = world.contracts, world.tariffs, world.relationships
    counts, kind = world.tally.counts[chunk], int(world.customers.loyalty_type[i])
    quote = quote_to_come(world, moment, i, j)
    least = nature.word_of_mouth.referral * nature.word_of_mouth.praise_effect
    is_new = newness(relations.purchases[j, i], np.float64(relations.word_of_mouth[j, i]), least)
    if contracts.ended[i] != 0 and contracts.ended_firm[i] != j:
        world.tally.moves[chunk][contracts.ended_firm[i], j, contracts.ended[i]] += 1
    standing, by_standing = standing_of(world, moment, i, j), world.tally.standings[chunk]
    counts[m.ACQUIRED, j, kind] += 1
    counts[m.REFERRED, j, kind] += is_new == REFERRED
    by_standing[m.ACQUIRED, j, standing] += 1
    by_standing[m.REFERRED, j, standing] += is_new == REFERRED
    counts[m.WON_BACK, j, kind] += contracts.left[i] == j
    contracts.firm[i], contracts.start[i] = j, moment.week
    contracts.term_end[i] = moment.week + int(tariffs.term[j]) if tariffs.term[j] > 0.0 else NEVER
    contracts.base[i] = tariffs.list_price[j]
    contracts.off[i], contracts.off_until[i] = 0.0, NEVER
    if quote.now < quote.usual:
        contracts.off[i] = 1.0 - quote.now / quote.usual
        contracts.off_until[i] = moment.week + int(quote.weeks)
    contracts.leaves[i], contracts.fee[i] = NEVER, 0
    contracts.is_hurt[i] = contracts.calls_again[i] = 0
    if relations.purchases[j, i] == 0:
        relations.first_purchase[j, i] = moment.week
    relations.last_purchase[j, i] = moment.week
    relations.salience[j, i] = 1.0
    relations.reference_price[j, i] = quote.now
    world.customers.previous_choice[i] = j


@row
def end(world: World, moment: Moment, chunk: int, i: int, why: int) -> None:
    """The contract of customer i ends; a fee for leaving early is booked."""
    contracts, kind = world.contracts, int(world.customers.loyalty_type[i])
    j, fee, counts = int(contracts.firm[i]), contracts.fee[i], world.tally.counts[chunk]
    counts[m.ENDED, j, kind] += 1
    counts[m.ENDED + why, j, kind] += 1
    if moment.reported_week >= 1:
        world.survival[chunk, j, 1, month_of(moment.week - contracts.start[i])] += 1
    if fee > 0:
        counts[m.REVENUE, j, kind] += fee
        world.tally.standings[chunk, m.REVENUE, j, standing_of(world, moment, i, j)] += fee
        contracts.bill[i] += fee
    contracts.ended[i], contracts.ended_firm[i], contracts.ended_start[i] = why, j, contracts.start[i]
    contracts.left[i], contracts.left_week[i] = j, moment.week
    contracts.firm[i], contracts.leaves[i], contracts.term_end[i] = NOBODY, NEVER, NEVER
    contracts.fee[i] = 0
    contracts.is_hurt[i] = contracts.calls_again[i] = 0


@row
def renew(world: World, moment: Moment, chunk: int, i: int) -> None:
    """The term is over and no notice was given: the contract goes on at the price of today's list."""
    contracts = world.contracts
    j = int(contracts.firm[i])
    further = int(world.tariffs.renewal_term[j])
    contracts.term_end[i] = moment.week + further if further > 0 else NEVER
    contracts.base[i] = world.tariffs.list_price[j]
    world.tally.counts[chunk][m.RENEWED, j, world.customers.loyalty_type[i]] += 1


@row
def grow_used(world: World, nature: Nature, i: int, j: int) -> None:
    """What one has by contract becomes habit with each bill, and what one has not fades from it."""
    relations, kind = world.relationships, world.customers.loyalty_type[i]
    memory = 1.0 - min(nature.contract.ties * (1.0 - nature.types[kind].habit_memory), 1.0)
    for other in range(world.firms.price.size):
        aim = 1.0 if other == j else 0.0
        relations.habit[other, i] = smoothed(np.float64(relations.habit[other, i]), aim, memory)


@row
def use(world: World, nature: Nature, moment: Moment, i: int, j: int) -> None:
    """A period of plain use: a faint experience, by which the customer learns what it pays for."""
    relations, judgement, share = world.relationships, nature.satisfaction, nature.contract.use
    identity = int(world.customers.identity[i])
    luck = normal(four(moment.luck, moment.week, identity, USE, 0)[0])
    level = performance_for(world, i, j) + nature.experience.fit * np.float64(relations.taste[j, i])
    felt = clip(level + nature.experience.noise * luck, 0.0, 1.0)
    expected, used = np.float64(relations.expectation[j, i]), np.float64(relations.purchases[j, i])
    lenient = leniency_of(moment.luck, identity, judgement.leniency)
    pleased = clip(disconfirmed_satisfaction(felt, expected, judgement) + lenient, 0.0, judgement.ceiling)
    learned = learned_expectation(expected, felt, used, judgement)
    relations.expectation[j, i] = expected + share * (learned - expected)
    before = np.float64(relations.cumulative_satisfaction[j, i])
    content = smoothed(before, pleased, 1.0 - share * (1.0 - judgement.memory))
    relations.cumulative_satisfaction[j, i] = content
    growth = share * nature.types[world.customers.loyalty_type[i]].affect_growth
    affect = grown_affect(np.float64(relations.affect[j, i]), pleased, content, judgement, growth)
    relations.affect[j, i] = affect
    conviction, habit = np.float64(relations.conviction[j, i]), np.float64(relations.habit[j, i])
    renewed = renewed_conviction(conviction, content, affect, habit, judgement.minimum, nature.conviction)
    relations.conviction[j, i] = conviction + share * (renewed - conviction)


@row
def take_price(world: World, moment: Moment, i: int, j: int) -> bool:
    """The contract is billed by today's price where nothing holds the former one; whether a rise breaks a term."""
    contracts, asked = world.contracts, np.float32(world.tariffs.list_price[j])
    is_term = contracts.term_end[i] != NEVER and contracts.term_end[i] > moment.week
    if (is_term and world.tariffs.holds_price[j] > 0.0) or contracts.base[i] == asked:
        return False
    is_rise = asked > contracts.base[i]
    contracts.base[i] = asked
    return bool(is_term and is_rise)


@row
def bill(world: World, nature: Nature, moment: Moment, chunk: int, i: int) -> float:
    """The period's bill; returns by which share it is above what the customer reckoned with."""
    contracts, relations, kind = world.contracts, world.relationships, int(world.customers.loyalty_type[i])
    j, counts = int(contracts.firm[i]), world.tally.counts[chunk]
    money = bill_of(world, moment, i)
    chance = four(moment.luck, moment.week, int(world.customers.identity[i]), USE, 0)
    paid, goods = booked(100.0 * money, chance[1]), booked(world.firms.unit_cents[j], chance[2])
    contracts.bill[i] += paid
    standing, by_standing = standing_of(world, moment, i, j), world.tally.standings[chunk]
    counts[m.UNITS, j, kind] += 1
    counts[m.REVENUE, j, kind] += paid
    counts[m.GOODS_CENTS, j, kind] += goods
    by_standing[m.UNITS, j, standing] += 1
    by_standing[m.REVENUE, j, standing] += paid
    by_standing[m.GOODS_CENTS, j, standing] += goods
    reckoned = np.float64(relations.reference_price[j, i])
    relations.reference_price[j, i] = remembered_price(reckoned, money, nature.reference_price.memory)
    grow_used(world, nature, i, j)
    use(world, nature, moment, i, j)
    relations.purchases[j, i] += 1
    return money / max(reckoned, 0.01) - 1.0
