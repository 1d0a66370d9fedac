"""What is compiled beforehand is what a run needs: no more, and in the same form."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from simulation.compile_ahead import MESSAGE, warm
from simulation.engine.compiled_cache import title
from simulation.engine.compiling import CACHE
from simulation.week.remember import drop_out
from simulation.week.visit_lists import list_visits

ROOT = Path(__file__).parents[2]
IN_A_DAEMON = """
import multiprocessing
from simulation.compile_ahead import SHARES, TOGETHER, warm
from simulation.engine.compiling import is_compiled

if __name__ == "__main__":
    child = multiprocessing.get_context("spawn").Process(target=warm, daemon=True)
    child.start()
    child.join()
    phases = [phase for share in (*SHARES, TOGETHER) for phase in share]
    print(child.exitcode, is_compiled(phases))
"""
LIVED = """
from simulation.scenario.load import load
from simulation.model import LoyaltyModel
from simulation.compile_ahead import SHARES, TOGETHER, compile_all

phases = [phase for share in (*SHARES, TOGETHER) for phase in share]
compile_all(phases)
print(sorted({len(phase.signatures) for phase in phases}))
model = LoyaltyModel(load("baseline", [("market.burn_in_weeks", "2")], customers=300, weeks=56))
while model.running:
    model.step()
print(sorted({len(phase.signatures) for phase in phases}))
"""


def test_a_run_finds_every_phase_compiled() -> None:
    """Asked in a process of its own, since other markets need other forms."""
    words, root = [sys.executable, "-c", LIVED], Path(__file__).parents[2]
    done = subprocess.run(words, cwd=root, capture_output=True, text=True, check=False)
    assert (done.stdout.split("\n")[:2], done.returncode) == (["[1]", "[1]"], 0), done.stderr


@pytest.mark.slow
def test_a_market_that_may_have_no_children_compiles_by_itself(tmp_path: Path) -> None:
    """As that of a dashboard's page, which may be the first that anybody asks for; all but two phases are there."""
    script = tmp_path / "daemon.py"
    script.write_text(IN_A_DAEMON, encoding="utf-8")
    (tmp_path / "cache").mkdir(mode=0o700)
    if CACHE:
        warm()
        shelf = shutil.copytree(CACHE, tmp_path / "cache" / CACHE.parent.name / CACHE.name)
        taken = [code for phase in (list_visits, drop_out) for code in shelf.glob(f"{title(phase)}-*.code")]
        assert len(taken) >= 2
        for code in taken:
            code.unlink()
    around = os.environ | {"LOYALTY_CACHE_DIR": str(tmp_path / "cache"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, str(script)], env=around, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["0", "True"], done.stderr
    assert (MESSAGE in done.stderr) is bool(CACHE), "it had something to compile"
