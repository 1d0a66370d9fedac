"""Whether one customer can meet a firm this week, is advised there, and which performance it would meet."""

from simulation.behavior.moment import Moment
from simulation.engine.chance import uniform
from simulation.engine.compiling import rule
from simulation.state.decisions import ADVICE, DIFFICULT, STOCK
from simulation.state.tables import World


@rule
def can_be_found(world: World, moment: Moment, i: int, j: int) -> bool:
    """Whether the firm is open, serves this customer, and has in stock what it wants."""
    if world.firms.is_open[j] == 0.0:
        return False
    if world.firms.let_go[j] > 0.0:
        rank = uniform(moment.luck, 0, int(world.customers.identity[i]), DIFFICULT, 0)
        if rank > 1.0 - world.firms.let_go[j]:
            return False
    if world.firms.availability[j] >= 1.0:
        return True
    chance = uniform(moment.luck, moment.week, int(world.customers.identity[i]), STOCK, j)
    return bool(chance < world.firms.availability[j])


@rule
def performance_for(world: World, i: int, j: int) -> float:
    """The firm's true level of performance for this customer: after-sale service only counts for who has bought."""
    if world.relationships.purchases[j, i] > 0:
        return float(world.firms.performance_after[j])
    return float(world.firms.performance[j])


@rule
def is_advised(world: World, moment: Moment, i: int, j: int) -> bool:
    """Whether firm j advises customer i, or lets it try, who considers it and has never bought there."""
    if world.firms.pre_sale[j] == 0.0 or world.relationships.purchases[j, i] > 0:
        return False
    chance = uniform(moment.luck, moment.week, int(world.customers.identity[i]), ADVICE, 2 * j)
    return bool(chance < world.firms.pre_sale[j])
