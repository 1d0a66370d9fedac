"""A panel as an analyst's models see it: what stood on each shelf, and what its household remembers by then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analysis.calibration.panel.market import usual_prices, without_coupons
from analysis.calibration.panel.trips import Trips, trips_of_choices

if TYPE_CHECKING:
    from analysis.calibration.data.data import Choices


@dataclass(frozen=True, eq=False)
class Panel:
    """Purchases in the order of each household, what was known of each shelf, and which purchases are held back.

    `attributes` has the shape (purchases, brands, brands + 2): who the brand is, the first left out; its price as a
    share of the mean usual one; feature; display. `is_early` has the shape (purchases,).
    """

    trips: Trips
    attributes: np.ndarray
    is_early: np.ndarray


class Memory(NamedTuple):
    """How a household's purchases weigh in its loyalties: what one keeps each time, and what its first purchase gives.

    Guadagni and Little give the first purchase what a loyalty keeps; with (0, 1) only the last brand counts.
    """

    kept: float
    first: float

    def begun(self, chosen: np.ndarray, brands: int) -> np.ndarray:
        """Loyalties after a first purchase, shape (..., brands); they sum to 1."""
        others = (1.0 - self.first) / max(brands - 1, 1)
        return np.asarray(np.where(chosen[..., None] == np.arange(brands), self.first, others))

    def after(self, loyalty: np.ndarray, chosen: np.ndarray) -> np.ndarray:
        """Loyalties after one more purchase, same shape."""
        bought = chosen[..., None] == np.arange(loyalty.shape[-1])
        return np.asarray(self.kept * loyalty + (1.0 - self.kept) * bought)


def panel_of(choices: Choices, held_back: float) -> Panel:
    """The panel of some choices, whose last weeks, a share of all, are held back.

    As in a fit, prices are rid of coupons, a brand that was not on a shelf has its usual price there, and purchases
    without dates are spread evenly.
    """
    week = choices.occasion if choices.week is None else choices.week
    ordered = choices.taken(np.lexsort((choices.occasion, week, choices.person)))
    trips = without_coupons(trips_of_choices(ordered))
    brands = len(trips.brands)
    constants = np.broadcast_to(np.eye(brands)[:, 1:], (trips.brand.size, brands, brands - 1))
    shelf = np.stack([trips.price / usual_prices(trips).mean(), ordered.feature, ordered.display], axis=2)
    attributes = np.concatenate([constants, np.nan_to_num(shelf)], axis=2)
    return Panel(trips, attributes, trips.time <= round(float(trips.time.max()) * (1.0 - held_back)))


def loyalties(trips: Trips, memory: Memory) -> np.ndarray:
    """Loyalty of each household to each brand before each purchase [GuadagniLittle1983], shape (purchases, brands).

    Before its first purchase a household is loyal to all alike.
    """
    brands, place = len(trips.brands), trips.place
    found = np.full((trips.brand.size, brands), 1.0 / brands)
    second = np.flatnonzero(place == 1)
    found[second] = memory.begun(trips.brand[second - 1], brands)
    for number in range(2, int(place.max(initial=0)) + 1):
        now = np.flatnonzero(place == number)
        found[now] = memory.after(found[now - 1], trips.brand[now - 1])
    return found
