"""Who comes into the category and who leaves it: newcomers take vacant places before the week, some go after it.

Newcomers come since they need something: the first week finds them shopping. Who goes does so after a purchase, by a
chance of its own, beta distributed among customers [FaderHardieLee2005].
"""

from simulation.behavior.first_impression import draw_person, imagine
from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.engine.chance import uniform
from simulation.engine.compiling import phase, row
from simulation.loyalty import COGNITIVE
from simulation.state.decisions import COME, GO, PERSON
from simulation.state.tables import NEVER, NOBODY, PEOPLE, World


@row
def clear(world: World, i: int, chunk: int) -> None:
    """Nothing stays of who had the place before; sold is sold, and is kept for the books."""
    customers, relations = world.customers, world.relationships
    customers.previous_choice[i] = NOBODY
    customers.last_trip[i] = NEVER
    customers.last_reason[i] = customers.last_process[i] = 0
    customers.last_considered[i] = 0
    customers.vacant_from[i] = NEVER
    for j in range(world.firms.price.size):
        world.replaced[chunk] += relations.purchases[j, i]
        relations.purchases[j, i] = 0
        relations.word_of_mouth[j, i] = relations.habit[j, i] = 0.0
        relations.first_purchase[j, i] = relations.last_purchase[j, i] = relations.earlier_purchase[j, i] = NEVER
        relations.former_purchase[j, i] = relations.gone_until[j, i] = relations.last_failure[j, i] = NEVER
        relations.exit_reason[j, i] = 0
        if relations.joined[j, i] != 0:
            relations.joined[j, i], relations.balance[j, i] = 0, 0.0
        relations.was_active[j, i] = False


@row
def arrive(world: World, nature: Nature, moment: Moment, i: int, chunk: int) -> None:
    """A newcomer takes place i; it knows today's prices, and lacks one unit, for which it will go shopping."""
    customers, relations = world.customers, world.relationships
    if customers.last_trip[i] != NEVER:
        customers.identity[i] += PEOPLE  # somebody else, with luck of its own
    clear(world, i, chunk)
    if nature.phases.is_on:
        customers.loyalty_type[i] = COGNITIVE
    draw_person(world, nature, moment.luck, i)
    customers.stock[i] = -1
    for j in range(world.firms.price.size):
        is_open = world.firms.is_open[j] > 0.0
        imagine(world, nature, moment.luck, i, j)
        relations.reference_price[j, i] = world.firms.price[j] if is_open else nature.reference_price.category_price
        relations.salience[j, i] = world.firms.presence[j]


@phase
def come(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """Vacant places are taken, each with the chance of this week."""
    customers = world.customers
    if moment.arrival <= 0.0:
        return
    for chunk in range(first, last):
        start = chunk * world.chunk_size
        for i in range(start, min(start + world.chunk_size, customers.rate.size)):
            vacant_from = customers.vacant_from[i]
            if vacant_from == NEVER or vacant_from > moment.week:
                continue
            if uniform(moment.luck, moment.week, int(customers.identity[i]), COME, 0) < moment.arrival:
                arrive(world, nature, moment, i, chunk)


@row
def is_first_purchase(world: World, moment: Moment, i: int) -> bool:
    """Whether customer i, who bought this week, had bought from no firm before."""
    first = world.relationships.first_purchase
    before = 0
    for j in range(world.firms.price.size):
        before += int(first[j, i] != NEVER and first[j, i] < moment.week)
    return before == 0


@phase
def go(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """Of those who bought some need nothing of the category any more; all that was stays in the books."""
    customers, visits = world.customers, world.visits
    if nature.coming_and_going.dropout <= 0.0:
        return
    for chunk in range(first, last):
        start = chunk * world.chunk_size
        for v in range(start, start + visits.trips[chunk]):
            i = int(visits.customer[v])
            identity = int(customers.identity[i])
            own = world.dropouts[int(uniform(moment.luck, 0, identity, PERSON, 3) * world.dropouts.size)]
            if nature.coming_and_going.first_dropout < 1.0 and is_first_purchase(world, moment, i):
                own *= nature.coming_and_going.first_dropout
            if visits.firm[v] != NOBODY and uniform(moment.luck, moment.week, identity, GO, 0) < own:
                customers.rate[i] = 0.0
                customers.stock[i] = 0
                customers.vacant_from[i] = moment.week + int(nature.coming_and_going.vacancy)
