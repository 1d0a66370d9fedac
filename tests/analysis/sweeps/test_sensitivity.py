"""`sensitivity`: the parameter that dominates is found, the inert one is exactly inert."""

import json

import numpy as np
import pandas as pd
import pytest

from analysis.execution.kept_outcomes import kept_outcomes
from analysis.execution.run import Run
from analysis.formats.csv_bytes import read_csv
from analysis.study.manifest import MANIFEST
from analysis.sweeps.design import Vary
from simulation.result import simulate
from simulation.scenario.load import load
from tests.analysis.sample_studies import SMALL, contents
from tests.analysis.wording import wording

pytest.importorskip("SALib", reason="needs the extra `experiments`")

PRICE, STEPS = "firms.Brio.pricing.price", "firms.Brio.unit_cost"
INERT = "customers.recovery.repeat_weeks"
ALONE = ("--set", "compare={as_is: {}}")
VARY = (
    *ALONE,
    "--vary",
    f"{PRICE}=7:13",
    "--vary",
    "firms.Brio.overhead=0:10",
    "--vary",
    "firms.Dorra.observed_share=0:1",
)


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
    from analysis.sweeps.sensitivity import indices, sampled

    varied = [Vary(name, (), -np.pi, np.pi) for name in ("a", "b", "c")]
    design, shares = sampled("sobol", varied, 1024, seed=1)
    x: np.ndarray = np.array(design.points)
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


WEEKS = ("--weeks", "5", "--set", "market.burn_in_weeks=2", "--replicates", "1", "--customers", "120", "--workers", "1")


def test_finished_runs_are_read_for_another_outcome(loyalty, tmp_path, monkeypatch):
    words = ("sensitivity", "duel.yaml", *VARY, "--samples", "2", *WEEKS, "--out", "out")
    assert loyalty(*words, "--outcome", "revenue")[0] == 0
    assert loyalty(*words[:-1], "fresh", "--outcome", "profit")[0] == 0
    monkeypatch.setattr("analysis.sweeps.sweep.kept_outcomes", None)  # nothing is run any more
    code, _, err = loyalty(*words, "--outcome", "profit")
    assert (code, "holds these runs, read for revenue; --resume reads them for profit" in err) == (3, True), err
    code, out, err = loyalty(*words, "--outcome", "profit", "--resume")
    assert (code, "written to out" in out) == (0, True), err
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")
    assert json.loads((tmp_path / "out" / MANIFEST).read_text())["read"] == {"outcomes": ["profit"]}
    assert "already holds" in loyalty(*words, "--outcome", "profit", "--resume")[1]
    (tmp_path / "out" / "sensitivity.csv").unlink()  # as if killed between manifest and tables
    assert loyalty(*words, "--outcome", "profit", "--resume")[0] == 0
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_an_interrupted_study_goes_on_for_another_outcome(loyalty, tmp_path, monkeypatch):
    words = ("sensitivity", "duel.yaml", *VARY, "--samples", "2", *WEEKS, "--no-report", "--out")
    assert loyalty(*words, "whole", "--outcome", "profit")[0] == 0
    done: list[Run] = []

    def stopping(run, options):
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(run)
        return kept_outcomes(run, options)

    with monkeypatch.context() as patch:
        patch.setattr("analysis.sweeps.sweep.kept_outcomes", stopping)
        assert loyalty(*words, "cut", "--outcome", "revenue")[0] == 130
    assert loyalty(*words, "cut", "--outcome", "profit", "--resume")[0] == 0
    assert contents(tmp_path / "cut") == contents(tmp_path / "whole")


def test_an_outcome_that_cannot_be_is_refused_before_the_first_run(loyalty, tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.sweeps.sweep.kept_outcomes", None)
    words = ("sensitivity", "duel.yaml", *VARY, "--samples", "2", *WEEKS, "--out", "out")
    code, _, err = loyalty(*words, "--outcome", "clv", "--outcome", "profit")
    assert (code, wording("too short for it", outcome="clv", weeks=7) in err) == (2, True), err
    assert not (tmp_path / "out").exists()


def test_an_outcome_that_turns_out_undefined_costs_no_other(loyalty, tmp_path):
    words = ("sensitivity", "duel.yaml", *VARY, "--samples", "2", *WEEKS, "--out", "out")
    code, out, err = loyalty(*words, "--outcome", "profit", "--outcome", "resolution_weeks")
    assert code == 0, err
    assert wording("undefined at points", outcome="warning: resolution_weeks", n=8, points=8) in err
    assert set(read_csv(tmp_path / "out" / "sensitivity.csv")["outcome"]) == {"profit"}
    code, _, err = loyalty(*words, "--outcome", "resolution_weeks", "--resume")
    assert (code, "--resume reads the runs that are kept" in err) == (2, True), err
    code, out, err = loyalty(*words, "--outcome", "market_share", "--resume")
    assert code == 0, err
    assert "market_share" in out


def test_shares_of_variance_stay_shares_and_few_samples_are_told(loyalty, tmp_path):
    code, _, err = loyalty("sensitivity", "duel.yaml", *VARY, "--method", "sobol", "--samples", "4", *WEEKS,
                           "--outcome", "satisfaction", "--no-report", "--out", "out")  # fmt: skip
    assert code == 0, err
    table = read_csv(tmp_path / "out" / "sensitivity.csv")
    ends = table[["value", "ci_low", "ci_high"]].to_numpy()
    assert np.nanmin(ends) >= 0.0
    assert np.nanmax(ends) <= 1.0


def test_indices_beyond_a_share_are_named():
    from analysis.sweeps.sensitivity import Sensitivity, sampled

    _, shares = sampled("sobol", [Vary(name, (), 0.0, 1.0) for name in "ab"], 2, seed=1)
    reading = Sensitivity("sobol", ("a", "b"), shares, ("profit",), 1)
    luck = np.random.default_rng(4).normal(size=len(shares))
    runs = pd.DataFrame({"point": range(1, len(shares) + 1), "profit": luck})
    note, vague = reading.notes(runs)
    assert "is not resolved" in vague
    assert "came out beyond 0 to 100 %: too few samples" in note


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--vary", "run.replicates=1:3"), "cannot be varied"),
        (("--outcome", "profits"), "did you mean 'profit'?"),
        (("--method", "sobol", "--samples", "12"), "a power of two"),
        (("--vary", "firms.Brio.pricing.prise=1:2"), "did you mean 'price'?"),
    ],
)
def test_what_is_refused(loyalty, words, said):
    code, _, err = loyalty("sensitivity", "duel.yaml", *VARY, *words, *SMALL)
    assert (code, said in err) == (2, True), err


def test_of_several_plans_the_difference_is_asked_and_its_numbers_hold_from_the_start(loyalty, tmp_path):
    rent, cost = "firms.Brio.overhead", "firms.Brio.unit_cost"
    words = ("--vary", f"{rent}=0:5000", "--vary", f"{cost}=4:6", "--samples", "2", *WEEKS, "--out", "out")
    code, _, err = loyalty("sensitivity", "duel.yaml", *words)
    assert code == 0, err
    table = read_csv(tmp_path / "out" / "sensitivity.csv").set_index(["outcome", "path", "index"])["value"]
    assert set(table.index.get_level_values(0)) == {"same less as_is: profit", "=cheap, very less as_is: profit"}
    assert table["=cheap, very less as_is: profit", rent, "mu_star"] == 0.0, "rent moves the level, and no difference"
    assert table["=cheap, very less as_is: profit", cost, "mu_star"] > 0.0
    assert table["same less as_is: profit", cost, "mu_star"] == 0.0
    runs = pd.read_parquet(tmp_path / "out" / "runs.parquet")
    point = runs.iloc[-1]
    own = load("duel.yaml").changed({
        **{path: point[path] for path in (rent, cost)},
        "market.customers": 120, "market.weeks": 5, "market.burn_in_weeks": 2,
    })  # fmt: skip
    profits = [simulate(own, strategy=plan).outcomes["Brio", "profit"] for plan in ("as_is", "=cheap, very")]
    assert point["profit"] == profits[0]
    assert point["=cheap, very less as_is: profit"] == profits[1] - profits[0]


def test_where_nothing_is_named_all_that_is_plausible_varies(loyalty, tmp_path):
    from SALib.sample import morris

    few = (
        "plausible={market: false, customers: false, firms: false, customers.purchases.per_year: '8:20 log',"
        " customers.switches.habit: chance 0.5, customers.voice.exit_weeks: 26:104}"
    )
    code, _, err = loyalty("sensitivity", "duel.yaml", *ALONE, "--set", few, "--samples", "2", *WEEKS, "--out", "out")
    assert code == 0, err
    problem = json.loads((tmp_path / "out" / "problem.json").read_text())
    assert set(problem["names"]) == {
        "customers.purchases.per_year", "customers.switches.habit", "customers.voice.exit_weeks",
    }  # fmt: skip
    assert morris.sample(problem, 2, seed=1).shape == (2 * 4, 3)
    at = problem["names"].index("customers.purchases.per_year")
    assert (problem["bounds"][at], problem["dists"][at]) == ([8.0, 20.0], "logunif")
    assert "problem.json" in json.loads((tmp_path / "out" / MANIFEST).read_text())["files"]


def test_an_index_that_its_interval_leaves_open_is_said_to_be_so(loyalty, tmp_path):
    out, table = swept(loyalty, tmp_path, "--method", "sobol", "--samples", "2", *WEEKS)
    half = (table["ci_high"] - table["ci_low"]) / 2.0
    assert half.max() > 0.1
    assert "is not resolved" in out
    assert "±" in out.split("is not resolved")[0].splitlines()[-1]
