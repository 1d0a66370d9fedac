"""A week in a market of contracts, chunk by chunk: who is billed, who decides, who calls, and what is left of it.

Between `spend_week` and `reflect_contracts` the desks answer, as in any market.
"""

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.contract.causes import is_hurt_by
from simulation.contract.census import take_contract_census
from simulation.contract.contacts import count_contacts, get_in_touch, remember_contacts
from simulation.contract.decide import NOT_LOOKED, settle_contract, think_over
from simulation.contract.keep import bill, month_of
from simulation.contract.live import contact_chance, live, occasions_a_week
from simulation.contract.occasions import NOTHING
from simulation.contract.prices import WEEKS_A_YEAR, is_billed
from simulation.contract.weigh import compare, learn_prices
from simulation.engine.chance import four
from simulation.engine.compiling import phase, row
from simulation.state import counts as m
from simulation.state.decisions import CONTRACT
from simulation.state.tables import NEVER, NOBODY, World
from simulation.week.complain import complain
from simulation.week.experience import experience
from simulation.week.hear import hear
from simulation.week.judge import judge
from simulation.week.need import change_tastes


@row
def clear_week(world: World, chunk: int, start: int, stop: int) -> None:
    """Nothing has been counted yet, and nothing has happened to anybody."""
    tally, contracts = world.tally, world.contracts
    tally.counts[chunk] = 0
    tally.standings[chunk] = 0
    tally.moves[chunk] = 0
    tally.sums[chunk] = 0.0
    contracts.occasion[start:stop] = 0
    contracts.outcome[start:stop] = 0
    contracts.ended[start:stop] = 0
    contracts.bill[start:stop] = 0


@row
def find_called(world: World, nature: Nature, moment: Moment, chunk: int, span: tuple[int, int]) -> int:
    """List, in `visits.customer` from the first row on, to whom anything may happen; returns the end of the list.

    On the way those under contract are counted, by firm and by month of tenure.
    """
    contracts, kinds, listed = world.contracts, world.customers.loyalty_type, world.visits.customer
    counts, bills, end = world.tally.counts[chunk], int(nature.contract.bills), span[0]
    life, review, sees = occasions_a_week(nature)
    rare, reached = life + review + sees, nature.contract.offers / WEEKS_A_YEAR
    must, sought = nature.contract.must_leave / WEEKS_A_YEAR, 1.0 / nature.contract.seek
    for i in range(span[0], span[1]):
        chances, j = four(moment.luck, moment.week, int(world.customers.identity[i]), CONTRACT, 0), contracts.firm[i]
        is_called = chances[3] < sought
        if j != NOBODY:
            age, left = moment.week - contracts.start[i], contracts.term_end[i] - moment.week
            world.relationships.last_purchase[j, i] = moment.week
            counts[m.HELD, j, kinds[i]] += 1
            if moment.reported_week >= 1:
                world.survival[chunk, j, 0, month_of(age)] += 1
            is_due = contracts.term_end[i] != NEVER and (left <= 0 or left == int(world.tariffs.notice[j]))
            is_due |= contracts.leaves[i] != NEVER and contracts.leaves[i] <= moment.week
            is_called = chances[0] < must or chances[2] < reached or chances[3] < rare or is_due
            is_called |= is_billed(age, bills) or chances[1] < contact_chance(world, nature, i)
            is_called |= world.firms.is_open[j] == 0.0
        listed[end] = i
        end += is_called and world.customers.vacant_from[i] == NEVER
    return end


@row
def hold(
    world: World, nature: Nature, moment: Moment, chunk: int, i: int, chances: tuple[float, float, float, float]
) -> None:
    """A customer's contract this week: what happens to it, what that makes of the customer's mind, and a first bill."""
    contracts = world.contracts
    cause = live(world, nature, moment, chunk, i, chances)
    considered = NOT_LOOKED if cause.occasion == NOTHING else think_over(world, nature, moment, i, cause)
    if considered != NOT_LOOKED:
        is_hurt = is_hurt_by(world, moment, i, int(contracts.firm[i]))
        verdict = compare(world, nature, moment, i, considered, is_hurt)
        learn_prices(world, nature, moment, i, considered)
        settle_contract(world, nature, moment, chunk, i, cause, verdict)
    if contracts.firm[i] != NOBODY and contracts.start[i] == moment.week:
        bill(world, nature, moment, chunk, i)  # the first one, at once


@phase
def spend_contracts(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """Bills, terms and decisions; who needs the provider turns to it, as this week's visits."""
    visits, contracts = world.visits, world.contracts
    for chunk in range(first, last):
        start = chunk * world.chunk_size
        stop = min(start + world.chunk_size, world.customers.rate.size)
        clear_week(world, chunk, start, stop)
        change_tastes(world, nature, moment, start, stop)
        visit = start
        for called in range(start, find_called(world, nature, moment, chunk, (start, stop))):
            i = int(visits.customer[called])
            chances = four(moment.luck, moment.week, int(world.customers.identity[i]), CONTRACT, 0)
            hold(world, nature, moment, chunk, i, chances)
            if contracts.firm[i] != NOBODY and chances[1] < contact_chance(world, nature, i):
                get_in_touch(world, nature, moment, i, visit)
                visit += 1
        visits.trips[chunk] = visit - start


@phase
def spend_week(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """Word of mouth, contracts, contacts and what comes of them."""
    for chunk in range(first, last):
        hear(world, nature, moment, chunk, chunk + 1)
        spend_contracts(world, nature, moment, chunk, chunk + 1)
        experience(world, nature, moment, chunk, chunk + 1)
        judge(world, nature, moment, chunk, chunk + 1)
        complain(world, nature, moment, chunk, chunk + 1)
        count_contacts(world, chunk, chunk + 1)


@phase
def reflect_contracts(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """What stays of the week; then the census of contracts."""
    for chunk in range(first, last):
        remember_contacts(world, nature, moment, chunk, chunk + 1)
        take_contract_census(world, nature, moment, chunk, chunk + 1)
