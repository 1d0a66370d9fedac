"""Processor seconds inside compiled phases are counted in every thread and process, and told with `--debug`."""

import re
import time

import pytest

from analysis.cli.main import main
from simulation.engine.time_spent import SPENT, TimeSpent, timed

TOLD = re.compile(r"compiled phases took ([\d.]+) of ([\d.]+) processor seconds")


def busy(seconds: float) -> str:
    """Keep the processor busy."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass
    return "done"


def test_the_first_call_of_a_phase_is_not_counted():
    def phase(seconds: float) -> str:
        return busy(seconds)

    SPENT.taken()
    assert timed(phase, 0.02) == "done"
    assert SPENT.seconds == 0.0
    timed(phase, 0.02)
    assert 0.02 <= SPENT.taken() < 0.2
    assert SPENT.seconds == 0.0


def test_what_is_taken_is_told_once():
    spent = TimeSpent()
    spent.add(1.0)
    spent.add(0.5)
    assert (spent.taken(), spent.taken()) == (1.5, 0.0)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_debug_tells_what_phases_took(workers, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    words = ["run", "baseline", "--customers", "20000", "--weeks", "20", "--set", "market.burn_in_weeks=2"]
    with pytest.raises(SystemExit) as end:
        main([*words, "--replicates", "2", "--workers", workers, "--no-report", "--quiet", "--debug", "--out", "o"])
    assert end.value.code == 0
    told = TOLD.search(capsys.readouterr().err)
    assert told
    compiled, whole = map(float, told.groups())
    assert 0.1 < compiled < whole
