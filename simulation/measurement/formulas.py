"""From counts to metrics: the formulas behind every column of the result tables.

All take arrays whose first axis is the week; further axes are firms, or firms and types. A metric that is
undefined in a cell (nothing was sold, nobody is active) is NaN there.
"""

from typing import NamedTuple

import numpy as np

from simulation.measurement.metrics import COST_PARTS
from simulation.state import counts as m
from simulation.state.tables import WORKING_DAYS

YEAR = 52
Metrics = dict[str, np.ndarray]


class Record(NamedTuple):
    """What was counted in reported weeks; the axes after those named are free but alike."""

    counts: np.ndarray  # float64, shape (weeks, measures, …)
    sums: np.ndarray  # float64, shape (weeks, sums, …)
    costs: np.ndarray  # float64 cents, shape (weeks, cost parts, …)
    prices: np.ndarray  # money, shape (weeks, …)
    waits: np.ndarray  # minutes, shape (weeks, …)
    morale: np.ndarray  # 0-1: employees' satisfaction, shape (weeks, …)
    answers: np.ndarray  # float64, shape (weeks, 2, …): answered at the desk, working days that took
    totals: np.ndarray  # float64, shape (weeks, measures, …): the market's sums, broadcast


def ratio(top: np.ndarray, bottom: np.ndarray) -> np.ndarray:
    """Top by bottom, NaN where nothing is to divide by. Shapes as NumPy broadcasts them."""
    with np.errstate(divide="ignore", invalid="ignore"):
        result: np.ndarray = np.where(bottom > 0, top / bottom, np.nan)
    return result


def rolling(values: np.ndarray, weeks: int = YEAR) -> np.ndarray:
    """Sums over the last so many weeks, over all weeks where there are fewer; same shape."""
    added = np.cumsum(values, axis=0)
    added[weeks:] = added[weeks:] - added[:-weeks]
    return added


def sales(record: Record) -> Metrics:
    """Shares, penetration, frequency, repeat purchase and newcomers."""
    counts = np.moveaxis(record.counts, 1, 0)
    bought, spent = rolling(counts[m.UNITS]), rolling(counts[m.REVENUE])
    return {
        "market_share": ratio(counts[m.UNITS], record.totals[:, m.UNITS]),
        "purchase_frequency": ratio(bought, counts[m.BUYERS]),
        "repeat_rate": ratio(counts[m.REPEATS], counts[m.EARLIER_BUYERS]),
        "share_of_requirements": ratio(bought, counts[m.BUYERS_UNITS]),
        "share_of_wallet": ratio(spent, counts[m.BUYERS_CENTS]),
        "acquired": counts[m.ACQUIRED],
        "acquired_by_word_of_mouth": counts[m.REFERRED],
        "active_customers": counts[m.ACTIVE],
        "attributes_read": ratio(counts[m.ATTRIBUTES], counts[m.DECISIONS]),
        "abandoned": counts[m.ABANDONED],
        "units": counts[m.UNITS],
    }


def minds(record: Record) -> Metrics:
    """Satisfaction, recommendation and the three dimensions of loyalty, of active customers."""
    counts, sums = np.moveaxis(record.counts, 1, 0), np.moveaxis(record.sums, 1, 0)
    active = counts[m.ACTIVE]
    dimensions = [100.0 * ratio(sums[part], active) for part in (m.CONVICTION, m.AFFECT, m.HABIT)]
    return {
        "satisfaction": 100.0 * ratio(sums[m.SATISFACTION], active),
        "nps": 100.0 * ratio(counts[m.PROMOTERS] - counts[m.DETRACTORS], active),
        "conviction": dimensions[0],
        "affect": dimensions[1],
        "habit": dimensions[2],
        "loyalty": (dimensions[0] + dimensions[1] + dimensions[2]) / 3.0,
    }


def problems(record: Record) -> Metrics:
    """Failures, dissatisfaction, voice and recovery."""
    counts = np.moveaxis(record.counts, 1, 0)
    return {
        "failures": counts[m.FAILURES],
        "dissatisfied": counts[m.DISSATISFIED],
        "voiced": counts[m.VOICED],
        "complaints": counts[m.AT_DESK],
        "complaint_rate": ratio(counts[m.AT_DESK], counts[m.DISSATISFIED]),
        "resolved": counts[m.SETTLED],
        "resolution_weeks": ratio(record.answers[:, 1], record.answers[:, 0]) / WORKING_DAYS,
        "silent_exits": counts[m.SILENT_EXITS],
        "exits": counts[m.EXITS],
        "wait_minutes": record.waits,
        "morale": 100.0 * record.morale,
    }


def money(record: Record) -> Metrics:
    """Revenue, cost and its parts, profit; money of the scenario."""
    counts = np.moveaxis(record.counts, 1, 0)
    costs = record.costs.sum(axis=1)
    served = sum(record.costs[:, COST_PARTS.index(part)] for part in ("service", "desk", "compensation"))
    received = counts[m.REVENUE] + counts[m.EXTENSION_CENTS]
    profit = received - costs
    return {
        "price": record.prices,
        "price_paid": ratio(counts[m.REVENUE], counts[m.UNITS]) / 100.0,
        "revenue": received / 100.0,
        "extension_revenue": counts[m.EXTENSION_CENTS] / 100.0,
        "cost": costs / 100.0,
        **{f"cost_{part}": record.costs[:, place] / 100.0 for place, part in enumerate(COST_PARTS)},
        "profit": profit / 100.0,
        "cumulative_profit": np.cumsum(profit, axis=0) / 100.0,
        "cost_to_serve": ratio(np.asarray(served), counts[m.TRIPS]) / 100.0,
    }


def effort(record: Record) -> Metrics:
    """What it costs to win a customer and to keep one, and what firms know of those who come."""
    counts = np.moveaxis(record.counts, 1, 0)
    winning, keeping = (
        sum(record.costs[:, COST_PARTS.index(part)] for part in parts)
        for parts in (("acquisition", "communication", "promotion"), ("relationship", "desk", "compensation"))
    )
    return {
        "cost_to_acquire": ratio(np.asarray(winning), counts[m.ACQUIRED]) / 100.0,
        "cost_to_retain": YEAR * ratio(np.asarray(keeping), counts[m.ACTIVE]) / 100.0,
        "customer_knowledge": 100.0 * ratio(record.sums[:, m.KNOWN], counts[m.TRIPS]),
    }


def retention(record: Record) -> Metrics:
    """Of the customers whose main firm it was a window ago the share whose main firm it is; of those active a year
    ago, or at week 1, the share who still are.
    """
    counts = np.moveaxis(record.counts, 1, 0)
    main = ratio(counts[m.MAINS_KEPT], counts[m.MAINS])
    since_start = ratio(counts[m.STARTERS_KEPT], counts[m.STARTERS])
    since_a_year = ratio(counts[m.KEPT], counts[m.EARLIER_ACTIVE])
    kept = since_start
    kept[YEAR:] = since_a_year[YEAR:]
    return {"retention": main, "churn": 1.0 - main, "active_share": kept}


def all_metrics(record: Record, customers: np.ndarray) -> Metrics:
    """Every metric of the reported weeks; what customers are worth looks further back (`customer_equity.py`).

    `customers` is the number that penetration refers to, broadcast over what follows the week.
    """
    counts = record.counts
    found = {
        **sales(record), **minds(record), **problems(record), **money(record), **effort(record),
        **retention(record),
    }  # fmt: skip
    found["penetration"] = ratio(counts[:, m.BUYERS], np.broadcast_to(customers, counts[:, m.BUYERS].shape))
    return found


def allocated(total: np.ndarray, weights: np.ndarray, otherwise: np.ndarray) -> np.ndarray:
    """Whole cents split along a new last axis in proportion to weights, so that the parts sum up exactly.

    `otherwise`, shape (parts,), weighs the parts where all weights are 0.
    """
    everything = weights.sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(everything > 0, weights / everything, otherwise / otherwise.sum())
    borders = np.floor(np.cumsum(shares, axis=-1) * total[..., None] + 0.5)
    borders[..., np.flatnonzero(otherwise)[-1] :] = total[..., None]
    parts: np.ndarray = np.diff(borders, axis=-1, prepend=0.0)
    return parts
