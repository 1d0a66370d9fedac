"""What a firm spends money on: each part of its cost with what it pays for, how much, and whose customers bring it.

A part's metric `cost_…` and its place in profit, equity, tables by loyalty type and explanations follow from its line.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from simulation.scenario.parameters.care import Care, OtherGoods
from simulation.scenario.parameters.firm import Firm
from simulation.state import counts as m
from simulation.state.whole_cents import cents, cents_for
from simulation.strategies.conditions import Conditions
from simulation.strategies.ledger import Handling

Counts = Sequence[int]
"""A firm's counts of a week, one of each measure."""


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
    part: float = 1.0  # of the real market that is simulated
    is_first: bool = False  # whether it is the first reported week
    owed: int = 0  # cents owed in unredeemed rewards a week ago


def by_units(counts: np.ndarray) -> np.ndarray:
    """Who buys more brings more; `counts` has the shape (weeks, measures, firms, types)."""
    return counts[:, m.UNITS]


def by_trips(counts: np.ndarray) -> np.ndarray:
    """Who comes more often brings more."""
    return counts[:, m.TRIPS]


def by_items(counts: np.ndarray) -> np.ndarray:
    """Who buys more of other goods brings more."""
    return counts[:, m.EXTENSION_UNITS]


def by_unreferred(counts: np.ndarray) -> np.ndarray:
    """Newcomers whom nobody referred bring it."""
    unreferred: np.ndarray = counts[:, m.ACQUIRED] - counts[:, m.REFERRED]
    return unreferred


class CostPart(NamedTuple):
    """A part of a firm's cost, in cents a week, and what of it comes how; cents are whole but for what a plan costs.

    All of it counts in profit. What recurs with customers, visits or purchases counts in lifetime value and in customer
    equity; what a week costs, whoever comes, in equity by its discounted sum; what is paid once in neither.
    """

    spent: Callable[[Spending, Counts], float]
    """What an open firm spends in a week."""
    planned: Callable[[Spending], float] | None = None
    """Of it what the week cost whoever came, as the firm had planned it: events come once."""
    by_customers: str = ""
    by_week: str = ""
    once: str = ""
    paid_once: Callable[[Spending], float] | None = None
    """Of it what is paid once, where some of the rest comes with customers."""
    traced: int | None = None
    """The count that says what of it each loyalty type has brought."""
    split: Callable[[np.ndarray], np.ndarray] = by_units
    """How what is not traced is shared out between the types."""


def weekly(week: Spending, money: float) -> int:
    """Money a week per 10,000 customers, in cents for as many as there are."""
    return cents(money * week.scale)


def posts(week: Spending) -> int:
    """What the posts at the desk cost in a week, whoever complains."""
    return weekly(week, week.handling.staff * week.handling.wage)


def promotion(week: Spending, offered: Conditions) -> int:
    """What it costs to tell of a price cut."""
    return weekly(week, week.block.promotion_cost) if offered.promotion > 0.0 else 0


def acquisition(week: Spending, counts: Counts) -> int:
    """Newcomers whom nobody referred, and contacts before the sale, whatever comes of them."""
    block, unreferred = week.block, counts[m.ACQUIRED] - counts[m.REFERRED]
    return cents_for(block.acquisition_cost, unreferred) + cents_for(block.care.pre_sale_cost, counts[m.ADVISED])


def relationship(week: Spending, counts: Counts) -> int:
    """Joint benefits of regular customers, and care."""
    block, regulars = week.block, counts[m.TRIPS] - counts[m.ACQUIRED]
    return cents_for(block.alliance * block.alliance_cost, regulars) + care_cents(block.care, counts, week.scale)


def newly_owed(week: Spending, counts: Counts) -> int:
    """What is owed in unredeemed rewards more than a week ago, but for what has lapsed."""
    return counts[m.OWED] - week.owed + counts[m.EXPIRED]


def programme_by_week(week: Spending) -> int:
    """What running the reward programme costs, whoever comes."""
    return weekly(week, week.block.programme.running_cost) if week.block.programme else 0


def programme(week: Spending, counts: Counts) -> int:
    """What the reward programme costs beside rewards, less what members pay for being in it."""
    if week.block.programme is None:
        return 0
    return programme_by_week(week) + cents_for(week.block.programme.member_cost, counts[m.MEMBERS]) - counts[m.FEES]


def improvement(week: Spending) -> int:
    """Prevention, development, projects and research."""
    return weekly(week, week.now.prevention + week.now.development + week.projects + week.research)


def overhead(week: Spending) -> int:
    """What is left of overhead without those who serve."""
    return weekly(week, week.block.overhead * (1.0 - week.block.people.wage_share))


def plan(week: Spending, counts: Counts) -> float:
    """What the firm's plan costs beside what its levers cost.

    It is money of the real market, of which a cent here may be several units: so no part of a cent is rounded away.
    """
    own = week.block.plan_cost
    by_customers = own.per_customer * counts[m.ACTIVE] + own.per_purchase * counts[m.UNITS]
    return plan_once(week) + plan_by_week(week) + 100.0 * by_customers


def plan_once(week: Spending) -> float:
    """The part of it that is paid in the first reported week."""
    return 100.0 * week.block.plan_cost.once * week.part if week.is_first else 0.0


def plan_by_week(week: Spending) -> float:
    """The part of it that every week costs."""
    return 100.0 * week.block.plan_cost.weekly * week.part


def care_cents(care: Care, counts: Sequence[int], scale: float) -> int:
    """The week's cost of care in cents, from the firm's counts, one of each measure."""
    by_visit = care.favours * care.favour_cost + (0.0 if care.accuracy is None else care.tailoring_cost)
    by_visit += care.participation * care.participation_cost
    return care_by_week(care, scale) + cents(by_visit * counts[m.TRIPS])


def care_by_week(care: Care, scale: float) -> int:
    """The part of it that a week costs, whoever comes."""
    by_week = care.knowledge * care.knowledge_cost + (care.brand_message + care.service_message) * care.message_cost
    return cents(by_week * scale)


def extension_cents(other: OtherGoods | None, counts: Sequence[int]) -> int:
    """The week's cost of other goods in cents, from the firm's counts, one of each measure."""
    return cents_for(other.unit_cost, counts[m.EXTENSION_UNITS]) if other else 0


COSTS = {
    "unit": CostPart(lambda _, counts: counts[m.GOODS_CENTS], by_customers="every unit sold", traced=m.GOODS_CENTS),
    "service": CostPart(
        lambda week, counts: counts[m.SERVICE_CENTS] + cents_for(week.cost_per_visit, counts[m.TRIPS]),
        by_customers="every visit",
        traced=m.SERVICE_CENTS,
        split=by_trips,
    ),
    "desk": CostPart(
        lambda week, counts: posts(week) + cents_for(week.handling.cost_per_case, counts[m.VOICED]),
        posts,
        by_customers="every case",
        by_week="posts at the desk",
    ),
    "compensation": CostPart(
        lambda _, counts: counts[m.COMPENSATION], by_customers="what is paid back for a problem", traced=m.COMPENSATION
    ),
    "promotion": CostPart(
        lambda week, _: promotion(week, week.now),
        lambda week: promotion(week, week.planned),
        by_week="promotion weeks of the firm's own pricing",
        once="a promotion that is an event",
    ),
    "acquisition": CostPart(
        acquisition,
        once="winning a customer, who is then in the base; contacts before the sale",
        split=by_unreferred,
    ),
    "communication": CostPart(
        lambda week, _: weekly(week, week.now.advertising),
        lambda week: weekly(week, week.planned.advertising),
        by_week="advertising",
        once="a campaign that is an event",
    ),
    "relationship": CostPart(
        relationship,
        lambda week: care_by_week(week.block.care, week.scale),
        by_customers="joint benefits, favours, tailored offers and invitations, with every visit",
        by_week="knowing customers, messages to them",
    ),
    "rewards": CostPart(
        lambda _, counts: counts[m.REWARD_CENTS],
        by_customers="what rewards take off bills",
        traced=m.REWARD_CENTS,
    ),
    "owed": CostPart(newly_owed, by_customers="rewards earned and not claimed, less those claimed since"),
    "breakage": CostPart(
        lambda _, counts: -counts[m.EXPIRED], by_customers="rewards earned that lapse, which is a gain"
    ),
    "programme": CostPart(
        programme,
        programme_by_week,
        by_customers="members, less their fees",
        by_week="running the reward programme",
    ),
    "people": CostPart(
        lambda week, _: weekly(week, week.wages),
        lambda week: weekly(week, week.planned_wages),
        by_week="pay, training, replacing who leaves",
        once="training that is an event",
    ),
    "improvement": CostPart(
        lambda week, _: improvement(week),
        lambda week: weekly(week, week.planned.prevention + week.research),
        by_week="prevention, market research",
        once="projects, development, prevention that is an event",
    ),
    "overhead": CostPart(lambda week, _: overhead(week), overhead, by_week="rent and all else that no sale adds to"),
    "extension": CostPart(
        lambda week, counts: extension_cents(week.block.extension, counts),
        by_customers="every item of other goods",
        split=by_items,
    ),
    "plan": CostPart(
        plan,
        plan_by_week,
        by_customers="what the plan costs by active customer and by unit sold",
        by_week="what the plan costs every week",
        once="what the plan costs once",
        paid_once=plan_once,
    ),
}
COST_PARTS = tuple(COSTS)
