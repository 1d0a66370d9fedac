"""One customer's weeks in one run: what it heard, met, chose, went through, did and felt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from simulation.mesa_agents.decision_entry import DecisionEntry
from simulation.state.switch_reasons import NO_SWITCH, REASONS
from simulation.state.tables import NOBODY, PEOPLE
from simulation.state.visit_codes import CONTENT

if TYPE_CHECKING:
    from simulation.model import LoyaltyModel

FEELINGS = ("affect", "habit", "conviction", "cumulative_satisfaction")
HEARD_AT_LEAST = 1e-3
MOVED_AT_LEAST = 0.02


class Mind(NamedTuple):
    """What the customer holds about each firm at the end of a week, shape (firms,)."""

    affect: np.ndarray
    habit: np.ndarray
    conviction: np.ndarray
    cumulative_satisfaction: np.ndarray
    word_of_mouth: np.ndarray
    gone_until: np.ndarray
    exit_reason: np.ndarray


class Encounter(NamedTuple):
    """What a purchase was like, and what the customer did about it."""

    paid: float  # money
    failure: int  # 0 none, 1 minor, 2 major
    performance: float  # 0-1
    satisfaction: float  # 0-1
    response: int  # code of week/complain.py
    compensation: float  # money


class Step(NamedTuple):
    """One week of a customer: the tables' number of the week, and what happened in it, if anything."""

    week: int
    rate: float  # purchases needed a week
    heard: tuple[float, ...]  # change of hearsay by firm, utility: above 0 praise, below 0 warning
    trip: DecisionEntry | None
    encounter: Encounter | None
    left: tuple[str, ...]  # firms that it turned its back on this week
    reasons: tuple[str, ...]  # why, in the same order
    before: Mind
    after: Mind

    @property
    def is_eventful(self) -> bool:
        """Whether there is anything to tell."""
        moved = np.abs(self.after.cumulative_satisfaction - self.before.cumulative_satisfaction).max() > MOVED_AT_LEAST
        return bool(self.trip or self.left or any(self.heard) or moved)

    @property
    def deed(self) -> tuple[object, ...]:
        """What the customer did; lives part where this differs."""
        trip, met = self.trip, self.encounter
        chosen = (trip.quantity, trip.choice) if trip else ()
        return (*chosen, met.response if met else CONTENT, self.left)


class Journey(NamedTuple):
    """A customer's reported weeks under one strategy."""

    strategy: str
    segment: str
    firms: tuple[str, ...]
    steps: tuple[Step, ...]


def row_of(model: LoyaltyModel, customer: int) -> int:
    """The row of a customer by its number, or of who has taken its place since."""
    return int(np.flatnonzero(model.world.customers.identity % PEOPLE == customer % PEOPLE)[0])


def lived_through(model: LoyaltyModel, customer: int, strategy: str, last_week: int) -> Journey:
    """What a customer lives through from where the model stands to its week `last_week`, burn-in included.

    And whoever takes its place when it has dropped out.
    """
    row = row_of(model, customer)
    model.watch(row)
    steps = tuple(step for step in _steps(model, row, last_week) if step.week >= 1)
    return Journey(strategy, model.customers[row].segment, tuple(firm.name for firm in model.firms), steps)


def _steps(model: LoyaltyModel, row: int, last_week: int) -> Iterator[Step]:
    before = _mind(model, row)
    while model.week < last_week:
        model.step()
        after = _mind(model, row)
        trip = _trip(model, row)
        gone = np.flatnonzero((after.gone_until != before.gone_until) & (after.gone_until > model.week)).tolist()
        yield Step(
            week=model.reported_week,
            rate=float(model.world.customers.rate[row]),
            heard=_heard(model, before, after),
            trip=trip,
            encounter=_encounter(model, row) if trip is not None and trip.choice is not None else None,
            left=tuple(model.firms[j].name for j in gone),
            reasons=tuple(REASONS[after.exit_reason[j]] for j in gone),
            before=before,
            after=after,
        )
        before = after


def _mind(model: LoyaltyModel, row: int) -> Mind:
    relations = model.world.relationships
    return Mind(*(np.array(getattr(relations, name)[:, row]) for name in Mind._fields))


def _heard(model: LoyaltyModel, before: Mind, after: Mind) -> tuple[float, ...]:
    """What acquaintances and rumours added to hearsay, which else only fades."""
    faded = before.word_of_mouth.astype(float) * model.nature.word_of_mouth.keep
    added = after.word_of_mouth - faded
    return tuple(float(value) if abs(value) > HEARD_AT_LEAST else 0.0 for value in added)


def _trip(model: LoyaltyModel, row: int) -> DecisionEntry | None:
    entries = model.diaries.entries[row]
    return entries[-1] if entries and entries[-1].week == model.reported_week else None


def _encounter(model: LoyaltyModel, row: int) -> Encounter | None:
    """The visit of this week's trip."""
    visits, chunk_size = model.world.visits, model.world.chunk_size
    start = row // chunk_size * chunk_size
    stop = start + int(visits.trips[row // chunk_size])
    visit = start + int(np.searchsorted(visits.customer[start:stop], row))
    if visits.firm[visit] == NOBODY:
        return None
    return Encounter(
        paid=int(visits.paid[visit]) / 100.0,
        failure=int(visits.failure[visit]),
        performance=float(visits.performance[visit]),
        satisfaction=float(visits.satisfaction[visit]),
        response=int(visits.response[visit]),
        compensation=int(visits.compensation[visit]) / 100.0,
    )


def parting(one: Journey, other: Journey) -> int | None:
    """The first week in which the customer does something else; None where it never does."""
    for here, there in zip(one.steps, other.steps, strict=True):
        if here.deed != there.deed:
            return here.week
    return None


def is_switch(trip: DecisionEntry) -> bool:
    """Whether the customer bought elsewhere than last time."""
    return trip.reason != REASONS[NO_SWITCH]
