"""A decision about a contract: whether to look around, what is found, notice, and the provider's offer to stay."""

import numpy as np

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.contract.causes import Cause, Weighing, is_hurt_by, is_last_call, is_too_dear
from simulation.contract.keep import begin
from simulation.contract.looking_around import Situation, is_asked_at, looks_around, minds_the_fee
from simulation.contract.occasions import (
    BOUND,
    CLOSED,
    FAILURE,
    GIVES_NOTICE,
    GOES_WITHOUT,
    IS_SAVED,
    NOT_MOVED,
    OFFER,
    PRICE,
    SEARCH,
    SIGNS,
    STAYS,
)
from simulation.contract.prices import bill_of, fee_of, is_bound, quote_to_come
from simulation.engine.chance import four, uniform
from simulation.engine.compiling import row, rule
from simulation.state import counts as m
from simulation.state.decisions import ASKED, READY
from simulation.state.switch_reasons import COMPETITION, CORE_FAILURE, INCONVENIENCE, PRICING
from simulation.state.tables import NOBODY, World
from simulation.state.visit_codes import NOTHING_SUITED
from simulation.state.whole_cents import booked
from simulation.week.consider import consider

NOT_LOOKED = -1


@rule
def readiness_of(world: World, moment: Moment, i: int) -> float:
    """How readily customer i questions its contract, 0-1, for life."""
    rank = uniform(moment.luck, 0, int(world.customers.identity[i]), READY, 0)
    return float(world.readiness[int(rank * world.readiness.size)])


@rule
def situation_of(world: World, moment: Moment, i: int, cause: Cause) -> Situation:
    """Where customer i stands when something makes it think about its contract."""
    own, depth, affect, habit = int(world.contracts.firm[i]), 0.0, 0.0, 0.0
    if own != NOBODY:
        affect, habit = np.float64(world.relationships.affect[own, i]), np.float64(world.relationships.habit[own, i])
        if cause.offered != NOBODY:
            depth = 1.0 - quote_to_come(world, moment, i, cause.offered).now / max(bill_of(world, moment, i), 0.01)
    return Situation(
        occasion=cause.occasion,
        readiness=readiness_of(world, moment, i),
        rise=cause.rise,
        depth=depth,
        affect=affect,
        habit=habit,
        is_hurt=is_hurt_by(world, moment, i, own),
    )


@rule
def reason_of(world: World, nature: Nature, moment: Moment, i: int, cause: Cause, taken: int) -> int:
    """Why customer i leaves its provider: one of the eight codes [Keaveney1995]."""
    own = int(world.contracts.firm[i])
    if cause.occasion == FAILURE or is_hurt_by(world, moment, i, own):
        noted = int(world.relationships.exit_reason[own, i])
        return noted if noted != 0 else CORE_FAILURE
    if cause.occasion == PRICE or taken == NOBODY:
        return PRICING
    if cause.occasion == OFFER:
        return COMPETITION
    usual = quote_to_come(world, moment, i, taken).usual
    is_cheaper = usual < bill_of(world, moment, i) * (1.0 - nature.reference_price.latitude)
    return PRICING if is_cheaper else COMPETITION


@row
def be_kept(world: World, moment: Moment, i: int) -> None:
    """Customer i takes its provider's offer: so much less for some weeks, to which it is bound."""
    contracts, tariffs = world.contracts, world.tariffs
    j = int(contracts.firm[i])
    contracts.off[i] = tariffs.save_off[j]
    contracts.off_until[i] = moment.week + int(tariffs.save_weeks[j])
    contracts.term_end[i] = max(contracts.term_end[i], contracts.off_until[i])


@row
def give_notice(
    world: World, nature: Nature, moment: Moment, chunk: int, i: int, cause: Cause, verdict: Weighing
) -> int:
    """Customer i would go: at the end of the term, at once for a fee, or not yet. Returns the outcome."""
    contracts, tariffs, kind = world.contracts, world.tariffs, int(world.customers.loyalty_type[i])
    own, counts = int(contracts.firm[i]), world.tally.counts[chunk]
    is_hurt = is_hurt_by(world, moment, i, own)
    ends, fee = moment.week + int(tariffs.notice[own]), 0.0
    if is_bound(world, moment, i) and not cause.is_free:
        if verdict.is_worth_the_fee:
            fee = fee_of(world, nature, moment, i)
        elif is_hurt or is_asked_at(cause.occasion):
            ends = int(contracts.term_end[i])
        else:
            return BOUND
    counts[m.NOTICES, own, kind] += 1
    if tariffs.save_off[own] > 0.0 and minds_the_fee(kind, is_hurt):  # the betrayed do not listen
        counts[m.OFFERED, own, kind] += 1
        if verdict.would_be_kept:
            counts[m.SAVED, own, kind] += 1
            be_kept(world, moment, i)
            return IS_SAVED
    change = four(moment.luck, moment.week, int(world.customers.identity[i]), ASKED, 1)[0]
    contracts.leaves[i], contracts.next_firm[i] = ends, verdict.firm
    contracts.fee[i] = booked(100.0 * fee, change)
    contracts.why[i] = reason_of(world, nature, moment, i, cause, verdict.firm)
    return GIVES_NOTICE


@row
def lapse(world: World, i: int) -> None:
    """A contract that does not renew by itself, and that nobody signs again, ends with its term."""
    contracts = world.contracts
    contracts.leaves[i], contracts.next_firm[i] = contracts.term_end[i], NOBODY
    contracts.why[i] = INCONVENIENCE


@row
def think_over(world: World, nature: Nature, moment: Moment, i: int, cause: Cause) -> int:
    """The firms that customer i looks at for this cause, one bit each; NOT_LOOKED where it leaves all as it is."""
    contracts, kind = world.contracts, int(world.customers.loyalty_type[i])
    own = int(contracts.firm[i])
    contracts.occasion[i], contracts.outcome[i] = cause.occasion, NOT_MOVED
    chance = four(moment.luck, moment.week, int(world.customers.identity[i]), ASKED, 0)[0]
    must = cause.occasion in (SEARCH, CLOSED) or is_too_dear(world, nature, moment, i)
    now = situation_of(world, moment, i, cause)
    if not must and not looks_around(kind, now, nature.types[kind], chance):
        if is_asked_at(cause.occasion) and world.tariffs.renews[own] == 0.0 and is_last_call(world, moment, i):
            lapse(world, i)
        return NOT_LOOKED
    considered = consider(world, nature, moment, i, nature.types[kind])
    if cause.offered != NOBODY:
        considered |= 1 << cause.offered
    return int(considered)


@row
def settle_contract(
    world: World, nature: Nature, moment: Moment, chunk: int, i: int, cause: Cause, verdict: Weighing
) -> None:
    """What customer i makes of its comparison."""
    contracts, customers, kind = world.contracts, world.customers, int(world.customers.loyalty_type[i])
    own = int(contracts.firm[i])
    if own == NOBODY:
        contracts.outcome[i] = SIGNS if verdict.is_better else GOES_WITHOUT
        if verdict.is_better:
            begin(world, nature, moment, chunk, i, verdict.firm)
        else:
            customers.last_process[i] = NOTHING_SUITED
        return
    world.tally.counts[chunk][m.DECIDED, own, kind] += 1
    contracts.outcome[i] = STAYS
    if verdict.is_better:
        contracts.outcome[i] = give_notice(world, nature, moment, chunk, i, cause, verdict)
