"""A market with known numbers is found again, as far as its data tell them: one small case of `tools`' forty."""

import pytest

from tools import calibration_recovery as recovery

SMALL = {"market.customers": 700, "market.burn_in_weeks": 12}


@pytest.fixture
def rows(monkeypatch):
    """What a fit finds of market 1, made small."""
    of_full_size = recovery.base
    monkeypatch.setattr(recovery, "base", lambda number: of_full_size(number).changed(SMALL))
    monkeypatch.setattr(recovery, "BIG", 2_000)
    monkeypatch.setattr(recovery, "DRAWS", 8)
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
