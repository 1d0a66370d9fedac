"""The commands as functions of a notebook, and the model under other people's tools."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis import Execution, break_even, compare, free_levers, optimise, parameters, sensitivity, sweep, tournament
from analysis.formats.csv_bytes import read_csv
from simulation import LoyaltyModel, load, simulate
from simulation.reading.errors import Refused

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
    assert mine == pytest.approx((profit[9.0] - profit[10.0]).mean() * 10_000 / 200)


def test_worlds_break_even_parameters_and_free_levers_are_tables(scenario, tmp_path):
    told = {"plausible": {"market": False, "customers": False, "firms": False, "customers.purchases.per_year": "8:20"}}
    few = scenario.changed({**told, "compare.cut.firms.Alba.service.failure_rate": 0.01})
    here = Execution(report=False, workers=1)
    doubt = compare(few, Execution(out=tmp_path / "out", report=False, workers=1), uncertain=8, metric="units")
    assert doubt.worlds == 8
    assert list(doubt.worth["assumption"]) == ["(all)", "customers.purchases.per_year"]
    own = doubt.robustness[(doubt.robustness["firm"] == "Alba") & (doubt.robustness["metric"] == "units")]
    assert set(own["plan"]) == {"as_is", "cut"}
    pd.testing.assert_frame_equal(doubt.robustness, read_csv(tmp_path / "out" / "robustness.csv"))
    level = break_even(few, "cut", {"compare.cut.cost.weekly": (0.0, 5_000.0, 2)}, here, metric="units")
    assert level["better"].item() in {"everywhere", "nowhere"}, "what a plan costs sells no unit"
    assert list(free_levers(few)["path"]) == ["firms.Alba.service.failure_rate"]
    listed = parameters("purchases a year", few).set_index("path")
    assert listed.loc["customers.purchases.per_year", "plausible"] == "8 to 20"
    assert "value" not in parameters("purchases a year")
    with pytest.raises(Refused, match="add --uncertain"):
        compare(few, metric="units")
    with pytest.raises(Refused, match="0 is out of range"):
        compare(few, uncertain=0)


def test_a_folder_of_one_s_own_is_kept_and_resumed(scenario, tmp_path):
    first = sweep(scenario, {PRICE: (8, 12)}, Execution(out=tmp_path / "out"), design="lhs", samples=3)
    again = sweep(scenario, {PRICE: (8, 12)}, Execution(out=tmp_path / "out", resume=True), design="lhs", samples=3)
    pd.testing.assert_frame_equal(first, again)
    assert (tmp_path / "out" / "runs.parquet").exists()


def test_every_replicate_is_written_as_csv_where_that_is_asked(scenario, tmp_path):
    compare(scenario, Execution(out=tmp_path / "out", csv=True, report=False))
    weekly = read_csv(tmp_path / "out" / "weekly.csv")
    pd.testing.assert_frame_equal(weekly, pd.read_parquet(tmp_path / "out" / "weekly.parquet"), check_exact=True)


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

    names = [PRICE, "firms.Alba.overhead"]
    problem: dict[str, Any] = {
        "num_vars": 2,
        "names": names,
        "bounds": [[9.0, 11.0], [0.0, 10.0]],
    }
    sample = morris.sample(problem, 2, seed=1)
    rows = [scenario.changed(dict(zip(names, map(float, row), strict=True))) for row in sample]
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


NUMPY: Any = np  # its numbers are taken where signatures, for the sake of clarity, name Python's


def anything(value: Any) -> Any:
    """What no type checker would let pass."""
    return value


def prices(runs: pd.DataFrame) -> list[float]:
    return sorted(set(runs[PRICE]))


def test_what_varies_may_be_arrays_series_single_values_and_text(scenario) -> None:
    small = scenario.changed({"run.replicates": 1, "market.weeks": 2, "market.customers": 100})
    for given in (np.arange(9, 11), pd.Series([9.0, 10.0]), np.array([9, 10], np.float32), "9,10", "9:10:2", (9, 10, 2),
                  (np.int64(9), np.float64(10.0), np.int64(2)), {9, 10}, range(9, 11)):  # fmt: skip
        assert prices(sweep(small, {PRICE: given}, Execution(workers=NUMPY.int64(1)))) == [9.0, 10.0], given
    assert prices(sweep(small, {np.str_(PRICE): np.float64(9.5)})) == [9.5]
    assert prices(sweep(small, f"{PRICE}=9,10")) == prices(sweep(small, [f"{PRICE}=9:10:2"])) == [9.0, 10.0]
    switch = sweep(small, {"customers.switches.habit": np.array([True, False])})
    assert switch["customers.switches.habit"].tolist() == [True, False]
    ranges = sweep(small, {PRICE: "9:11"}, design="lhs", samples=NUMPY.int64(3))
    assert len(ranges) == 3
    assert ranges[PRICE].between(9.0, 11.0).all()
    pd.testing.assert_frame_equal(ranges, sweep(small, {PRICE: (9, 11)}, design="lhs", samples=3))


def test_sensitivity_and_optimise_take_the_same(scenario) -> None:
    pytest.importorskip("SALib")
    pytest.importorskip("optuna")
    small = scenario.changed({"run.replicates": 1, "market.weeks": 2, "market.customers": 100})
    given = {PRICE: "9:11", "firms.Alba.overhead": (np.float32(0), np.int64(10))}
    found = sensitivity(small, given, samples=NUMPY.int64(2), outcomes="revenue", replicates=NUMPY.int64(1))
    assert set(found["outcome"]) == {"cut less as_is: revenue"}
    best = optimise(
        small, {PRICE: "9:12"}, maximise=np.str_("revenue"), subject_to="market_share>=0", trials=NUMPY.int64(2)
    )
    assert "as it is" in set(best["candidate"])


def test_a_design_and_a_folder_may_be_paths(scenario, tmp_path) -> None:
    small = scenario.changed({"run.replicates": 1, "market.weeks": 2, "market.customers": 100})
    (tmp_path / "points.csv").write_text(f"{PRICE}\n9\n10\n")
    runs = sweep(small, {}, Execution(out=tmp_path / "out", workers=anything(1.0)), design=tmp_path / "points.csv")
    assert prices(runs) == [9.0, 10.0]
    assert (tmp_path / "out" / "runs.parquet").exists()


@pytest.mark.parametrize(
    ("vary", "message"),
    [
        ({PRICE: None}, "no value"),
        ({PRICE: [9.0, None]}, "point 2: firms.Alba.pricing.price: no value"),
        ({PRICE: pd.Series([9, None], dtype="Int64")}, "point 2: firms.Alba.pricing.price: no value"),
        ({"firms.Alba.recovery.staff": [1, None]}, "point 2: firms.Alba.recovery.staff: no value"),
        ({PRICE: (9,)}, "a tuple is a range"),
        ({PRICE: (9, 10, 11, 12)}, "a tuple is a range"),
        ({PRICE: ("a", "b")}, "a tuple is a range"),
        ({PRICE: (9, 11, 2.5)}, "2.5 is not a whole number"),
        ({PRICE: "11:9"}, "from a lower to a higher"),
        ({PRICE: object()}, "a object cannot stand here"),
        (pd.DataFrame({PRICE: [9.0]}), "a table of points is given as a file"),
        ([PRICE], "is not PATH=VALUES"),
        ({}, "nothing is varied"),
    ],
)
def test_what_cannot_vary_is_refused_before_anything_runs(scenario, vary, message) -> None:
    with pytest.raises(Refused, match=message):
        sweep(scenario, vary)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda one: compare(anything([one])), "a list is no scenario"),
        (lambda one: compare(one, Execution(workers=0)), "workers: 0 is out of range"),
        (lambda one: compare(one, Execution(workers=anything(1.5))), "workers: 1.5 is not a whole number"),
        (lambda one: compare(one, replicates=NUMPY.float64(1.5)), "1.5 is not a whole number"),
        (lambda one: sensitivity(one, {PRICE: "9:11"}, method="mores"), "did you mean 'morris'"),
        (lambda one: sensitivity(one, {PRICE: "9:11"}, outcomes="profits"), "did you mean 'profit'"),
        (lambda one: tournament(one, firms="Brioo"), "Brio"),
        (lambda one: optimise(one, {PRICE: "9:11"}, maximise="profit", trials=0), "trials: 0 is out of range"),
    ],
)
def test_what_is_asked_in_vain_is_refused_with_what_would_be_right(scenario, call, message) -> None:
    with pytest.raises(Refused, match=message):
        call(scenario)


def test_no_room_bears_the_name_of_a_function() -> None:
    """To import anything of a room binds its name: `from analysis import sweep` gave the room, not the function."""
    rooms = {file.parent.name for file in Path(analysis.__file__).parent.glob("*/__init__.py")}
    assert not rooms & set(analysis.__all__)
