"""Runs on an existing Dask scheduler: the same jobs as local processes get, the same bytes back.

Workers need this program in the same version, with the same libraries; each job says so before it begins. A worker that
dies costs only time: Dask gives its job to another, and a job that took several workers down is tried run by run.
"""

from __future__ import annotations

import importlib
import itertools
import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import Any

from analysis.execution.process_pool import Order, outcomes_in_order
from analysis.execution.run import Job, Options, Outcome, Run, Task, WorkerDied, WorkerTraceback
from analysis.provenance import digest, study_identity
from simulation.reading.errors import printable, refused

SECONDS_TO_CONNECT = 20
SECONDS_FOR_WORKERS = 60
"""A queue of jobs or pods starts workers when it can; the command may be there before the first of them."""
SECONDS_BETWEEN_COUNTS = 5.0
NO_CERTIFICATES = (
    "Dask has no certificates for an encrypted connection; name the files in DASK_DISTRIBUTED__COMM__TLS__CA_FILE,"
    " DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT and DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY"
)
AHEAD = 2
"""Jobs in flight for each thread of the cluster, so that none waits for the next."""


class ClusterLost(OSError):
    """The scheduler cannot be reached, or no longer; what was finished is kept."""


class OtherProgram(Exception):
    """A worker has another version of the program, or of a library that numbers pass through."""


def run_on_cluster(
    runs: Sequence[Run], jobs: Iterable[Job], address: str, task: Task[Outcome], options: Options
) -> Iterator[tuple[int, Outcome | Exception]]:
    """Number and outcome of every run, as they come in."""
    dask = _dask()
    mine, waiting = fingerprint(), iter(jobs)
    with _connected(address) as client:
        flying: dict[Any, Job] = {}
        coming = dask.as_completed(loop=client.loop)

        def send(some: Iterable[Job]) -> None:
            for job in some:
                part = [runs[number] for number in job]
                future = client.submit(in_worker, mine, (task, options), part, pure=False)
                flying[future] = job
                coming.add(future)

        room = Room(client)
        send(itertools.islice(waiting, room.jobs(0)))
        for future in coming:
            job = flying.pop(future)
            try:
                outcomes = future.result()
            except OtherProgram as error:
                raise refused(str(error), place="--cluster") from None
            except dask.KilledWorker as error:
                if len(job) > 1:
                    send([(number,) for number in job])
                else:
                    yield job[0], WorkerDied(f"took down every worker that tried it ({printable(str(error))[:80]})")
                continue
            except (CancelledError, OSError) as error:
                raise _lost(address) from error
            send(itertools.islice(waiting, room.jobs(len(flying))))
            yield from zip(job, (_with_cause(*outcome) for outcome in outcomes), strict=True)


class Room:
    """How many jobs the cluster has room for, while workers come and go."""

    def __init__(self, client: Any) -> None:
        self._client, self._threads, self._counted = client, 0, float("-inf")

    def jobs(self, flying: int) -> int:
        """Jobs to send when so many are in flight: one at least, so that no loss of workers ends the study."""
        if time.monotonic() - self._counted >= SECONDS_BETWEEN_COUNTS:
            self._threads, self._counted = sum(self._client.nthreads().values()), time.monotonic()
        return max(1, AHEAD * self._threads - flying)


def fingerprint() -> str:
    """Equal where the same program with the same libraries calculates."""
    return digest(study_identity("cluster"))


def in_worker(wanted: str, order: Order[Outcome], runs: Sequence[Run]) -> list[tuple[Outcome | Exception, str]]:
    """The outcomes of a job on a worker, which must be the same program."""
    if fingerprint() != wanted:
        text = "a worker of the cluster has another version of this program, of Python or of a library"
        raise OtherProgram(f"{text}; install the same on all")
    return outcomes_in_order(order, runs)[0]


def _with_cause(outcome: Outcome | Exception, text: str) -> Outcome | Exception:
    if isinstance(outcome, Exception):
        outcome.__cause__ = WorkerTraceback(text)
    return outcome


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """A client of the scheduler; whatever it has still to do is taken back at the end."""
    for name in ("distributed", "distributed.client", "distributed.core", "tornado", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong is told once, in our words
    try:
        client = _dask().Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except TypeError as error:
        raise refused(f"{printable(address)}: {NO_CERTIFICATES}", place="--cluster") from error
    except (OSError, ValueError) as error:
        raise ClusterLost(f"no scheduler answers at {printable(address)}; is it running?") from error
    try:
        try:
            client.wait_for_workers(1, timeout=SECONDS_FOR_WORKERS)
        except TimeoutError as error:
            text = f"the scheduler at {printable(address)} has had no workers for {SECONDS_FOR_WORKERS} s; start some"
            raise ClusterLost(text) from error
        yield client
    finally:
        with suppress(Exception):
            client.close(timeout=2)


def _dask() -> Any:
    """Dask's library, which has no types; refused where it is missing."""
    try:
        return importlib.import_module("distributed")
    except ModuleNotFoundError:
        text = "needs distributed; install it with: pip install 'loyalty-simulator[cluster]'"
        raise refused(text, place="--cluster") from None


def _lost(address: str) -> ClusterLost:
    return ClusterLost(f"the scheduler at {printable(address)} was lost")
