"""What a log shows of coming back: repeats week by week, how they are spread, and those that follow on earlier ones.

A repeat is a purchase in a week after that of the first one; at most one a week counts, in data and model alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from analysis.calibration.fitting.moments import Moments, Named

if TYPE_CHECKING:
    import pandas as pd

WEEK = 7
"""Days."""
TO_COME = "repeats to come"
"""How the names of moments begin that are of the time held back."""
STEP = 3
"""Weeks between the points of the path to come."""
QUARTER = 13
"""Weeks that repeats are counted in where the fit sees them: parts of what a cohort does, and few of them."""
CLASSES = ((0, 0), (1, 1), (2, 2), (3, 3), (4, 6), (7, 10_000))
"""Classes of repeats, both ends included."""
HALVES = ((0, 0), (1, 1), (2, 2), (3, 10_000))
ENDED = ((1, 1), (2, 3), (4, 10_000))
"""Classes of repeats among which is asked when the last one was."""
BY_CALENDAR = ("repeats", "later repeats after")
"""Moments that a season or a campaign moves for all customers at once."""


@dataclass(frozen=True, eq=False)
class Log:
    """Purchases by customer and week: `customer` from 0 and `week` from 1, each pair once, in order. Same shapes."""

    customer: np.ndarray
    week: np.ndarray

    def repeats(self, last: int) -> tuple[np.ndarray, np.ndarray]:
        """Customer and week of every repeat up to a week."""
        is_first = np.diff(self.customer, prepend=-1) != 0
        kept = ~is_first & (self.week <= last)
        return self.customer[kept], self.week[kept]

    @property
    def customers(self) -> int:
        """Customers who bought at all."""
        return int(np.unique(self.customer).size)


def log_of(customer: np.ndarray, week: np.ndarray) -> Log:
    """Purchases in any order as a log."""
    pairs = np.unique(np.column_stack([np.unique(customer, return_inverse=True)[1], week]), axis=0)
    return Log(pairs[:, 0].astype(np.int64), pairs[:, 1].astype(np.int64))


def logged(transactions: pd.DataFrame, held_back: float) -> tuple[Log, tuple[int, int]]:
    """A log of whole weeks, of which the last, a share of all, are held back: the weeks seen, and all of them."""
    days = (transactions["date"] - transactions["date"].min()).dt.days.to_numpy()
    whole = int((days.max() + 1) // WEEK)
    return log_of(transactions["customer_id"].to_numpy(), days // WEEK + 1), (round(whole * (1.0 - held_back)), whole)


def names_of(seen: int, whole: int) -> tuple[Named, ...]:
    """The moments of a log of which so many weeks are seen, of a whole; those of the time after come last."""
    return (
        *(Named("repeats", f"weeks {first + 1} to {last}") for first, last in quarters(seen)),
        *(Named("customers with repeats", _class(ends)) for ends in CLASSES),
        *(Named("later repeats after", _class(ends)) for ends in HALVES),
        *(Named("time until the last of", _class(ends)) for ends in ENDED),
        *(Named(f"{TO_COME} until", f"week {week}") for week in range(seen + STEP, whole + 1, STEP)),
        *(Named(f"{TO_COME} after", _class(ends)) for ends in CLASSES),
    )


def quarters(seen: int) -> list[tuple[int, int]]:
    """The weeks before and at the end of each quarter of a year seen, the last ones alike."""
    ends = np.linspace(0, seen, max(round(seen / QUARTER), 1) + 1).round().astype(int).tolist()
    return list(pairwise(ends))


def _class(ends: tuple[int, int]) -> str:
    low, high = ends
    return f"{low} repeats" if low == high else f"{low} or more" if high > 100 else f"{low} to {high} repeats"


def log_moments(log: Log, seen: int, whole: int, resamples: int = 0, seed: int = 0) -> Moments:
    """The moments of a log; those of the time after the weeks seen are nan where `whole` is no longer than `seen`.

    Repeats are counted per customer who bought in the weeks seen; the time until the last one, from the first purchase
    on, as a share of the time watched.
    """
    who = np.flatnonzero(np.bincount(log.customer[log.week <= seen], minlength=log.customer.max() + 1) > 0)
    sums, kinds = _sums(log, who, seen, whole)
    weights = np.random.default_rng(seed).multinomial(who.size, np.full(who.size, 1.0 / who.size), resamples)
    values = _ratios(sums.sum(axis=0)[None], kinds)[0]
    return Moments(names_of(seen, whole), values, _ratios(weights @ sums, kinds), int(who.size))


def _sums(log: Log, who: np.ndarray, seen: int, whole: int) -> tuple[np.ndarray, np.ndarray]:
    """What each customer adds above and below the line of each moment, side by side; shape (customers, 2 moments)."""
    place = np.full(log.customer.max() + 1, -1)
    place[who] = np.arange(who.size)
    customer, week = log.repeats(whole)
    customer, week = place[customer[place[customer] >= 0]], week[place[customer] >= 0]
    of_week = np.zeros((who.size, whole))
    np.add.at(of_week, (customer, week - 1), 1.0)
    until = np.cumsum(of_week, axis=1)
    half = seen // 2
    now, before = until[:, seen - 1], until[:, half - 1]
    later = until[:, -1] - now
    one = np.ones(who.size)
    above = [until[:, last - 1] - (until[:, first - 1] if first else 0.0) for first, last in quarters(seen)]
    above += [_within(now, ends) for ends in CLASSES]
    below = [one] * len(above)
    for ends in HALVES:
        above, below = [*above, _within(before, ends) * (now - before)], [*below, _within(before, ends)]
    first, last = _ends(log, who, seen)
    ended = (last - first) / np.maximum(seen - first, 1)
    for ends in ENDED:
        above, below = [*above, _within(now, ends) * ended], [*below, _within(now, ends)]
    for end in range(seen + STEP, whole + 1, STEP):
        above, below = [*above, until[:, end - 1] - now], [*below, one]
    is_long = one if whole > seen else np.full(who.size, 0.0)
    for ends in CLASSES:
        above, below = [*above, _within(now, ends) * later], [*below, _within(now, ends) * is_long]
    return np.column_stack([*above, *below]), np.arange(len(above))


def _ends(log: Log, who: np.ndarray, seen: int) -> tuple[np.ndarray, np.ndarray]:
    """Weeks of the first and of the last purchase seen, shape (customers,)."""
    customer, week = log.customer[log.week <= seen], log.week[log.week <= seen]
    starts = np.searchsorted(customer, who)
    return week[starts], week[np.searchsorted(customer, who, side="right") - 1]


def _ratios(sums: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(sums[:, : kinds.size] / sums[:, kinds.size :])


def _within(counts: np.ndarray, ends: tuple[int, int]) -> np.ndarray:
    return np.asarray((counts >= ends[0]) & (counts <= ends[1]), float)
