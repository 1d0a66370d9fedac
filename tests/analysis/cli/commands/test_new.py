"""`new`: a scenario that `check` accepts, and files that stay unless one says otherwise."""

import io
from pathlib import Path

import pytest

from simulation import load
from tests.analysis.wording import wording
from tests.simulation.sample_markets import price_of


def test_new_writes_a_scenario_that_check_accepts_and_overwrites_nothing(run, tmp_path):
    assert run("new", "my_market")[0] == 0
    code, out, err = run("check", "my_market.yaml")
    assert (code, out, err) == (0, "my_market.yaml: ok (firms: 3, strategies: 3, weeks: 52)\n", "")
    (tmp_path / "my_market.yaml").write_text("mine")
    code, _, err = run("new", "my_market.yaml")
    assert (code, err) == (2, wording("file exists", file="my_market.yaml"))
    assert (tmp_path / "my_market.yaml").read_text() == "mine"
    assert run("new", "my_market", "--force")[0] == 0
    assert (tmp_path / "my_market.yaml").read_text().startswith("# yaml-language-server:")


@pytest.mark.parametrize("words", [("schema", "--out", "mine.yaml"), ("new", "mine")])
def test_a_file_that_is_there_is_overwritten_only_when_asked(run, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    mine, other = Path("mine.yaml"), Path("other.txt")
    mine.write_text("dear", encoding="utf-8")
    code, _, err = run(*words)
    assert (code, err) == (2, wording("file exists", file="mine.yaml"))
    assert mine.read_text(encoding="utf-8") == "dear"
    assert run(*words, "--force")[0] == 0
    assert mine.read_text(encoding="utf-8") != "dear"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["mine.yaml"]
    mine.unlink()
    mine.symlink_to(other)
    for force in ((), ("--force",)):
        code, _, err = run(*words, *force)
        assert (code, "mine.yaml is a link" in err, other.exists()) == (2, True, False)
    other.write_text("dear", encoding="utf-8")
    for force in ((), ("--force",)):
        assert run(*words, *force)[0] == 2
    assert other.read_text(encoding="utf-8") == "dear"


def test_a_trade_is_written_with_or_without_an_accent(run, tmp_path):
    assert run("new", "mine", "--for", "cafe")[0] == 0
    code, out, err = run("check", "mine.yaml")
    assert (code, out.splitlines()[0], err) == (0, "mine.yaml: ok (firms: 4, strategies: 6, weeks: 104)", "")
    code, _, err = run("new", "other", "--for", "pub")
    assert (code, (tmp_path / "other.yaml").exists()) == (2, False)
    assert err.startswith("error: --for: no trade is called 'pub'; valid here: subscription, café")
    assert run("new", "--for", "cafe")[2] == "error: needs a name for the scenario, for example: new my_market\n"


def test_an_interview_without_answers_writes_the_market_of_a_shop(loyalty, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    code, out, err = loyalty("new", "--interview")
    assert (code, err.splitlines()[0][:5]) == (0, "1/10 ")
    assert out.endswith("compare my_market.yaml\n")
    assert loyalty("new", "--interview")[::2] == (2, wording("file exists", file="my_market.yaml"))  # before it asks
    assert loyalty("check", "my_market.yaml")[0] == 0


def test_an_interview_is_answered_from_a_pipe_and_calibrate_follows(loyalty, monkeypatch):
    answers = "hotel\n\n120 EUR\n\n40 %\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    code, out, _ = loyalty("new", "mine", "--interview", "--json")
    assert (code, out) == (0, '{"file": "mine.yaml"}\n')
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    code, out, err = loyalty("new", "mine", "--interview", "--force")
    assert out.endswith("calibrate mine.yaml\n")
    assert "write" not in err
    scenario = load("mine.yaml")
    assert (price_of(scenario, "Ours"), scenario.facts["Ours"]["market_share"].value) == (120.0, 0.4)
