"""Outcomes of plausible worlds made of normal numbers, so that what is true of them is known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd


def outcomes_of(
    effects: np.ndarray, *, luck: float, seed: int, replicates: int = 2, metric: str = "profit"
) -> pd.DataFrame:
    """`world_outcomes` of plans p1, p2, … with such effects (worlds, plans) against `as_is`, and luck of such an sd."""
    generator = np.random.Generator(np.random.PCG64(seed))
    worlds, plans = effects.shape
    level = 1000.0 * generator.standard_normal((worlds, 1, 1)) + 300.0 * generator.standard_normal(
        (worlds, replicates, 1)
    )
    noise = luck * generator.standard_normal((worlds, replicates, plans))
    changed = np.concatenate([np.zeros((worlds, replicates, 1)), effects[:, None, :] + noise], axis=2)
    return long(level + changed, metric=metric)


def long(values: np.ndarray, *, firm: str = "Alba", metric: str = "profit") -> pd.DataFrame:
    """The long frame of values (worlds, replicates, plans), the first plan `as_is`."""
    worlds, replicates, plans = values.shape
    names = ["as_is", *(f"p{place}" for place in range(1, plans))]
    index = pd.MultiIndex.from_product(
        [range(1, worlds + 1), range(1, replicates + 1), names], names=["world", "replicate", "plan"]
    )
    table = pd.DataFrame({"value": values.ravel()}, index=index).reset_index()
    return table.assign(firm=firm, metric=metric)


def normal_effects(means: Sequence[float], doubt: float, *, worlds: int = 64, seed: int = 1) -> np.ndarray:
    """Effects (worlds, plans) with these means and independent normal doubt of such an sd."""
    generator = np.random.Generator(np.random.PCG64([seed, 7]))
    return np.array(means) + doubt * generator.standard_normal((worlds, len(means)))


def design(worlds: int, assumptions: int, *, seed: int = 1) -> pd.DataFrame:
    """A Latin hypercube: columns `world`, and a0, a1, … uniform from 0 to 1."""
    generator = np.random.Generator(np.random.PCG64([seed, 8]))
    table = {
        f"a{place}": (generator.permutation(worlds) + generator.random(worlds)) / worlds for place in range(assumptions)
    }
    return pd.DataFrame({"world": range(1, worlds + 1), **table})
