"""Impulsive loyalty rests on the intention of the moment, and the deal at hand changes it.

The decision is simple: a good enough deal in sight is at times taken without another thought. Else the
customer glances at prices, labels and what friends say, and takes what feels cheapest. Quality, queues and past
favours are not weighed. So a rival's promotion wins this customer, and the next one loses it again.
Oliver's conative phase, as the theory text reads it [Oliver1999].
"""

from simulation.behavior.offer import Offer
from simulation.behavior.parameters import ReferencePrice
from simulation.behavior.psychology import price_gap, price_worth
from simulation.behavior.traits import Traits
from simulation.engine.compiling import rule

CUE = "the best deal in sight"
CUE_ATTRIBUTES = 1  # the deal
WEIGHED_ATTRIBUTES = 2  # price, promotion label


@rule
def pull(offer: Offer) -> float:
    """What catches the eye first: how far the price lies below the expected one."""
    return price_gap(offer)


@rule
def settles(offer: Offer, traits: Traits, chance: float) -> bool:
    """Takes the best deal at once if it is a real one, and the moment is impulsive."""
    return price_gap(offer) >= traits.deal_floor and chance < traits.deal_first


@rule
def appeal(offer: Offer, traits: Traits, memory: ReferencePrice) -> float:
    """What is left to weigh otherwise: price above all, some liking and habit, and hearsay."""
    inclination = traits.habit_weight * offer.habit + traits.affect_weight * offer.affect
    hearsay = traits.word_of_mouth_weight * offer.word_of_mouth
    return price_worth(offer, traits, memory) + inclination + hearsay + traits.conviction_weight * offer.conviction
