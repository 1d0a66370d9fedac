"""Reward programmes: who joins, what is taken off the bill, what is earned; then what is counted and what lapses."""

import numpy as np

from simulation.behavior.bonds import interest, pays_off, rewards_claimed, taken_off
from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.behavior.relationship_marketing import confirmed
from simulation.engine.chance import four
from simulation.engine.compiling import phase, row, rule
from simulation.state import counts as m
from simulation.state.decisions import JOIN
from simulation.state.programme_kinds import BY_FEE, NO_PROGRAMME, SAVED
from simulation.state.tables import NOBODY, World
from simulation.state.whole_cents import booked, whole
from simulation.week.membership import PAID_WEEKS, discount_of, is_member, worth_of_reward
from simulation.week.price import price_for

WRITES = ("visits.reward", "visits.issued", "visits.fee", "relationships.balance", "relationships.joined",
          "relationships.affect", "tally.counts")  # fmt: skip


@row
def join(world: World, nature: Nature, moment: Moment, v: int, chance: float) -> None:
    """A buyer who is asked joins, the sooner the more it cares; where there is a fee, who gains by it, year by year."""
    i, j = int(world.visits.customer[v]), int(world.visits.firm[v])
    traits, terms = nature.types[world.customers.loyalty_type[i]], world.programmes
    if is_member(world, moment, i, j):
        return
    was_member = world.relationships.joined[j, i] != 0
    if terms.is_automatic[j] == 0.0 and not was_member and chance >= terms.joining[j] * interest(traits):
        return
    if terms.kind[j] == BY_FEE:
        own = np.float64(world.customers.rate[i]) * PAID_WEEKS * np.float64(world.relationships.habit[j, i])
        if not pays_off(terms.fee[j], terms.step_share[j, 0], own * world.firms.price[j], traits):
            return
        world.visits.fee[v] = whole(100.0 * terms.fee[j])
    world.relationships.joined[j, i] = moment.week


@row
def redeem(world: World, moment: Moment, v: int, chances: tuple[float, float, float, float]) -> float:
    """What the programme takes off the bill of a member; returns how many rewards went into that."""
    i, j = int(world.visits.customer[v]), int(world.visits.firm[v])
    terms, bill, claims = world.programmes, np.float64(world.visits.paid[v]), 0.0
    if terms.kind[j] != SAVED:
        world.visits.reward[v] = booked(discount_of(world, moment, i, j) * bill, chances[3])
        return claims
    due = np.floor(np.float64(world.relationships.balance[j, i]) / terms.threshold[j])
    if due >= 1.0 and chances[1] < terms.claimed[j]:
        money, units, quantity = 100.0 * terms.reward_money[j], terms.reward_units[j], float(world.visits.quantity[v])
        claims = rewards_claimed(due, quantity, bill, money, units)
        price = 100.0 * price_for(world, moment, i, j)
        world.visits.reward[v] = booked(taken_off(claims, quantity, bill, price, (money, units)), chances[3])
    return claims


@row
def earn(world: World, v: int, claims: float, chance: float) -> None:
    """Rewards that were claimed leave the balance, and what is paid earns anew."""
    i, j = int(world.visits.customer[v]), int(world.visits.firm[v])
    terms, relations = world.programmes, world.relationships
    if terms.kind[j] != SAVED:
        world.visits.issued[v] = world.visits.reward[v]
        return
    left = max(np.float64(relations.balance[j, i]) - claims * terms.threshold[j], 0.0)
    paid = (np.float64(world.visits.paid[v]) - np.float64(world.visits.reward[v])) / 100.0
    units = max(float(world.visits.quantity[v]) - claims * terms.reward_units[j], 0.0)
    earned = terms.by_money[j] * paid + terms.by_unit[j] * units + terms.by_visit[j]
    after = min(left + earned, max(terms.most[j], left)) if chance < terms.given[j] else left
    relations.balance[j, i] = after
    world.visits.issued[v] = whole((after - left) * cents_each(world, j))


@rule
def cents_each(world: World, j: int) -> float:
    """What a point, or whatever is saved up, of firm j's programme is worth at today's price, cents."""
    return float(100.0 * worth_of_reward(world, j, world.firms.price[j]) / world.programmes.threshold[j])


@row
def please(world: World, nature: Nature, v: int) -> None:
    """A reward that was saved up for pleases who is content, beyond its money [TaylorNeslin2005]."""
    i, j = int(world.visits.customer[v]), int(world.visits.firm[v])
    relations = world.relationships
    if np.float64(relations.cumulative_satisfaction[j, i]) >= nature.satisfaction.minimum:
        strength = min(nature.rewards.lift * nature.types[world.customers.loyalty_type[i]].affect_growth, 1.0)
        relations.affect[j, i] = confirmed(np.float64(relations.affect[j, i]), strength, 1.0)


@phase
def reward(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """Everybody who bought from a firm with a programme may join it, claims what is due, and earns."""
    visits = world.visits
    for chunk in range(first, last if moment.has_programmes else first):
        start = chunk * world.chunk_size
        for v in range(start, start + visits.trips[chunk]):
            j = int(visits.firm[v])
            visits.reward[v] = visits.issued[v] = visits.fee[v] = 0
            if j == NOBODY or world.programmes.kind[j] == NO_PROGRAMME:
                continue
            i = int(visits.customer[v])
            chances = four(moment.luck, moment.week, int(world.customers.identity[i]), JOIN, j)
            join(world, nature, moment, v, chances[0])
            if is_member(world, moment, i, j):
                claims = redeem(world, moment, v, chances)
                earn(world, v, claims, chances[2])
                if claims > 0.0:
                    please(world, nature, v)


@phase
def count_rewards(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """Add up what programmes took off, what was earned in them, and what was paid for them."""
    visits, tally = world.visits, world.tally
    for chunk in range(first, last if moment.has_programmes else first):
        counts, standings, start = tally.counts[chunk], tally.standings[chunk], chunk * world.chunk_size
        for v in range(start, start + visits.trips[chunk]):
            j = int(visits.firm[v])
            if j == NOBODY or world.programmes.kind[j] == NO_PROGRAMME:
                continue
            kind = int(world.customers.loyalty_type[visits.customer[v]])
            counts[m.REWARD_CENTS, j, kind] += visits.reward[v]
            standings[m.REWARD_CENTS, j, visits.standing[v]] += visits.reward[v]
            counts[m.ISSUED, j, kind] += visits.issued[v]
            counts[m.FEES, j, kind] += visits.fee[v]


@row
def lapse(world: World, moment: Moment, i: int, j: int) -> int:
    """A balance lapses that nothing was added to for too long; returns what it was worth, cents."""
    weeks, relations = world.programmes.expiry[j], world.relationships
    if weeks == 0.0 or moment.week - relations.last_purchase[j, i] < weeks:
        return 0
    worth = whole(np.float64(relations.balance[j, i]) * cents_each(world, j))
    relations.balance[j, i] = 0.0
    return worth


@phase
def count_members(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """At the end of the week: what lapses, who is in each programme, what is owed to them."""
    relations, kinds = world.relationships, world.customers.loyalty_type
    for chunk in range(first, last if moment.has_programmes else first):
        start = chunk * world.chunk_size
        counts = world.tally.counts[chunk]
        for j in range(world.firms.price.size):
            if world.programmes.kind[j] == NO_PROGRAMME:
                continue
            for i in range(start, min(start + world.chunk_size, kinds.size)):
                if relations.joined[j, i] == 0:
                    continue
                kind = int(kinds[i])
                if world.programmes.kind[j] == SAVED:
                    counts[m.EXPIRED, j, kind] += lapse(world, moment, i, j)
                    counts[m.OWED, j, kind] += whole(np.float64(relations.balance[j, i]) * cents_each(world, j))
                is_in = is_member(world, moment, i, j)
                is_active = relations.last_purchase[j, i] > moment.week - moment.lapse_weeks
                counts[m.MEMBERS, j, kind] += is_in
                counts[m.ACTIVE_MEMBERS, j, kind] += is_in and is_active
