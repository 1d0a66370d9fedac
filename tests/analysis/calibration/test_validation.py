"""A run held against a log: alike where both are of one market, apart where they are not."""

import numpy as np
import pandas as pd
import pytest

from analysis.calibration.validation import Drawn, distance, noise_of
from analysis.formats.csv_bytes import read_csv


def test_distance_of_two_distributions():
    assert distance(np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 2.0, 3.0, 4.0])) == 0.0
    assert distance(np.array([1.0, 2.0]), np.array([3.0, 4.0])) == 1.0
    assert distance(np.array([1.0, 2.0]), np.array([2.0, 2.0])) == pytest.approx(0.5)


def test_noise_is_that_of_customers_not_of_purchases():
    luck = np.random.default_rng(1)
    taste = np.repeat(luck.standard_normal(100), 20)
    alike, alone = Drawn(taste, np.repeat(np.arange(100), 20)), Drawn(taste, np.arange(2_000))
    assert noise_of(alike, 0) > 3.0 * noise_of(alone, 0)
    assert noise_of(alone, 0) == pytest.approx(1.36 * np.sqrt(2 / 2_000), rel=0.2)


def test_a_run_is_like_itself_and_unlike_a_market_that_buys_twice_as_much(loyalty, tmp_path):
    typed = ("run", "baseline", "--customers", "300", "--weeks", "26", "--replicates", "1", "--set",
             "market.burn_in_weeks=4", "--panel", "--workers", "1", "--no-report")  # fmt: skip
    assert loyalty(*typed, "--out", "one")[0] == 0
    log = pd.read_parquet(tmp_path / "one" / "transactions.parquet")
    log.to_csv(tmp_path / "transactions.csv", index=False)
    code, said, err = loyalty(
        "calibrate", "baseline", "--validate", "one", "--data", "transactions.csv", "--out", "held"
    )
    assert code == 0, err
    assert "purchases of a customer" in said
    held = read_csv(tmp_path / "held" / "validation.csv")
    assert held["distance"].max() == 0.0
    assert set(held["verdict"]) == {"within noise"}
    assert loyalty(*typed, "--set", "customers.purchases.per_year=40", "--out", "two")[0] == 0
    assert loyalty("calibrate", "baseline", "--validate", "two", "--data", "transactions.csv", "--out", "apart")[0] == 0
    apart = read_csv(tmp_path / "apart" / "validation.csv").set_index("distribution").to_dict("index")
    bought = apart["purchases of a customer"]
    assert bought["verdict"] == "apart"
    assert bought["run_median"] > bought["real_median"]


def test_a_run_without_a_panel_says_how_to_get_one(loyalty, tmp_path):
    (tmp_path / "bare").mkdir()
    pd.DataFrame({"customer_id": [1], "date": ["2025-01-01"], "amount": [3.0]}).to_csv(tmp_path / "transactions.csv")
    code, _, err = loyalty("calibrate", "baseline", "--validate", "bare", "--data", "transactions.csv")
    assert code == 2
    assert "--panel" in err
