"""Compile the rules of behaviour beforehand, in two processes side by side, and say so."""

import multiprocessing
import sys
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from simulation.engine.compiling import CACHE, is_compiled
from simulation.engine.rule_replacement import replaced
from simulation.engine.spawned_processes import without_script
from simulation.firm.complaint_desk import Desk
from simulation.model import LoyaltyModel
from simulation.scenario.load import load
from simulation.state.tables import NOBODY
from simulation.week.census import take_census
from simulation.week.choose import choose
from simulation.week.complain import complain
from simulation.week.count import count_visits
from simulation.week.experience import experience
from simulation.week.hear import hear
from simulation.week.judge import judge
from simulation.week.pay import pay
from simulation.week.recover import answer_cases, file_cases, take_places
from simulation.week.remember import drop_out, remember
from simulation.week.shop import reflect, shop
from simulation.week.standing import count_standings
from simulation.week.visit_lists import list_purchases, list_visits

Phase = Callable[..., Any]
Announce = Callable[[str], object]

SHARES: tuple[tuple[Phase, ...], ...] = (
    (choose, hear, pay, experience, judge),
    (complain, count_visits, remember, take_census, reflect, answer_cases, file_cases, take_places, list_visits,
     list_purchases, drop_out, count_standings),
)  # fmt: skip
"""What one process compiles; each share takes about as long as the other."""
TOGETHER: tuple[Phase, ...] = (shop,)
"""What is put together from both, once they are there."""

CUSTOMERS = 10
MESSAGE = "Compiling the rules of behaviour: needed once, and again when they change; takes some twenty seconds."


def on_stderr(message: str) -> None:
    """Print one line where progress is told."""
    if sys.stderr is not None:  # a service may have none, and `print` would take stdout in its place
        print(message, file=sys.stderr, flush=True)  # noqa: T201  # progress is told here


def warm(announce: Announce = on_stderr) -> None:
    """Compile what is not compiled yet, after announcing it in one line; else do nothing."""
    if names := replaced():
        announce(f"{', '.join(names)}: replaced in this process, in which all runs therefore stay; it compiles afresh.")
        return
    phases = [phase for share in (*SHARES, TOGETHER) for phase in share]
    if is_compiled(phases):
        return
    announce(MESSAGE)
    if CACHE is None or multiprocessing.current_process().daemon:  # which may have no children, as a page's market
        compile_all(phases)
        return
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_compile_share, args=(share,), daemon=True) for share in range(len(SHARES))]
    with without_script():
        for process in processes:
            process.start()
    try:
        for process in processes:
            process.join()
    finally:
        for process in processes:
            process.kill()
    compile_all(TOGETHER)


def _compile_share(share: int) -> None:
    compile_all(SHARES[share])


def compile_all(phases: Iterable[Phase]) -> None:
    """Let each phase pass once over nobody, which compiles it into the cache of all processes."""
    model = LoyaltyModel(load("baseline", customers=CUSTOMERS))
    model.open_week()
    world, nature, moment = model.world, model.nature, model.moment
    none = np.zeros(1, np.int64)
    others = {
        answer_cases: (nature, moment, Desk(0).cases, 0, 0, world.tally.counts[0]),
        file_cases: (moment, 0, none[:0], 0.0, Desk(0).cases),
        take_places: (moment, none[:0], np.zeros(0)),
        list_visits: (world.visits.firm, NOBODY, False, none),
        list_purchases: (none, none, none),
        count_standings: (moment, none.reshape(1, 1)),
        drop_out: (0, 0, none[:0], none[:0], none[:0]),
    }
    for phase in phases:
        phase(world, *others.get(phase, (nature, moment, 0, 0)))
