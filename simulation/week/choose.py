"""Choice: those who go shopping settle by one cue or weigh what they consider, and some give up or buy nothing."""

import math
from typing import NamedTuple

import numpy as np

from simulation import loyalty
from simulation.behavior.limits import loses_patience, stumbles
from simulation.behavior.moment import Moment
from simulation.behavior.own_traits import own_traits
from simulation.behavior.parameters import Nature
from simulation.behavior.psychology import familiarity
from simulation.behavior.traits import Traits
from simulation.engine.chance import four, gumbel
from simulation.engine.compiling import phase, row
from simulation.state.decisions import BALK, NEED, OUTSIDE, TASTE_OF_THE_DAY
from simulation.state.switch_reasons import NO_SWITCH
from simulation.state.tables import NOBODY, World
from simulation.state.visit_codes import BALKED, BY_CUE, NOTHING_SUITED, WEIGHED
from simulation.week.consider import consider
from simulation.week.need import change_life, change_tastes, fill_stock, find_busy, hurried, temptations, units_to_buy
from simulation.week.offer_seen import offer_of, ties_on
from simulation.week.price import WEEKS_A_YEAR
from simulation.week.reach import going_price, within_reach
from simulation.week.switch import why_switched

WRITES = (
    "customers.loyalty_type", "customers.rate", "customers.reservation", "customers.stock", "customers.last_trip",
    "customers.last_process", "customers.last_considered",
    "relationships.taste", "relationships.expectation", "relationships.affect", "relationships.salience",
    "relationships.gone_until", "visits.trips", "visits.customer",
    "visits.quantity", "visits.firm", "visits.previous", "visits.considered", "visits.process", "visits.attributes",
    "visits.reason",
)  # fmt: skip


class Choice(NamedTuple):
    """Outcome of one shopping trip; columns of the same names in `Visits` tell more."""

    firm: int
    process: int
    attributes: int
    considered: int
    reason: int


@row
def first_cue(
    world: World, nature: Nature, moment: Moment, i: int, considered: int, traits: Traits, chance: float
) -> int:
    """The firm that settles the choice by one cue, or NOBODY: the second step is then to weigh."""
    kind = int(world.customers.loyalty_type[i])
    if loyalty.CUE_ATTRIBUTES[kind] == 0:
        return NOBODY  # nothing alone settles the choice of this type
    best, strongest, is_settled = NOBODY, -math.inf, False
    going = going_price(world, i)
    for j in range(world.firms.price.size):
        if (considered >> j) & 1:
            offer = offer_of(world, nature, moment, i, j, going, 1.0)
            pull = loyalty.pull(kind, offer)
            if pull > strongest:
                best, strongest, is_settled = j, pull, loyalty.settles(kind, offer, traits, chance)
    return best if is_settled else NOBODY


@row
def weigh(
    world: World,
    nature: Nature,
    moment: Moment,
    i: int,
    considered: int,
    traits: Traits,
    ties: float,
) -> int:
    """The firm of highest utility among those considered and buying nothing: multinomial logit by Gumbel draws.

    `ties` is how much counts that ties the customer to a firm.
    """
    kind = int(world.customers.loyalty_type[i])
    identity = int(world.customers.identity[i])
    best = NOBODY
    going = going_price(world, i)
    nothing = four(moment.luck, moment.week, identity, OUTSIDE, 0)[0]
    highest = nature.purchases.outside_appeal + gumbel(nothing)
    chances = (0.0, 0.0, 0.0, 0.0)
    for j in range(world.firms.price.size):
        if j & 3 == 0:
            chances = four(moment.luck, moment.week, identity, TASTE_OF_THE_DAY, j >> 2)
        if (considered >> j) & 1:
            offer = offer_of(world, nature, moment, i, j, going, ties)
            appeal = loyalty.appeal(kind, offer, traits, nature.reference_price)
            utility = appeal + gumbel(chances[j & 3])
            best = j if utility > highest else best  # a branch here would be guessed wrong every other time
            highest = max(highest, utility)
    return best


@row
def settle(world: World, nature: Nature, moment: Moment, i: int, considered: int, traits: Traits) -> tuple[int, bool]:
    """The firm that customer i settles on, or NOBODY, and whether one cue was enough."""
    identity = int(world.customers.identity[i])
    ties, firm = ties_on(world, nature, moment, i), NOBODY
    if ties > 0.0:
        chance = four(moment.luck, moment.week, identity, OUTSIDE, 0)[1]
        firm = first_cue(world, nature, moment, i, considered, traits, chance)
    if firm != NOBODY:
        return firm, True
    return weigh(world, nature, moment, i, considered, traits, ties), False


@row
def gives_up(world: World, nature: Nature, moment: Moment, i: int, j: int, traits: Traits) -> bool:
    """Whether the queue or the steps of buying are too much: patience ends around the type's tolerance."""
    chances = four(moment.luck, moment.week, int(world.customers.identity[i]), BALK, 0)
    known = familiarity(np.float64(world.relationships.purchases[j, i]), nature.reference_price.half_familiarity)
    is_tired = loses_patience(world.firms.wait[j], traits.wait_tolerance, chances[0])
    spared = nature.experience.practice * known
    return is_tired or stumbles(world.firms.steps[j], traits.effort_per_step, spared, chances[1])


@row
def decide(world: World, nature: Nature, moment: Moment, i: int) -> Choice:
    """One shopping trip of one customer, from what comes to mind to the firm that it buys from."""
    kind = int(world.customers.loyalty_type[i])
    traits, own = nature.types[kind], own_traits(world, nature, i)
    considered = consider(world, nature, moment, i, traits)
    affordable = within_reach(world, nature, moment, i, considered)
    firm, is_by_cue = settle(world, nature, moment, i, affordable, own)
    process = BY_CUE if is_by_cue else WEIGHED
    attributes = loyalty.CUE_ATTRIBUTES[kind] if is_by_cue else loyalty.WEIGHED_ATTRIBUTES[kind]
    if firm == NOBODY:
        return Choice(
            firm=NOBODY, process=NOTHING_SUITED, attributes=attributes, considered=considered, reason=NO_SWITCH
        )
    if gives_up(world, nature, moment, i, firm, traits):
        return Choice(firm=NOBODY, process=BALKED, attributes=attributes, considered=considered, reason=NO_SWITCH)
    reason, previous = NO_SWITCH, int(world.customers.previous_choice[i])
    if previous not in (NOBODY, firm):
        going = going_price(world, i)
        left = offer_of(world, nature, moment, i, previous, going, 1.0)
        taken = offer_of(world, nature, moment, i, firm, going, 1.0)
        reason = why_switched(world, nature, moment, i, previous, (left, taken))
    return Choice(firm=firm, process=process, attributes=attributes, considered=considered, reason=reason)


@row
def go_shopping(world: World, nature: Nature, moment: Moment, i: int, visit: int, needed: tuple[int, float]) -> None:
    """One customer's trip, written down as a visit; `needed` are the units and the chance to buy one more ahead."""
    customers, visits = world.customers, world.visits
    choice = decide(world, nature, moment, i)
    visits.customer[visit] = i
    ahead = fill_stock(world, nature, moment, i, choice.firm, needed[1]) if choice.firm != NOBODY else 0
    visits.quantity[visit] = needed[0] + ahead
    visits.previous[visit] = customers.previous_choice[i]
    visits.firm[visit] = choice.firm
    visits.process[visit] = choice.process
    visits.attributes[visit] = choice.attributes
    visits.considered[visit] = choice.considered
    visits.reason[visit] = choice.reason
    customers.last_trip[i] = moment.week
    customers.last_process[i] = choice.process
    customers.last_considered[i] = choice.considered


@phase
def choose(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """Everybody's week begins: needs arise, some lives change, and those in need go shopping."""
    customers, visits = world.customers, world.visits
    renewal = nature.purchases.renewal / WEEKS_A_YEAR
    for chunk in range(first, last):
        start = chunk * world.chunk_size
        stop = min(start + world.chunk_size, customers.rate.size)
        deals = temptations(world, nature, (start, stop))
        sooner = hurried(nature, moment, deals)
        visit = start
        change_tastes(world, nature, moment, start, stop)
        for busy in range(start, find_busy(world, nature, moment, sooner, (start, stop))):
            i = int(visits.customer[busy])
            chances = four(moment.luck, moment.week, int(customers.identity[i]), NEED, 0)
            if chances[1] < renewal:
                change_life(world, nature, moment, i, chances[2])
            quantity = units_to_buy(world, nature, moment, i, chances[0], deals)
            if quantity > 0:
                go_shopping(world, nature, moment, i, visit, (quantity, chances[3]))
                visit += 1
        visits.trips[chunk] = visit - start
