"""Commands where streams are closed, or take few letters."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TINY = "--customers 60 --weeks 2 --replicates 1 --set market.burn_in_weeks=0 --workers 1 --no-report"
SHOPS = "extends: baseline\nfirms: {日本商店: {initial_share: 0.1}, Café: {initial_share: 0.1}}\n"


def shell(line, folder, **environment):
    command = f"{sys.executable} {ROOT / 'run.py'} {line}"
    return subprocess.run(
        ["sh", "-c", command], cwd=folder, capture_output=True, check=False, env={**os.environ, **environment}
    )


@pytest.mark.parametrize("closed", ["2>&-", ">&-", "<&- >&- 2>&-"])
def test_a_study_needs_no_streams(tmp_path, closed):
    done = shell(f"compare complaint_desk {TINY} --out out {closed}", tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "out/comparison.csv").exists()
    assert (b"written to out" in done.stdout) == (">&-" not in closed.replace("2>&-", ""))


def test_an_error_without_a_place_to_be_told_keeps_its_code(tmp_path):
    assert shell("check nothing 2>&-", tmp_path).returncode == 2


def test_python_without_stderr_runs_a_comparison(tmp_path):
    """As a service or `pythonw` does: the stream is not there at all."""
    code = (
        "import sys; sys.stderr = None\n"
        "from analysis.execution.executor import run_all\nfrom analysis.execution.run import Run\n"
        "from simulation.scenario.load import load\n"
        "sizes = [('market.weeks', '2'), ('market.burn_in_weeks', '0')]\n"
        "runs = [Run(load('baseline', sizes, customers=60), 'as_is', r) for r in (1, 2)]\n"
        "print(len(run_all(runs, 1).results))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "2\n")


@pytest.fixture(scope="module")
def shops(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shops")
    (folder / "shops.yaml").write_text(SHOPS, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
    ids=["ascii", "locale C"],
)
def test_signs_become_plain_ones_and_columns_stay_aligned(shops, environment, tmp_path):
    done = shell(f"run shops.yaml {TINY} --replicates 2 --out {tmp_path / 'out'}", shops, **environment)
    assert done.returncode == 0
    text = done.stdout.decode("ascii")
    lines = text.splitlines()
    assert "mean +/- half the 95 % interval, if it has a width" in lines
    rule = next(line for line in lines if line.startswith("----"))
    assert {len(line) for line in lines[2 : lines.index(rule) + 7]} == {len(rule)}
    assert any(line.startswith("Cafe ") for line in lines)
    assert "firm,metric" in (tmp_path / "out/summary.csv").read_text(encoding="utf-8")
    assert "日本商店" in (tmp_path / "out/summary.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_json_is_the_same_in_every_encoding(shops, encoding, tmp_path):
    done = shell(f"run shops.yaml {TINY} --json --out {tmp_path / 'out'}", shops, PYTHONIOENCODING=encoding)
    answer = json.loads(done.stdout.decode(encoding))
    assert {row["firm"] for row in answer["summary"]} >= {"日本商店", "Café", "Alba"}


def test_a_quoted_word_can_be_told_in_a_message(tmp_path):
    done = shell("check −日é", tmp_path, PYTHONIOENCODING="ascii")
    assert done.returncode == 2
    assert done.stderr.startswith(rb"error: '-\u65e5\xe9' is neither a file")
