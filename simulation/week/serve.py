"""What follows a choice, chunk by chunk: each phase finds the visits close at hand, as the one before has left them."""

from simulation.compiling import phase
from simulation.nature import Moment, Nature
from simulation.state import World
from simulation.week.complain import complain
from simulation.week.count import count_visits
from simulation.week.experience import experience
from simulation.week.judge import judge
from simulation.week.pay import pay


@phase
def serve(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """The purchase and what comes of it."""
    for chunk in range(first, last):
        pay(world, nature, moment, chunk, chunk + 1)  # what is bought, and what serving it costs
        experience(world, nature, moment, chunk, chunk + 1)  # service, and what goes wrong in it
        judge(world, nature, moment, chunk, chunk + 1)  # disconfirmation, satisfaction
        complain(world, nature, moment, chunk, chunk + 1)  # exit, voice or loyalty
        count_visits(world, nature, moment, chunk, chunk + 1)  # sales, money, complaints
