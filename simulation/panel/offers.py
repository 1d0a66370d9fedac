"""A pass over shoppers who have chosen and not paid yet: each offer as it was weighed, and the luck that was with it.

Until a customer pays, nothing changes of what its choice rested on. So the rules of choice are asked once more, and
give what they gave.
"""

import math

import numpy as np

from simulation import loyalty
from simulation.behavior.moment import Moment
from simulation.behavior.offer import Offer
from simulation.behavior.own_traits import own_traits
from simulation.behavior.parameters import Nature, ReferencePrice
from simulation.behavior.psychology import felt_price_gap, price_below, price_gap, quality_doubt
from simulation.engine.chance import four, gumbel
from simulation.engine.compiling import phase, row, rule
from simulation.panel.weighed import FELT, Weighed
from simulation.state.decisions import OUTSIDE, TASTE_OF_THE_DAY
from simulation.state.tables import NOBODY, World
from simulation.week.choose import settle
from simulation.week.offer_seen import offer_of, ties_on
from simulation.week.reach import going_price, within_reach


@rule
def felt(offer: Offer, memory: ReferencePrice) -> tuple[float, ...]:
    """An offer as numbers, in the order of FELT, with the parts of which `price_worth` makes what a price is worth."""
    gap = price_gap(offer)
    below = price_below(offer, offer.going_price)
    return (
        offer.price,
        offer.depth,
        offer.display,
        offer.reference_price,
        offer.going_price,
        math.log(max(offer.price / memory.category_price, 0.01)),
        offer.familiarity * felt_price_gap(gap, memory.latitude, 1.0, 0.0),
        0.0 - felt_price_gap(gap, memory.latitude, 0.0, 1.0),
        quality_doubt(below, offer.familiarity, offer.depth > 0.0, memory),
        offer.familiarity,
        offer.attraction,
        offer.taste,
        offer.affect,
        offer.habit,
        offer.conviction,
        offer.expectation,
        offer.word_of_mouth,
        offer.wait,
        offer.steps,
        1.0 if offer.is_last else 0.0,
        1.0 if offer.let_down else 0.0,
    )


@row
def note_offers(
    world: World, nature: Nature, moment: Moment, i: int, considered: tuple[int, int], trip: int, into: Weighed
) -> None:
    """Each firm that came to mind; `considered` are these, and those of them within reach, one bit each."""
    kind, identity = int(world.customers.loyalty_type[i]), int(world.customers.identity[i])
    going, ties, traits = going_price(world, i), ties_on(world, nature, moment, i), own_traits(world, nature, i)
    chances = (0.0, 0.0, 0.0, 0.0)
    for j in range(world.firms.price.size):
        if j & 3 == 0:
            chances = four(moment.luck, moment.week, identity, TASTE_OF_THE_DAY, j >> 2)
        if (considered[0] >> j) & 1:
            offer = offer_of(world, nature, moment, i, j, going, ties)
            numbers = felt(offer, nature.reference_price)
            for k in range(len(numbers)):
                into.felt[trip, j, k] = numbers[k]
            into.worth[trip, j] = loyalty.appeal(kind, offer, traits, nature.reference_price)
            into.luck[trip, j] = gumbel(chances[j & 3])
            into.too_dear[trip, j] = (considered[1] >> j) & 1 == 0


@phase
def look_closely(world: World, nature: Nature, moment: Moment, visits: np.ndarray, into: Weighed) -> None:
    """Fill the rows of `into`, all nan and False, for as many visits, given by their rows, int64, shape (trips,)."""
    nothing = world.firms.price.size
    for trip in range(visits.size):
        i, considered = int(world.visits.customer[visits[trip]]), int(world.visits.considered[visits[trip]])
        affordable = within_reach(world, nature, moment, i, considered)
        note_offers(world, nature, moment, i, (considered, affordable), trip, into)
        chances = four(moment.luck, moment.week, int(world.customers.identity[i]), OUTSIDE, 0)
        into.worth[trip, nothing], into.luck[trip, nothing] = nature.purchases.outside_appeal, gumbel(chances[0])
        firm, is_by_cue = settle(world, nature, moment, i, affordable, own_traits(world, nature, i))
        into.chosen[trip], into.by_cue[trip] = firm, is_by_cue


def weighed(world: World, nature: Nature, moment: Moment, rows: np.ndarray) -> Weighed:
    """What these trips were decided on. AssertionError where the rules do not give what the crowd has done."""
    trips, firms = rows.size, world.firms.price.size
    seen = Weighed(
        felt=np.full((trips, firms, len(FELT)), np.nan),
        worth=np.full((trips, firms + 1), np.nan),
        luck=np.full((trips, firms + 1), np.nan),
        too_dear=np.zeros((trips, firms), np.bool_),
        chosen=np.zeros(trips, np.int64),
        by_cue=np.zeros(trips, np.bool_),
    )
    look_closely(world, nature, moment, rows, seen)
    bought = world.visits.firm[rows]
    is_other = (bought != NOBODY) & (bought != seen.chosen)
    assert not is_other.any(), f"week {moment.week}, visits {rows[is_other]}: bought elsewhere than foreseen"
    return seen
