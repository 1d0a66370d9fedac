"""A market with known numbers is found again, as far as its data tell them: one small case of `tools`' forty."""

import numpy as np
import pytest

from analysis.calibration.fitting import fit
from analysis.calibration.fitting.free_parameters import OF_A_PANEL
from analysis.calibration.panel import problem
from tools import calibration_recovery as recovery

SMALL = {"market.customers": 700, "market.burn_in_weeks": 6}
FEW = ("variety_seeking", "display_weight", "per_year", "shape")


@pytest.fixture
def rows(monkeypatch):
    """What a fit finds of market 1, made small."""
    of_full_size = recovery.base
    monkeypatch.setattr(recovery, "base", lambda number: of_full_size(number).changed(SMALL))
    monkeypatch.setattr(recovery, "WEEKS", 20)
    monkeypatch.setattr(recovery, "BIG", 2_000)
    monkeypatch.setattr(recovery, "DRAWS", 3)
    monkeypatch.setattr(fit, "STARTS", 2)
    few = [one for one in OF_A_PANEL if one.name.endswith(FEW)]
    monkeypatch.setattr(problem, "OF_A_PANEL", few)
    return list(recovery.recovered(1))


def test_a_fit_finds_what_is_there_and_knows_what_it_does_not(rows):
    numbers = [row for row in rows if row["parameter"] != recovery.PLAN]
    attractions = [row for row in numbers if row["parameter"] == "firms.*.attraction"]
    assert len(attractions) == 3
    assert all(row["told"] for row in attractions)
    assert all(abs(row["truth"] - row["estimate"]) < 1.0 for row in attractions)
    assert sum(row["covered"] for row in numbers) >= 0.7 * len(numbers)
    assert 0 < sum(row["told"] for row in numbers) < len(numbers)
    assert rows[0]["runs"] <= 150
    (plan,) = (row for row in rows if row["parameter"] == recovery.PLAN)
    assert plan["truth"] < 0.0
    assert plan["estimate"] < 0.0


def test_luck_is_taken_out_of_a_spread():
    luck = np.random.default_rng(1)
    doubt = luck.normal(0.0, 2.0, (4_000, 1))
    assert recovery.spread_without_luck(doubt + luck.normal(0.0, 1.0, (4_000, 2))) == pytest.approx(2.0, abs=0.1)
    assert recovery.spread_without_luck(luck.normal(0.0, 1.0, (4_000, 2))) < 0.3
