"""A firm's books: what it has written down week by week, and what a week costs it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from simulation.measurement.cost_parts import COST_PARTS, COSTS, Spending
from simulation.state import counts as m
from simulation.strategies.ledger import ServiceLevel

MEMORY = 104


class Felt(NamedTuple):
    """What a week's customers answered and met, and what was known of them, means of 0-1."""

    satisfaction: float
    performance: float
    known: float = 0.0
    """What the firm knew of them."""
    broken: float = 0.0
    """What they had been promised, believed and were not given."""


@dataclass
class Books:
    """What the firm has written down, week by week, most recent last."""

    prices: list[float] = field(default_factory=list)
    units: list[float] = field(default_factory=list)
    revenue: list[float] = field(default_factory=list)
    profit: list[float] = field(default_factory=list)
    market_units: list[float] = field(default_factory=list)
    survey: list[float] = field(default_factory=list)
    complaints: list[float] = field(default_factory=list)
    problems: list[float] = field(default_factory=list)
    services: list[ServiceLevel] = field(default_factory=list)
    best_rival: list[ServiceLevel] = field(default_factory=list)

    def write(self, column: str, value: float | ServiceLevel) -> None:
        """Add a week to a column; what lies more than two years back is dropped."""
        entries = getattr(self, column)
        entries.append(value)
        del entries[:-MEMORY]


def costs(week: Spending, counts: Sequence[int]) -> dict[str, float]:
    """This week's spending of a firm in cents by part, from its counts, one of each measure.

    A firm that has closed still pays what its desk settles of old complaints, and nothing else.
    """
    if not week.now.is_open:
        return {**dict.fromkeys(COST_PARTS, 0), "compensation": counts[m.COMPENSATION]}
    return {part: how.spent(week, counts) for part, how in COSTS.items()}


def by_week(week: Spending) -> dict[str, float]:
    """What this week cost in cents whoever came, by part, as the firm had planned it: events come once."""
    if not week.now.is_open:
        return {}
    return {part: how.planned(week) for part, how in COSTS.items() if how.planned}


def weekly_and_once(week: Spending, spent: Mapping[str, float]) -> tuple[float, float]:
    """Of what the week cost in cents, by part: what any week costs, and what was paid once; the rest is customers'."""
    weekly = by_week(week)
    once = sum(spent[part] - weekly.get(part, 0) for part, how in COSTS.items() if not how.by_customers)
    if week.now.is_open:
        once += sum(how.paid_once(week) for how in COSTS.values() if how.paid_once)
    return sum(weekly.values()), once
