"""The market in a process of its own, so that the page answers while the market works."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from simulation.engine.spawned_processes import without_script
from simulation.reading.errors import Refused

LOG = logging.getLogger(__name__)
ENDED = "its process has ended; reload the page, which keeps what you moved"


class MarketFailed(Exception):
    """The market's process gave up a request."""


class MarketEnded(MarketFailed):
    """The market's process is there no more."""


class Worker:
    """Asks a `Market` in another process: `await worker.ask("step", 1)`; one answer after the other."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._mine, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), daemon=True)
        with without_script():
            self._process.start()
        theirs.close()
        self._line = ThreadPoolExecutor(1)

    async def ask(self, request: str, *details: Any) -> Any:
        """What the market answers; MarketFailed where it cannot."""
        if not self.is_alive:
            raise MarketEnded(ENDED)
        return await asyncio.get_running_loop().run_in_executor(self._line, self._ask, request, details)

    def _ask(self, request: str, details: tuple[Any, ...]) -> Any:
        try:
            self._mine.send((request, details))
            is_done, answer = self._mine.recv()
        except (EOFError, OSError):
            raise MarketEnded(ENDED) from None
        if not is_done:
            raise MarketFailed(answer)
        return answer

    @property
    def is_alive(self) -> bool:
        """Whether it can still answer."""
        return self._process.is_alive()

    def end(self) -> None:
        """End the process at once; nothing in it is worth keeping."""
        self._process.kill()
        self._process.join()
        self._line.shutdown(wait=False, cancel_futures=True)
        self._mine.close()


def serve(line: Connection) -> None:
    """Answer requests until the page's process hangs up; Ctrl-C is for that one to answer."""
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    from analysis.dashboard.market import LiveMarket

    market = LiveMarket()
    with suppress(EOFError, OSError):
        while True:
            request, details = line.recv()
            try:
                answer = True, getattr(market, request)(*details)
            except Refused as refusal:
                answer = False, str(refusal).removeprefix("error: ")
            except MemoryError:
                answer = False, "out of memory; take fewer customers"
            except Exception as error:  # the page tells it, and the market lives on
                LOG.exception("a request to the market failed")
                answer = False, f"a fault of ours, {type(error).__name__}: {error}"
            line.send(answer)
