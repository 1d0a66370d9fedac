"""Queues and steps: the shares of customers who give up are the ones written down."""

import math

import numpy as np
import pytest

from simulation.behavior.patience import loses_patience, stumbles

CHANCES = (np.arange(20_000) + 0.5) / 20_000


@pytest.mark.parametrize("wait", [0.0, 1.0, 5.0, 10.0, 30.0])
def test_patience_ends_around_the_tolerance(wait: float) -> None:
    lost = np.mean([loses_patience(wait, 10.0, chance) for chance in CHANCES])
    assert lost == pytest.approx(1.0 - math.exp(-((wait / 10.0) ** 2)), abs=1e-4)


@pytest.mark.parametrize("steps", [0.0, 0.5, 1.0, 3.0, 12.5, 50.0])
@pytest.mark.parametrize("spared", [0.0, 0.3, 0.5])
def test_each_step_costs_some(steps: float, spared: float) -> None:
    lost = np.mean([stumbles(steps, 0.06, spared, chance) for chance in CHANCES])
    assert lost == pytest.approx(1.0 - (1.0 - 0.06 * (1.0 - spared)) ** steps, abs=1e-4)
