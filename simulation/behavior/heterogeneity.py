"""What one customer has of its own beside its type: how much it cares, drawn once and for life."""

import math

from simulation.behavior.parameters import Nature
from simulation.engine.chance import four, normal
from simulation.engine.compiling import row, rule
from simulation.engine.luck import Luck
from simulation.state.decisions import PERSON
from simulation.state.tables import World


@rule
def own_multiple(spread: float, deviation: float) -> float:
    """How much more or less one customer weighs something than its type: log-normal with mean 1 [KamakuraRussell1989].

    `spread` in log points, `deviation` in standard deviations; exactly 1 without a spread.
    """
    return math.exp(spread * deviation - 0.5 * spread * spread)


@row
def draw_cares(world: World, nature: Nature, luck: Luck, i: int) -> None:
    """Draw what customer i cares for, as multiples of its type's weights. A change of type leaves them as they are."""
    customers, spreads = world.customers, nature.heterogeneity
    chances = four(luck, 0, int(customers.identity[i]), PERSON, 1)
    customers.price_care[i] = own_multiple(spreads.price_spread, normal(chances[0]))
    customers.quality_care[i] = own_multiple(spreads.quality_spread, normal(chances[1]))
    customers.affect_care[i] = own_multiple(spreads.affect_spread, normal(chances[2]))
    customers.habit_care[i] = own_multiple(spreads.habit_spread, normal(chances[3]))
