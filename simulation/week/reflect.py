"""A week among customers after the desks have answered, chunk by chunk as in `shop.py`."""

from simulation.behavior.parameters import Moment, Nature
from simulation.engine.compiling import phase
from simulation.state.tables import World
from simulation.week.belong import count_kept
from simulation.week.census import take_census
from simulation.week.deepen import deepen
from simulation.week.remember import remember


@phase
def reflect(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """What stays of the week; then, from week 1 on, the census of customers."""
    for chunk in range(first, last):
        remember(world, nature, moment, chunk, chunk + 1)  # reference price, habit, affect, conviction, news
        if nature.phases.is_on:
            deepen(world, nature, moment, chunk, chunk + 1)  # loyalty has phases in place of types
        if moment.reported_week >= 1:
            take_census(world, nature, moment, chunk, chunk + 1)  # every firm's customers and their states
            count_kept(world, nature, moment, chunk, chunk + 1)  # who still has the main firm of the window before
