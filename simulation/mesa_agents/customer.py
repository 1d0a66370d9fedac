"""A customer as a Mesa agent: the view of one row, which can tell how it last decided."""

from __future__ import annotations

from simulation.array_agents import Population, RowAgent
from simulation.loyalty import CUES, LOYALTY_TYPES
from simulation.mesa_agents.decision_entry import DecisionEntry
from simulation.mesa_agents.decision_reasons import against_worth, nothing_bought, why_elsewhere
from simulation.state.switch_reasons import NO_SWITCH, REASONS
from simulation.state.tables import NEVER, World
from simulation.state.visit_codes import BALKED, BY_CUE, NOTHING_SUITED
from simulation.week.price import weeks_behind


def population_of(world: World) -> Population:
    """The tables of customers and relationships as a population of agents.

    Agent sets may write fractions, money and utilities; codes, counts and dates lead compiled loops and stay theirs,
    and so does what a customer cares for, by which need is bounded (`week/need.py`).
    """
    customers, relations = world.customers._asdict(), world.relationships._asdict()
    fixed = [
        name
        for name, column in {**customers, **relations}.items()
        if column.dtype.kind != "f" or name.endswith("_care")
    ]
    return Population(customers, relations, read_only=fixed)


class Customer(RowAgent):
    """One row of the tables; what it knows of all firms comes as one number a firm, `customer.affect[0]`."""

    @property
    def segment(self) -> str:
        """Name of the loyalty type."""
        return LOYALTY_TYPES[self.loyalty_type]

    @property
    def diary(self) -> tuple[DecisionEntry, ...]:
        """Its shopping trips since `model.watch(row)`, oldest first. LookupError where it is not watched."""
        entries = self.model.diaries.entries
        if self.row not in entries:
            raise LookupError(f"customer {self.row} keeps no diary; model.watch({self.row}) makes it keep one")
        return tuple(entries[self.row])

    def explain(self) -> str:
        """The last decision in words: what came to mind at which price, how it was settled, what was done and why."""
        if self.last_trip == NEVER:
            return f"Customer {self.row} ({self.segment}) has not needed anything yet."
        week = self.last_trip - self.model.scenario_in_use.market.burn_in_weeks
        start = f"Week {week}: customer {self.row} ({self.segment}) needed something and thought of"
        noted = self.model.diaries.entries.get(self.row)
        entry = noted[-1] if noted and noted[-1].week == week else None
        return f"{start} {self._offers(entry)}. {self._outcome(entry)}"

    def _offers(self, entry: DecisionEntry | None) -> str:
        """Firms that came to mind, at the prices of that week; a diary also knows the expected price and the worth."""
        names = [firm.name for firm in self.model.firms]
        weeks, money = self.model.recorder.weeks, self.model.scenario_in_use.market.currency
        week = max(self.last_trip - weeks_behind(self.model.world, self.row), 1)  # of the shelf that it saw
        prices = weeks[week - 1].prices if week <= len(weeks) else self.model.world.firms.price
        told = []
        for j, name in enumerate(names):
            if self.last_considered >> j & 1:
                known = knowledge(entry, name) if entry else ""
                told.append(f"{name} at {prices[j]:.2f} {money}{known}")
        return joined(told) if told else "no firm"

    def _outcome(self, entry: DecisionEntry | None) -> str:
        if self.last_process == NOTHING_SUITED:
            return nothing_bought(entry) if entry else "Nothing was worth buying."
        if self.last_process == BALKED:
            return "The queue or the effort was too much; it went home without."
        is_weighed = self.last_process != BY_CUE
        how = "It weighed them and" if is_weighed else f"Led by {CUES[self.loyalty_type]}, it"
        though = against_worth(entry, is_weighed=is_weighed) if entry else ""
        why = why_elsewhere(entry, is_weighed=is_weighed) if entry else REASONS[self.last_reason]
        switch = f" That was a switch: {why}." if self.last_reason != NO_SWITCH else ""
        return f"{how} bought from {self.model.firms[self.previous_choice].name}{though}.{switch}"


def joined(parts: list[str]) -> str:
    """A list in words: `a`, `a and b`, `a, b and c`."""
    return " and ".join([*([", ".join(parts[:-1])] if parts[:-1] else []), parts[-1]])


def knowledge(entry: DecisionEntry, firm: str) -> str:
    """What the customer expected of a firm's price, money, and what the offer was worth to it, utility."""
    return f" (expected {entry.offers[firm].reference_price:.2f}, worth {entry.worth[firm]:+.2f})"
