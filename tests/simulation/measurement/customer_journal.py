"""Everything that happens in a run, customer by customer, so that metrics can be computed the slow and plain way."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from simulation.model import LoyaltyModel
from simulation.scenario.scenario import Scenario
from simulation.state.visit_codes import BALKED

CONTENT, SILENT, SETTLED_AT_ONCE, SETTLED_LATER, UNSETTLED, AT_DESK = range(6)


class Purchase(NamedTuple):
    """One purchase of one customer; `week` counts from 1 at the first reported week."""

    week: int
    customer: int
    firm: int
    before: int  # firm of the purchase before, the firm it started out with, or -1
    quantity: int
    paid: int
    failed: bool
    satisfaction: float
    response: int
    has_left: bool
    attributes: int


class Mind(NamedTuple):
    """What a customer holds about a firm at the end of a week."""

    satisfaction: float
    conviction: float
    affect: float
    habit: float


@dataclass
class Journal:
    """A run written down by hand: purchases of all weeks, and minds by (week, customer, firm)."""

    model: LoyaltyModel
    kinds: list[int]
    purchases: list[Purchase] = field(default_factory=list)
    minds: dict[tuple[int, int, int], Mind] = field(default_factory=dict)
    homeless: list[tuple[int, int, int, bool]] = field(default_factory=list)  # week, customer, firm before, gave up
    gone: dict[int, np.ndarray] = field(default_factory=dict)  # by week: reported week from which each would come back

    def of(self, kind: int | None) -> Iterator[Purchase]:
        """All purchases, or those of one loyalty type."""
        return (p for p in self.purchases if kind is None or self.kinds[p.customer] == kind)


def write_journal(scenario: Scenario) -> Journal:
    """Run a scenario to its end and note everything on the way."""
    model = LoyaltyModel(scenario)
    journal = Journal(model, model.world.customers.loyalty_type.tolist())
    last = {i: int(j) for i, j in enumerate(model.world.customers.previous_choice)}
    while model.running:
        model.step()
        model.audit()
        _note_trips(journal, last)
        relations = model.world.relationships
        journal.gone[model.reported_week] = relations.gone_until.astype(int) - scenario.market.burn_in_weeks
        states = (relations.cumulative_satisfaction, relations.conviction, relations.affect, relations.habit)
        numbers = np.array(states, float).transpose(2, 1, 0).tolist()
        for customer, row in enumerate(numbers):
            for firm, mind in enumerate(row):
                journal.minds[model.reported_week, customer, firm] = Mind(*mind)
    return journal


def _note_trips(journal: Journal, last: dict[int, int]) -> None:
    visits, week = journal.model.world.visits, journal.model.reported_week
    for row in range(int(visits.trips[0])):
        customer, firm = int(visits.customer[row]), int(visits.firm[row])
        if firm < 0:
            gave_up = int(visits.process[row]) == BALKED
            journal.homeless.append((week, customer, last[customer], gave_up))
            continue
        journal.purchases.append(
            Purchase(
                week=week,
                customer=customer,
                firm=firm,
                before=last[customer],
                quantity=int(visits.quantity[row]),
                paid=int(visits.paid[row]),
                failed=bool(visits.failure[row] > 0),
                satisfaction=float(visits.satisfaction[row]),
                response=int(visits.response[row]),
                has_left=bool(visits.has_left[row]),
                attributes=int(visits.attributes[row]),
            )
        )
        last[customer] = firm
