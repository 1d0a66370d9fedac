"""The memory that a run is said to need is at least what it takes, and not many times as much."""

import subprocess
import sys
from pathlib import Path

import pytest

from simulation.population import memory
from simulation.population.memory import BYTES_OF_A_PROCESS, memory_needed, refuse_too_large
from simulation.reading.errors import Refused
from simulation.scenario.load import load

ROOT = Path(__file__).parents[3]
WEIGHED = """
import re
from pathlib import Path

from analysis.cli.commands import main

if __name__ == "__main__":
    try:
        main()
    finally:
        print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""
"""A command that ends by telling its own peak; what the system tells of a child includes its parent's at the fork."""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="a process reads its own peak in /proc")
@pytest.mark.parametrize(("customers", "weeks"), [(300, 2500), (100_000, 4)])
def test_a_run_takes_no_more_than_it_is_said_to(customers: int, weeks: int, tmp_path: Path) -> None:
    """Long runs of few customers, and short ones of many."""
    words = ["run", "baseline", "--replicates", "1", "--workers", "1", "--no-report", "--quiet"]
    sizes = ["--customers", str(customers), "--weeks", str(weeks), "--set", "market.burn_in_weeks=0"]
    command = [sys.executable, "-c", WEIGHED, *words, *sizes, "--out", str(tmp_path / "out")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    peak = 1024 * int(done.stdout.split()[-1])
    scenario = load("baseline", [("market.burn_in_weeks", "0")], customers=customers, weeks=weeks)
    assert memory_needed(scenario) / 4.0 < peak < memory_needed(scenario)


def test_every_week_counts_with_its_burn_in() -> None:
    short, long = (load("baseline", [("market.burn_in_weeks", "0")], weeks=weeks) for weeks in (1000, 2000))
    assert memory_needed(long) - memory_needed(short) == pytest.approx(1000 * 4 * 75e3)
    burnt_in = load("baseline", [("market.burn_in_weeks", "1000")], weeks=1000)
    assert memory_needed(burnt_in) == memory_needed(long)


def test_what_does_not_fit_is_refused_at_what_takes_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "memory_present", lambda: BYTES_OF_A_PROCESS + 1e9)
    with pytest.raises(Refused, match=r"market.weeks: .* 4 firms over 90,000 weeks .* write fewer weeks"):
        refuse_too_large(load("baseline", customers=2000, weeks=90_000), 1)
    with pytest.raises(Refused, match=r"market.customers: 9,000,000 .* 4 firms need .* write fewer customers"):
        refuse_too_large(load("baseline", customers=9_000_000, weeks=52), 1)
