"""A customer as a Mesa agent: the view of one row, which can tell how it last decided."""

from __future__ import annotations

from simulation.agents import Population, RowAgent
from simulation.loyalty import BALKED, BY_CUE, NOTHING_SUITED
from simulation.reasons import NO_SWITCH, REASONS
from simulation.state import LOYALTY_TYPES, NEVER, NOBODY, World

CUES = ("the best deal in sight", "the firm it likes best", "nothing alone", "where it bought last time")


def population_of(world: World) -> Population:
    """The tables of customers and relationships as a population of agents.

    Agent sets may write fractions, money and utilities; codes, counts and dates lead compiled loops and stay theirs.
    """
    customers, relations = world.customers._asdict(), world.relationships._asdict()
    whole = [name for name, column in {**customers, **relations}.items() if column.dtype.kind != "f"]
    return Population(customers, relations, read_only=whole)


class Customer(RowAgent):
    """One row of the tables; what it knows of all firms comes as one number a firm, `customer.affect[0]`."""

    @property
    def segment(self) -> str:
        """Name of the loyalty type."""
        return LOYALTY_TYPES[self.loyalty_type]

    def explain(self) -> str:
        """The last decision in words: what came to mind, what was weighed, what was done and why."""
        names = [firm.name for firm in self.model.firms]
        if self.last_trip == NEVER:
            return f"Customer {self.row} ({self.segment}) has not needed anything yet."
        considered = [name for j, name in enumerate(names) if self.last_considered >> j & 1]
        thought_of = ", ".join(considered) if considered else "no firm"
        start = f"Week {self.last_trip - self.model.scenario_in_use.market.burn_in_weeks}: "
        start += f"customer {self.row} ({self.segment}) needed something and thought of {thought_of}."
        return f"{start} {self._outcome(names)}"

    def _outcome(self, names: list[str]) -> str:
        if self.last_process == NOTHING_SUITED:
            return "Nothing was worth buying."
        if self.last_process == BALKED:
            return "The queue or the effort was too much; it went home without."
        how = f"Led by {CUES[self.loyalty_type]}, it" if self.last_process == BY_CUE else "It weighed them and"
        firm = names[self.previous_choice] if self.previous_choice != NOBODY else "nobody"
        switch = f" That was a switch: {REASONS[self.last_reason]}." if self.last_reason != NO_SWITCH else ""
        return f"{how} bought from {firm}.{switch}"
