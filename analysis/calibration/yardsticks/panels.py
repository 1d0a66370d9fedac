"""What an analyst's models foretell of the part of a panel that was held back, in the view of the market.

Each is fitted to the first part, and then buys for fresh households, at random, before all the shelves that the panel's
households saw: what of that lies in the part held back is the forecast, as for a simulated market.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize_scalar

from analysis.calibration.panel.moments import panel_moments
from analysis.calibration.panel.trips import NOBODY, Trips
from analysis.calibration.yardsticks.choice_classes import Classes, fit_classes
from analysis.calibration.yardsticks.shelves import Memory, Panel, loyalties, panel_of

if TYPE_CHECKING:
    from analysis.calibration.data.data import Choices

COPIES, MOST = 50, 500_000
"""Times that each household of the panel is simulated: fewer where that would be more purchases than the second."""
LAST = Memory(0.0, 1.0)
"""Only the last purchase counts."""
KEPT = (0.05, 0.98)
"""From where to where loyalty may be kept from one purchase to the next."""
NEAR = 0.01
FEWEST = 2
"""Brands, and purchases of a household's after its first, below which there is nothing to choose or to remember."""


class ChoiceModel(NamedTuple):
    """A fitted model; with a memory the last coefficient of each class is that of loyalty."""

    classes: Classes
    memory: Memory | None = None


def panel_forecasts(choices: Choices, held_back: float, seed: int) -> Mapping[str, np.ndarray]:
    """By model the moments of the part held back, in the order of `panel.moments.names_of`.

    Only the first part again where there is nothing to choose or to learn from: one brand, or nobody who bought twice
    in the first part. Empty where nothing is held back.
    """
    panel = panel_of(choices, held_back)
    if panel.is_early.all():
        return {}
    naive = {"naive": panel_moments(panel.trips.of(panel.is_early)).values}
    follow = panel.is_early & (panel.trips.place > 0)
    if len(panel.trips.brands) < FEWEST or np.count_nonzero(follow) < FEWEST:
        return naive
    copies = max(min(COPIES, MOST // panel.is_early.size), 1)
    is_late = np.tile(~panel.is_early, copies)
    forecast = {name: bought(panel, model, copies, seed).of(is_late) for name, model in choice_models(panel).items()}
    return naive | {name: panel_moments(trips).values for name, trips in forecast.items()}


def choice_models(panel: Panel) -> dict[str, ChoiceModel]:
    """Each model, fitted to the first part."""
    smoothed = _smoothed(panel)
    return {
        "logit": _fitted(panel, 1, None),
        "guadagni_little": _fitted(panel, 1, smoothed),
        "latent_class": _fitted(panel, 2, smoothed),
        "latent_class_last": _fitted(panel, 2, LAST),
    }


def _fitted(panel: Panel, classes: int, memory: Memory | None) -> ChoiceModel:
    trips, rows, attributes = panel.trips, panel.is_early, panel.attributes
    if memory is not None:
        rows = rows & (trips.place > 0)
        attributes = np.concatenate([attributes, loyalties(trips, memory)[..., None]], axis=2)
    return ChoiceModel(fit_classes(attributes[rows], trips.brand[rows], trips.household[rows], classes), memory)


def _smoothed(panel: Panel) -> Memory:
    """The memory under which a logit of one class is likeliest."""

    def lack(kept: float) -> float:
        return -_fitted(panel, 1, Memory(kept, kept)).classes.log_likelihood

    kept = float(minimize_scalar(lack, bounds=KEPT, method="bounded", options={"xatol": NEAR}).x)
    return Memory(kept, kept)


def bought(panel: Panel, model: ChoiceModel, copies: int, seed: int) -> Trips:
    """What fresh households buy before the panel's shelves, so many of each, one set after the other."""
    trips, place = panel.trips, panel.trips.place
    households, width = int(trips.household.max()) + 1, panel.attributes.shape[2]
    luck = np.random.default_rng(seed)
    member = luck.choice(model.classes.sizes.size, size=(copies, households), p=model.classes.sizes)
    utility = np.einsum("nbk,ck->cnb", panel.attributes, model.classes.coefficients[:, :width])
    loyal = np.zeros((copies, households, len(trips.brands)))
    brand = np.zeros((copies, trips.brand.size), np.int64)
    for number in range(int(place.max()) + 1):
        now = np.flatnonzero(place == number)
        who = trips.household[now]
        appeal = utility[member[:, who], now]
        if model.memory is not None:
            appeal = appeal + model.classes.coefficients[member[:, who], -1, None] * loyal[:, who]
        chosen = _drawn(appeal, luck)
        brand[:, now] = chosen
        if model.memory is not None:
            begun = model.memory.begun(chosen, len(trips.brands))
            loyal[:, who] = model.memory.after(loyal[:, who], chosen) if number else begun
    return _as_trips(trips, brand)


def _drawn(appeal: np.ndarray, luck: np.random.Generator) -> np.ndarray:
    """A brand for each row of utilities, shape (..., brands) to (...)."""
    chance = np.exp(appeal - appeal.max(axis=-1, keepdims=True)).cumsum(axis=-1)
    drawn = luck.random(chance.shape[:-1])[..., None] * chance[..., -1:]
    return np.asarray((drawn >= chance[..., :-1]).sum(axis=-1))


def _as_trips(trips: Trips, brand: np.ndarray) -> Trips:
    """The same shelves with other purchases, shape (copies, purchases)."""
    copies, households = brand.shape[0], int(trips.household.max()) + 1
    rows = np.tile(np.arange(trips.brand.size), copies)
    household = (trips.household + households * np.arange(copies)[:, None]).ravel()
    previous = np.where(trips.place == 0, NOBODY, np.roll(brand, 1, axis=1))
    return replace(trips.of(rows), household=household, brand=brand.ravel(), previous=previous.ravel())
