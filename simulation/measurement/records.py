"""What the recorder holds, in the arrays that metrics are computed from: by firm, by loyalty type, by standing."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from simulation.loyalty import LOYALTY_TYPES
from simulation.measurement.cost_parts import COST_PARTS, COSTS, CostPart
from simulation.measurement.customer_equity import Past
from simulation.measurement.formulas import Record, allocated
from simulation.measurement.recorder import Week
from simulation.state import counts as m
from simulation.state.standings import STANDINGS


class Recorded(NamedTuple):
    """Reported weeks, and what valuing customers looks back on."""

    record: Record
    past: Past


def records(weeks: Sequence[Week], first: int, window_weeks: int, kinds: np.ndarray) -> tuple[Recorded, Recorded]:
    """The weeks of a run, of which those from `first` on are reported, by firm and type, and by firm.

    `window_weeks` are those of a window in which a main firm is told; `kinds`, shape (types,), is the number of
    customers of each type.
    """
    counts = np.array([week.counts for week in weeks], float)
    counts[: 2 * window_weeks - 1, [m.MAINS, m.MAINS_KEPT]] = 0.0  # both windows must be full
    sums = np.array([week.sums for week in weeks])
    costs = np.array([week.costs for week in weeks], float)
    apart = np.array([week.apart for week in weeks], float)
    split = _split(costs, counts, kinds)
    reported = weeks[first:]
    prices, answers = np.array([week.prices for week in reported]), np.array([week.answers for week in reported], float)
    waits, morale = np.array([week.waits for week in reported]), np.array([week.morale for week in reported])
    by_type = Record(
        counts=counts[first:],
        sums=sums[first:],
        costs=split[first:],
        prices=np.repeat(prices[..., None], len(LOYALTY_TYPES), axis=-1),
        waits=np.repeat(waits[..., None], len(LOYALTY_TYPES), axis=-1),
        morale=np.repeat(morale[..., None], len(LOYALTY_TYPES), axis=-1),
        answers=np.repeat(answers[..., None], len(LOYALTY_TYPES), axis=-1) * np.nan,
        totals=np.broadcast_to(counts[first:].sum(axis=2, keepdims=True), counts[first:].shape),
        customers=kinds,
    )
    summed = counts.sum(axis=-1)
    by_firm = Record(
        counts=summed[first:],
        sums=sums[first:].sum(axis=-1),
        costs=costs[first:],
        prices=prices,
        waits=waits,
        morale=morale,
        answers=answers,
        totals=np.broadcast_to(summed[first:].sum(axis=2, keepdims=True), summed[first:].shape),
        customers=np.asarray(kinds.sum()),
    )
    past = _past(counts, sums, split, _split_apart(apart, split, counts, kinds))
    return Recorded(by_type, past), Recorded(by_firm, _past(summed, sums.sum(axis=-1), costs, apart))


class Money(NamedTuple):
    """What some customers of a firm brought over the reported weeks, cents."""

    revenue: np.ndarray
    profit: np.ndarray


def money_by_standing(weeks: Sequence[Week]) -> Money:
    """Cents received and left over by how customers stood when they bought, shape (firms, standings) each.

    What can be traced to a purchase is booked with it. The rest is shared out over all weeks at once, as by loyalty
    type: by visits, newcomers or units, in equal parts at a firm that sold nothing. Sums are those of the firm.
    """
    counts = np.array([week.standings for week in weeks]).sum(axis=0, keepdims=True).astype(float)
    costs = np.array([week.costs for week in weeks], float).sum(axis=0, keepdims=True)
    revenue = counts[0, m.REVENUE] + counts[0, m.EXTENSION_CENTS]
    return Money(revenue, revenue - _split(costs, counts, np.ones(len(STANDINGS)))[0].sum(axis=0))


def _past(counts: np.ndarray, sums: np.ndarray, costs: np.ndarray, apart: np.ndarray) -> Past:
    """What valuing looks back on; `apart` are the costs of any week and those paid once, shape (weeks, 2, …)."""
    received = counts[:, m.REVENUE] + counts[:, m.EXTENSION_CENTS]
    return Past(
        trips=counts[:, m.TRIPS],
        paid=counts[:, m.REVENUE],
        goods=counts[:, m.GOODS_CENTS],
        margins=received - costs.sum(axis=1) + apart.sum(axis=1),
        weekly=apart[:, 0],
        tenures=np.moveaxis(sums[:, m.TENURE : m.TENURE + m.TENURES], 1, 0),
    )


def _split_apart(apart: np.ndarray, split: np.ndarray, counts: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    """Costs of any week and costs paid once by type, as the costs that they are part of."""
    acquisition = split[:, COST_PARTS.index("acquisition")]
    weekly, rest = (
        allocated(part, counts[:, m.UNITS], kinds) for part in (apart[:, 0], apart[:, 1] - acquisition.sum(axis=-1))
    )
    return np.stack([weekly, rest + acquisition], axis=1)


def _split(costs: np.ndarray, counts: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    """Costs by type or standing: what can be traced is, the rest goes by visits, newcomers or units, in a week without
    any as `kinds` has it; sums stay exact.
    """
    return np.stack([_part(how, costs[:, place], counts, kinds) for place, how in enumerate(COSTS.values())], axis=1)


def _part(how: CostPart, cost: np.ndarray, counts: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    """One part of the cost by type or standing; `cost` has the shape (weeks, firms)."""
    if how.traced is None:
        return allocated(cost, how.split(counts), kinds)
    own = counts[:, how.traced]
    split: np.ndarray = own + allocated(cost - own.sum(axis=-1), how.split(counts), kinds)
    return split
