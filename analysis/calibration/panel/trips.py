"""Purchases as a panel has them: who chose which brand before which shelf."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from analysis.calibration.data.data import Choices

NOBODY = -1
WEEKS = 104
"""Weeks that a panel without dates is taken to span."""


@dataclass(frozen=True, eq=False)
class Trips:
    """Purchases, each household's in their order, with the shelf of each.

    Shapes: `household`, `brand`, `previous`, `time` (purchases,); `price`, `display` (purchases, brands). `brand` is a
    place in `brands`, `previous` that of the household's purchase before, NOBODY for its first. `time` is a week
    from 1, and never falls within a household. Prices are positive, displays 0-1.
    """

    household: np.ndarray
    brand: np.ndarray
    time: np.ndarray
    price: np.ndarray
    display: np.ndarray
    brands: tuple[str, ...]
    previous: np.ndarray

    def of(self, rows: np.ndarray) -> Trips:
        """Some of the purchases; each keeps what its household bought before."""
        columns = ("household", "brand", "time", "price", "display", "previous")
        return replace(self, **{name: getattr(self, name)[rows] for name in columns})

    def of_regulars(self, least: int) -> Trips:
        """Purchases of the households that have at least so many."""
        if not self.household.size:
            return self
        return self.of(np.bincount(self.household)[self.household] >= least)

    def in_order_of(self, brands: tuple[str, ...]) -> Trips:
        """The same with the brands in another order."""
        if brands == self.brands:
            return self
        order = np.array([self.brands.index(brand) for brand in brands])
        places = np.append(np.argsort(order), NOBODY)
        return replace(
            self, brand=places[self.brand], previous=places[self.previous], price=self.price[:, order],
            display=self.display[:, order], brands=brands,
        )  # fmt: skip

    @property
    def place(self) -> np.ndarray:
        """How many purchases of its household came before each, shape (purchases,)."""
        starts = np.flatnonzero(np.diff(self.household, prepend=-1))
        counts = np.diff(np.append(starts, self.household.size))
        return np.asarray(np.arange(self.household.size) - np.repeat(starts, counts))

    @property
    def counts(self) -> np.ndarray:
        """Purchases of each household that has any."""
        counts = np.bincount(self.household)
        return np.asarray(counts[counts > 0])

    def between(self, first: float, last: float) -> Trips:
        """The purchases at times from `first` to `last`, both included."""
        return self.of((self.time >= first) & (self.time <= last))


def trips_of_choices(choices: Choices, weeks: int = WEEKS) -> Trips:
    """A panel as it was read: a display or a feature counts as on show, a brand that was not there has its usual price.

    Where the panel has no dates, each household's purchases are spread evenly over so many weeks.
    """
    shown = np.maximum(choices.feature, choices.display)
    usual = [_usual(price, on_show) for price, on_show in zip(choices.price.T, shown.T > 0.0, strict=True)]
    price = np.where(np.isfinite(choices.price), choices.price, usual)
    if choices.week is None:
        total = np.bincount(choices.person)[choices.person]
        week = np.floor((choices.occasion + 0.5) / total * weeks) + 1.0
    else:
        week = choices.week - choices.week.min() + 1.0
    time = week + choices.occasion / (choices.occasion.max() + 1.0)
    found = in_order(choices.person, choices.chosen, time, (price, shown), choices.brands)
    return replace(found, time=np.floor(found.time))


def _usual(price: np.ndarray, on_show: np.ndarray) -> float:
    """Median of a brand's known prices when it was not on show, of all where it always was."""
    known = np.isfinite(price)
    off_show = known & ~on_show
    return float(np.median(price[off_show if off_show.any() else known]))


def in_order(
    household: np.ndarray, brand: np.ndarray, time: np.ndarray, shelf: tuple[np.ndarray, np.ndarray],
    brands: tuple[str, ...],
) -> Trips:  # fmt: skip
    """Purchases in any order as `Trips`; `shelf` is price and display, shapes (purchases, brands)."""
    order = np.lexsort((time, household))
    who = np.unique(household[order], return_inverse=True)[1].astype(np.int64)
    chosen = brand[order].astype(np.int64)
    previous = np.append(NOBODY, chosen[:-1]) if chosen.size else chosen
    previous = np.where(np.diff(who, prepend=-1) != 0, NOBODY, previous)
    price, display = (column[order] for column in shelf)
    return Trips(who, chosen, time[order], price, display, brands, previous)
