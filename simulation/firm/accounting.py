"""A firm's books: what it has written down week by week, and what a week costs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from simulation.firm.care_costs import care_by_week, care_cents, extension_cents
from simulation.firm.economics import cents, cents_for
from simulation.measurement.metrics import COST_PARTS, COSTS
from simulation.state import counts as m
from simulation.strategies.ledger import ServiceLevel

if TYPE_CHECKING:
    from simulation.firm.firm import Firm

MEMORY = 104


class Felt(NamedTuple):
    """What a week's customers answered and met, and what was known of them, means of 0-1."""

    satisfaction: float
    performance: float
    known: float = 0.0
    """What the firm knew of them."""


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


def costs(firm: Firm, counts: Sequence[int]) -> dict[str, int]:
    """This week's spending of a firm in cents by part, from its counts, one of each measure.

    A firm that has closed still pays what its desk settles of old complaints, and nothing else.
    """
    block, now, scale = firm.block, firm.conditions, firm.model.scale
    if not now.is_open:
        return {**dict.fromkeys(COST_PARTS, 0), "compensation": counts[m.COMPENSATION]}
    regulars = counts[m.TRIPS] - counts[m.ACQUIRED]
    return {
        "unit": counts[m.GOODS_CENTS],
        "service": counts[m.SERVICE_CENTS] + cents_for(firm.level.cost_per_visit, counts[m.TRIPS]),
        "desk": posts_cents(firm) + cents_for(firm.handling.cost_per_case, counts[m.VOICED]),
        "compensation": counts[m.COMPENSATION],
        "promotion": cents(block.promotion_cost * scale) if now.promotion > 0.0 else 0,
        "acquisition": cents_for(block.acquisition_cost, counts[m.ACQUIRED] - counts[m.REFERRED]),
        "communication": cents(now.advertising * scale),
        "relationship": cents_for(block.alliance * block.alliance_cost, regulars)
        + care_cents(block.care, counts, scale),
        "extension": extension_cents(block.extension, counts),
        "people": cents(firm.crew.wages(block.overhead, now) * scale),
        "improvement": cents(firm.spent_on_improvement() * scale),
        "overhead": cents(block.overhead * (1.0 - block.people.wage_share) * scale),
    }


def posts_cents(firm: Firm) -> int:
    """What the posts at the desk cost in a week, whoever complains."""
    return cents(firm.handling.staff * firm.handling.wage * firm.model.scale)


def by_week(firm: Firm) -> dict[str, int]:
    """What this week cost in cents whoever came, by part, as the firm had planned it: events come once."""
    block, planned, scale = firm.block, firm.planned, firm.model.scale
    if not firm.conditions.is_open:
        return {}
    return {
        "desk": posts_cents(firm),
        "promotion": cents(block.promotion_cost * scale) if planned.promotion > 0.0 else 0,
        "communication": cents(planned.advertising * scale),
        "relationship": care_by_week(block.care, scale),
        "people": cents(firm.crew.wages(block.overhead, planned) * scale),
        "improvement": cents((planned.prevention + firm.spent_on_research()) * scale),
        "overhead": cents(block.overhead * (1.0 - block.people.wage_share) * scale),
    }


def weekly_and_once(firm: Firm, spent: Mapping[str, int]) -> tuple[int, int]:
    """Of what the week cost in cents, by part: what any week costs, and what was paid once; the rest is customers'."""
    weekly = by_week(firm)
    once = sum(spent[part] - weekly.get(part, 0) for part, how in COSTS.items() if not how.by_customers)
    return sum(weekly.values()), once
