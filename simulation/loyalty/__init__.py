"""What moves each kind of customer? One file a type; here, one line a type where the crowd turns to its rules.

Every choice runs in two steps. First the cue that draws this type (`pull`): if it is strong enough, it settles the
choice alone (`settles`). Otherwise the firms that came to mind are weighed (`appeal`), each type reading only the
attributes that matter to it.
"""

from simulation.behavior.offer import Offer
from simulation.behavior.parameters import ReferencePrice
from simulation.behavior.shelf import shelf_worth
from simulation.behavior.traits import Traits
from simulation.engine.compiling import rule
from simulation.loyalty import behavioral, cognitive, emotional, impulsive

LOYALTY_TYPES = ("impulsive", "emotional", "cognitive", "behavioral")
"""All there are: a customer's type is its place here; `customers.types` and `customers.mix` use the same names."""

RULES = (impulsive, emotional, cognitive, behavioral)
IMPULSIVE, EMOTIONAL, COGNITIVE, BEHAVIORAL = range(len(RULES))
CUES = tuple(kind.CUE for kind in RULES)
CUE_ATTRIBUTES = tuple(kind.CUE_ATTRIBUTES for kind in RULES)
WEIGHED_ATTRIBUTES = tuple(kind.WEIGHED_ATTRIBUTES for kind in RULES)


@rule
def pull(kind: int, offer: Offer) -> float:
    """How strongly the type's own cue draws to an offer."""
    if kind == IMPULSIVE:
        return impulsive.pull(offer)
    if kind == EMOTIONAL:
        return emotional.pull(offer)
    if kind == COGNITIVE:
        return cognitive.pull(offer)
    return behavioral.pull(offer)


@rule
def settles(kind: int, offer: Offer, traits: Traits, chance: float) -> bool:
    """Whether the offer that draws most is taken without weighing others."""
    if kind == IMPULSIVE:
        return impulsive.settles(offer, traits, chance)
    if kind == EMOTIONAL:
        return emotional.settles(offer, traits, chance)
    if kind == COGNITIVE:
        return cognitive.settles(offer, traits, chance)
    return behavioral.settles(offer, traits, chance)


@rule
def appeal(kind: int, offer: Offer, traits: Traits, memory: ReferencePrice) -> float:
    """Deterministic utility of an offer: what all customers see in the firm, own taste, the shelf, the type's view."""
    shared = offer.attraction + offer.taste + shelf_worth(offer, traits)
    if kind == IMPULSIVE:
        return shared + impulsive.appeal(offer, traits, memory)
    if kind == EMOTIONAL:
        return shared + emotional.appeal(offer, traits, memory)
    if kind == COGNITIVE:
        return shared + cognitive.appeal(offer, traits, memory)
    return shared + behavioral.appeal(offer, traits, memory)
