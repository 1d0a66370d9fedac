"""A script needs no guard, wherever Python reads it from: processes do not run it again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = """
from analysis import Execution, compare
from simulation import load

print("begun")
small = {"market.burn_in_weeks": 2}
scenario = load("complaint_desk", small, customers=100, weeks=2, replicates=2)
print(compare(scenario, Execution(workers=2)).shape == compare(scenario, Execution(workers=1)).shape)
"""
OWN = """
from analysis.execution.run import Run, simulate_run
from analysis.execution.execution import Execution
from analysis.execution.executor import do_all
from simulation import load

def own(run, options):
    return "made by the script", simulate_run(run, options).replicate

if __name__ == "__main__":
    scenario = load("baseline", {"market.burn_in_weeks": 1}, customers=100, weeks=2)
    print(do_all(own, [Run(scenario, "as_is", luck) for luck in (1, 2)], Execution(workers=2)).results)
"""


def said(script: str, way: str, folder: Path) -> str:
    """What the script prints; it must end well, and complain of nothing."""
    file = folder / "script.py"
    file.write_text(script)
    words = {"file": [str(file)], "standard input": ["-"], "text": ["-c", script], "module": ["-m", "script"]}[way]
    done = subprocess.run(
        [sys.executable, *words],
        input=script if way == "standard input" else None,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(folder)])},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("way", ["file", "standard input", "text", "module"])
def test_a_script_without_the_guard_runs_once(way: str, tmp_path: Path) -> None:
    assert said(SCRIPT, way, tmp_path) == "begun\nTrue\n"


@pytest.mark.slow
def test_what_the_script_itself_wants_of_its_runs_is_found(tmp_path: Path) -> None:
    assert said(OWN, "file", tmp_path) == "(('made by the script', 1), ('made by the script', 2))\n"
