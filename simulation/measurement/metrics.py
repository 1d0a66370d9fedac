"""What is measured: every metric of the tables with its meaning, unit, which way is better, and its formula.

Formulas read the week's counts (`state/counts.py`) and the firm's books; this file needs no compiled code, no pandas.
"""

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

import numpy as np

from simulation.measurement.cost_parts import COST_PARTS
from simulation.measurement.formulas import YEAR, Metrics, Record, ratio
from simulation.state import counts as m
from simulation.state.switch_reasons import REASONS
from simulation.state.tables import WORKING_DAYS

REASONS_TO_END = tuple(zip(
    ("price", "inconvenience", "failure", "encounter", "response", "competition", "ethics", "involuntary"),
    REASONS[1:], strict=True,
))  # fmt: skip
"""The reasons to end a contract (`switch_reasons.py`), each with a short name."""
Better = Literal["up", "down", ""]
Kind = Literal["flow", "stock", "rate"]
Formula = Callable[[Record], np.ndarray]


class Metric(NamedTuple):
    """A column of the result tables.

    `kind` tells how a run sums it up: a flow is summed over the reported weeks, a stock is taken at the last week,
    a rate is averaged over the last 52 reported weeks. One formula serves firms, and firms by loyalty type. What
    customers are worth looks further back than a record, and has a file of its own (`customer_equity.py`).
    """

    meaning: str
    unit: str
    better: Better
    kind: Kind
    formula: Formula | None = None


def as_counted(name: str) -> Metric:
    """A count that is a metric as it stands."""
    one = m.COLUMNS[name]
    return Metric(one.meaning, one.unit, one.better, one.kind, lambda seen: seen.counted(one.place))


def index(name: str, place: int) -> Metric:
    """A state of the firm's active customers from 0 to 100."""
    return Metric(f"{name} of active customers", "index 0-100", "up", "rate",
                  lambda seen: 100.0 * ratio(seen.added(place), seen.counted(m.ACTIVE)))  # fmt: skip


def loyalty(seen: Record) -> np.ndarray:
    """Its three dimensions alike."""
    active = seen.counted(m.ACTIVE)
    conviction, affect, habit = (100.0 * ratio(seen.added(one), active) for one in (m.CONVICTION, m.AFFECT, m.HABIT))
    total: np.ndarray = (conviction + affect + habit) / 3.0
    return total


def retention(seen: Record) -> np.ndarray:
    """Of the customers whose main firm it was a window ago the share whose main firm it is."""
    return ratio(seen.counted(m.MAINS_KEPT), seen.counted(m.MAINS))


def active_share(seen: Record) -> np.ndarray:
    """Of those active a year ago, or at week 1, the share who still are."""
    kept = ratio(seen.counted(m.STARTERS_KEPT), seen.counted(m.STARTERS))
    kept[YEAR:] = ratio(seen.counted(m.KEPT), seen.counted(m.EARLIER_ACTIVE))[YEAR:]
    return kept


def profit(seen: Record) -> np.ndarray:
    """Cents left of what was received."""
    left: np.ndarray = seen.received() - seen.costs.sum(axis=1)
    return left


def resolution_weeks(seen: Record) -> np.ndarray:
    """Working days to an answer, as weeks."""
    return ratio(seen.answers[:, 1], seen.answers[:, 0]) / WORKING_DAYS


def cost_of(part: str) -> Metric:
    """What was spent on a part of the cost."""
    return Metric(f"money spent on: {part}", "money", "down", "flow", lambda seen: seen.spent(part) / 100.0)


METRICS: dict[str, Metric] = {
    "market_share": Metric("the firm's purchases / all purchases; of contracts: held / all held", "share", "up", "rate",
                           lambda seen: ratio(seen.counted(m.UNITS), seen.totals[:, m.UNITS])),
    "penetration": Metric("buyers / customers, 52 weeks; of contracts: held / customers", "share", "up", "stock",
                          lambda seen: ratio(seen.counted(m.BUYERS), seen.customers)),
    "purchase_frequency": Metric("purchases per buyer, 52 weeks", "purchases", "up", "stock",
                                 lambda seen: ratio(seen.yearly(m.UNITS), seen.counted(m.BUYERS))),
    "repeat_rate": Metric("purchases from the firm of the previous purchase / purchases by its previous buyers",
                          "share", "up", "rate",
                          lambda seen: ratio(seen.counted(m.REPEATS), seen.counted(m.EARLIER_BUYERS))),
    "share_of_requirements": Metric("the firm's part of its buyers' category purchases, 52 weeks", "share", "up",
                                    "stock", lambda seen: ratio(seen.yearly(m.UNITS), seen.counted(m.BUYERS_UNITS))),
    "share_of_wallet": Metric("the firm's part of its buyers' category spending, 52 weeks", "share", "up", "stock",
                              lambda seen: ratio(seen.yearly(m.REVENUE), seen.counted(m.BUYERS_CENTS))),
    "retention": Metric("of the customers whose main firm this was in the window that ended one window ago, the part"
                        " whose main firm it is in the window that ends now; of contracts: of those held a year"
                        " ago the part still held", "share", "up", "stock", retention),
    "churn": Metric("1 - retention", "share", "down", "stock", lambda seen: 1.0 - retention(seen)),
    "active_share": Metric("of the customers active 52 weeks ago, or at week 1, the part still active", "share", "up",
                           "stock", active_share),
    "acquired": as_counted("acquired"),
    "acquired_by_word_of_mouth": as_counted("acquired_by_word_of_mouth"),
    "active_customers": as_counted("active_customers"),
    "satisfaction": index("mean cumulative satisfaction", m.SATISFACTION),
    "nps": Metric("% promoters - % detractors among active customers", "index -100-100", "up", "rate",
                  lambda seen: 100.0 * ratio(seen.counted(m.PROMOTERS) - seen.counted(m.DETRACTORS),
                                             seen.counted(m.ACTIVE))),
    "conviction": index("conscious loyalty", m.CONVICTION),
    "affect": index("emotional loyalty", m.AFFECT),
    "habit": index("behavioral loyalty", m.HABIT),
    "loyalty": Metric("mean of conviction, affect and habit", "index 0-100", "up", "rate", loyalty),
    "members": as_counted("members"),
    "active_members": as_counted("active_members"),
    "points_liability": Metric("worth of rewards earned and neither claimed nor lapsed", "money", "", "stock",
                               lambda seen: seen.counted(m.OWED) / 100.0),
    "redemption_rate": Metric("rewards claimed / rewards earned, by worth, 52 weeks", "share", "", "stock",
                              lambda seen: ratio(seen.yearly(m.REWARD_CENTS), seen.yearly(m.ISSUED))),
    "breakage_share": Metric("rewards lapsed / rewards earned, by worth, 52 weeks", "share", "", "stock",
                             lambda seen: ratio(seen.yearly(m.EXPIRED), seen.yearly(m.ISSUED))),
    "membership_fees": Metric("money received for membership", "money", "up", "flow",
                              lambda seen: seen.counted(m.FEES) / 100.0),
    **{name: as_counted(name) for name in ("failures", "dissatisfied", "voiced", "complaints")},
    "failure_rate": Metric("visits in which the service failed / visits", "share", "down", "rate",
                           lambda seen: ratio(seen.counted(m.FAILURES), seen.counted(m.TRIPS))),
    "complaint_rate": Metric("complaints at the desk / dissatisfied", "share", "down", "rate",
                             lambda seen: ratio(seen.counted(m.AT_DESK), seen.counted(m.DISSATISFIED))),
    "resolved": as_counted("resolved"),
    "resolution_weeks": Metric("mean time to an answer from the desk", "weeks", "down", "rate",
                               resolution_weeks),
    **{name: as_counted(name) for name in ("silent_exits", "exits", "abandoned")},
    "attributes_read": Metric("attributes of offers read for a purchase", "count", "", "rate",
                              lambda seen: ratio(seen.counted(m.ATTRIBUTES), seen.counted(m.DECISIONS))),
    "morale": Metric("employees' satisfaction", "index 0-100", "up", "rate", lambda seen: 100.0 * seen.morale),
    "wait_minutes": Metric("time in the queue", "minutes", "down", "rate", lambda seen: seen.waits),
    "price": Metric("shelf price, promotion included", "money", "", "rate", lambda seen: seen.prices),
    "price_paid": Metric("revenue / units", "money", "", "rate",
                         lambda seen: ratio(seen.counted(m.REVENUE), seen.counted(m.UNITS)) / 100.0),
    "units": as_counted("units"),
    "revenue": Metric("money received", "money", "up", "flow", lambda seen: seen.received() / 100.0),
    "extension_revenue": Metric("money received for other goods under the firm's name", "money", "up", "flow",
                                lambda seen: seen.counted(m.EXTENSION_CENTS) / 100.0),
    "cost": Metric("money spent, the sum of its parts", "money", "down", "flow",
                   lambda seen: np.asarray(seen.costs.sum(axis=1) / 100.0)),
    **{f"cost_{part}": cost_of(part) for part in COST_PARTS},
    "profit": Metric("revenue - cost", "money", "up", "flow", lambda seen: profit(seen) / 100.0),
    "cumulative_profit": Metric("profit since week 1", "money", "up", "stock",
                                lambda seen: np.cumsum(profit(seen), axis=0) / 100.0),
    "clv": Metric("margin expected of a customer of the base in ten years, discounted, all that recurs with customers"
                  " paid; the base bought within three mean times between purchases, at least 52 weeks", "money",
                  "up", "stock"),
    "customer_equity": Metric("the same of the whole base, less ten years of weekly costs, discounted", "money", "up",
                              "stock"),
    "cost_to_acquire": Metric("cost of acquisition, communication and promotion a newcomer", "money", "down", "rate",
                              lambda seen: ratio(seen.spent("acquisition", "communication", "promotion"),
                                                 seen.counted(m.ACQUIRED)) / 100.0),
    "cost_to_retain": Metric("cost of relationship, desk and compensation a year and active customer", "money", "down",
                             "rate", lambda seen: YEAR * ratio(seen.spent("relationship", "desk", "compensation"),
                                                               seen.counted(m.ACTIVE)) / 100.0),
    "customer_knowledge": Metric("what the firm knows of who visits it", "index 0-100", "up", "rate",
                                 lambda seen: 100.0 * ratio(seen.added(m.KNOWN), seen.counted(m.TRIPS))),
    "cost_to_serve": Metric("cost of service, desk and compensation a visit", "money", "down", "rate",
                            lambda seen: ratio(seen.spent("service", "desk", "compensation"),
                                               seen.counted(m.TRIPS)) / 100.0),
}  # fmt: skip
METRICS |= {name: as_counted(name) for name in m.COLUMNS if name not in METRICS}

OF_TRIPS = tuple(METRICS)
"""What is measured where people buy from trip to trip."""

MONTHS_A_WEEK = 12.0 / YEAR


def ended_in_a_month(seen: Record) -> np.ndarray:
    """Of the contracts held at the start of a month the share that ends in it, by the weeks at hand."""
    weekly = ratio(seen.counted(m.ENDED), seen.counted(m.HELD))
    return np.asarray(1.0 - (1.0 - weekly) ** (1.0 / MONTHS_A_WEEK))


def ended_for(place: int, reason: str) -> Metric:
    """Contracts that ended for one of the eight reasons."""
    return Metric(f"contracts ended: {reason}", "contracts", "down", "flow", lambda seen: seen.counted(m.ENDED + place))


OF_CONTRACTS: dict[str, Metric] = {
    "churn_month": Metric("contracts ended in a month / held at its start", "share", "down", "rate", ended_in_a_month),
    "ended": Metric("contracts ended, whatever the reason", "contracts", "down", "flow",
                    lambda seen: seen.counted(m.ENDED)),
    **{f"ended_{name}": ended_for(place, reason) for place, (name, reason) in enumerate(REASONS_TO_END, start=1)},
    "renewed": Metric("contracts that went on after a term", "contracts", "up", "flow",
                      lambda seen: seen.counted(m.RENEWED)),
    "won_back": Metric("contracts signed by who had left the firm last", "contracts", "up", "flow",
                       lambda seen: seen.counted(m.WON_BACK)),
    "notices": Metric("notices given, withdrawn or not", "contracts", "down", "flow",
                      lambda seen: seen.counted(m.NOTICES)),
    "save_rate": Metric("notices withdrawn after an offer / notices that met one", "share", "up", "rate",
                        lambda seen: ratio(seen.counted(m.SAVED), seen.counted(m.OFFERED))),
    "contacts": Metric("service contacts a contract and month", "contacts", "", "rate",
                       lambda seen: ratio(seen.counted(m.TRIPS), seen.counted(m.HELD) * MONTHS_A_WEEK)),
    "first_contact_resolution": Metric("service contacts after which nothing was open / service contacts", "share",
                                       "up", "rate",
                                       lambda seen: ratio(seen.counted(m.SETTLED_FIRST), seen.counted(m.TRIPS))),
    "arpu": Metric("revenue a contract and month", "money", "up", "rate",
                   lambda seen: ratio(seen.counted(m.REVENUE), seen.counted(m.HELD) * MONTHS_A_WEEK) / 100.0),
}  # fmt: skip
"""What is measured of contracts beside it (`contract_metrics.py`)."""
METRICS |= OF_CONTRACTS


def direction(metric: str) -> Literal["up", "down"] | None:
    """Whether a firm wants the metric high or low; None where neither is better."""
    better = METRICS[metric].better if metric in METRICS else ""
    return better or None


def measured(record: Record, names: Iterable[str] = OF_TRIPS) -> Metrics:
    """The metrics of these names that have a formula, of the reported weeks."""
    formulas = {name: METRICS[name].formula for name in names}
    return {name: formula(record) for name, formula in formulas.items() if formula}
