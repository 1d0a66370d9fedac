"""`new`: a scenario that `check` accepts, and files that stay unless one says otherwise."""

from pathlib import Path

import pytest

from tests.analysis.wording import wording


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
