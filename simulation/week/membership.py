"""What a customer has in a firm's reward programme: what is at hand, what is near, and what would be lost."""

import numpy as np

from simulation.behavior.bonds import goal_pull, hurried_need, rewards_claimed, taken_off
from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.engine.compiling import rule
from simulation.state.programme_kinds import BY_FEE, BY_VISITS, BY_YEARS, NO_PROGRAMME, SAVED
from simulation.state.tables import World
from simulation.week.price import price_for, years_with

PAID_WEEKS = 52
"""Weeks that a fee pays for."""


@rule
def is_member(world: World, moment: Moment, i: int, j: int) -> bool:
    """Whether customer i is in the programme of firm j: has joined, and paid where a fee is due."""
    joined = world.relationships.joined[j, i]
    if joined == 0 or world.programmes.kind[j] == NO_PROGRAMME:
        return False
    return bool(world.programmes.kind[j] != BY_FEE or moment.week - joined < PAID_WEEKS)


@rule
def standing_in_steps(world: World, moment: Moment, i: int, j: int) -> float:
    """By what firm j's steps are told for customer i: visits of the last 52 weeks, or years; 0 where a fee counts."""
    kind = world.programmes.kind[j]
    if kind == BY_VISITS:
        return float(world.relationships.year_trips[j, i])
    return years_with(world, moment, i, j) if kind == BY_YEARS else 0.0


@rule
def discount_of(world: World, moment: Moment, i: int, j: int) -> float:
    """Share of the bill that firm j's programme takes off for its member i, by the highest step that it has reached."""
    reached, share = standing_in_steps(world, moment, i, j), 0.0
    for step in range(world.programmes.step_share.shape[1]):
        if reached >= world.programmes.step_from[j, step]:
            share = max(share, world.programmes.step_share[j, step])
    return share


@rule
def worth_of_reward(world: World, j: int, price: float) -> float:
    """What a reward of firm j is worth where a unit costs so much, money."""
    return float(world.programmes.reward_money[j] + world.programmes.reward_units[j] * price)


@rule
def at_hand(world: World, moment: Moment, i: int, j: int, price: float) -> float:
    """What the programme is likely to take off a unit now, as a share of its price."""
    terms = world.programmes
    if terms.kind[j] != SAVED:
        return discount_of(world, moment, i, j)
    due = np.floor(np.float64(world.relationships.balance[j, i]) / terms.threshold[j])
    if due < 1.0:
        return 0.0
    money, units = terms.reward_money[j], terms.reward_units[j]
    claims = rewards_claimed(due, 1.0, price, money, units)
    return float(terms.claimed[j] * taken_off(claims, 1.0, price, price, (money, units)) / price)


@rule
def earned_back(world: World, j: int, price: float) -> float:
    """What a unit bought now will earn of later rewards, as a share of its price."""
    terms = world.programmes
    earned = terms.given[j] * (terms.by_money[j] * price + terms.by_unit[j] + terms.by_visit[j])
    return float(terms.claimed[j] * earned / terms.threshold[j] * worth_of_reward(world, j, price) / price)


@rule
def goal(world: World, moment: Moment, i: int, j: int, price: float) -> tuple[float, float]:
    """Progress of customer i towards the next reward, 0-1 below it, and what that is worth as a share of a unit.

    To who has reached it, it is no goal. The next tier is worth its further discount on as many visits as it asks for.
    """
    terms = world.programmes
    if terms.kind[j] == SAVED:
        progress = np.float64(world.relationships.balance[j, i]) / terms.threshold[j]
        return (0.0, 0.0) if progress >= 1.0 else (progress, worth_of_reward(world, j, price) / price)
    if terms.kind[j] != BY_VISITS:
        return 0.0, 0.0
    reached, now = standing_in_steps(world, moment, i, j), discount_of(world, moment, i, j)
    for step in range(terms.step_share.shape[1]):
        ahead, more = terms.step_from[j, step], terms.step_share[j, step] - now
        if ahead > reached and more > 0.0:
            return reached / ahead, more * ahead
    return 0.0, 0.0


@rule
def programme_pull(world: World, nature: Nature, moment: Moment, i: int, j: int) -> float:
    """Utility that firm j's programme adds to its offer for customer i; nothing for who is not in it.

    Money at hand counts as money off the price; money to come, and a reward that is near, by the care for saving.
    """
    if not is_member(world, moment, i, j):
        return 0.0
    traits, price = nature.types[world.customers.loyalty_type[i]], max(price_for(world, moment, i, j), 0.01)
    progress, worth = goal(world, moment, i, j, price)
    now, later = at_hand(world, moment, i, j, price), goal_pull(progress, worth, nature.rewards)
    if world.programmes.kind[j] == SAVED:
        later += earned_back(world, j, price)
    weight = traits.price_weight * np.float64(world.customers.price_care[i])
    return float(weight * (traits.reward_weight * now + traits.saving_weight * later))


@rule
def hurry(world: World, nature: Nature, moment: Moment, i: int) -> float:
    """Factor on customer i's need by the reward that is nearest."""
    nearest, care = 0.0, nature.types[world.customers.loyalty_type[i]].saving_weight
    for j in range(world.firms.price.size):
        if world.programmes.kind[j] != NO_PROGRAMME and is_member(world, moment, i, j):
            nearest = max(nearest, goal(world, moment, i, j, 1.0)[0])
    return hurried_need(nearest, care, nature.rewards)


@rule
def stake(world: World, nature: Nature, moment: Moment, i: int, j: int) -> float:
    """What rewards that it would lose hold customer i at firm j, in logit: what is saved up, or a year's discounts."""
    if not is_member(world, moment, i, j):
        return 0.0
    terms, price = world.programmes, max(price_for(world, moment, i, j), 0.01)
    if terms.kind[j] == SAVED:
        saved = np.float64(world.relationships.balance[j, i]) / terms.threshold[j]
        lost = saved * worth_of_reward(world, j, price) / price
    else:
        lost = discount_of(world, moment, i, j) * np.float64(world.relationships.year_trips[j, i])
    care = nature.types[world.customers.loyalty_type[i]].saving_weight
    return float(nature.rewards.stake * care * min(lost, 1.0))
