"""What is compiled beforehand is what a run needs: no more, and in the same form."""

import subprocess
import sys
from pathlib import Path

LIVED = """
from simulation.loading import load
from simulation.model import LoyaltyModel
from simulation.warming import SHARES, TOGETHER, compile_all

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
