"""What is measured in a market of contracts: another formula, what is undefined, what customers are worth.

A metric that asks how people buy from trip to trip has no meaning where they are billed: it is undefined, and left out
of summaries.
"""

from __future__ import annotations

import numpy as np

from simulation.measurement.customer_equity import YEARS, Past, Terms, discounts
from simulation.measurement.formulas import YEAR, Metrics, Record, ratio, rolling
from simulation.measurement.metrics import OF_CONTRACTS, OF_TRIPS, measured
from simulation.state import counts as m

UNDEFINED = (
    "purchase_frequency", "repeat_rate", "share_of_requirements", "share_of_wallet", "active_share", "attributes_read",
)  # fmt: skip
"""They ask how often, and where else, somebody buys."""


def measured_under_contract(record: Record) -> Metrics:
    """The metrics that have a formula, of the reported weeks."""
    found = measured(record, (*OF_TRIPS, *OF_CONTRACTS))
    held = record.counted(m.ACTIVE)
    found["market_share"] = ratio(held, record.totals[:, m.ACTIVE])
    found["penetration"] = ratio(held, record.customers)
    return found | {name: np.full_like(held, np.nan) for name in UNDEFINED}


def contract_equity(counts: np.ndarray, past: Past, terms: Terms) -> Metrics:
    """Lifetime value of a contract, and customer equity: that of all contracts, less what a week costs.

    `counts` are those of reported weeks, measures first. A contract goes on bringing the margin of the last year, and
    is held with last year's retention; what grows with tenure is in neither, so that the value is a low one where
    customers differ much [FaderHardie2010]. Undefined until the run has lived for a year.
    """
    weeks = counts.shape[1]
    held, factors = rolling(counts[m.HELD]), discounts(terms.discount_rate)
    kept = ratio(counts[m.MAINS_KEPT], counts[m.MAINS])
    a_year = YEAR * ratio(rolling(past.margins[past.margins.shape[0] - weeks :]), held) / 100.0
    years = np.arange(YEARS).reshape(-1, *[1] * kept.ndim) + 0.5
    worth = a_year * np.tensordot(factors, kept[None] ** years, 1)
    lived = np.minimum(np.arange(weeks) + 1, YEAR).reshape(-1, *[1] * (kept.ndim - 1))
    weekly = rolling(past.weekly[past.weekly.shape[0] - weeks :]) / lived / 100.0
    return {"clv": worth, "customer_equity": worth * counts[m.ACTIVE] - YEAR * factors.sum() * weekly}
