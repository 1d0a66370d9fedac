"""What stays: prices seen, habit, affect, conviction, familiarity; and what is told to acquaintances next week."""

import numpy as np

from simulation.behavior.bonds import warmed
from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.behavior.psychology import familiarity, grown_affect, remembered_price, renewed_conviction, smoothed
from simulation.behavior.relationship_marketing import (
    attentive,
    confirmed,
    distrustful,
    favoured,
    longed_for,
    reflected,
)
from simulation.engine.chance import uniform
from simulation.engine.compiling import phase, row
from simulation.state.decisions import TELL
from simulation.state.tables import NOBODY, World
from simulation.state.visit_codes import CONTENT, REFERRED, SETTLED_AT_ONCE, SETTLED_LATER
from simulation.week.belong import take_up
from simulation.week.price import price_for, years_with

WRITES = (
    "relationships.reference_price", "relationships.habit", "relationships.affect", "relationships.conviction",
    "relationships.salience", "relationships.purchases", "relationships.first_purchase", "relationships.last_purchase",
    "relationships.last_failure", "customers.previous_choice", "customers.last_reason", "customers.news",
    "customers.is_told", "customers.window_units", "customers.window_cents", "customers.main_firm",
    "relationships.recent_units", "relationships.year_trips",
)  # fmt: skip


@row
def remember_prices(world: World, nature: Nature, moment: Moment, v: int) -> None:
    """Every price that was looked at leaves a trace in the expected price of that firm."""
    i = int(world.visits.customer[v])
    for j in range(world.firms.price.size):
        if (world.visits.considered[v] >> j) & 1:
            before = np.float64(world.relationships.reference_price[j, i])
            after = remembered_price(before, price_for(world, moment, i, j), nature.reference_price.memory)
            world.relationships.reference_price[j, i] = after


@row
def keep_habit(world: World, nature: Nature, i: int, chosen: int) -> None:
    """What was done grows into habit; what was not done fades from it."""
    relations = world.relationships
    memory = nature.types[world.customers.loyalty_type[i]].habit_memory
    for j in range(world.firms.price.size):
        relations.habit[j, i] = smoothed(np.float64(relations.habit[j, i]), 1.0 if j == chosen else 0.0, memory)


@row
def attended(world: World, nature: Nature, moment: Moment, v: int, affect: float) -> float:
    """Affect after what came beside the purchase: a favour, other goods of the firm."""
    i, j = int(world.visits.customer[v]), int(world.visits.firm[v])
    relations, share = world.relationships, world.firms.favours[j]
    if share > 0.0 and np.float64(relations.cumulative_satisfaction[j, i]) >= nature.satisfaction.minimum:
        years = years_with(world, moment, i, j)
        affect = favoured(affect, share, np.float64(relations.purchases[j, i]), years, nature.favours)
    if world.visits.extension[v] > 0:
        quality = world.firms.extension_quality[j]
        affect = reflected(affect, quality, np.float64(relations.expectation[j, i]), nature.extension)
    return affect


@row
def read_messages(world: World, nature: Nature, v: int) -> None:
    """Firms that came to mind have their say; it confirms whom they know and who is content, and leaves others cold."""
    i, firms, relations = int(world.visits.customer[v]), world.firms, world.relationships
    for j in range(firms.price.size):
        is_heard = firms.brand_message[j] > 0.0 or firms.service_message[j] > 0.0
        if not is_heard or not (world.visits.considered[v] >> j) & 1:
            continue
        if np.float64(relations.cumulative_satisfaction[j, i]) < nature.satisfaction.minimum:
            continue
        known = familiarity(np.float64(relations.purchases[j, i]), nature.reference_price.half_familiarity)
        attention = attentive(known, nature.messages)
        brand, service = (
            nature.messages.brand * firms.brand_message[j],
            nature.messages.service * firms.service_message[j],
        )
        relations.affect[j, i] = confirmed(np.float64(relations.affect[j, i]), brand, attention)
        relations.conviction[j, i] = confirmed(np.float64(relations.conviction[j, i]), service, attention)


@row
def grow_fond(world: World, nature: Nature, v: int) -> None:
    """Firms that came to mind and were never bought from are liked more where they suit: a dreamer's motorcycle."""
    i, relations = int(world.visits.customer[v]), world.relationships
    growth = nature.types[world.customers.loyalty_type[i]].affect_growth
    for j in range(world.firms.price.size):
        is_in_mind = (world.visits.considered[v] >> j) & 1
        if is_in_mind and j != world.visits.firm[v] and relations.purchases[j, i] == 0:
            affect, taste = np.float64(relations.affect[j, i]), np.float64(relations.taste[j, i])
            relations.affect[j, i] = longed_for(affect, taste, growth, nature.attention.longing)


@row
def bond(world: World, nature: Nature, moment: Moment, v: int) -> None:
    """Affect and conviction after the encounter."""
    i, j = int(world.visits.customer[v]), int(world.visits.firm[v])
    relations, judgement = world.relationships, nature.satisfaction
    growth = nature.types[world.customers.loyalty_type[i]].affect_growth
    growth = warmed(growth, world.firms.empathy[j], nature.bonds)
    cumulative = np.float64(relations.cumulative_satisfaction[j, i])
    satisfaction = np.float64(world.visits.satisfaction[v])
    affect = grown_affect(np.float64(relations.affect[j, i]), satisfaction, cumulative, judgement, growth)
    conviction, habit = float(np.float64(relations.conviction[j, i])), np.float64(relations.habit[j, i])
    if world.visits.is_new[v] == REFERRED and cumulative >= judgement.minimum:
        conviction = smoothed(1.0, conviction, nature.word_of_mouth.trust)
    affect = attended(world, nature, moment, v, affect)
    if world.visits.takes_part[v] > 0 and world.visits.response[v] == CONTENT and cumulative >= judgement.minimum:
        affect = confirmed(affect, nature.taking_part.closeness, 1.0)
        conviction = confirmed(conviction, nature.taking_part.closeness, 1.0)
    relations.affect[j, i] = affect
    renewed = renewed_conviction(conviction, cumulative, affect, habit, judgement.minimum, nature.conviction)
    relations.conviction[j, i] = distrustful(renewed, world.firms.distrust[j], nature.conviction.learning)


@row
def note(world: World, moment: Moment, v: int) -> None:
    """Dates and counts of the relationship."""
    i, j = int(world.visits.customer[v]), int(world.visits.firm[v])
    relations = world.relationships
    if relations.purchases[j, i] == 0:
        relations.first_purchase[j, i] = moment.week
    relations.purchases[j, i] += world.visits.quantity[v]
    relations.last_purchase[j, i] = moment.week
    relations.year_trips[j, i] += 1
    relations.salience[j, i] = 1.0
    if world.visits.response[v] != CONTENT:
        relations.last_failure[j, i] = moment.week
    if moment.reported_week >= 1:
        world.customers.window_units[i] += world.visits.quantity[v]
        world.customers.window_cents[i] += world.visits.paid[v]
    world.customers.last_reason[i] = world.visits.reason[v]
    world.customers.previous_choice[i] = j


@row
def news_of(world: World, nature: Nature, moment: Moment, v: int) -> int:
    """What the encounter gives to tell: praise when delighted or asked for it, a warning when let down for good."""
    i, j = int(world.visits.customer[v]), int(world.visits.firm[v])
    talk = nature.word_of_mouth
    chance = uniform(moment.luck, moment.week, int(world.customers.identity[i]), TELL, 0)
    response = world.visits.response[v]
    if response == CONTENT and world.visits.takes_part[v] > 0 and chance < nature.taking_part.telling:
        return j + 1
    if response == CONTENT or response == SETTLED_AT_ONCE:
        delighted = np.float64(world.visits.satisfaction[v]) >= nature.satisfaction.delighted_above
        return j + 1 if delighted and chance < talk.praise else 0
    if response == SETTLED_LATER:
        return 0
    return -(j + 1) if chance < talk.warning else 0


@row
def call_together(world: World, i: int) -> None:
    """Acquaintances of customer i have something to hear next week; they may be called by several at once."""
    for place in range(world.offsets[i], world.offsets[i + 1]):
        world.customers.is_told[world.neighbours[place]] = 1


@phase
def drop_out(world: World, week: int, counted: int, gaps: np.ndarray, bought: np.ndarray, paid: np.ndarray) -> None:
    """Purchases of a week of 52 weeks ago leave the year, and windows in which they are `counted` (1) or not (0).

    The columns are those of `list_purchases`, shape (purchases,), int64.
    """
    i, firms = 0, world.firms.price.size
    for purchase in range(gaps.size):
        i += gaps[purchase]
        j = bought[purchase] % firms
        world.relationships.earlier_purchase[j, i] = week
        world.relationships.year_trips[j, i] -= 1
        world.customers.window_units[i] -= counted * (bought[purchase] // firms)
        world.customers.window_cents[i] -= counted * paid[purchase]


@phase
def remember(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """The week sinks in."""
    visits, customers = world.visits, world.customers
    for chunk in range(first, last):
        start = chunk * world.chunk_size
        customers.news[start : min(start + world.chunk_size, customers.rate.size)] = 0
        for v in range(start, start + visits.trips[chunk]):
            remember_prices(world, nature, moment, v)
            read_messages(world, nature, v)
            if nature.attention.longing > 0.0:
                grow_fond(world, nature, v)
            j = int(visits.firm[v])
            if j != NOBODY:
                i = int(visits.customer[v])
                keep_habit(world, nature, i, j)
                bond(world, nature, moment, v)
                note(world, moment, v)
                take_up(world, v)
                customers.news[i] = news_of(world, nature, moment, v)
                if customers.news[i] != 0:
                    call_together(world, i)
