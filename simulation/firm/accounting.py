"""A firm's books: what it has written down week by week, and what a week costs it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from simulation.firm.economics import cents, cents_for
from simulation.measurement.metrics import COST_PARTS, COSTS
from simulation.scenario.parameters.care import Care, OtherGoods
from simulation.scenario.parameters.firm import Firm
from simulation.state import counts as m
from simulation.strategies.conditions import Conditions
from simulation.strategies.ledger import Handling, ServiceLevel

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


class Spending(NamedTuple):
    """What decides what a week costs a firm; money a week per 10,000 customers where nothing else is said."""

    block: Firm
    now: Conditions  # as events made them
    planned: Conditions  # as the firm had planned them
    handling: Handling
    cost_per_visit: float  # money
    wages: float
    planned_wages: float
    projects: float
    research: float
    scale: float  # customers of the market, in units of 10,000


def costs(week: Spending, counts: Sequence[int]) -> dict[str, int]:
    """This week's spending of a firm in cents by part, from its counts, one of each measure.

    A firm that has closed still pays what its desk settles of old complaints, and nothing else.
    """
    block, now, scale = week.block, week.now, week.scale
    if not now.is_open:
        return {**dict.fromkeys(COST_PARTS, 0), "compensation": counts[m.COMPENSATION]}
    regulars = counts[m.TRIPS] - counts[m.ACQUIRED]
    return {
        "unit": counts[m.GOODS_CENTS],
        "service": counts[m.SERVICE_CENTS] + cents_for(week.cost_per_visit, counts[m.TRIPS]),
        "desk": posts_cents(week) + cents_for(week.handling.cost_per_case, counts[m.VOICED]),
        "compensation": counts[m.COMPENSATION],
        "promotion": cents(block.promotion_cost * scale) if now.promotion > 0.0 else 0,
        "acquisition": cents_for(block.acquisition_cost, counts[m.ACQUIRED] - counts[m.REFERRED]),
        "communication": cents(now.advertising * scale),
        "relationship": cents_for(block.alliance * block.alliance_cost, regulars)
        + care_cents(block.care, counts, scale),
        "extension": extension_cents(block.extension, counts),
        "people": cents(week.wages * scale),
        "improvement": cents((now.prevention + now.development + week.projects + week.research) * scale),
        "overhead": cents(block.overhead * (1.0 - block.people.wage_share) * scale),
    }


def posts_cents(week: Spending) -> int:
    """What the posts at the desk cost in a week, whoever complains."""
    return cents(week.handling.staff * week.handling.wage * week.scale)


def by_week(week: Spending) -> dict[str, int]:
    """What this week cost in cents whoever came, by part, as the firm had planned it: events come once."""
    block, planned, scale = week.block, week.planned, week.scale
    if not week.now.is_open:
        return {}
    return {
        "desk": posts_cents(week),
        "promotion": cents(block.promotion_cost * scale) if planned.promotion > 0.0 else 0,
        "communication": cents(planned.advertising * scale),
        "relationship": care_by_week(block.care, scale),
        "people": cents(week.planned_wages * scale),
        "improvement": cents((planned.prevention + week.research) * scale),
        "overhead": cents(block.overhead * (1.0 - block.people.wage_share) * scale),
    }


def weekly_and_once(week: Spending, spent: Mapping[str, int]) -> tuple[int, int]:
    """Of what the week cost in cents, by part: what any week costs, and what was paid once; the rest is customers'."""
    weekly = by_week(week)
    once = sum(spent[part] - weekly.get(part, 0) for part, how in COSTS.items() if not how.by_customers)
    return sum(weekly.values()), once


def care_cents(care: Care, counts: Sequence[int], scale: float) -> int:
    """The week's cost of care in cents, from the firm's counts, one of each measure."""
    by_visit = care.favours * care.favour_cost + (0.0 if care.accuracy is None else care.tailoring_cost)
    return care_by_week(care, scale) + cents(by_visit * counts[m.TRIPS])


def care_by_week(care: Care, scale: float) -> int:
    """The part of it that a week costs, whoever comes."""
    by_week = care.knowledge * care.knowledge_cost + (care.brand_message + care.service_message) * care.message_cost
    return cents(by_week * scale)


def extension_cents(other: OtherGoods | None, counts: Sequence[int]) -> int:
    """The week's cost of other goods in cents, from the firm's counts, one of each measure."""
    return cents_for(other.unit_cost, counts[m.EXTENSION_UNITS]) if other else 0
