"""A customer's week under contract: what becomes of the contract, its bill, and what makes the customer decide."""

import numpy as np

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.behavior.psychology import unfairness
from simulation.contract.causes import Cause, is_hurt_by, is_last_call, is_too_dear
from simulation.contract.keep import begin, bill, end, renew, take_price
from simulation.contract.occasions import CLOSED, FAILURE, LIFE, NOTHING, OFFER, PRICE, SEARCH, TERM
from simulation.contract.prices import WEEKS_A_YEAR, bill_of, is_billed
from simulation.engine.chance import four
from simulation.engine.compiling import row, rule
from simulation.state.decisions import ASKED
from simulation.state.switch_reasons import INVOLUNTARY
from simulation.state.tables import NEVER, NOBODY, World
from simulation.week.hear import raised
from simulation.week.need import change_life


@rule
def contact_chance(world: World, nature: Nature, i: int) -> float:
    """Chance that customer i needs its provider this week: some call often, most hardly ever [Ehrenberg1959]."""
    usual = max(nature.purchases.per_year, 1e-9)
    own = np.float64(world.customers.rate[i]) * WEEKS_A_YEAR / usual
    chance = nature.contract.contacts / WEEKS_A_YEAR * own
    return float(min(chance + (nature.contract.again if world.contracts.calls_again[i] > 0 else 0.0), 1.0))


@rule
def occasions_a_week(nature: Nature) -> tuple[float, float, float]:
    """Chances of a week that life changes, that a free contract is looked over, that newcomers' price is seen."""
    life = nature.purchases.renewal / WEEKS_A_YEAR
    return life, nature.contract.reviews / WEEKS_A_YEAR, nature.contract.sees_welcome / WEEKS_A_YEAR


@rule
def who_offers(world: World, i: int, chance: float) -> int:
    """The firm whose offer reaches customer i: any but its own, by how present it is; NOBODY where there is none."""
    own, total = int(world.contracts.firm[i]), 0.0
    for j in range(world.firms.price.size):
        if j != own:
            total += world.firms.presence[j] * world.firms.is_open[j]
    below, chosen = 0.0, NOBODY
    for j in range(world.firms.price.size):
        weight = world.firms.presence[j] * world.firms.is_open[j]
        if j != own and weight > 0.0 and below <= chance * total:
            chosen = j
            below += weight
    return chosen


@row
def see_newcomers(world: World, nature: Nature, moment: Moment, i: int, j: int) -> float:
    """A regular sees what newcomers pay, and finds it unfair; returns the share by which it pays more itself."""
    own, theirs = bill_of(world, moment, i), world.tariffs.welcome[j]
    kind, relations = int(world.customers.loyalty_type[i]), world.relationships
    anger = unfairness(own, theirs, nature.reference_price.latitude, nature.types[kind].fairness)
    if anger <= 0.0:
        return 0.0
    satisfaction = np.float64(relations.cumulative_satisfaction[j, i])
    relations.cumulative_satisfaction[j, i] = max(satisfaction - anger * (1.0 - nature.satisfaction.memory), 0.0)
    return float(own / max(theirs, 0.01) - 1.0)


@row
def hear_offer(world: World, nature: Nature, moment: Moment, i: int) -> int:
    """A rival's offer reaches customer i, and brings that firm to mind; whose it is, or NOBODY."""
    offered = who_offers(world, i, four(moment.luck, moment.week, int(world.customers.identity[i]), ASKED, 0)[1])
    if offered != NOBODY:
        salience = np.float64(world.relationships.salience[offered, i])
        world.relationships.salience[offered, i] = raised(salience, nature.attention.hearsay)
    return offered


@row
def comes_to_term(world: World, moment: Moment, chunk: int, i: int) -> bool:
    """Whether notice for the end of the term can be given in this week and no later; a term that is over is renewed."""
    contracts = world.contracts
    if contracts.term_end[i] == NEVER:
        return False
    is_called = is_last_call(world, moment, i)
    if contracts.term_end[i] <= moment.week and not is_called:
        renew(world, moment, chunk, i)
    return is_called


@row
def is_newly_hurt(world: World, moment: Moment, i: int, j: int) -> bool:
    """Whether customer i has turned its back on its provider j, and was not asked about it yet."""
    contracts = world.contracts
    was, contracts.is_hurt[i] = contracts.is_hurt[i], 1 if is_hurt_by(world, moment, i, j) else 0
    return bool(contracts.is_hurt[i] > was)


@rule
def gravest(is_hurt: bool, is_dearer: bool, is_term: bool, lives_otherwise: bool, is_offered: bool) -> int:
    """Of what happens in one week, the occasion that counts."""
    if is_hurt:
        return FAILURE
    if is_dearer:
        return PRICE
    if is_term:
        return TERM
    if lives_otherwise:
        return LIFE
    return OFFER if is_offered else NOTHING


@row
def go_on(
    world: World, nature: Nature, moment: Moment, chunk: int, i: int, chances: tuple[float, float, float, float]
) -> Cause:
    """A contract that does not end this week: its bill, its term, and what makes its holder think."""
    contracts, j = world.contracts, int(world.contracts.firm[i])
    life, review, sees = occasions_a_week(nature)
    is_called = comes_to_term(world, moment, chunk, i)
    is_called |= contracts.term_end[i] == NEVER and life <= chances[3] < life + review
    offered, rise, is_free = NOBODY, 0.0, False
    if chances[2] < nature.contract.offers / WEEKS_A_YEAR:
        offered = hear_offer(world, nature, moment, i)
    if chances[3] < life:
        rate = four(moment.luck, moment.week, int(world.customers.identity[i]), ASKED, 0)[3]
        change_life(world, nature, moment, i, rate)
    if life + review <= chances[3] < life + review + sees:
        rise = see_newcomers(world, nature, moment, i, j)
    if is_billed(moment.week - contracts.start[i], int(nature.contract.bills)):
        is_free = take_price(world, moment, i, j)
        rise = max(rise, bill(world, nature, moment, chunk, i))
    is_hurt = is_newly_hurt(world, moment, i, j)
    is_dearer = rise > nature.reference_price.latitude or is_too_dear(world, nature, moment, i)
    occasion = gravest(is_hurt, is_dearer, is_called, chances[3] < life, offered != NOBODY)
    return Cause(occasion=occasion, offered=offered, rise=rise, is_free=is_free)


@row
def depart(world: World, nature: Nature, moment: Moment, chunk: int, i: int) -> None:
    """A notice takes effect: the customer goes to whom it has chosen, or has no contract any more."""
    then = int(world.contracts.next_firm[i])
    end(world, moment, chunk, i, int(world.contracts.why[i]))
    if then != NOBODY and world.firms.is_open[then] > 0.0:
        begin(world, nature, moment, chunk, i, then)


@row
def live(
    world: World, nature: Nature, moment: Moment, chunk: int, i: int, chances: tuple[float, float, float, float]
) -> Cause:
    """What happens to the contract of customer i this week, and what makes it think: nothing, once notice is given."""
    contracts, own = world.contracts, int(world.contracts.firm[i])
    cause = Cause(occasion=NOTHING, offered=NOBODY, rise=0.0, is_free=False)
    if own == NOBODY:
        if chances[3] < 1.0 / nature.contract.seek:
            cause = Cause(occasion=SEARCH, offered=NOBODY, rise=0.0, is_free=False)
    elif world.firms.is_open[own] == 0.0:
        contracts.fee[i] = 0
        end(world, moment, chunk, i, INVOLUNTARY)
        cause = Cause(occasion=CLOSED, offered=NOBODY, rise=0.0, is_free=False)
    elif chances[0] < nature.contract.must_leave / WEEKS_A_YEAR:
        contracts.fee[i] = 0
        end(world, moment, chunk, i, INVOLUNTARY)
    elif contracts.leaves[i] != NEVER and contracts.leaves[i] <= moment.week:
        depart(world, nature, moment, chunk, i)
    else:
        cause = go_on(world, nature, moment, chunk, i, chances)
    if contracts.leaves[i] == NEVER:
        return cause
    return Cause(occasion=NOTHING, offered=NOBODY, rise=0.0, is_free=False)
