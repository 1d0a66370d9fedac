"""Cognitive loyalty rests on information: an expert who knows the defects, compares, and leaves for better.

Before buying the customer looks up the firms that matter, and so learns their true quality; all attributes of all
offers are weighed. The present firm is left only when another is better by more than a threshold, but then it is
left without regret. Oliver's cognitive phase [Oliver1999]; search [MoorthyEtAl1997].
"""

import math

from simulation.behavior.offer import Offer
from simulation.behavior.parameters import ReferencePrice
from simulation.behavior.psychology import price_worth, smoothed
from simulation.behavior.traits import Traits
from simulation.engine.compiling import rule

CUE = "nothing alone"
CUE_ATTRIBUTES = 0
WEIGHED_ATTRIBUTES = 5  # price, promotion label, quality, queue, effort


@rule
def pull(offer: Offer) -> float:
    """No single cue draws an expert."""
    return 0.0


@rule
def settles(offer: Offer, traits: Traits, chance: float) -> bool:
    """Never decides by one cue."""
    return False


@rule
def appeal(offer: Offer, traits: Traits, memory: ReferencePrice) -> float:
    """Everything counts: quality as learned, price, queue, effort; the present firm needs no switching."""
    quality = traits.quality_weight * offer.expectation + traits.word_of_mouth_weight * offer.word_of_mouth
    feeling = traits.affect_weight * offer.affect + traits.conviction_weight * offer.conviction
    staying = traits.habit_weight * offer.habit + traits.switch_threshold * offer.is_last
    trouble = offer.wait / traits.wait_tolerance + traits.effort_per_step * offer.steps
    return quality + price_worth(offer, traits, memory) + feeling + staying - trouble


@rule
def looked_up(expectation: float, quality: float, error: float, traits: Traits) -> float:
    """Expectation after looking a firm up: true quality, seen with an error that shrinks with every look."""
    seen = quality + traits.look_error / math.sqrt(traits.lookups) * error
    return smoothed(expectation, seen, 1.0 - traits.search_learning)
