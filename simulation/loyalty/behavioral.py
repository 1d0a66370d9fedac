"""Behavioral loyalty rests on action: what was done last time is done again, by habit and not by judgement.

The stronger the habit, the more often the purchase is repeated without a look at rivals; queues and detours are
put up with. Only a jolt makes the customer look around: a leap in price, an encounter that let it down, a closed
door. Then habit still weighs most. Oliver's action phase [Oliver1999]; habit [GuadagniLittle1983].
"""

from simulation.behavior.offer import Offer
from simulation.behavior.parameters import ReferencePrice
from simulation.behavior.psychology import price_gap, price_worth
from simulation.behavior.traits import Traits
from simulation.engine.compiling import rule

CUE = "where it bought last time"
CUE_ATTRIBUTES = 1  # where it was bought last time
WEIGHED_ATTRIBUTES = 2  # quality, price


@rule
def pull(offer: Offer) -> float:
    """What leads: the firm of the last purchase."""
    return 1.0 if offer.is_last else 0.0


@rule
def settles(offer: Offer, traits: Traits, chance: float) -> bool:
    """Repeats without evaluation as often as the habit is strong, unless jolted."""
    is_jolted = offer.let_down or price_gap(offer) <= -traits.jolt
    return offer.is_last and not is_jolted and chance < traits.routine * offer.habit


@rule
def appeal(offer: Offer, traits: Traits, memory: ReferencePrice) -> float:
    """When it does look around: habit before all, some liking, price and quality little."""
    custom = traits.habit_weight * offer.habit + traits.affect_weight * offer.affect
    merit = traits.quality_weight * offer.expectation + traits.conviction_weight * offer.conviction
    hearsay = traits.word_of_mouth_weight * offer.word_of_mouth
    return custom + merit + hearsay + price_worth(offer, traits, memory)
