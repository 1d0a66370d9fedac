"""The first day: who is under contract with whom, since when, and how much of the term is left."""

import math

from simulation.behavior.parameters import Nature
from simulation.contract.prices import periods_until
from simulation.engine.chance import four
from simulation.engine.compiling import phase
from simulation.engine.luck import Luck
from simulation.state.decisions import FIRST_CONTRACT
from simulation.state.tables import NEVER, NOBODY, World

OLDEST = 10_000


@phase
def sign_first(world: World, nature: Nature, luck: Luck) -> None:
    """Give customers the contracts that they have had for some time."""
    contracts, tariffs, relations = world.contracts, world.tariffs, world.relationships
    for i in range(world.customers.rate.size):
        chances = four(luck, 0, int(world.customers.identity[i]), FIRST_CONTRACT, 0)
        j = int(world.customers.previous_choice[i])
        if j == NOBODY or chances[0] >= nature.contract.covered or world.customers.vacant_from[i] != NEVER:
            world.customers.previous_choice[i] = NOBODY
            continue
        age = min(int(-math.log(chances[1]) * 52.0 * nature.contract.first_tenure), OLDEST)
        term, further = int(tariffs.term[j]), int(tariffs.renewal_term[j])
        contracts.firm[i], contracts.start[i] = j, -age
        if age < term:
            contracts.term_end[i] = term - age
        elif term > 0 and further > 0:
            contracts.term_end[i] = further - (age - term) % further
        contracts.base[i] = tariffs.list_price[j]
        weeks = int(tariffs.welcome_weeks[j])
        if age < weeks and tariffs.welcome[j] < tariffs.list_price[j]:
            contracts.off[i] = 1.0 - tariffs.welcome[j] / tariffs.list_price[j]
            contracts.off_until[i] = weeks - age
        relations.first_purchase[j, i] = -age
        relations.last_purchase[j, i] = 0
        relations.purchases[j, i] = periods_until(age, int(nature.contract.bills)) + 1
