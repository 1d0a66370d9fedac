"""Tables of a comparison: Parquet with every replicate, means for people, or every replicate as CSV with --csv."""

import json
import shutil
import signal

import pandas as pd
import pytest

from analysis.cli import main
from analysis.comparison.request import RunRequest, plan_run
from analysis.comparison.written import AS_CSV, FOR_PROGRAMS, tables
from analysis.execution.run import Run
from analysis.formats.csv_bytes import read_csv, to_csv
from analysis.formats.parquet_bytes import read_parquet
from analysis.outcomes.week_means import ASKED_OF_TYPES, ASKED_OF_WEEKS
from analysis.report.rows import files_of
from analysis.study.atomic_files import checksum
from analysis.study.files import stacked
from analysis.study.manifest import MANIFEST
from simulation.measurement.metrics import OF_TRIPS
from simulation.result import simulate
from simulation.scenario.load import load
from tests.analysis import sample_results
from tests.analysis.sample_studies import DUEL, SMALL, contents

WORDS = ("compare", "duel.yaml", *SMALL, "--no-report")
KEYS = ["strategy", "replicate", "week", "firm"]
FLOWS = ["strategy", "replicate", "week", "origin", "destination", "reason", "customers"]


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A folder of means and one with every replicate as CSV, made once."""
    folder, before = tmp_path_factory.mktemp("finished"), signal.getsignal(signal.SIGTERM)
    (folder / "duel.yaml").write_text(DUEL)
    for form, *words in (("means", "--workers", "1"), ("csv", "--workers", "2", "--csv")):
        with pytest.raises(SystemExit) as end:
            main.main(["compare", str(folder / "duel.yaml"), *WORDS[2:], *words, "--out", str(folder / form)])
        assert end.value.code == 0
    signal.signal(signal.SIGTERM, before)
    return folder


@pytest.fixture
def compared(finished, tmp_path):
    """Copies of both in the folder of a test, and what they hold, by what they are."""
    for form in ("means", "csv"):
        shutil.copytree(finished / form, tmp_path / form)
    return {form: contents(tmp_path / form) for form in ("means", "csv")}


def test_parquet_files_have_every_replicate_whatever_the_workers_and_with_csv_or_not(compared, tmp_path):
    for name in FOR_PROGRAMS:
        assert compared["means"][name] == compared["csv"][name]
    weekly, segments, flows = (pd.read_parquet(tmp_path / "means" / name) for name in FOR_PROGRAMS)
    assert list(weekly.columns) == [*KEYS, *OF_TRIPS]
    assert list(segments.columns) == [*KEYS, "segment", *OF_TRIPS]
    assert list(flows.columns) == FLOWS
    assert (len(weekly), len(segments)) == (3 * 3 * 8 * 4, 4 * 3 * 3 * 8 * 4)


def test_csv_has_the_numbers_of_parquet_to_the_bit(compared, tmp_path):
    assert set(compared["csv"]) == {*compared["means"], "flows.csv"}
    for binary, text in zip(FOR_PROGRAMS, AS_CSV, strict=True):
        assert compared["csv"][text] == to_csv(read_parquet(tmp_path / "csv" / binary))


def test_csv_has_the_bytes_of_the_results_as_they_were_simulated(loyalty, tmp_path):
    assert loyalty("run", "duel.yaml", *SMALL, "--no-report", "--csv", "--out", "out")[0] == 0
    scenario = load("duel.yaml", customers=200, weeks=8, replicates=3).change("market.burn_in_weeks", 4)
    results = [simulate(scenario, replicate) for replicate in (1, 2, 3)]
    for name in ("weekly", "segments", "flows"):
        assert (tmp_path / "out" / f"{name}.csv").read_bytes() == to_csv(stacked(results, name))


def test_the_table_of_standings_has_every_replicate_and_adds_up_to_the_books(compared, tmp_path):
    assert compared["means"]["standing.csv"] == compared["csv"]["standing.csv"]
    standing = read_csv(tmp_path / "means" / "standing.csv")
    assert list(standing.columns) == ["strategy", "replicate", "firm", "standing", "customers", "revenue", "profit"]
    assert len(standing) == 3 * 3 * 4 * 4
    outcomes = read_csv(tmp_path / "means" / "outcomes.csv")
    keys = ["strategy", "replicate", "firm"]
    added = standing.groupby(keys)[["revenue", "profit"]].sum()
    for name in added:
        told = outcomes[outcomes["metric"] == name].set_index(keys)["value"]
        assert (100 * (added[name] - told)).round().eq(0).all()
        assert len(told) == len(added)


@pytest.mark.parametrize(("name", "metrics", "by"), [("weekly", ASKED_OF_WEEKS, ()),
                                                     ("segments", ASKED_OF_TYPES, ("segment",))])  # fmt: skip
def test_people_get_means_with_intervals_in_a_row_a_metric(compared, tmp_path, name, metrics, by):
    keys = ["strategy", "week", "firm", *by]
    shown = read_csv(tmp_path / "means" / f"{name}.csv")
    every = read_parquet(tmp_path / "means" / f"{name}.parquet")
    assert list(shown.columns) == [*keys, "metric", "mean", "ci_low", "ci_high"]
    means = every.groupby(keys, sort=False)[list(metrics)].mean().to_numpy().ravel()
    assert shown["mean"].to_numpy() == pytest.approx(means, rel=1e-6, nan_ok=True)
    assert list(shown["metric"].unique()) == list(metrics)
    assert len(compared["means"][f"{name}.csv"]) < len(compared["csv"][f"{name}.csv"])


def test_the_manifest_explains_the_columns_in_either_form(compared, tmp_path):
    for form, column in (("means", "mean"), ("csv", "profit")):
        manifest = json.loads((tmp_path / form / MANIFEST).read_text())
        assert manifest["files"] == {name: checksum(data) for name, data in contents(tmp_path / form).items()}
        assert column in manifest["columns"]["weekly.csv"]
        for name in (name for name in manifest["files"] if name.endswith("csv")):
            assert list(manifest["columns"][name]) == list(read_csv(tmp_path / form / name).columns)
        assert list(manifest["columns"]["flows.parquet"]) == FLOWS


@pytest.mark.parametrize(("first", "then"), [((), ("--csv",)), (("--csv",), ())])
@pytest.mark.parametrize("resume", [("--resume",), ()])
def test_a_finished_folder_gets_the_other_form_without_force(
    loyalty, tmp_path, monkeypatch, compared, first, then, resume
):
    wanted = compared["csv" if then else "means"]
    if resume:
        monkeypatch.setattr("analysis.comparison.study.kept_runs", None)  # nothing is run
    out = "csv" if first else "means"
    code, said, err = loyalty(*WORDS, *then, *resume, "--out", out)
    assert code == 0, err
    assert contents(tmp_path / out) == wanted
    manifest = json.loads((tmp_path / out / MANIFEST).read_text())
    assert set(manifest["columns"]) == {name for name in wanted if not name.endswith("yaml")}
    assert ("written to" in said) == bool(resume)


def test_a_study_interrupted_in_one_form_goes_on_in_the_other(loyalty, tmp_path, monkeypatch, compared):
    real = __import__("analysis.comparison.study", fromlist=["task"]).task
    done: list[Run] = []

    def task(run, options):
        if len(done) == 4:
            raise KeyboardInterrupt
        done.append(run)
        return real(run, options)

    with monkeypatch.context() as patch:
        patch.setattr("analysis.comparison.study.task", task)
        assert loyalty(*WORDS, "--workers", "1", "--out", "cut")[0] == 130
    assert loyalty(*WORDS, "--workers", "1", "--out", "cut", "--csv", "--resume")[0] == 0
    assert contents(tmp_path / "cut") == compared["csv"]


def test_a_folder_of_a_version_that_wrote_csv_alone_is_taken_up(loyalty, tmp_path, compared):
    manifest = json.loads((tmp_path / "csv" / MANIFEST).read_text())
    for name in FOR_PROGRAMS:
        (tmp_path / "csv" / name).unlink()
        del manifest["files"][name], manifest["columns"][name]
    (tmp_path / "csv" / MANIFEST).write_text(json.dumps(manifest))
    assert loyalty(*WORDS, "--resume", "--out", "csv")[0] == 0
    assert contents(tmp_path / "csv") == compared["means"]


def test_the_report_names_the_same_files_in_either_form():
    results = [sample_results.fake_result("as_is", number) for number in (1, 2)]
    plan = plan_run(RunRequest(load("baseline", replicates=2)))
    told = [files_of(tables(results, {}, csv=csv), plan) for csv in (False, True)]
    assert told[0] == told[1]
    assert ("weekly.parquet", "every metric by strategy, replicate, week and firm, for programs (36 rows)") in told[0]


def test_one_replicate_has_no_interval():
    results = [sample_results.fake_result("as_is", 1)]
    weekly = tables(results, {}, csv=False)["weekly.csv"]
    assert weekly["mean"].notna().all()
    assert weekly[["ci_low", "ci_high"]].isna().all(axis=None)
    assert to_csv(weekly).splitlines()[1].endswith(b",,")
