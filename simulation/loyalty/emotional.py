"""Emotional loyalty rests on preference: the customer buys from the firm it likes, because it likes it.

While affect for the favourite holds, rivals are not even compared; a dearer price is forgiven, short of an
outrage. What is not forgiven is betrayal: a grave failure or a complaint that leads nowhere costs most of the
affect at once, and below the floor the customer is open to others. Oliver's affective phase [Oliver1999].
"""

from simulation.behavior.offer import Offer
from simulation.behavior.parameters import ReferencePrice
from simulation.behavior.psychology import price_gap, price_worth
from simulation.behavior.traits import Traits
from simulation.engine.compiling import rule

CUE = "the firm it likes best"
CUE_ATTRIBUTES = 1  # liking for the firm
WEIGHED_ATTRIBUTES = 3  # liking for the firm, quality, price


@rule
def pull(offer: Offer) -> float:
    """What draws first: affect for the firm."""
    return offer.affect


@rule
def settles(offer: Offer, traits: Traits, chance: float) -> bool:
    """Buys from the favourite without comparing, the more often the more it is liked; not at an outrageous price."""
    is_favourite = offer.affect >= traits.favourite_floor and chance < offer.affect
    return is_favourite and price_gap(offer) > -traits.jolt


@rule
def appeal(offer: Offer, traits: Traits, memory: ReferencePrice) -> float:
    """With no favourite to trust: liking weighs most, friends' words much, price little."""
    liking = traits.affect_weight * offer.affect + traits.conviction_weight * offer.conviction
    impression = traits.quality_weight * offer.expectation + traits.habit_weight * offer.habit
    hearsay = traits.word_of_mouth_weight * offer.word_of_mouth
    return liking + impression + hearsay + price_worth(offer, traits, memory)
