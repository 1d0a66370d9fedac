"""Why a customer bought elsewhere than last time: every switch carries one of the eight codes [Keaveney1995]."""

from simulation.behavior.moment import Moment
from simulation.behavior.offer import Offer
from simulation.behavior.own_traits import own_traits
from simulation.behavior.parameters import Nature
from simulation.behavior.psychology import price_worth
from simulation.behavior.shelf import shelf_worth
from simulation.behavior.traits import Traits
from simulation.engine.compiling import row, rule
from simulation.state.switch_reasons import COMPETITION, CORE_FAILURE, ETHICS, INCONVENIENCE, INVOLUNTARY, PRICING
from simulation.state.tables import World
from simulation.state.visit_codes import BALKED
from simulation.week.meeting import can_be_found
from simulation.week.reach import reservation_price


@rule
def merit(offer: Offer, traits: Traits) -> float:
    """What speaks for an offer beside price, effort and hearsay, in utility."""
    liking = traits.affect_weight * offer.affect + traits.conviction_weight * offer.conviction
    seen = offer.attraction + shelf_worth(offer, traits)
    return seen + offer.taste + liking + traits.quality_weight * offer.expectation


@rule
def trouble(offer: Offer, traits: Traits) -> float:
    """Effort and waiting of an offer, in multiples of the customer's patience."""
    return offer.wait / traits.wait_tolerance + traits.effort_per_step * offer.steps


@rule
def strongest_reason(left: Offer, taken: Offer, traits: Traits, price: float, in_disrepute: bool) -> int:
    """The greatest difference between the offer left and the one taken; `price` is the worth of that in price."""
    hearsay = -traits.word_of_mouth_weight * min(left.word_of_mouth, 0.0) if in_disrepute else 0.0
    effort = trouble(left, traits) - trouble(taken, traits)
    pull = merit(taken, traits) - merit(left, traits)
    strongest = max(price, hearsay, effort, pull)
    if strongest == pull or strongest <= 0.0:
        return COMPETITION
    if strongest == price:
        return PRICING
    return ETHICS if strongest == hearsay else INCONVENIENCE


@row
def why_switched(world: World, nature: Nature, moment: Moment, i: int, left: int, offers: tuple[Offer, Offer]) -> int:
    """Reason code of leaving firm `left`; `offers` are the one left and the one taken."""
    if not can_be_found(world, moment, i, left):
        return INVOLUNTARY
    if world.relationships.gone_until[left, i] > moment.week:
        return int(world.relationships.exit_reason[left, i])
    if offers[0].let_down:
        return CORE_FAILURE
    if offers[0].price > reservation_price(world, nature, i):
        return PRICING
    if world.customers.last_process[i] == BALKED:
        return INCONVENIENCE
    traits = own_traits(world, nature, i)
    memory = nature.reference_price
    gain = price_worth(offers[1], traits, memory) - price_worth(offers[0], traits, memory)
    return strongest_reason(offers[0], offers[1], traits, gain, world.firms.rumour[left] < 0.0)
