"""A scenario for a panel: its brands as firms that replay the prices and displays which its households saw.

A week's shelf is one that was really seen in it, all brands together: of those seen, the one that leaves the sums of
prices, of promotions and of displays since week 1 closest to what their means add up to, so that means, frequencies and
drifts are the panel's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from analysis.calibration.panel.trips import Trips
from simulation.scenario.scenario import Scenario

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
SHAPES = (0.1, 20.0)
"""From where to where differences in need are taken from the panel."""


def usual_prices(trips: Trips) -> np.ndarray:
    """Median price of each brand when it was not on show, shape (brands,)."""
    usual = [
        np.median(_some(price[~shown], price))
        for price, shown in zip(trips.price.T, trips.display.T > 0.0, strict=True)
    ]
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
    week = np.minimum(trips.time.astype(int), weeks) - 1
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


def market_of(scenario: Scenario, trips: Trips, fit: Trips, weeks: tuple[int, int]) -> Scenario:
    """The scenario with the panel's brands as its firms, which replay its shelves; all else of it stays.

    `fit` are the purchases that may be learned from: shares at the start and needs come from them, shelves from all.
    `weeks` are those of the panel and of `fit`. A scenario whose firms are the brands already keeps what it says of
    them, and its plans; where they replay prices, these too.
    """
    firms = firms_of(scenario, trips.brands)
    if firms is not None and all(scenario.firms[firm].pricing.strategy == "replay" for firm in firms):
        return scenario
    price, display = calendar(trips, weeks[0])
    usual, shares = usual_prices(trips), np.bincount(fit.brand, minlength=len(trips.brands)) / fit.brand.size
    blocks: dict[str, Any] = {}
    for place, brand in enumerate(trips.brands):
        blocks[firms[place] if firms else brand] = {
            "initial_share": round(float(shares[place]), DIGITS),
            "pricing": replayed(price[:, place], display[:, place], float(usual[place])),
        } | ({} if firms else {"unit_cost": round(MARGIN * float(usual[place]), DIGITS)})
    anew: dict[str, Any] = {"focus": None, "compare": {"as_is": {}}, "rivals": {}, "events": [], "observed": {}}
    changes = {
        "firms": blocks if firms else {**dict.fromkeys(scenario.firms), **blocks},
        "market.usual_price": round(float(trips.price[np.arange(trips.brand.size), trips.brand].mean()), DIGITS),
        "market.weeks": weeks[0],
        **_needs(fit.counts, weeks[1]),
        **({} if firms else {**anew, "question": "What does the panel tell about its brands' customers?"}),
    }
    return scenario.changed(changes)


def _needs(counts: np.ndarray, weeks: int) -> dict[str, float]:
    """Need for the category and how it differs between households, from their purchases in so many weeks."""
    mean, variance = float(counts.mean()), float(counts.var())
    return {
        "customers.purchases.per_year": round(mean * 52.0 / weeks, DIGITS),
        "customers.purchases.shape": round(float(np.clip(mean**2 / max(variance - mean, 1e-3), *SHAPES)), DIGITS),
    }


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
