"""`run` and `compare` as users meet them, on the real engine."""

import json

import pytest

from analysis.figures.captions import CAPTIONS, numbers_of
from analysis.formats.csv_bytes import read_csv
from analysis.formats.parquet_bytes import read_parquet
from tests.analysis import sample_results
from tests.analysis.sample_studies import SMALL, contents
from tests.analysis.wording import wording


def test_run_writes_its_files_and_shows_a_row_a_firm(loyalty, tmp_path):
    code, out, _ = loyalty("run", "baseline", *SMALL, "--out", "out")
    assert code == 0
    names = [line.split()[0] for line in out.splitlines() if line.startswith(("Alba", "Brio", "Corda", "Dorra"))]
    assert names == ["Alba", "Brio", "Corda", "Dorra"]
    drawn = set(CAPTIONS) - {"profit", "drivers", "rivals", "payback"}
    assert set(contents(tmp_path / "out")) == {
        *("weekly.parquet", "segments.parquet", "flows.parquet"),
        *("weekly.csv", "segments.csv", "outcomes.csv", "summary.csv", "standing.csv", "scenario.yaml"),
        "report.html",
        *(f"figures/{name}.{kind}" for name in drawn for kind in ("png", "svg")),
        *(file for name in drawn for file in numbers_of(name)),
    }
    weekly = read_parquet(tmp_path / "out" / "weekly.parquet")
    assert list(weekly.columns[:4]) == ["strategy", "replicate", "week", "firm"]
    assert len(weekly) == 3 * 8 * 4
    assert loyalty("check", "out/scenario.yaml")[0] == 0


def test_a_strategy_that_changes_nothing_differs_by_exactly_nothing(loyalty, tmp_path):
    code, out, err = loyalty("compare", "duel.yaml", *SMALL, "--no-report", "--out", "out")
    assert code == 0, err
    table = read_csv(tmp_path / "out" / "comparison.csv")
    same = table[table["strategy"] == "same"]
    assert len(same) > 100
    assert (same["difference"] == 0.0).all()
    assert (same.loc[same["replicates"] > 1, ["ci_low", "ci_high"]] == 0.0).all(axis=None)
    assert wording("same", strategy="same", what="profit of Brio", baseline="as_is", n=3) in out
    assert set(table["strategy"]) == {"same", "=cheap, very"}
    assert set(table["baseline"]) == {"as_is"}
    assert b"'=cheap, very" in (tmp_path / "out" / "comparison.csv").read_bytes()
    assert max(len(line) for line in out.split("difference from")[0].splitlines()) <= 100
    assert loyalty("check", "out/scenario.yaml")[0] == 0


def test_two_workers_write_the_bytes_of_one(loyalty, tmp_path):
    for workers in ("1", "2"):
        assert loyalty("compare", "duel.yaml", *SMALL, "--no-report", "--workers", workers, "--out", workers)[0] == 0
    assert contents(tmp_path / "1") == contents(tmp_path / "2")


def test_the_scenario_of_an_output_folder_gives_the_same_results(loyalty, tmp_path):
    loyalty("compare", "duel.yaml", *SMALL, "--seed", "7", "--no-report", "--out", "one")
    assert loyalty("compare", "one/scenario.yaml", "--no-report", "--out", "two")[0] == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_several_files_meet_the_same_luck(loyalty, tmp_path):
    (tmp_path / "twin.yaml").write_text("extends: baseline\nrun: {seed: 99}\n")
    (tmp_path / "dear.yaml").write_text("extends: baseline\nfirms: {Alba: {pricing: {price: 14.0}}}\n")
    code, _, err = loyalty("compare", "baseline", "twin.yaml", "dear.yaml", *SMALL, "--no-report", "--out", "out")
    assert code == 0, err
    table = read_csv(tmp_path / "out" / "comparison.csv")
    assert (table[table["strategy"] == "twin"]["difference"] == 0.0).all()
    assert not (table[table["strategy"] == "dear"]["difference"] == 0.0).all()
    assert {"scenario.yaml", "scenario-2.yaml", "scenario-3.yaml"} <= set(contents(tmp_path / "out"))


def test_json_is_one_object_with_the_verdict(loyalty):
    code, out, _ = loyalty("compare", "duel.yaml", *SMALL, "--no-report", "--json", "--out", "out")
    assert code == 0
    answer = json.loads(out)
    assert answer["strategies"] == ["as_is", "same", "=cheap, very"]
    assert answer["focus"] == "Brio"
    assert answer["verdict"][0].startswith("no plan ")
    assert wording("same", strategy="same", what="profit of Brio", baseline="as_is", n=3) in answer["verdict"]
    assert {row["strategy"] for row in answer["comparison"]} == {"same", "=cheap, very"}
    assert answer["failed_runs"] == []
    assert "comparison.csv" in answer["files"]


def test_one_replicate_is_enough_to_answer_but_not_to_be_sure(loyalty):
    words = ("compare", "duel.yaml", *SMALL, "--replicates", "1", "--no-report")
    code, out, _ = loyalty(*words, "--out", "out")
    assert (code, wording("note of one replicate") in out) == (0, True)
    found = json.loads(loyalty(*words, "--json", "--out", "out")[1])["comparison"]
    assert {row["replicates"] for row in found} == {1}
    assert all(row["ci_low"] is None and row["ci_high"] is None for row in found)


def test_quiet_says_nothing_but_warnings(loyalty):
    code, out, _ = loyalty("run", "baseline", *SMALL, "--no-report", "--quiet", "--out", "out")
    assert (code, out) == (0, "")


def test_a_rerun_keeps_every_file(loyalty, tmp_path):
    words = ("run", "duel.yaml", *SMALL, "--no-report", "--strategy", "same", "--out", "out")
    loyalty(*words)
    before = {entry: entry.stat().st_mtime_ns for entry in (tmp_path / "out").iterdir()}
    code, out, _ = loyalty(*words)
    assert code == 0
    assert wording("results are there", folder="out") in out
    assert before == {entry: entry.stat().st_mtime_ns for entry in (tmp_path / "out").iterdir()}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("compare", "baseline"), 2, "one strategy, 'as_is'"),
        (("run", "duel.yaml", "--strategy", "sme"), 2, "did you mean 'same'?"),
        (("compare", "baseline", "small.yaml"), 2, "error: small.yaml: market.customers: 300, but 20000 in baseline"),
        (("compare", "baseline", "new.yaml"), 2, "no firm 'Alba'"),
        (("compare", "nothing.yaml", "small.yaml", "wrong.yaml"), 2, "nothing.yaml"),
        (("run", "baseline", "--out", "home"), 3, "mine.txt"),
        (("run", "baseline", "--out", "home/mine.txt"), 3, "is a file"),
    ],
)
def test_what_is_refused_writes_nothing(loyalty, tmp_path, words, code, said):
    (tmp_path / "small.yaml").write_text("extends: baseline\nmarket: {customers: 300}\n")
    (tmp_path / "new.yaml").write_text("extends: baseline\nfirms: {Alba: null}\n")
    (tmp_path / "wrong.yaml").write_text("extends: baseline\nmarkt: {}\n")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "mine.txt").write_text("mine")
    before = set(tmp_path.rglob("*"))
    found, out, err = loyalty(*words)
    assert (found, out) == (code, "")
    assert said in err
    assert err.startswith("error: ")
    assert "Traceback" not in err
    assert before == set(tmp_path.rglob("*"))


def test_a_read_only_place_is_named_before_anything_runs(loyalty, tmp_path, monkeypatch):
    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied", str(tmp_path / "out"))

    monkeypatch.setattr("pathlib.Path.mkdir", refuse)
    code, _, err = loyalty("run", "baseline", "--out", "out")
    assert code == 4
    assert str(tmp_path / "out") in err


@pytest.mark.parametrize(
    ("task", "written"), [(sample_results.task_that_raises, True), (sample_results.task_of_one_strategy, False)]
)
def test_failed_runs_are_named_after_everything_else_is_written(loyalty, tmp_path, monkeypatch, task, written):
    monkeypatch.setattr("analysis.comparison.study.task", sample_results.kept(task))
    code, out, err = loyalty("compare", "duel.yaml", *SMALL, "--no-report", "--out", "out")
    assert code == 5
    assert "error: run failed: same, replicate 2: satisfaction is not finite in week 3" in err
    assert ("written to out" in out) == written == (tmp_path / "out" / "comparison.csv").exists()


def test_a_stop_leaves_nothing_and_says_so(loyalty, tmp_path, monkeypatch):
    def stop(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("analysis.comparison.study.task", stop)
    code, _, err = loyalty("run", "baseline", *SMALL, "--out", "out")
    assert code == 130
    assert err.splitlines()[-1] == wording("nothing written")
    assert not (tmp_path / "out").exists()


def test_an_audit_passes(loyalty):
    assert loyalty("run", "baseline", *SMALL, "--audit", "--no-report", "--out", "out")[0] == 0


LATE = "events=[{event: promotion, firm: Brio, from_week: 200}]"


def test_run_and_compare_warn_of_what_has_no_effect_and_of_a_baseline_that_loses_money(loyalty, tmp_path):
    dear = ("--set", "firms.Alba.overhead=14000", "--set", LATE, "--no-report")
    late, lost = "events.0: never happens: it begins in week 200", "USD under as_is, the baseline: are its price"
    for command in ("run", "compare"):
        code, out, err = loyalty(command, "complaint_desk", *SMALL, *dear, "--out", command)
        warnings = [line for line in err.splitlines() if line.startswith("warning: ")]
        assert code == 0
        assert late in warnings[0]
        assert any(line.startswith("warning: Alba loses ") and lost in line for line in warnings)
        assert "warning" not in out
    code, out, err = loyalty("compare", "complaint_desk", *SMALL, *dear, "--json", "--out", "json")
    told = json.loads(out)["warnings"]
    assert (code, "loses" in err) == (0, False)
    assert late in told[0]
    assert any(lost in line for line in told)


def test_a_baseline_that_earns_money_is_not_warned_of(loyalty, tmp_path):
    long = ("--weeks", "52", "--set", "market.burn_in_weeks=52")  # a shorter run is warned of, for its value
    free = ("--set", "firms.Alba.overhead=0", "--no-report", "--out", "o")
    code, _, err = loyalty("run", "complaint_desk", *SMALL, *long, *free)
    assert (code, "warning" in err) == (0, False)
