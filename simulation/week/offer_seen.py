"""A firm's offer as a customer knows and feels it: what is seen, promised, told, experienced, and what ties it."""

import numpy as np

from simulation.behavior.bonds import allied
from simulation.behavior.moment import Moment
from simulation.behavior.offer import Offer
from simulation.behavior.parameters import Nature
from simulation.behavior.psychology import familiarity, variety_sought
from simulation.behavior.relationship_marketing import believed
from simulation.behavior.standards import spoken_for
from simulation.engine.chance import four
from simulation.engine.compiling import rule
from simulation.state.decisions import OUTSIDE
from simulation.state.tables import NEVER, NOBODY, World
from simulation.week.firm_as_seen import as_seen
from simulation.week.membership import programme_pull
from simulation.week.price import depth_for, display_for, price_for
from simulation.week.standing import loyalty_of


@rule
def promised(world: World, nature: Nature, i: int, j: int, known: float) -> float:
    """Utility of what the firm promises beyond the truth; who looks firms up is not taken in."""
    naive = 1.0 - nature.types[world.customers.loyalty_type[i]].search
    promise = world.firms.promise[j] * (1.0 - world.firms.disbelief[j])
    return float(nature.messages.allure * naive * believed(promise, known, nature.messages))


@rule
def experienced(world: World, nature: Nature, i: int, j: int) -> float:
    """Utility that own satisfaction with a firm lends to it; who never bought there has none to go by."""
    judgement = nature.satisfaction
    speaks = judgement.weight > 0.0 or judgement.avoidance > 0.0
    if not speaks or world.relationships.purchases[j, i] == 0:
        return 0.0
    return spoken_for(np.float64(world.relationships.cumulative_satisfaction[j, i]), judgement)


@rule
def told_of(world: World, nature: Nature, i: int, j: int, known: float) -> float:
    """Utility that own satisfaction, and to who knows it little a bad name, lend to a firm or take from it."""
    own = experienced(world, nature, i, j)
    if nature.reputation.weight == 0.0:
        return own
    total, firms = 0.0, 0.0
    for other in range(world.firms.price.size):
        total += world.firms.reputation[other] * world.firms.is_open[other]
        firms += world.firms.is_open[other]
    worse = max(total / max(firms, 1.0) - world.firms.reputation[j], 0.0)
    return float(own - nature.reputation.weight * (1.0 - known) * worse)


@rule
def ties_on(world: World, nature: Nature, moment: Moment, i: int) -> float:
    """How much taste and loyalty count on this week's trip: 1, or 0 when variety is sought [McAlisterPessemier1982]."""
    own = int(world.customers.previous_choice[i])
    if nature.purchases.variety_seeking <= 0.0 or own == NOBODY:
        return 1.0
    chance = four(moment.luck, moment.week, int(world.customers.identity[i]), OUTSIDE, 0)[2]
    return 0.0 if chance < variety_sought(loyalty_of(world, i, own), nature.purchases.variety_seeking) else 1.0


@rule
def offer_of(world: World, nature: Nature, moment: Moment, i: int, j: int, going: float, ties: float) -> Offer:
    """Firm j's offer of this week as customer i knows and feels it; `going` is what i knows the category to cost.

    `ties` is how much counts that ties i to a firm: taste, affect, habit, conviction, and where it bought last time.
    """
    firms, relations = world.firms, world.relationships
    known = familiarity(np.float64(relations.purchases[j, i]), nature.reference_price.half_familiarity)
    seen = world.attributes.attraction[j] + firms.attraction_by_type[j, world.customers.loyalty_type[i]]
    drawn = allied(seen, firms.alliance[j], known, nature.bonds)
    if moment.has_programmes:
        drawn += programme_pull(world, nature, moment, i, j)
    failed = relations.last_failure[j, i]
    is_last = ties > 0.0 and world.customers.previous_choice[i] == j
    is_let_down = failed != NEVER and failed == relations.last_purchase[j, i]
    return Offer(
        price=price_for(world, moment, i, j),
        depth=depth_for(world, i, j),
        display=display_for(world, i, j),
        reference_price=np.float64(relations.reference_price[j, i]),
        going_price=going,
        familiarity=known,
        attraction=drawn + promised(world, nature, i, j, known) + told_of(world, nature, i, j, known) + firms.allure[j],
        taste=ties * np.float64(relations.taste[j, i]),
        affect=ties * np.float64(relations.affect[j, i]),
        habit=ties * np.float64(relations.habit[j, i]),
        conviction=ties * np.float64(relations.conviction[j, i]),
        expectation=np.float64(relations.expectation[j, i]) + firms.assurance[j],
        word_of_mouth=np.float64(relations.word_of_mouth[j, i]),
        wait=firms.wait[j],
        steps=firms.steps[j],
        is_last=is_last,
        let_down=is_let_down,
        firm=as_seen(world.attributes, j),
    )
