"""The shipped market with every number off by some share, to see which laws stand on a knife's edge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from simulation.reading.errors import Refused

if TYPE_CHECKING:
    from simulation.scenario.scenario import Scenario

NOISY = ("market", "customers", "firms")
KEPT = frozenset({"usual_price", "discount_rate", "lapse_weeks"})
"""Numbers of the market that say how it is looked at."""
MIX = "customers.mix"
"""Shares that sum to 1, and still do."""
STREAM = 20_261_130


def arms(scenario: Scenario, share: float, draws: int, replicates: int) -> dict[str, Scenario]:
    """So many draws, each a market of its own, in so many replicates."""
    fewer = scenario.changed({"run.replicates": replicates})
    return {f"draw {draw}": noisy(fewer, share, draw) for draw in range(1, draws + 1)}


def noisy(scenario: Scenario, share: float, draw: int) -> Scenario:
    """The scenario with each fraction times a number from 1 - share to 1 + share, by the luck of (seed, draw).

    Whole numbers, switches and how the market is looked at stay; so does a number that the schema would refuse.
    """
    luck = np.random.default_rng((STREAM, scenario.run.seed, draw))

    def off(value: float) -> float:
        return value * float(luck.uniform(1.0 - share, 1.0 + share))

    mix = {name: off(part) for name, part in scenario.customers.mix.model_dump().items()}
    mixed = scenario.changed({MIX: {name: part / sum(mix.values()) for name, part in mix.items()}})
    return _as_far_as_allowed(mixed, [(path, off(value)) for path, value in numbers(scenario.tree())])


def _as_far_as_allowed(scenario: Scenario, changes: list[tuple[str, float]]) -> Scenario:
    """The scenario with all of the changes but those that are refused, found by halves."""
    try:
        return scenario.changed(dict(changes))
    except Refused:
        if len(changes) == 1:
            return scenario
    half = len(changes) // 2
    return _as_far_as_allowed(_as_far_as_allowed(scenario, changes[:half]), changes[half:])


def numbers(tree: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """Paths and values of the fractions that are noisy one by one, in order."""
    for block in NOISY:
        for keys, value in _leaves(tree[block], (block,)):
            path = ".".join(f'"{key}"' if block == "firms" and place == 1 else key for place, key in enumerate(keys))
            if keys[-1] not in KEPT and not path.startswith(MIX):
                yield path, value


def _leaves(tree: Any, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], float]]:
    if isinstance(tree, Mapping):
        for key, value in tree.items():
            yield from _leaves(value, (*keys, str(key)))
    elif isinstance(tree, float) and tree != 0.0:
        yield keys, tree
