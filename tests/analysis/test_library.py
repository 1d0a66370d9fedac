"""The commands as functions of a notebook, and the model under other people's tools."""

import numpy as np
import pandas as pd
import pytest

from analysis import How, compare, optimise, sensitivity, sweep, tournament
from simulation import LoyaltyModel, load, simulate

PRICE = "firms.Alba.pricing.price"


@pytest.fixture(scope="module")
def scenario():
    small = {"market.burn_in_weeks": 4, "run.replicates": 2, "compare": {"as_is": {}, "cut": {PRICE: 9.0}},
             "rivals": {"Brio": {"as_is": {}, "cut": {"firms.Brio.pricing.price": 9.0}}}}  # fmt: skip
    return load("baseline", customers=200, weeks=8).changed(small)


def test_compare_and_sweep_tell_the_same(scenario):
    table = compare(scenario)
    runs = sweep(scenario, {PRICE: [10.0, 9.0]})
    profit = runs.pivot_table(index="replicate", columns=PRICE, values="profit")
    mine = table[(table["firm"] == "Alba") & (table["metric"] == "profit")]["difference"].item()
    assert mine == pytest.approx((profit[9.0] - profit[10.0]).mean())


def test_a_folder_of_one_s_own_is_kept_and_resumed(scenario, tmp_path):
    first = sweep(scenario, {PRICE: (8, 12)}, How(out=tmp_path / "out"), design="lhs", samples=3)
    again = sweep(scenario, {PRICE: (8, 12)}, How(out=tmp_path / "out", resume=True), design="lhs", samples=3)
    pd.testing.assert_frame_equal(first, again)
    assert (tmp_path / "out" / "runs.parquet").exists()


def test_sensitivity_and_tournament_give_their_tables(scenario):
    pytest.importorskip("SALib")
    pytest.importorskip("nashpy")
    indices = sensitivity(scenario, {PRICE: (9, 11), "firms.Alba.overhead": (0, 10)}, samples=2, replicates=1)
    assert set(indices["index"]) == {"mu_star", "sigma"}
    assert len(tournament(scenario, replicates=1)) == 2 * 2 * 2


def test_optimise_gives_its_finalists(scenario):
    pytest.importorskip("optuna")
    found = optimise(scenario, {PRICE: (9, 12)}, maximise="revenue", trials=3)
    assert "as it is" in set(found["candidate"])


def test_salib_s_problem_drives_the_model(scenario):
    pytest.importorskip("SALib")
    from SALib.analyze import morris as analysis
    from SALib.sample import morris

    problem = {"num_vars": 2, "names": [PRICE, "firms.Alba.overhead"], "bounds": [[9.0, 11.0], [0.0, 10.0]]}
    sample = morris.sample(problem, 2, seed=1)
    rows = [scenario.changed(dict(zip(problem["names"], map(float, row), strict=True))) for row in sample]
    revenue = np.array([simulate(row).outcomes["Alba", "revenue"] for row in rows])
    found = analysis.analyze(problem, sample, revenue, seed=1)
    assert found["mu_star"][0] > found["mu_star"][1] == 0.0


def test_the_ema_workbench_drives_the_model(scenario):
    workbench = pytest.importorskip("ema_workbench", reason="needs ema-workbench")

    def market(price=10.0, per_year=13.0):
        point = scenario.changed({PRICE: price, "customers.purchases.per_year": per_year})
        return {"profit": simulate(point).outcomes["Alba", "profit"]}

    model = workbench.Model("market", function=market)
    model.levers = [workbench.RealParameter("price", 9.0, 11.0)]
    model.uncertainties = [workbench.RealParameter("per_year", 8.0, 16.0)]
    model.outcomes = [workbench.ScalarOutcome("profit")]
    experiments, outcomes = workbench.perform_experiments(model, scenarios=2, policies=2)
    assert len(experiments) == len(outcomes["profit"]) == 4
    assert np.isfinite(outcomes["profit"]).all()


def test_mesa_s_batch_run_drives_the_model():
    from mesa.batchrunner import batch_run

    parameters = {"scenario": "baseline", "customers": 100, "weeks": 3, "rng": [1, 2], "kwargs": None}
    del parameters["kwargs"]
    parameters[PRICE] = [9.0, 10.0]
    rows = pd.DataFrame(batch_run(LoyaltyModel, parameters, display_progress=False, data_collection_period=-1))
    assert len(rows) == 4
    assert set(rows[PRICE]) == {9.0, 10.0}
