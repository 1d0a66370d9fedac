"""The two models of plain Mesa objects, side by side in a process of their own whose rules are not compiled."""

import pickle
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, Self

UNCOMPILED = "NUMBA_DISABLE_JIT"


class Slow:
    """Runs weeks on demand: `objects` of the model that `state` holds, `micro` of the yardstick."""

    def __init__(self, state: Path) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, state), daemon=True)

    def __enter__(self) -> Self:
        import os

        os.environ[UNCOMPILED] = "1"
        try:
            self.process.start()
        finally:
            del os.environ[UNCOMPILED]
        self.pipe.recv()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.join()

    def seconds(self, model: str) -> tuple[float, float]:
        """Time of one week, by the clock and of the processor."""
        self.pipe.send(model)
        clock, processor = self.pipe.recv()
        return clock, processor


def serve(pipe: Connection, state: Path) -> None:
    """Build both models, then time a week of one of them whenever asked."""
    from benchmarks.micro import Market
    from tests.oracle.market import ObjectModel

    with state.open("rb") as file:
        market: Any = pickle.load(file)
    objects = ObjectModel(market)
    micro = Market(len(objects.customers))
    del market
    pipe.send("ready")
    while True:
        if pipe.recv() == "objects":
            objects.luck.draw(objects.week + 1)
            pipe.send(timed(objects.step))
        else:
            pipe.send(timed(micro.step))


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds that something takes, by the clock and of the processor; the latter feel others' work less."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor
