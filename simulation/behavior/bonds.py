"""What ties a customer to a firm beside satisfaction, and a firm to a customer: benefits, rewards, empathy, effort."""

import math

from simulation.behavior.parameters import Bonds, Difficult, Rewards
from simulation.behavior.traits import Traits
from simulation.engine.compiling import rule


@rule
def allied(attraction: float, alliance: float, familiarity: float, bonds: Bonds) -> float:
    """Attraction of a firm to one customer: joint benefits count for who knows it, and are lost on leaving."""
    return attraction + bonds.alliance * alliance * familiarity


@rule
def tie_of(alliance: float, empathy: float, bonds: Bonds) -> float:
    """What keeps a customer after a problem beside loyalty, in logit: benefits at stake, and being treated as a person.

    Interactional justice works whether the matter is settled or not [OrsingherEtAl2010].
    """
    return bonds.barrier * alliance + bonds.empathy * (empathy - bonds.usual_empathy)


@rule
def warmed(growth: float, empathy: float, bonds: Bonds) -> float:
    """How fast affect grows where people are met with more, or less, empathy than they are used to."""
    return growth * max(1.0 + bonds.warmth * (empathy - bonds.usual_empathy), 0.0)


@rule
def difficulty(rank: float, difficult: Difficult) -> float:
    """Cost of a visit beyond the usual, money; `rank` orders customers from 0, the easiest, to 1, the dearest."""
    return difficult.cost if rank > 1.0 - difficult.share else 0.0


@rule
def interest(traits: Traits) -> float:
    """How much a type cares for rewards at all, 0-1: at hand and to come alike."""
    return min(0.5 * (traits.reward_weight + traits.saving_weight), 1.0)


@rule
def rewards_claimed(due: float, quantity: float, bill: float, money: float, units: float) -> float:
    """How many of the rewards that are due go into one bill: free units bought anyway, or money up to the bill.

    One at least goes in, of which is lost what it is worth beyond the bill. `money` and `units` are those of a reward.
    """
    if units > 0.0:
        return min(due, max(math.floor(quantity / units), 1.0))
    return min(due, max(math.floor(bill / money), 1.0))


@rule
def taken_off(claims: float, quantity: float, bill: float, price: float, reward: tuple[float, float]) -> float:
    """What so many rewards take off a bill, in its money; never more than it. A `reward` is money off and free units.

    `price` is that of a unit: what was bought beside so many units is not free.
    """
    return min(claims * reward[0] + min(claims * reward[1], quantity) * price, bill)


@rule
def goal_pull(progress: float, worth: float, rewards: Rewards) -> float:
    """Worth of a reward that is not earned yet, as a share of a purchase: the nearer the goal, the more it draws.

    `progress` towards it is 0-1, `worth` the reward's own, as a share of a purchase; who holds one starts anew
    [KivetzEtAl2006] [TaylorNeslin2005].
    """
    return rewards.pressure * math.pow(progress, rewards.steepness) * min(worth, 1.0)


@rule
def hurried_need(progress: float, care: float, rewards: Rewards) -> float:
    """Factor on need of who is so near to a reward, 0-1: purchases are pulled ahead [KivetzEtAl2006]."""
    return 1.0 + rewards.hurry * min(care, 1.0) * math.pow(progress, rewards.steepness)


@rule
def pays_off(fee: float, discount: float, spending: float, traits: Traits) -> bool:
    """Whether a membership is worth its fee to who will spend so much a year at the firm."""
    return discount * spending * traits.saving_weight >= fee
