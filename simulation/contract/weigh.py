"""How a customer compares its contract with others, and with having none: as on any shopping trip, and what ties it."""

import math

import numpy as np

from simulation import loyalty
from simulation.behavior.moment import Moment
from simulation.behavior.offer import Offer
from simulation.behavior.own_traits import own_traits
from simulation.behavior.parameters import Nature
from simulation.behavior.psychology import remembered_price
from simulation.contract.causes import Weighing
from simulation.contract.looking_around import minds_the_fee, price_in_view
from simulation.contract.prices import (
    Quote,
    bills_left,
    fee_of,
    horizon_of,
    quote_to_be_kept,
    quote_to_come,
    quote_to_stay,
)
from simulation.engine.chance import four, gumbel
from simulation.engine.compiling import row, rule
from simulation.state.decisions import OUTSIDE, TASTE_OF_THE_DAY
from simulation.state.tables import NOBODY, World
from simulation.state.visit_codes import WEIGHED
from simulation.week.offer_seen import offer_of
from simulation.week.reach import going_price, reservation_price

UNTHINKABLE = -1e9
FEE_WEEKS = 26
"""Weeks over which a fee is felt as if it were paid: at once it weighs more than a dearer contract."""


@rule
def at_price(offer: Offer, price: float, depth: float) -> Offer:
    """The offer at another price, labelled so or not."""
    return Offer(
        price=price,
        depth=depth,
        display=offer.display,
        reference_price=offer.reference_price,
        going_price=offer.going_price,
        familiarity=offer.familiarity,
        attraction=offer.attraction,
        taste=offer.taste,
        affect=offer.affect,
        habit=offer.habit,
        conviction=offer.conviction,
        expectation=offer.expectation,
        word_of_mouth=offer.word_of_mouth,
        wait=offer.wait,
        steps=offer.steps,
        is_last=offer.is_last,
        let_down=offer.let_down,
        firm=offer.firm,
    )


@rule
def price_seen(world: World, i: int, j: int, quote: Quote) -> float:
    """What a quote of firm j costs a period in the eyes of customer i, money."""
    kind = int(world.customers.loyalty_type[i])
    return price_in_view(kind, quote.now, quote.usual, quote.weeks, horizon_of(world, j))


@rule
def worth_at(world: World, nature: Nature, moment: Moment, i: int, j: int, price: float) -> float:
    """Utility of a contract with firm j at so much a period, before luck; none that is too dear is thinkable."""
    if price > reservation_price(world, nature, i):
        return UNTHINKABLE
    offer = offer_of(world, nature, moment, i, j, going_price(world, i), 1.0)
    depth = 1.0 if price < world.tariffs.list_price[j] else 0.0  # a label explains a low price
    seen = at_price(offer, price, depth)
    kind = int(world.customers.loyalty_type[i])
    return loyalty.appeal(kind, seen, own_traits(world, nature, i), nature.reference_price)


@rule
def luck_of(moment: Moment, identity: int, j: int) -> float:
    """Utility that the luck of the day adds to firm j."""
    return gumbel(four(moment.luck, moment.week, identity, TASTE_OF_THE_DAY, j >> 2)[j & 3])


@rule
def best_elsewhere(
    world: World, nature: Nature, moment: Moment, i: int, considered: int, own: int
) -> tuple[int, float, float]:
    """The best of the firms considered but the own one, or NOBODY; its utility, switching counted, and its price."""
    identity = int(world.customers.identity[i])
    nothing = four(moment.luck, moment.week, identity, OUTSIDE, 0)[0]
    best, highest, price = NOBODY, nature.purchases.outside_appeal + gumbel(nothing), 0.0
    for j in range(world.firms.price.size):
        if j == own or not (considered >> j) & 1:
            continue
        asked = price_seen(world, i, j, quote_to_come(world, moment, i, j))
        utility = worth_at(world, nature, moment, i, j, asked) + luck_of(moment, identity, j) - nature.contract.effort
        if utility > highest:
            best, highest, price = j, utility, asked
    return best, highest, price


@rule
def fee_felt(world: World, nature: Nature, moment: Moment, i: int, price: float, is_hurt: bool) -> float:
    """What the fee for leaving early takes from another contract at so much a period, utility."""
    kind = int(world.customers.loyalty_type[i])
    fee = fee_of(world, nature, moment, i)
    if fee <= 0.0 or not minds_the_fee(kind, is_hurt):
        return 0.0
    a_period = fee / bills_left(FEE_WEEKS, int(nature.contract.bills))
    usual = max(price, nature.reference_price.category_price)
    return own_traits(world, nature, i).price_weight * math.log(1.0 + a_period / max(usual, 0.01))


@rule
def compare(world: World, nature: Nature, moment: Moment, i: int, considered: int, is_hurt: bool) -> Weighing:
    """Whether another contract, or none, is better for customer i than its own."""
    own = int(world.contracts.firm[i])
    best, highest, price = best_elsewhere(world, nature, moment, i, considered, own)
    if own == NOBODY:
        return Weighing(firm=best, is_better=best != NOBODY, is_worth_the_fee=False, would_be_kept=False)
    luck = luck_of(moment, int(world.customers.identity[i]), own) - nature.contract.grudge * is_hurt
    asked = price_seen(world, i, own, quote_to_stay(world, moment, i))
    stay = worth_at(world, nature, moment, i, own, asked) + luck
    lead = highest - stay
    kept = False
    if lead > 0.0 and world.tariffs.save_off[own] > 0.0:
        offered = price_seen(world, i, own, quote_to_be_kept(world, moment, i))
        kept = worth_at(world, nature, moment, i, own, offered) + luck >= highest
    felt = fee_felt(world, nature, moment, i, price, is_hurt)
    return Weighing(firm=best, is_better=lead > 0.0, is_worth_the_fee=lead > felt, would_be_kept=kept)


@row
def learn_prices(world: World, nature: Nature, moment: Moment, i: int, considered: int) -> None:
    """Every usual price that was looked at leaves a trace in the expected price of that firm; the search is noted."""
    customers = world.customers
    customers.last_trip[i], customers.last_considered[i] = moment.week, considered
    customers.last_process[i] = WEIGHED
    for j in range(world.firms.price.size):
        if (considered >> j) & 1 and j != world.contracts.firm[i]:
            usual = quote_to_come(world, moment, i, j).usual
            before = np.float64(world.relationships.reference_price[j, i])
            world.relationships.reference_price[j, i] = remembered_price(before, usual, nature.reference_price.memory)
