"""A week among customers up to the desks, chunk by chunk: each phase finds the rows as the one before left them."""

from simulation.behavior.parameters import Moment, Nature
from simulation.engine.compiling import phase
from simulation.state.tables import World
from simulation.week.choose import choose
from simulation.week.complain import complain
from simulation.week.count import count_visits
from simulation.week.experience import experience
from simulation.week.hear import hear
from simulation.week.judge import judge
from simulation.week.pay import pay


@phase
def shop(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """Word of mouth, the choice, the purchase and what comes of it."""
    for chunk in range(first, last):
        hear(world, nature, moment, chunk, chunk + 1)  # word of mouth and rumours; memories fade
        choose(world, nature, moment, chunk, chunk + 1)  # need, consideration set, choice
        pay(world, nature, moment, chunk, chunk + 1)  # what is bought, and what serving it costs
        experience(world, nature, moment, chunk, chunk + 1)  # service, and what goes wrong in it
        judge(world, nature, moment, chunk, chunk + 1)  # disconfirmation, satisfaction
        complain(world, nature, moment, chunk, chunk + 1)  # exit, voice or loyalty
        count_visits(world, nature, moment, chunk, chunk + 1)  # sales, money, complaints
