"""`sweep`: every point on the same luck; whatever interrupts it, the table ends as the same bytes."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.execution.kept_outcomes import packed
from analysis.formats.csv_bytes import read_csv
from analysis.study.manifest import MANIFEST
from analysis.study.run_store import STORE, open_store
from analysis.sweeps.design import make_design
from analysis.sweeps.design_runs import PointRuns
from analysis.sweeps.runs_table import design_csv, write_runs
from analysis.sweeps.varied_path import read_varied
from simulation.measurement.metrics import METRICS
from simulation.scenario.load import load
from tests.analysis.sample_studies import SMALL, contents
from tests.analysis.wording import wording

ROOT = Path(__file__).resolve().parents[3]
PRICE, RATE = "firms.Brio.pricing.price", "customers.purchases.per_year"
WORDS = ("sweep", "duel.yaml", "--vary", f"{PRICE}=7,10", "--vary", f"{RATE}=9.0,13.0", *SMALL)
FILES = {"runs.parquet", "design.csv", "scenario.yaml"}


@pytest.fixture
def swept(loyalty, tmp_path):
    """A finished sweep."""
    code, _, err = loyalty(*WORDS, "--workers", "1", "--out", "whole")
    assert code == 0, err
    return tmp_path / "whole"


def test_one_row_a_run_with_point_luck_path_and_outcome(swept):
    runs = pd.read_parquet(swept / "runs.parquet")
    assert list(runs.columns[:5]) == ["point", "replicate", "seed", PRICE, RATE]
    firms = ("", "Alba.", "Corda.", "Dorra.")
    assert set(runs.columns[5:]) == {"scale", *(f"{firm}{metric}" for metric in METRICS for firm in firms)}
    assert list(zip(runs["point"], runs["replicate"], strict=True)) == [(p, r) for p in (1, 2, 3, 4) for r in (1, 2, 3)]
    design = pd.read_csv(swept / "design.csv")
    assert design.to_dict("list") == {"point": [1, 2, 3, 4], PRICE: [7, 7, 10, 10], RATE: [9.0, 13.0, 9.0, 13.0]}
    joined = runs.merge(design, on="point")
    assert (joined[f"{PRICE}_x"] == joined[f"{PRICE}_y"]).all()
    columns = json.loads((swept / MANIFEST).read_text())["columns"]["runs.parquet"]
    assert list(columns) == list(runs.columns)
    assert columns["profit"] == {"meaning": "Brio: revenue - cost", "unit": "USD"}
    assert set(contents(swept)) == FILES


def test_a_point_is_a_strategy_of_compare_on_the_same_luck(swept, loyalty, tmp_path):
    runs = pd.read_parquet(swept / "runs.parquet")
    settings = ("--set", f"{RATE}=13.0", "--no-report", "--out", "compared")
    assert loyalty("compare", "duel.yaml", *SMALL, *settings)[0] == 0
    compared = read_csv(tmp_path / "compared" / "outcomes.csv")
    for strategy, price in (("as_is", 10), ("=cheap, very", 7)):
        mine = runs[(runs[PRICE] == price) & (runs[RATE] == 13.0)]
        theirs = compared[(compared["strategy"] == strategy) & (compared["metric"] == "profit")]
        for firm, column in (("Brio", "profit"), ("Alba", "Alba.profit")):
            assert list(mine[column] * mine["scale"]) == list(theirs[theirs["firm"] == firm]["value"])


@pytest.mark.parametrize("reader", ["polars", "duckdb"])
def test_other_readers_open_it(reader, swept):
    library = pytest.importorskip(reader)
    table = library.read_parquet(str(swept / "runs.parquet"))
    table = table.df() if reader == "duckdb" else table.to_pandas()
    assert np.allclose(table["profit"], pd.read_parquet(swept / "runs.parquet")["profit"])


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """The table of 10,000 points in two replicates, whose profit is the number of the run."""
    scenario = load("baseline", replicates=2)
    design = make_design("lhs", read_varied([f"{PRICE}=8:12", "market.lapse_weeks=20:60"], scenario), 10_000, 1)
    folder = tmp_path_factory.mktemp("large")
    runs = PointRuns(design, scenario)
    with open_store(folder, "large") as store:
        for number in range(len(runs)):
            store.keep(number, packed(scenario, {("Alba", "profit"): float(number)}, [1.0]))
        write_runs(folder / "runs.parquet", runs, store)
    (folder / "design.csv").write_bytes(design_csv(design))
    return folder


@pytest.mark.parametrize("reader", ["pandas", "polars", "duckdb"])
def test_a_design_of_10_000_points_is_written_and_opened(reader, large):
    library, file = pytest.importorskip(reader), str(large / "runs.parquet")
    table = library.read_parquet(file)
    table = table if reader == "pandas" else table.df() if reader == "duckdb" else table.to_pandas()
    assert len(table) == 20_000
    assert table["profit"].tolist() == list(range(20_000))
    assert table["revenue"].isna().all()
    points = table.drop_duplicates("point")
    assert points["point"].tolist() == list(range(1, 10_001))
    assert points[PRICE].tolist() == pd.read_csv(large / "design.csv")[PRICE].tolist()
    assert points[PRICE].between(8.0, 12.0).all()
    assert points["market.lapse_weeks"].dtype.kind == "i"


def test_runs_are_asked_for_one_by_one_or_by_slice():
    scenario = load("baseline", replicates=2)
    runs = PointRuns(make_design("grid", read_varied([f"{PRICE}=8,9,10"], scenario), None, 1), scenario)
    assert [run.strategy for run in runs[1:4]] == ["point 1", "point 2", "point 2"]
    assert (runs[-1].strategy, runs[-1].replicate) == ("point 3", 2)
    with pytest.raises(IndexError):
        runs[6]


def test_two_workers_write_the_bytes_of_one(swept, loyalty, tmp_path):
    assert loyalty(*WORDS, "--workers", "2", "--out", "two")[0] == 0
    assert contents(tmp_path / "two") == contents(swept)


def test_a_finished_sweep_resumed_does_nothing(swept, loyalty, monkeypatch):
    before = {entry: entry.stat().st_mtime_ns for entry in swept.iterdir()}
    monkeypatch.setattr("analysis.sweeps.sweep.kept_outcomes", None)
    code, out, _ = loyalty(*WORDS, "--out", "whole", "--resume")
    assert code == 0
    assert wording("results are there", folder="whole") in out
    assert before == {entry: entry.stat().st_mtime_ns for entry in swept.iterdir()}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("--set", "firms.Alba.pricing.price=11"), "scenario.firms.Alba.pricing.price is 10.0 there and 11.0 now"),
        (("--vary", "market.lapse_weeks=26,52"), "vary is"),
    ],
)
def test_another_sweep_under_resume_is_refused_with_the_difference(swept, loyalty, change, said):
    before = contents(swept)
    code, _, err = loyalty(*WORDS, *change, "--out", "whole", "--resume")
    assert code == 3
    assert said in err
    assert contents(swept) == before


def test_a_finished_sweep_is_read_for_another_outcome(swept, loyalty, monkeypatch):
    monkeypatch.setattr("analysis.sweeps.sweep.kept_outcomes", None)
    code, out, err = loyalty(*WORDS, "--outcome", "Alba.satisfaction", "--out", "whole", "--resume")
    assert code == 0, err
    assert "Alba.satisfaction" in out
    code, out, err = loyalty(*WORDS, "--outcome", "cost", "--out", "whole", "--resume")
    assert code == 0, err
    costs = pd.read_parquet(swept / "runs.parquet").groupby("point")["cost"].mean()
    assert out.splitlines()[4].split()[0] == str(costs.idxmin()), "of costs the lowest are best"
    code, _, err = loyalty(*WORDS, "--outcome", "prophet", "--out", "whole", "--resume")
    assert (code, "did you mean 'profit'?" in err) == (2, True), err


def test_other_points_under_resume_are_refused(swept, loyalty):
    words = [word.replace("=7,10", "=7,11") for word in WORDS]
    code, _, err = loyalty(*words, "--out", "whole", "--resume")
    assert (code, "points.digest is" in err) == (3, True)


def test_a_design_of_a_folder_can_be_run_again(swept, loyalty, tmp_path):
    words = ("sweep", "duel.yaml", "--design", "whole/design.csv", *SMALL, "--out", "again")
    assert loyalty(*words)[0] == 0
    assert (tmp_path / "again" / "runs.parquet").read_bytes() == (swept / "runs.parquet").read_bytes()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--vary", f"{PRICE}=9,-1"), 2, "point 2: firms.Brio.pricing.price"),
        (("--design", "grdi", "--vary", f"{PRICE}=9"), 2, "did you mean 'grid'?"),
        (("--design", "lhs", "--vary", f"{PRICE}=8:12"), 2, "needs --samples"),
        (("--vary", f"{PRICE}=9", "--resume"), 2, "needs --out"),
    ],
)
def test_what_is_refused_writes_nothing(loyalty, tmp_path, words, code, said):
    before = set(tmp_path.rglob("*"))
    found, out, err = loyalty("sweep", "duel.yaml", *words, *SMALL)
    assert (found, out) == (code, "")
    assert said in err
    assert before == set(tmp_path.rglob("*"))


def test_an_undefined_outcome_is_empty_not_a_number(loyalty, tmp_path):
    library = pytest.importorskip("pyarrow.parquet")
    closed = "events=[{event: exit, firm: Dorra, from_week: 1}]"
    words = ("--vary", "firms.Dorra.presence=0.0,0.5", "--set", closed, *SMALL, "--out", "out")
    assert loyalty("sweep", "baseline", *words)[0] == 0
    column = library.read_table(tmp_path / "out" / "runs.parquet")["Dorra.price_paid"]
    assert column.null_count == len(column)


def begun(words, folder):
    """The sweep as a process of its own, in a group of its own."""
    line = [sys.executable, str(ROOT / "run.py"), *words, "--workers", "2", "--out", str(folder), "--resume"]
    return subprocess.Popen(line, cwd=folder.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def killed_again_and_again(words, folder, times, luck):
    """Start the sweep, kill it a moment after it keeps a run more, go on, and so on; bytes that each kill had left."""
    left = [0]
    for _ in range(times):
        process = begun(words, folder)
        while stored(folder) <= left[-1] and process.poll() is None:
            time.sleep(0.01)
        time.sleep(luck.uniform(0.0, 0.3))
        process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL, "it was finished before"
        left.append(stored(folder))
    return left[1:]


def stored(folder):
    """Bytes of the runs that are kept."""
    return (folder / STORE).stat().st_size if (folder / STORE).exists() else 0


def finished(words, folder):
    process = begun(words, folder)
    _, err = process.communicate(timeout=300)
    assert process.returncode == 0, err


@pytest.mark.slow
@pytest.mark.parametrize("times", [1, pytest.param(10, marks=pytest.mark.skipif(
    not os.environ.get("LOYALTY_MANY_KILLS"), reason="two minutes; LOYALTY_MANY_KILLS=1 runs it"))])  # fmt: skip
def test_killed_at_random_moments_it_ends_with_the_same_bytes(times, loyalty, tmp_path):
    words = ("sweep", "duel.yaml", "--design", "lhs", "--samples", f"{50 * times}", "--vary", f"{RATE}=8:14",
             "--vary", f"{PRICE}=8:12", *SMALL)  # fmt: skip
    assert loyalty(*words, "--workers", "1", "--out", "whole")[0] == 0
    left = killed_again_and_again(words, tmp_path / "cut", times, random.Random(times))
    finished(words, tmp_path / "cut")
    assert all(left), left
    assert contents(tmp_path / "cut") == contents(tmp_path / "whole")


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_it_says_how_to_go_on(sent, code, loyalty, tmp_path):
    words = ("sweep", "baseline", "--vary", f"{PRICE}=8:12:200", "--customers", "300", "--weeks", "26")
    folder = tmp_path / "out"
    process = begun(words, folder)
    while stored(folder) <= 5_000:
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    process.send_signal(sent)
    _, err = process.communicate(timeout=15)
    assert process.returncode == code
    last = err.splitlines()[-1]
    assert f"runs are kept in {folder}; to go on: python run.py sweep baseline" in last
    assert last.endswith("--resume")
    assert "Traceback" not in err


def test_a_point_that_is_found_impossible_late_is_a_failed_run_and_the_others_go_on(loyalty, tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.sweeps.sweep.refuse_impossible", lambda design, scenario: scenario)
    code, _, err = loyalty("sweep", "duel.yaml", "--vary", f"{PRICE}=9,-1,10", *SMALL, "--out", "out")
    assert code == 5
    assert "error: run failed: point 2, replicate 3: firms.Brio.pricing.price" in err
    assert set(pd.read_parquet(tmp_path / "out" / "runs.parquet")["point"]) == {1, 3}
