"""`sensitivity`: the parameter that dominates is found, the inert one is exactly inert."""

import json

import numpy as np
import pytest

from analysis.csv_text import read_csv
from analysis.folder import MANIFEST
from tests.analysis.small import SMALL, contents

pytest.importorskip("SALib", reason="needs the extra `experiments`")

PRICE, STEPS = "firms.Brio.pricing.price", "firms.Brio.unit_cost"
INERT = "customers.recovery.repeat_weeks"
VARY = ("--vary", f"{PRICE}=7:13", "--vary", "firms.Brio.overhead=0:10", "--vary", "firms.Dorra.observed_share=0:1")


def swept(loyalty, tmp_path, *words):
    code, out, err = loyalty("sensitivity", "duel.yaml", *VARY, *words, *SMALL, "--replicates", "1", "--out", "out")
    assert code == 0, err
    table = read_csv(tmp_path / "out" / "sensitivity.csv")
    return out, table.set_index(["path", "index"])


def test_morris_finds_what_dominates_and_what_is_inert(loyalty, tmp_path):
    out, table = swept(loyalty, tmp_path, "--samples", "4", "--outcome", "revenue")
    assert (tmp_path / "out" / "figures" / "sensitivity-1.png").exists()
    runs = 4 * (3 + 1)
    assert json.loads((tmp_path / "out" / MANIFEST).read_text())["points"] == runs
    strong = table.loc[PRICE, "mu_star"]
    assert strong["ci_low"] > 0.0
    for inert in ("firms.Dorra.observed_share", "firms.Brio.overhead"):  # overhead moves profit, not revenue
        assert table.loc[inert]["value"].eq(0.0).all()
    assert out.index(PRICE) < out.index("firms.Brio.overhead")


def test_sobol_shares_out_the_variance(loyalty, tmp_path):
    _, table = swept(loyalty, tmp_path, "--method", "sobol", "--samples", "64")
    assert table.loc[PRICE, "ST"]["value"] > 0.8
    assert table.loc[PRICE, "ST"]["ci_low"] > 0.5
    assert table.loc["firms.Dorra.observed_share", "ST"]["value"] == 0.0
    assert table.loc["firms.Dorra.observed_share", "S1"]["value"] == 0.0


def test_indices_of_a_known_function():
    """Ishigami's function: first-order indices .314, .442, 0; total .558, .442, .244."""
    from analysis.design import Vary
    from analysis.indices import indices, sampled

    varied = [Vary(name, (), -np.pi, np.pi) for name in ("a", "b", "c")]
    design, shares = sampled("sobol", varied, 1024, seed=1)
    x = np.array(design.points)
    y = np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    found = indices("sobol", 3, shares, y, seed=1)
    assert found["S1"][0] == pytest.approx([0.314, 0.442, 0.0], abs=0.05)
    assert found["ST"][0] == pytest.approx([0.558, 0.442, 0.244], abs=0.05)


def test_two_workers_write_the_bytes_of_one_and_it_resumes(loyalty, tmp_path):
    words = ("sensitivity", "duel.yaml", *VARY, "--samples", "3", *SMALL, "--replicates", "1")
    for workers in ("1", "2"):
        assert loyalty(*words, "--workers", workers, "--out", workers)[0] == 0
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    code, out, _ = loyalty(*words, "--out", "1", "--resume")
    assert (code, "already holds" in out) == (0, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--outcome", "profits"), "did you mean 'profit'?"),
        (("--method", "sobol", "--samples", "12"), "a power of two"),
        (("--vary", "firms.Brio.pricing.prise=1:2"), "did you mean 'price'?"),
    ],
)
def test_what_is_refused(loyalty, words, said):
    code, _, err = loyalty("sensitivity", "duel.yaml", *VARY, *words, *SMALL)
    assert (code, said in err) == (2, True), err
