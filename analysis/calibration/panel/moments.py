"""What a panel shows of loyalty, as numbers: the same of data and of a simulated market, with their standard errors.

All moments but the logit's are functions of sums over households, so a bootstrap of households is a product of two
matrices; the logit's coefficients take one step of their estimator for each resample.
"""

from __future__ import annotations

import numpy as np

from analysis.calibration.fitting.moments import Moments, Named
from analysis.calibration.panel.trips import NOBODY, Trips
from analysis.statistics.choice_logit import choice_logit

RESAMPLES = 400
MOST_TRIPS = 30_000
"""Trips that the auxiliary logit is fitted to at most."""
MEANINGS = {
    "share": ("purchases of the brand / all purchases", "share"),
    "repeat": ("purchases after one of the brand that are of it again", "share"),
    "repeat_all": ("purchases that are of the same brand as the one before", "share"),
    "flow": ("purchases after one of the first brand that are of the second, of all that follow one", "share"),
    "inertia": ("repeats beyond those of each household's purchases in random order", "share"),
    "sole_buyers": ("households that buy one brand only", "share"),
    "penetration": ("households that buy the brand", "share"),
    "purchases": ("purchases of a household", "count"),
    "purchases_spread": ("variance of purchases of a household / squared mean", "1"),
    "lift": ("log odds of choosing the brand when it is displayed or featured, less those when it is not", "log odds"),
    "logit_price": ("coefficient of log price in a logit on brand, price, display and last brand", "utility"),
    "logit_display": ("coefficient of a display or feature in it", "utility"),
    "logit_last": ("coefficient of having bought the brand last in it", "utility"),
}


def names_of(brands: tuple[str, ...]) -> tuple[Named, ...]:
    """The moments of a panel of these brands, in order."""
    by_brand = [Named(moment, brand) for moment in ("share", "repeat", "penetration", "lift") for brand in brands]
    flows = [Named("flow", f"{a} > {b}") for a in brands for b in brands if a != b]
    alone = ("repeat_all", "inertia", "sole_buyers", "purchases", "purchases_spread",
             "logit_price", "logit_display", "logit_last")  # fmt: skip
    return (*by_brand, *flows, *(Named(moment, "") for moment in alone))


def panel_moments(trips: Trips, resamples: int = 0, seed: int = 0) -> Moments:
    """The moments of some purchases; with `resamples`, as many bootstraps of households beside them.

    What cannot be computed, as the lift of a brand that was never displayed, is nan.
    """
    names = names_of(trips.brands)
    households = trips.counts.size
    if not households:
        return Moments(names, np.full(len(names), np.nan), np.empty((0, len(names))), 0)
    sums, logit, influence = _sums(trips), *_logit(trips)
    values = np.append(_of_sums(sums.sum(axis=0), len(trips.brands)), logit)
    weights = np.random.default_rng(seed).multinomial(households, np.full(households, 1.0 / households), resamples)
    drawn = _of_sums(weights @ sums, len(trips.brands))
    stepped = logit + (weights - 1.0) @ influence
    return Moments(names, values, np.column_stack([drawn, stepped]), households)


def _sums(trips: Trips) -> np.ndarray:
    """What each household adds to the sums that the moments are made of, shape (households, sums)."""
    brands = len(trips.brands)
    who = np.unique(trips.household, return_inverse=True)[1]
    size = int(who.max()) + 1
    counts = np.zeros((size, brands))
    np.add.at(counts, (who, trips.brand), 1.0)
    follows = trips.previous != NOBODY
    flows = np.zeros((size, brands, brands))
    np.add.at(flows, (who[follows], trips.previous[follows], trips.brand[follows]), 1.0)
    shown = np.zeros((size, brands))
    np.add.at(shown, who, trips.display)
    on_show = np.zeros((size, brands))
    np.add.at(on_show, (who, trips.brand), trips.display[np.arange(who.size), trips.brand])
    number = counts.sum(axis=1)
    pairs = np.maximum(number * (number - 1.0), 1.0)
    steps = flows.sum(axis=(1, 2))
    shuffled = steps * (counts * (counts - 1.0)).sum(axis=1) / pairs
    buys = counts > 0
    alone = np.column_stack([np.ones(size), number, number**2, buys.sum(axis=1) == 1, shuffled])
    return np.column_stack([counts, buys, shown, on_show, flows.reshape(size, -1), alone])


def _of_sums(sums: np.ndarray, brands: int) -> np.ndarray:
    """The moments but for the logit's, of sums over households; shape (..., sums) to (..., moments)."""
    ends = np.cumsum([brands] * 4 + [brands * brands])
    counts, buys, shown, on_show, flows, alone = np.split(sums, ends, axis=-1)
    one, number, squares, sole, shuffled = np.moveaxis(alone, -1, 0)
    flows = flows.reshape(*flows.shape[:-1], brands, brands)
    steps = flows.sum(axis=(-2, -1))
    same = np.diagonal(flows, axis1=-2, axis2=-1)
    apart = flows[..., ~np.eye(brands, dtype=bool)]
    with np.errstate(divide="ignore", invalid="ignore"):
        by_brand = [
            counts / number[..., None],
            same / flows.sum(axis=-1),
            buys / one[..., None],
            _lift(counts, shown, on_show, number[..., None]),
            apart / steps[..., None],
        ]
        mean = number / one
        of_all = [
            same.sum(axis=-1) / steps,
            (same.sum(axis=-1) - shuffled) / steps,
            sole / one,
            mean,
            squares / one / mean**2 - 1.0,
        ]
    return np.concatenate([*by_brand, np.stack(of_all, axis=-1)], axis=-1)


def _lift(counts: np.ndarray, shown: np.ndarray, on_show: np.ndarray, number: np.ndarray) -> np.ndarray:
    """Log odds ratio of choosing a brand by whether it is on show; nan where it never or always is."""
    off_show = counts - on_show
    odds = (on_show + 0.5) / (shown - on_show + 0.5)
    usual = (off_show + 0.5) / (number - shown - off_show + 0.5)
    is_told = (shown > 0.0) & (shown < number)
    return np.asarray(np.where(is_told, np.log(np.maximum(odds, 1e-9) / np.maximum(usual, 1e-9)), np.nan))


def _logit(trips: Trips) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients of price, display and last brand, and each household's influence on them."""
    households = trips.counts.size
    follows = np.flatnonzero(trips.previous != NOBODY)
    if not follows.size:
        return np.full(3, np.nan), np.zeros((households, 3))
    some = follows[:: max(1, -(-follows.size // MOST_TRIPS))]
    brands = len(trips.brands)
    shelf = np.log(np.maximum(trips.price[some], 1e-9))
    last = trips.previous[some][:, None] == np.arange(brands)
    dummies = np.broadcast_to(np.eye(brands)[:, 1:], (some.size, brands, brands - 1))
    numbers = np.concatenate([dummies, np.stack([shelf, trips.display[some], last], axis=-1)], axis=-1)
    found = choice_logit(numbers, trips.brand[some])
    who = np.unique(trips.household, return_inverse=True)[1][some]
    influence = np.zeros((households, 3))
    np.add.at(influence, who, found.influence[:, -3:])
    estimate = np.where(np.abs(numbers[..., -3:]).sum(axis=(0, 1)) > 0.0, found.estimate[-3:], np.nan)
    return estimate, influence
