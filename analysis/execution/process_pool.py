"""Worker processes that survive the death of one of them, and do not survive the death of their parent.

Only one job more is in flight than there are processes, so when a process dies (killed, out of memory) few runs
are under suspicion: each is then tried again alone, where it can take only itself down.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import threading
import time
import traceback
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from contextvars import ContextVar
from dataclasses import dataclass

from analysis.execution.run import Job, Options, Outcome, Run, Task, WorkerDied, WorkerTraceback, attempt_all
from simulation.engine.spawned_processes import without_script
from simulation.engine.time_spent import SPENT

Order = tuple[Task[Outcome], Options]
"""What to make of each run, and with which options."""

RUNS_A_WORKER = 1000
"""A worker is replaced after so many runs: whatever leaks in a library stays bounded."""
MOST_DEATHS = 5
TRIES_ALONE = 2
MOST_LOST_IN_A_ROW = 3
WATCH_SECONDS = 1.0


def run_in_processes(
    runs: Sequence[Run], jobs: Iterable[Job], processes: int, task: Task[Outcome], options: Options
) -> Iterator[tuple[int, Outcome | Exception]]:
    """Number and outcome of every run, as they come in."""
    waiting = deque(jobs)
    suspects: list[int] = []
    deaths = 0
    while waiting and deaths < MOST_DEATHS:
        lost: list[Job] = []
        yield from _run_pool(runs, waiting, processes, (task, options), lost)
        suspects += sorted(number for job in lost for number in job)
        deaths += bool(lost)
    rest = [number for job in waiting for number in job]
    yield from _run_alone(runs, [*suspects, *rest], (task, options))


def _run_pool(
    runs: Sequence[Run], waiting: deque[Job], processes: int, order: Order[Outcome], lost: list[Job]
) -> Iterator[tuple[int, Outcome | Exception]]:
    """Outcomes of the next waiting jobs in one pool; a death ends it, and `lost` is what was in flight."""
    flying: dict[Future[tuple[list[tuple[Outcome | Exception, str]], float]], Job] = {}
    with _crew(min(processes, len(waiting))) as crew:
        while flying or (waiting and crew.left > 0 and not lost):
            while waiting and crew.left > 0 and not lost and len(flying) <= processes:
                job = waiting.popleft()
                crew.left -= len(job)
                try:
                    with _shielded(order[0]):
                        flying[crew.pool.submit(outcomes_in_order, order, [runs[number] for number in job])] = job
                except BrokenProcessPool:
                    lost.append(job)
            for future in wait(flying, return_when=FIRST_COMPLETED).done:
                job = flying.pop(future)
                try:
                    outcomes, seconds = future.result()
                except BrokenProcessPool:
                    lost.append(job)
                    continue
                SPENT.add(seconds)
                yield from zip(job, (_with_cause(*outcome) for outcome in outcomes), strict=True)
        crew.left *= not lost


def _with_cause(outcome: Outcome | Exception, text: str) -> Outcome | Exception:
    """The outcome; an error with its traceback."""
    if isinstance(outcome, Exception):
        outcome.__cause__ = WorkerTraceback(text)
    return outcome


def _run_alone(
    runs: Sequence[Run], suspects: list[int], order: Order[Outcome]
) -> Iterator[tuple[int, Outcome | Exception]]:
    """Each suspect in a process of its own; when several in a row die, the rest is not tried."""
    in_a_row = 0
    for number in suspects:
        if in_a_row >= MOST_LOST_IN_A_ROW:
            yield number, WorkerDied("not run, because the processes of the runs before it died")
            continue
        outcome: Outcome | Exception | None = None
        for _ in range(TRIES_ALONE):
            tried = list(_run_pool(runs, deque([(number,)]), 1, order, []))
            if tried:
                outcome = tried[0][1]
                break
        in_a_row = in_a_row + 1 if outcome is None else 0
        died = WorkerDied(f"its process died {TRIES_ALONE} times (killed, or out of memory)")
        yield number, died if outcome is None else outcome


def outcomes_in_order(
    order: Order[Outcome], runs: Sequence[Run]
) -> tuple[list[tuple[Outcome | Exception, str]], float]:
    """Each outcome in a form that survives the way back, with the traceback of an error; and the processor seconds
    that compiled phases took meanwhile.
    """
    task, options = order
    return [portable(outcome) for outcome in attempt_all(task, runs, options)], SPENT.taken()


def portable(outcome: Outcome | Exception) -> tuple[Outcome | Exception, str]:
    """An outcome that can be sent, and the traceback of an error."""
    if not isinstance(outcome, Exception):
        return outcome, ""
    text = "".join(traceback.format_exception(outcome))
    try:
        pickle.loads(pickle.dumps(outcome))  # noqa: S301  # bytes made on this very line
    except Exception:  # noqa: BLE001  # an error of anybody's may refuse in any way to be copied
        outcome = RuntimeError(f"{type(outcome).__name__}: {outcome}")
    return outcome, text


@dataclass
class WorkerPool:
    """Worker processes, and how many runs they may still be given before others replace them."""

    pool: ProcessPoolExecutor
    processes: int
    left: int


class Standing(ExitStack):
    """Worker processes that several sets of runs use after each other, since to start them costs seconds."""

    crew: WorkerPool | None = None

    def of(self, processes: int) -> WorkerPool:
        """The crew that is there, when it is large and fresh enough; else another in its place."""
        if self.crew is None or self.crew.left <= 0 or self.crew.processes < processes:
            self.close()
            self.crew = self.enter_context(_fresh(processes))
        return self.crew


_standing: ContextVar[Standing | None] = ContextVar("standing", default=None)


@contextmanager
def standing_crew() -> Iterator[None]:
    """Within the block, sets of runs that follow each other use the same processes."""
    with Standing() as crew:
        token = _standing.set(crew)
        try:
            yield
        finally:
            _standing.reset(token)


@contextmanager
def _crew(processes: int) -> Iterator[WorkerPool]:
    """The standing crew, or one for this block alone."""
    standing = _standing.get()
    if standing is not None:
        yield standing.of(processes)
        return
    with _fresh(processes) as crew:
        yield crew


@contextmanager
def _fresh(processes: int) -> Iterator[WorkerPool]:
    """Fresh worker processes, all gone when the block ends, however it ends."""
    others = set(multiprocessing.active_children())
    context = multiprocessing.get_context("spawn")
    parent = (os.getpid(), gc.get_threshold())
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_begin_worker, initargs=parent)
    try:
        yield WorkerPool(pool, processes, processes * RUNS_A_WORKER)
    except BaseException:
        for child in set(multiprocessing.active_children()) - others:
            child.kill()
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


@contextmanager
def _shielded(task: Task[Outcome]) -> Iterator[None]:
    """Start workers deaf to Ctrl-C, which is the parent's to answer, and without the user's script, unless it has the
    task.
    """
    with nullcontext() if b"__main__" in pickle.dumps(task) else without_script():
        if not hasattr(signal, "pthread_sigmask"):
            yield
            return
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_worker(parent: int, garbage: tuple[int, int, int]) -> None:
    """Leave Ctrl-C to the parent, and end with it."""
    gc.set_threshold(*garbage)  # as seldom as the parent looks for it
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """End this process as soon as its parent has gone."""
    while os.getppid() == parent:
        time.sleep(WATCH_SECONDS)
    os._exit(1)
