"""Free parameters: their scales, what is plausible of them, and a mix that stays one."""

import math

import numpy as np
import pytest

from analysis.calibration.fitting.free_parameters import Informed, free_of, placed
from simulation.scenario.load import load


@pytest.fixture(scope="module")
def scenario():
    return load("baseline")


def test_a_factor_moves_all_types_alike(scenario):
    (one,) = free_of(scenario, [Informed("customers.types.*.price_weight", "factor", "")])
    values = one.values(1.0)
    factors = {values[path] / base for path, base in zip(one.paths, one.base, strict=True)}
    assert len(values) == 4
    assert max(factors) == pytest.approx(min(factors), rel=1e-4)
    assert one.shown(1.0) == pytest.approx(max(factors), rel=1e-4)
    # 0.75 to 1.3 of the scenario's value, even on the log scale
    assert one.spread == pytest.approx(math.log(1.3 / 0.75) / math.sqrt(12.0), rel=1e-6)


def test_a_share_stays_one(scenario):
    (one,) = free_of(scenario, [Informed("customers.purchases.variety_seeking", "logit", "", 0.05, 0.7)])
    assert 0.0 < one.shown(-50.0) < 0.01
    assert 0.99 < one.shown(50.0) <= 1.0


def test_the_file_says_what_is_plausible_where_it_does(scenario):
    asked = [Informed("customers.purchases.variety_seeking", "shift", "", 0.05, 0.7)]
    told = scenario.change("plausible", {"customers.purchases.variety_seeking": "0.4:0.6"})
    (one,) = free_of(told, asked)
    assert one.spread == pytest.approx(0.2 / math.sqrt(12.0), rel=1e-6)
    assert one.shown(0.0) == pytest.approx(0.5)


@pytest.mark.parametrize("at", [-3.0, 0.0, 3.0, 12.0])
def test_the_mix_sums_to_one(scenario, at):
    free = free_of(scenario, [Informed(f"customers.mix.{kind}", "factor", "", 0.15, 0.35)
                              for kind in ("impulsive", "behavioral")])  # fmt: skip
    changes = placed(scenario, free, np.array([at, at / 2.0]))
    assert math.fsum(changes.values()) == pytest.approx(1.0, abs=1e-9)
    assert min(changes.values()) >= 0.0
    scenario.changed(changes)
