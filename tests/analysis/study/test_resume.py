"""Interrupted studies of `run` and `compare`: finished runs are kept, `--resume` goes on, others are refused."""

import json
from importlib import metadata

import pytest

from analysis.execution.run import Run
from analysis.provenance import study_identity
from analysis.study.manifest import MANIFEST
from analysis.study.run_store import STORE
from tests.analysis import sample_results
from tests.analysis.sample_studies import SMALL, contents
from tests.analysis.wording import wording

WORDS = ("compare", "duel.yaml", *SMALL, "--no-report", "--workers", "1")


def interrupt_after(monkeypatch, count, stop=KeyboardInterrupt):
    """Let so many runs finish, then stop."""
    real = __import__("analysis.comparison.study", fromlist=["task"]).task
    done: list[Run] = []

    def task(run, options):
        if len(done) == count:
            raise stop
        done.append(run)
        return real(run, options)

    monkeypatch.setattr("analysis.comparison.study.task", task)
    return done


def test_an_interrupted_comparison_goes_on_and_ends_with_the_same_bytes(loyalty, tmp_path, monkeypatch):
    assert loyalty(*WORDS, "--out", "whole")[0] == 0
    with monkeypatch.context() as patch:
        interrupt_after(patch, 4)
        code, _, err = loyalty(*WORDS, "--out", "cut")
    assert code == 130
    assert "4 of 9 runs are kept in cut; to go on: " in err.splitlines()[-1]
    assert err.splitlines()[-1].endswith("--resume")
    with monkeypatch.context() as patch:
        done = interrupt_after(patch, 99)
        code, _, err = loyalty(*WORDS, "--out", "cut", "--resume")
    assert (code, len(done)) == (0, 5), err
    assert contents(tmp_path / "cut") == contents(tmp_path / "whole")


def test_a_finished_study_resumed_runs_nothing_and_says_the_same(loyalty, tmp_path, monkeypatch):
    _, first, _ = loyalty(*WORDS, "--out", "out")
    before = {entry: entry.stat().st_mtime_ns for entry in (tmp_path / "out").iterdir()}
    done = interrupt_after(monkeypatch, 0)
    code, second, err = loyalty(*WORDS, "--out", "out", "--resume")
    assert (code, done) == (0, []), err
    assert first.replace("written to out", wording("results are there", folder="out")) == second
    assert before == {entry: entry.stat().st_mtime_ns for entry in (tmp_path / "out").iterdir()}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("--set", "firms.Brio.pricing.price=11"), "scenario.firms.Brio.pricing.price is 10.0 there and 11.0 now"),
        (("--seed", "5"), "scenario.run.seed is 1 there and 5 now"),
    ],
)
def test_another_scenario_under_resume_is_refused_with_the_difference(loyalty, tmp_path, monkeypatch, change, said):
    with monkeypatch.context() as patch:
        interrupt_after(patch, 2)
        loyalty(*WORDS, "--out", "out")
    before = {entry: entry.read_bytes() for entry in (tmp_path / "out").iterdir()}
    code, _, err = loyalty(*WORDS, *change, "--out", "out", "--resume")
    assert code == 3
    assert said in err
    assert before == {entry: entry.read_bytes() for entry in (tmp_path / "out").iterdir()}


def test_another_version_under_resume_is_refused(loyalty, monkeypatch):
    with monkeypatch.context() as patch:
        interrupt_after(patch, 2)
        loyalty(*WORDS, "--out", "out")
    monkeypatch.setattr("analysis.provenance.source_digest", lambda: "0123456789abcdef")
    code, _, err = loyalty(*WORDS, "--out", "out", "--resume")
    assert code == 3
    assert "program.sources is" in err


@pytest.mark.parametrize(
    ("command", "library"),
    [("run", "numpy"), ("run", "llvmlite"), ("optimise", "optuna"), ("sensitivity", "SALib"), ("tournament", "nashpy")],
)
def test_a_study_names_every_library_that_its_numbers_pass_through(command, library):
    """So that another version of it is another study, which `--resume` refuses."""
    assert study_identity(command)["libraries"][library] == metadata.version(library)
    assert "pyarrow" not in study_identity(command)["libraries"]


def test_another_library_under_resume_is_refused_where_numbers_pass_through_it_else_said(loyalty, monkeypatch, caplog):
    with monkeypatch.context() as patch:
        interrupt_after(patch, 2)
        loyalty(*WORDS, "--out", "out")
    real = metadata.version
    with monkeypatch.context() as patch:
        patch.setattr(metadata, "version", lambda name: "0.0.1" if name == "numba" else real(name))
        code, _, err = loyalty(*WORDS, "--out", "out", "--resume")
    assert (code, "libraries.numba is" in err) == (3, True)
    with monkeypatch.context() as patch:
        patch.setattr(metadata, "version", lambda name: "0.0.1" if name == "pyarrow" else real(name))
        assert loyalty(*WORDS, "--out", "out", "--resume")[0] == 0
    assert f"pyarrow {real('pyarrow')} then, 0.0.1 now" in caplog.text


def test_finished_runs_are_not_thrown_away_unasked(loyalty, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        interrupt_after(patch, 2)
        loyalty(*WORDS, "--out", "out")
    assert (tmp_path / "out" / STORE).exists()
    code, _, err = loyalty(*WORDS, "--out", "out")
    assert code == 3
    assert "--resume goes on" in err
    assert loyalty(*WORDS, "--out", "out", "--force")[0] == 0
    assert not (tmp_path / "out" / STORE).exists()


def test_failed_runs_are_tried_again(loyalty, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("analysis.comparison.study.task", sample_results.kept(sample_results.task_that_raises))
        assert loyalty(*WORDS, "--out", "out")[0] == 5
    monkeypatch.setattr("analysis.comparison.study.task", sample_results.kept(sample_results.task))
    assert loyalty(*WORDS, "--out", "out", "--resume")[0] == 0
    manifest = json.loads((tmp_path / "out" / MANIFEST).read_text())
    assert manifest["failed_runs"] == []
    assert manifest["complete"] is True


def test_resume_wants_to_know_where(loyalty):
    code, _, err = loyalty(*WORDS, "--resume")
    assert code == 2
    assert "--resume: needs --out" in err


def test_an_interrupted_panel_goes_on_with_the_purchases_of_finished_runs(loyalty, tmp_path, monkeypatch):
    words = (*WORDS, "--panel")
    assert loyalty(*words, "--out", "whole")[0] == 0
    with monkeypatch.context() as patch:
        interrupt_after(patch, 4)
        assert loyalty(*words, "--out", "cut")[0] == 130
    assert len(list((tmp_path / "cut").glob(".*.part"))) == 4 * 4, "four tables a run"
    done = interrupt_after(monkeypatch, 99)
    assert loyalty(*words, "--out", "cut", "--resume")[0] == 0
    assert len(done) == 5
    assert contents(tmp_path / "cut") == contents(tmp_path / "whole")
