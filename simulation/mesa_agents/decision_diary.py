"""Diaries of watched customers: each decision foreseen by the crowd's own rules, and the crowd held to it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from simulation import loyalty
from simulation.behavior.moment import Moment
from simulation.behavior.own_traits import own_traits
from simulation.behavior.parameters import Nature
from simulation.engine.chance import four, gumbel
from simulation.mesa_agents.decision_entry import DecisionEntry
from simulation.state.decisions import OUTSIDE, TASTE_OF_THE_DAY
from simulation.state.switch_reasons import REASONS
from simulation.state.tables import NOBODY, Customers, Relationships, Visits, World
from simulation.state.visit_codes import PROCESSES
from simulation.week.choose import choose
from simulation.week.come_and_go import come
from simulation.week.hear import hear
from simulation.week.offer_seen import offer_of, ties_on
from simulation.week.reach import going_price, within_reach

DECIDED = ("quantity", "firm", "previous", "considered", "process", "attributes", "reason")


class Diaries:
    """The diaries of a model. Customers who need nothing in a week write nothing."""

    def __init__(self, firms: Sequence[str]) -> None:
        self.firms = tuple(firms)
        self.entries: dict[int, list[DecisionEntry]] = {}

    def foresee(self, world: World, nature: Nature, moment: Moment) -> dict[int, World]:
        """What watched customers will do this week: each is put into a world of its own, where the phases run first."""
        worlds = {row: alone(world, row) for row in self.entries}
        for lone in worlds.values():
            if nature.coming_and_going.is_on:
                come(lone, nature, moment, 0, 1)
            hear(lone, nature, moment, 0, 1)
            choose(lone, nature, moment, 0, 1)
        return worlds

    def note(self, world: World, nature: Nature, moment: Moment, foreseen: dict[int, World]) -> None:
        """Write down what was foreseen, once the crowd has done the same; AssertionError if it did anything else."""
        for row, lone in foreseen.items():
            done, expected = trip_of(world, row), trip_of(lone, 0)
            assert done == expected, f"week {moment.week}, customer {row}: foreseen {expected}, done {done}"
            if done is not None:
                self.entries[row].append(self._entry(lone, nature, moment))

    def _entry(self, lone: World, nature: Nature, moment: Moment) -> DecisionEntry:
        visits, kind = lone.visits, int(lone.customers.loyalty_type[0])
        is_open, going = lone.firms.is_open > 0.0, going_price(lone, 0)
        ties = ties_on(lone, nature, moment, 0)
        offers = {
            name: offer_of(lone, nature, moment, 0, j, going, ties) for j, name in enumerate(self.firms) if is_open[j]
        }
        considered = tuple(name for j, name in enumerate(self.firms) if visits.considered[0] >> j & 1)
        traits, memory = own_traits(lone, nature, 0), nature.reference_price
        worth = {name: loyalty.appeal(kind, offers[name], traits, memory) for name in considered}
        lucky = luck_of_the_day(moment, int(lone.customers.identity[0]), len(self.firms))
        thought_of = int(visits.considered[0])
        within = within_reach(lone, nature, moment, 0, thought_of)
        firm = int(visits.firm[0])
        return DecisionEntry(
            week=moment.reported_week,
            quantity=int(visits.quantity[0]),
            offers=offers,
            considered=considered,
            worth=worth,
            luck={name: lucky[self.firms.index(name)] for name in considered},
            nothing=nature.purchases.outside_appeal,
            luck_of_nothing=lucky[-1],
            too_dear=tuple(name for name in considered if not within >> self.firms.index(name) & 1),
            choice=None if firm == NOBODY else self.firms[firm],
            process=PROCESSES[visits.process[0]],
            reason=REASONS[visits.reason[0]],
        )


def luck_of_the_day(moment: Moment, identity: int, firms: int) -> list[float]:
    """The random part of this week's utility of each firm's offer, and last of buying nothing."""
    key, week = moment.luck, moment.week
    fours = [four(key, week, identity, TASTE_OF_THE_DAY, part) for part in range((firms + 3) // 4)]
    chances = [chance for part in fours for chance in part][:firms]
    return [gumbel(chance) for chance in (*chances, four(key, week, identity, OUTSIDE, 0)[0])]


def alone(world: World, i: int) -> World:
    """The same market with copies of one customer's rows and its acquaintances': what happens there stays there.

    Its cells stand there twice, since of one row alone nobody could tell in which order they lie.
    """
    acquaintances = world.neighbours[world.offsets[i] : world.offsets[i + 1]]
    rows = np.array([i, i, *acquaintances])
    return replace(
        world,
        customers=Customers(*(column[rows] for column in world.customers)),
        relationships=Relationships(*(np.asfortranarray(column[:, rows]) for column in world.relationships)),
        visits=Visits(*(np.zeros(1, column.dtype) for column in world.visits)),
        offsets=np.array([0, acquaintances.size], world.offsets.dtype),
        neighbours=np.arange(2, rows.size, dtype=world.neighbours.dtype),
        replaced=np.zeros(1, np.int64),
        chunk_size=1,
    )


def trip_of(world: World, i: int) -> dict[str, int] | None:
    """This week's decision of customer i as it stands among the visits; None for who needed nothing."""
    chunk = i // world.chunk_size
    start = chunk * world.chunk_size
    stop = start + int(world.visits.trips[chunk])
    visit = start + int(np.searchsorted(world.visits.customer[start:stop], i))
    if visit == stop or world.visits.customer[visit] != i:
        return None
    return {name: int(getattr(world.visits, name)[visit]) for name in DECIDED}
