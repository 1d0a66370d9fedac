"""Many runs: the same answer whatever the workers, and no process that outlives its parent."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.execution.executor import cores_that_pay, run_all, shared_out
from analysis.execution.run import Run, RunsFailed
from simulation.scenario.load import load
from tests.analysis import sample_results

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def scenario():
    return load("baseline", customers=100, weeks=2)


def runs(scenario, count):
    return [Run(scenario, "as_is", replicate) for replicate in range(1, count + 1)]


@pytest.mark.parametrize(
    ("workers", "count", "expected"),
    [(1, 10, (1, 1)), (4, 10, (4, 1)), (8, 3, (3, 2)), (7, 3, (3, 2)), (8, 1, (1, 8)), (2, 0, (1, 2))],
)
def test_cores_go_to_replicates_first_then_to_threads(workers, count, expected):
    assert shared_out(workers, count) == expected


def test_small_jobs_start_no_workers(scenario):
    assert cores_that_pay(runs(scenario, 10)) == 1


def test_two_workers_give_the_order_and_numbers_of_one(scenario):
    one = run_all(runs(scenario, 5), 1, quiet=True, task=sample_results.task)
    two = run_all(runs(scenario, 5), 2, quiet=True, task=sample_results.task)
    assert [result.replicate for result in two.results] == [1, 2, 3, 4, 5]
    assert [result.outcomes for result in one.results] == [result.outcomes for result in two.results]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_raises_is_named_and_the_others_go_on(scenario, workers):
    done = run_all(runs(scenario, 3), workers, quiet=True, task=sample_results.task_that_raises)
    assert [result.replicate for result in done.results] == [1, 3]
    assert str(done.failures[0]) == "as_is, replicate 2: satisfaction is not finite in week 3"


def test_an_error_in_every_run_is_raised(scenario):
    with pytest.raises(FloatingPointError):
        run_all(runs(scenario, 3)[1:2], 1, quiet=True, task=sample_results.task_that_raises)


def test_a_deadly_run_is_named_after_retries_and_the_others_go_on(scenario):
    done = run_all(runs(scenario, 5), 2, quiet=True, task=sample_results.task_that_dies)
    assert [result.replicate for result in done.results] == [1, 2, 4, 5]
    assert [failure.run.replicate for failure in done.failures] == [3]
    assert "died" in str(done.failures[0])
    assert RunsFailed(done.failures).exit_code == 5


def test_a_worker_that_dies_once_costs_nothing(scenario, tmp_path):
    marked = scenario.change("question", str(tmp_path / "mark"))
    done = run_all(runs(marked, 4), 2, quiet=True, task=sample_results.task_that_dies_once)
    assert [result.replicate for result in done.results] == [1, 2, 3, 4]
    assert not done.failures


SLEEPERS = """
import sys
from analysis.execution.run import Run
from analysis.execution.executor import run_all
from simulation.scenario.load import load
from tests.analysis import sample_results

if __name__ == "__main__":
    scenario = load("baseline", customers=100, weeks=2).change("question", sys.argv[1])
    runs = [Run(scenario, "as_is", replicate) for replicate in range(1, 4)]
    run_all(runs, 2, quiet=True, task=sample_results.task_that_sleeps)
"""


def alive(group: int) -> bool:
    """Whether any process of a group is there."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(sys.platform == "win32", reason="a group of processes is found by its number on POSIX alone")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_its_parent(sent, tmp_path):
    script, asleep = tmp_path / "sleepers.py", tmp_path / "asleep"
    script.write_text(SLEEPERS)
    parent = subprocess.Popen(
        [sys.executable, str(script), str(asleep)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while not asleep.exists():
        assert parent.poll() is None, parent.communicate()
        time.sleep(0.05)
    if sent == signal.SIGINT:
        os.killpg(parent.pid, sent)
    else:
        parent.kill()
    parent.communicate(timeout=15)
    deadline = time.monotonic() + 10.0
    while alive(parent.pid) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not alive(parent.pid)
