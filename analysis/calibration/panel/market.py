"""A scenario for a panel: its brands as firms that replay the prices and displays which its households saw.

Households' purchases are spread evenly over the weeks, where the panel has no dates. A week's shelf is one that was
really seen in it, all brands together: of those seen, the one that leaves the sums of prices, of promotions and of
displays since week 1 closest to what their means add up to, so that means, frequencies and drifts are the panel's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from analysis.calibration.panel.trips import Trips
from simulation.scenario.scenario import Scenario

WEEKS = 104
QUARTER = 13
COUPON = 0.7
"""Share of the usual price below which a price without anything on show is net of a coupon."""
CUT = 0.99
"""A brand on show counts as promoted below this share of its usual price."""
CLOSER = 2.0
"""How much closer mean prices are kept to than all else, in standard deviations."""
MARGIN = 0.5
"""Part of the usual price that a unit costs, where nobody says: profits then only illustrate."""
DIGITS = 4


def usual_prices(trips: Trips) -> np.ndarray:
    """Median price of each brand when it was not on show, shape (brands,)."""
    usual = [np.median(_some(price[~shown], price)) for price, shown in zip(trips.price.T, trips.display.T > 0.0)]
    return np.array(usual)


def _some(chosen: np.ndarray, otherwise: np.ndarray) -> np.ndarray:
    return chosen if chosen.size else otherwise


def without_coupons(trips: Trips) -> Trips:
    """The purchases with the usual price in place of one far below it that nothing on show explains.

    Such a price is net of a coupon, mostly, and would tell which brand is bought; it is taken out of every brand's
    prices, bought or not, so that what is left does not depend on the choice.
    """
    usual = usual_prices(trips)
    is_coupon = (trips.price < COUPON * usual) & (trips.display <= 0.0)
    return replace(trips, price=np.where(is_coupon, usual, trips.price))


def calendar(trips: Trips, weeks: int) -> tuple[np.ndarray, np.ndarray]:
    """Price and display of each brand by week, shapes (weeks, brands)."""
    week = np.minimum((evenly(trips) * weeks).astype(int), weeks - 1)
    promoted = (trips.display > 0.0) & (trips.price < CUT * usual_prices(trips))
    aspects = np.column_stack([trips.price, np.abs(trips.price - usual_prices(trips)), promoted, trips.display])
    units = np.maximum(aspects.std(axis=0), 1e-9)
    units[: len(trips.brands)] /= CLOSER
    due, shelves = np.zeros(units.size), []
    for number in range(weeks):
        due += aspects[_near(week, number)].mean(axis=0)
        seen = _seen(week, number)
        best = seen[(((due - aspects[seen]) / units) ** 2).sum(axis=1).argmin()]
        due -= aspects[best]
        shelves.append(best)
    return trips.price[shelves], trips.display[shelves]


def evenly(trips: Trips) -> np.ndarray:
    """When each purchase was, 0-1: each household's are spread evenly over the time of the panel."""
    total = np.bincount(trips.household)[trips.household]
    return np.asarray((trips.place + 0.5) / total)


def _near(week: np.ndarray, number: int) -> np.ndarray:
    """Purchases of the quarter of a year around a week; all where it has none."""
    near = np.flatnonzero(week // QUARTER == number // QUARTER)
    return near if near.size else np.arange(week.size)


def _seen(week: np.ndarray, number: int) -> np.ndarray:
    """Purchases of a week, or of the nearest weeks that have some."""
    apart = np.abs(week - number)
    return np.flatnonzero(apart == apart.min())


def firms_of(scenario: Scenario, brands: tuple[str, ...]) -> tuple[str, ...] | None:
    """The scenario's firm of each brand: of the same name, or one that begins so; None where some brand has none."""
    found = []
    for brand in brands:
        same = [firm for firm in scenario.firms if firm.casefold() == brand.casefold()]
        like = same or [firm for firm in scenario.firms if firm.casefold().startswith(brand.casefold())]
        if len(like) != 1:
            return None
        found.append(like[0])
    return tuple(found) if len(set(found)) == len(brands) == len(scenario.firms) else None


def market_of(scenario: Scenario, trips: Trips, fit: Trips, weeks: int = WEEKS) -> Scenario:
    """The scenario with the panel's brands as its firms, which replay its shelves; all else of it stays.

    `fit` are the purchases that may be learned from: shares at the start and needs come from them, shelves from all.
    A scenario whose firms are the brands already, and replay prices, keeps them.
    """
    firms = firms_of(scenario, trips.brands)
    if firms is not None and all(scenario.firms[firm].pricing.strategy == "replay" for firm in firms):
        return scenario
    price, display = calendar(trips, weeks)
    shares = np.bincount(fit.brand, minlength=len(trips.brands)) / fit.brand.size
    of_brand = {
        brand: {
            "initial_share": round(float(shares[place]), DIGITS),
            "unit_cost": round(MARGIN * float(usual_prices(trips)[place]), DIGITS),
            "pricing": replayed(price[:, place], display[:, place], float(usual_prices(trips)[place])),
        }
        for place, brand in enumerate(trips.brands)
    }
    counts = fit.counts
    mean = float(counts.mean())
    changes: dict[str, Any] = {
        "firms": {**dict.fromkeys(scenario.firms), **of_brand},
        "question": "What does the panel tell about its brands' customers?",
        "market.usual_price": round(float(trips.price[np.arange(trips.brand.size), trips.brand].mean()), DIGITS),
        "market.weeks": weeks,
        "customers.purchases.per_year": round(mean * 52.0 / (weeks * fit.brand.size / trips.brand.size), DIGITS),
        "customers.purchases.shape": round(min(max(mean**2 / max(counts.var() - mean, 1e-3), 0.1), 20.0), DIGITS),
        **{"focus": None, "compare": {"as_is": {}}, "rivals": {}, "events": []},
    }
    return scenario.changed(changes)


def replayed(price: np.ndarray, display: np.ndarray, usual: float) -> dict[str, Any]:
    """A `replay` block of these prices: what is on show below the usual price is a labelled promotion from it."""
    promoted = (display > 0.0) & (price < CUT * usual)
    depth = np.where(promoted, np.round(1.0 - price / usual, DIGITS), 0.0)
    listed = np.where(promoted, usual, price)
    return {
        "strategy": "replay",
        "prices": np.round(listed, DIGITS).tolist(),
        "promotions": depth.tolist(),
        "displays": np.round(display, DIGITS).tolist(),
        "source": "the panel's shelves",
    }

