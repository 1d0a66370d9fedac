"""What customers are worth: the margin of the next ten years that a firm's present customers may be expected to bring.

The customer base, who bought within the usual time until a lapse, is followed as one. Of last year's purchases the part
that was made by the base of a year ago will be made again by today's base in the first year to come; from there on it
wears off, as lives change, towards what as many people at large buy from the firm: customers migrate, and come back
[Dwyer1989]. All arrays have weeks first, then firms, or firms and types.
"""

from typing import NamedTuple

import numpy as np

from simulation.behavior.parameters import Tenure
from simulation.behavior.psychology import cost_to_serve
from simulation.measurement.formulas import Metrics, ratio, rolling
from simulation.state import counts as m

YEAR, QUARTER = 52, 13
YEARS = 10
"""Years that are counted."""


class Terms(NamedTuple):
    """What holds for all firms: how money is discounted, how lives change, what the years with a firm change."""

    discount_rate: float  # share a year
    renewal: float  # share a year of customers whose rate and tastes change
    dropout: float  # share a year of customers who need nothing of the category any more
    growth: tuple[float, ...]  # more bought by year of tenure, share of the purchase
    premium: tuple[float, ...]  # more paid for the same by year of tenure, share of the price
    tenure: Tenure  # cost to serve


class Past(NamedTuple):
    """What a firm's books say of every week of the run, burn-in included."""

    trips: np.ndarray  # purchases
    paid: np.ndarray  # cents, other goods left out
    goods: np.ndarray  # cents that what was sold had cost
    margins: np.ndarray  # cents left of all that was received when everything is paid that recurs with customers
    weekly: np.ndarray  # cents that a week costs, whoever comes
    tenures: np.ndarray  # units by year of tenure, shape (TENURES, weeks, …)


class Change(NamedTuple):
    """What the years to come change in a purchase of each year of tenure; shape (YEARS + 1, TENURES) each.

    The first row is of now.
    """

    paid: np.ndarray  # share of the price at first
    goods: np.ndarray  # share of the purchase at first
    served: np.ndarray  # cents a visit


def discounts(rate: float) -> np.ndarray:
    """What money of each year to come is worth today, in its middle; shape (YEARS,)."""
    factors: np.ndarray = (1.0 + rate) ** (0.5 - np.arange(1, YEARS + 1))
    return factors


def by_tenure(terms: Terms) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Paid and bought, relative to a first purchase, and the cents that serving costs; by year of tenure."""
    years = range(m.TENURES + YEARS)
    growth, premium = (
        np.array([1.0 + shares[min(year, len(shares) - 1)] for year in years])
        for shares in (terms.growth, terms.premium)
    )
    served = np.array([100.0 * cost_to_serve(year + 0.5, terms.tenure) for year in years])
    return growth * premium, growth, served


def changes(terms: Terms) -> Change:
    """What the years to come change for who is in which year of tenure now."""
    now = np.arange(m.TENURES)
    later = np.arange(YEARS + 1)[:, None] + now
    return Change(*(levels[later] - levels[now] for levels in by_tenure(terms)))


def last_weeks(values: np.ndarray, weeks: np.ndarray) -> np.ndarray:
    """Sums over the last weeks of the run, as many as are given for each of its reported weeks, which come last."""
    added = np.cumsum(np.concatenate([np.zeros_like(values[:1]), values]), axis=0)
    ends = np.arange(values.shape[0] - weeks.size, values.shape[0]) + 1
    sums: np.ndarray = added[ends] - added[np.maximum(ends - weeks, 0)]
    return sums


def yearly_margins(past: Past, reported: int, terms: Terms) -> np.ndarray:
    """Cents a year if all of the last year's customers stayed, in each of the years to come; shape (YEARS, weeks, …).

    What a purchase leaves is that of the weeks since week 1, for a quarter at least and a year at most; how many there
    are, that of a year.
    """
    first = past.trips.shape[0] - reported
    weeks = np.clip(np.arange(reported) + 1, QUARTER, YEAR)
    has_sold = last_weeks(past.trips, weeks) > 0.0

    def lately(part: np.ndarray) -> np.ndarray:
        return np.where(has_sold, last_weeks(part, weeks), rolling(part)[first:])

    trips, units = lately(past.trips), np.stack([lately(part) for part in past.tenures])
    paid, goods, _ = (levels[: m.TENURES] for levels in by_tenure(terms))
    price = ratio(lately(past.paid), np.tensordot(paid, units, 1))
    cost = ratio(lately(past.goods), np.tensordot(goods, units, 1))
    change = [np.tensordot(part, units, 1) for part in changes(terms)]
    more = price * change[0] - cost * change[1] - ratio(trips, units.sum(axis=0)) * change[2]
    ahead = 0.5 + weeks.reshape(-1, *[1] * (trips.ndim - 1)) / (
        2 * YEAR
    )  # years from the middle of those weeks to that of the first year to come
    margins = lately(past.margins) + ahead * more[1:] + (1.0 - ahead) * more[:-1]
    yearly: np.ndarray = margins * ratio(rolling(past.trips)[first:], trips)
    return yearly


def staying(stayed: np.ndarray, people: np.ndarray, terms: Terms) -> np.ndarray:
    """What the base will buy in each year to come, as a share of last year's purchases; shape (YEARS, weeks, …).

    `stayed` is the share of them by the base of a year ago, `people` the share of all customers who are in the base.
    Who drops out of the category is lost beside those whose lives change; the first year's drop-outs are in `stayed`.
    """
    worn = (1.0 - terms.renewal) ** np.arange(YEARS)
    share: np.ndarray = people + np.multiply.outer(worn, stayed - people)
    if terms.dropout > 0.0:
        share *= ((1.0 - terms.dropout) ** np.arange(YEARS)).reshape(-1, *[1] * (share.ndim - 1))
    return share


def equity(counts: np.ndarray, past: Past, customers: np.ndarray, terms: Terms) -> Metrics:
    """Lifetime value of a customer of the base, and customer equity: that of the whole base, less what a week costs.

    `counts` are those of reported weeks, measures first. Undefined until the run has lived for two years.
    """
    reported = counts.shape[1]
    first = past.trips.shape[0] - reported
    base, factors = counts[m.BASE], discounts(terms.discount_rate)
    stayed = ratio(counts[m.STAYED_TRIPS], rolling(past.trips)[first:])
    kept = staying(stayed, ratio(base, np.broadcast_to(customers, base.shape)), terms)
    worth = np.tensordot(factors, kept * yearly_margins(past, reported, terms), 1) / 100.0
    worth[: max(2 * YEAR - 1 - first, 0)] = np.nan
    weeks = np.minimum(np.arange(reported) + 1, YEAR).reshape(-1, *[1] * (base.ndim - 1))
    weekly = rolling(past.weekly[first:]) / weeks / 100.0
    return {"clv": ratio(worth, base), "customer_equity": worth - YEAR * factors.sum() * weekly}
