"""Panels and logs made from each model itself, so that what it estimates is known."""

import numpy as np

from analysis.calibration.data.data import Choices
from analysis.calibration.yardsticks.choice_classes import Classes
from analysis.calibration.yardsticks.histories import Histories
from analysis.calibration.yardsticks.panels import ChoiceModel, bought
from analysis.calibration.yardsticks.shelves import panel_of

BRANDS = ("Alba", "Brio", "Corda")


def shelves(households=200, occasions=20, brands=BRANDS, seed=1):
    """Choices before shelves with prices that differ, features and displays; always the first brand."""
    luck = np.random.default_rng(seed)
    size = (households * occasions, len(brands))
    shown = luck.random((2, *size)) < 0.15
    return Choices(
        brands=brands,
        person=np.repeat(np.arange(households), occasions),
        occasion=np.tile(np.arange(occasions), households),
        chosen=np.zeros(size[0], np.int64),
        price=luck.uniform(0.8, 1.25, size),
        feature=shown[0].astype(float),
        display=shown[1].astype(float),
    )


def panel_from(coefficients, sizes=(1.0,), memory=None, *, seed=1, held_back=0.5, **shape):
    """A panel whose households buy as a model with these coefficients says, once each."""
    panel = panel_of(shelves(seed=seed, **shape), held_back)
    model = ChoiceModel(Classes(np.array(coefficients, float), np.array(sizes), 0.0), memory)
    return type(panel)(bought(panel, model, 1, seed), panel.attributes, panel.is_early)


def histories_from(rates, leaves, length, ahead, seed=1):
    """What customers with these rates a week buy in so many weeks, and then; `leaves` gives when each has left.

    Its arguments are the luck and the times of purchases, an infinite time where there is none.
    """
    luck = np.random.default_rng(seed)
    gaps = luck.exponential(1.0, (rates.size, 400)) / rates[:, None]
    times = np.cumsum(gaps, axis=1)
    times = np.where(times <= leaves(luck, times)[:, None], times, np.inf)
    seen = times <= length
    repeats = seen.sum(axis=1).astype(float)
    recency = np.where(seen, times, 0.0).max(axis=1)
    later = ((times > length) & (times <= length + ahead)).sum(axis=1)
    return Histories(repeats, recency, np.full(rates.size, float(length))), later
