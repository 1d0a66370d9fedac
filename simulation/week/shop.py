"""A week among customers, chunk by chunk: each phase finds the rows as the one before left them.

Between `shop` and `reflect` the desks answer (`recover.py`), for all chunks at once.
"""

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.engine.compiling import phase
from simulation.state.tables import World
from simulation.week.census import count_kept, take_census
from simulation.week.choose import choose
from simulation.week.come_and_go import come, go
from simulation.week.complain import complain
from simulation.week.count import count_visits
from simulation.week.deepen import deepen
from simulation.week.experience import experience
from simulation.week.hear import hear
from simulation.week.judge import judge
from simulation.week.pay import pay
from simulation.week.remember import remember
from simulation.week.reward import count_members, count_rewards, reward

TO_THE_CHOICE = (come, hear, choose)
FROM_THE_PURCHASE = (pay, reward, experience, judge, complain, count_visits, count_rewards)
"""The phases of `shop`, for who looks at customers when they have chosen: one after the other over everybody, they come
to the same, since none reads in one chunk what `shop` writes in another."""


@phase
def shop(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """Word of mouth, the choice, the purchase and what comes of it."""
    for chunk in range(first, last):
        if nature.coming_and_going.is_on:
            come(world, nature, moment, chunk, chunk + 1)  # newcomers take vacant places
        hear(world, nature, moment, chunk, chunk + 1)  # word of mouth and rumours; memories fade
        choose(world, nature, moment, chunk, chunk + 1)  # need, consideration set, choice
        pay(world, nature, moment, chunk, chunk + 1)  # what is bought, and what serving it costs
        reward(world, nature, moment, chunk, chunk + 1)  # who joins a programme, what it takes off, what is earned
        experience(world, nature, moment, chunk, chunk + 1)  # service, and what goes wrong in it
        judge(world, nature, moment, chunk, chunk + 1)  # disconfirmation, satisfaction
        complain(world, nature, moment, chunk, chunk + 1)  # exit, voice or loyalty
        count_visits(world, nature, moment, chunk, chunk + 1)  # sales, money, complaints
        count_rewards(world, nature, moment, chunk, chunk + 1)  # what programmes took off, promised and took in


@phase
def reflect(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """What stays of the week; then, from week 1 on, the census of customers."""
    for chunk in range(first, last):
        remember(world, nature, moment, chunk, chunk + 1)  # reference price, habit, affect, conviction, news
        if nature.phases.is_on:
            deepen(world, nature, moment, chunk, chunk + 1)  # loyalty has phases in place of types
        if nature.coming_and_going.is_on:
            go(world, nature, moment, chunk, chunk + 1)  # some have bought for the last time
        count_members(world, nature, moment, chunk, chunk + 1)  # balances lapse; who is a member, what is owed
        if moment.reported_week >= 1:
            take_census(world, nature, moment, chunk, chunk + 1)  # every firm's customers and their states
            count_kept(world, nature, moment, chunk, chunk + 1)  # who still has the main firm of the window before
