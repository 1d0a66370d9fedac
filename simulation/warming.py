"""Compile the rules of behaviour beforehand, in two processes side by side, and say so."""

import multiprocessing
import sys
from collections.abc import Callable
from typing import Any

from simulation.compiling import is_compiled
from simulation.desk import Desk
from simulation.loading import load
from simulation.model import LoyaltyModel
from simulation.week.census import take_census
from simulation.week.choose import choose
from simulation.week.hear import hear
from simulation.week.recover import answer_cases
from simulation.week.remember import remember
from simulation.week.serve import serve

Phase = Callable[..., Any]
Announce = Callable[[str], object]

SHARES: tuple[tuple[Phase, ...], ...] = (
    (choose, hear, remember, take_census),
    (serve, answer_cases),
)
"""Phases that one process compiles; each share takes about as long as the other."""

CUSTOMERS = 10
MESSAGE = "Compiling the rules of behaviour: needed once, and again when they change; takes about half a minute."


def on_stderr(message: str) -> None:
    """Print one line where progress is told."""
    print(message, file=sys.stderr, flush=True)  # noqa: T201  # progress is told here


def warm(announce: Announce = on_stderr) -> None:
    """Compile what is not compiled yet, after announcing it in one line; else do nothing."""
    if is_compiled(phase for share in SHARES for phase in share):
        return
    announce(MESSAGE)
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=compile_share, args=(share,), daemon=True) for share in range(len(SHARES))]
    for process in processes:
        process.start()
    try:
        for process in processes:
            process.join()
    finally:
        for process in processes:
            process.kill()


def compile_share(share: int) -> None:
    """Let each phase of a share pass once over nobody, which compiles it into the cache of all processes."""
    model = LoyaltyModel(load("baseline", customers=CUSTOMERS))
    model.open_week()
    world, nature, moment = model.world, model.nature, model.moment
    for phase in SHARES[share]:
        if phase is answer_cases:
            phase(world, nature, moment, Desk(0).cases, 0, 0, world.tally.counts[0])
        else:
            phase(world, nature, moment, 0, 0)
