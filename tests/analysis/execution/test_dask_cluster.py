"""`--cluster`: a real Dask scheduler on the loopback gives the bytes of local processes, and may lose anything."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.study.run_store import STORE
from tests.analysis.sample_studies import contents

pytest.importorskip("distributed", reason="needs the extra `cluster`")
pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
WORDS = ("sweep", "baseline", "--vary", "firms.Alba.pricing.price=8:12:4", "--vary",
         "customers.purchases.per_year=9.0,13.0", "--customers", "2000", "--weeks", "26",
         "--replicates", "5")  # fmt: skip


class Cluster:
    """A scheduler, and workers that join it: each a process of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.log = (folder / "cluster.log").open("w")
        here = ("--host", "127.0.0.1", "--no-dashboard")
        self.scheduler = self._start("scheduler", "--port", "0", "--scheduler-file", str(self.file), *here)
        self.workers = []

    def join(self, *names):
        """Workers more."""
        alone = ("--scheduler-file", str(self.file), "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")
        for name in names:
            space = ("--local-directory", str(self.folder / name))
            self.workers.append(self._start("worker", *space, *alone, "--no-dashboard"))

    def _start(self, part, *words):
        line = [sys.executable, "-m", f"distributed.cli.dask_{part}", *words]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.Popen(line, cwd=self.file.parent, env=environment, stdout=self.log, stderr=self.log)

    @property
    def address(self):
        """Where the scheduler answers."""
        deadline = time.monotonic() + 120
        while not self.file.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        return json.loads(self.file.read_text())["address"]

    def end(self):
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()
        self.log.close()


@pytest.fixture
def cluster(tmp_path):
    (tmp_path / "cluster").mkdir()
    made = Cluster(tmp_path / "cluster")
    yield made
    made.end()


def begun(folder, *words):
    line = [sys.executable, str(ROOT / "run.py"), *WORDS, "--out", str(folder), *words]
    return subprocess.Popen(line, cwd=folder.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def when_some_are_kept(folder, process):
    while not ((folder / STORE).exists() and (folder / STORE).stat().st_size > 3_000):
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)


def test_a_command_waits_for_workers_and_one_that_dies_costs_no_byte(cluster, tmp_path, loyalty):
    spread = begun(tmp_path / "spread", "--cluster", cluster.address)
    assert loyalty(*WORDS, "--workers", "1", "--out", "local")[0] == 0
    assert spread.poll() is None, spread.communicate()
    cluster.join("one", "two")
    when_some_are_kept(tmp_path / "spread", spread)
    cluster.workers[0].send_signal(signal.SIGKILL)
    _, err = spread.communicate(timeout=100)
    assert spread.returncode == 0, err
    assert contents(tmp_path / "spread") == contents(tmp_path / "local")


def test_plausible_worlds_give_the_same_bytes(cluster, tmp_path, loyalty):
    few = "plausible={market: false, customers: false, firms: false, customers.purchases.per_year: '8:20'}"
    words = ("compare", "duel.yaml", "--customers", "150", "--weeks", "6", "--replicates", "2", "--set", few,
             "--set", "market.burn_in_weeks=4", "--uncertain=8", "--no-report")  # fmt: skip
    cluster.join("one", "two")
    code, _, err = loyalty(*words, "--cluster", cluster.address, "--out", "spread")
    assert code == 0, err
    assert loyalty(*words, "--workers", "1", "--out", "local")[0] == 0
    assert contents(tmp_path / "spread") == contents(tmp_path / "local")


def test_a_lost_scheduler_ends_with_a_word_and_a_study_that_goes_on(cluster, tmp_path, loyalty):
    cluster.join("one")
    spread = begun(tmp_path / "out", "--cluster", cluster.address)
    when_some_are_kept(tmp_path / "out", spread)
    cluster.scheduler.kill()
    _, err = spread.communicate(timeout=120)
    assert spread.returncode == 4, err
    assert "error: the scheduler at tcp://127.0.0.1" in err
    assert "was lost" in err
    assert "runs are kept" in err.splitlines()[-1]
    assert "Traceback" not in err
    assert loyalty(*WORDS, "--out", "out", "--workers", "1", "--resume")[0] == 0


def test_no_scheduler_is_told_in_a_line(loyalty, monkeypatch):
    monkeypatch.setattr("analysis.execution.dask_cluster.SECONDS_TO_CONNECT", 1)
    code, _, err = loyalty(*WORDS, "--cluster", "tcp://127.0.0.1:9", "--out", "out")
    assert code == 4
    assert err.splitlines()[0] == "error: no scheduler answers at tcp://127.0.0.1:9; is it running?"


def test_an_encrypted_address_without_certificates_is_refused_with_what_to_name(loyalty):
    code, _, err = loyalty(*WORDS, "--cluster", "tls://127.0.0.1:1", "--out", "out")
    assert code == 2
    assert "--cluster: tls://127.0.0.1:1: Dask has no certificates for an encrypted connection" in err
    assert "DASK_DISTRIBUTED__COMM__TLS__CA_FILE" in err
    assert "fault of ours" not in err


def test_workers_that_join_later_get_work_and_none_left_does_not_end_the_study(monkeypatch):
    from analysis.execution import dask_cluster as module

    class Client:
        threads = 1

        def nthreads(self):
            return {str(number): 1 for number in range(self.threads)}

    client, now = Client(), [0.0]
    monkeypatch.setattr("analysis.execution.dask_cluster.time.monotonic", lambda: now[0])
    room = module.Room(client)
    assert room.jobs(0) == 2
    client.threads = 30
    assert room.jobs(1) == 1, "counted again at once"
    now[0] = 6.0
    assert room.jobs(1) == 59
    client.threads, now[0] = 0, 12.0
    assert room.jobs(3) == 1
