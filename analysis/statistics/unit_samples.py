"""Points spread over a unit cube, by a Latin hypercube or a Sobol' sequence."""

from __future__ import annotations

import inspect
import warnings


def unit_samples(kind: str, dimensions: int, samples: int, seed: int) -> list[list[float]]:
    """Points in the unit cube: a Latin hypercube, or a scrambled Sobol' sequence."""
    import numpy as np
    from scipy.stats import qmc

    sampler = qmc.LatinHypercube if kind == "lhs" else qmc.Sobol
    luck = "rng" if "rng" in inspect.signature(sampler).parameters else "seed"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of balance, which the command tells in its own words
        made: list[list[float]] = sampler(dimensions, **{luck: np.random.default_rng(seed)}).random(samples).tolist()
    return made
