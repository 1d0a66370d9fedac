"""What fits are held to is judged as it is written, and ranks are those of truths among draws."""

import numpy as np
import pandas as pd
import pytest

from tools import calibration_bars as bars

BESIDE = "BG/NBD 11.0; Pareto/NBD 9.0"
RECOVERED = pd.DataFrame({
    "parameter": ["a"] * 5 + ["plan"] * 2,
    "truth": [0.0, 1.0, -1.0, 0.5, 3.0, 1.0, 1.0],
    "estimate": [0.0] * 5 + [1.0] * 2,
    "sd": [1.0] * 7,
    "covered": [1, 1, 1, 1, 0, 1, 1],
    "told": [1, 1, 1, 0, 1, 1, 1],
})  # fmt: skip


@pytest.mark.parametrize(("measure", "ours", "met"), [
    ("total", -9.9, "yes"), ("total", -10.1, "no"), ("path", 3.4, "no"),
    ("counts", 10.9, "yes"), ("counts", 11.1, "no"),
])  # fmt: skip
def test_a_bar_is_met_up_to_it_on_either_side(measure, ours, met):
    data = pd.DataFrame([{"data": "log", "measure": measure, "ours": ours, "naive": 9.0, "beside": BESIDE}])
    (row,) = (line for line in bars.of_bars(data, RECOVERED, "plan").splitlines() if line.startswith("| log"))
    assert row.endswith(f"| {met} |")


def test_intervals_may_be_too_wide_and_too_narrow():
    told = bars.of_bars(pd.DataFrame(columns=["data"]), RECOVERED, "plan")
    assert "| numbers covered, % | 85 to 95 | 80.0 | no |" in told
    assert "| a plan's effect is covered, % | 80 to 97 | 100.0 | no |" in told
    assert "an error of at most 0.7 | 4 or more | 0.0 | no |" in told


def test_ranks_are_shares_of_draws_below_the_truth():
    draws = np.random.default_rng(1).standard_normal(20_000)
    below = [(draws < truth).mean() for truth in RECOVERED["truth"][:5]]
    assert bars.ranks(RECOVERED[:5]) == pytest.approx(below, abs=0.01)
    assert "| a | 1 | 0 | 1 | 1 | 2 |" in bars.of_ranks(RECOVERED[:5])
