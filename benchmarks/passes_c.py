"""The passes over everybody in C, compiled when asked for: a yardstick, no dependency."""

import ctypes
import subprocess
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.passes_numpy import STATES, bounds
from simulation.engine.settled_threads import settled_threads
from simulation.model import LoyaltyModel
from simulation.week.price import WEEKS_A_YEAR

COMPILER = ("gcc", "-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC")
"""Without contraction, so that C rounds as we do."""
MEASURES = 16


def library() -> Any:
    """The compiled passes; FileNotFoundError where there is no compiler."""
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder) / "passes.so"
        subprocess.run([*COMPILER, "-o", str(built), str(Path(__file__).with_name("passes.c"))], check=True)
        return ctypes.CDLL(str(built))


def address(column: np.ndarray) -> ctypes.c_void_p:
    """Where a column begins."""
    return ctypes.c_void_p(column.ctypes.data)


def reals(*numbers: float) -> np.ndarray:
    """Numbers as C reads them."""
    return np.array(numbers, np.float64)


class InC:
    """The passes on the columns of one model, its customers shared out among threads."""

    def __init__(self, model: LoyaltyModel, threads: int) -> None:
        self.model, self.c, self.threads = model, library(), threads
        self.pool = settled_threads(threads - 1) if threads > 1 else None
        self.c.find_busy.restype = ctypes.c_int64

    def share(self, work: Callable[[int, int], Any]) -> list[Any]:
        """Let each thread do its part of the customers, each on a core of its own, as the engine does."""
        customers = self.model.world.customers.rate.size
        own, *parts = pairwise(customers * part // self.threads for part in range(self.threads + 1))
        others = [self.pool.submit(work, *part) for part in parts if self.pool]
        return [work(*own), *(other.result() for other in others)]

    def fade(self) -> None:
        """A week passes."""
        nature, world = self.model.nature, self.model.world
        held, kept = world.relationships, reals(*(kind.affect_keep for kind in nature.types))
        wear = 1.0 - nature.conviction.decay
        numbers = reals(nature.attention.forgetting, nature.word_of_mouth.keep, wear, nature.satisfaction.minimum)
        columns = (world.customers.loyalty_type, world.firms.presence, kept, numbers, held.salience,
                   held.word_of_mouth, held.cumulative_satisfaction, held.affect, held.conviction)  # fmt: skip
        where, firms = [address(column) for column in columns], ctypes.c_int64(world.firms.price.size)
        self.share(lambda first, last: self.c.fade(ctypes.c_int64(first), ctypes.c_int64(last), firms, *where))

    def find_busy(self) -> int:
        """How many may need anything."""
        customers, moment = self.model.world.customers, self.model.moment
        luck, listed = np.array(moment.luck, np.uint32), self.model.world.visits.customer
        renewal = ctypes.c_double(self.model.nature.purchases.renewal / WEEKS_A_YEAR)
        rest = (address(customers.identity), address(customers.rate), address(luck), ctypes.c_uint32(moment.week),
                ctypes.c_double(moment.demand), renewal, address(listed))  # fmt: skip

        def work(first: int, last: int) -> int:
            return int(self.c.find_busy(ctypes.c_int64(first), ctypes.c_int64(last), *rest)) - first

        return sum(self.share(work))

    def census(self) -> np.ndarray:
        """By measure, type and firm."""
        world, customers = self.model.world, self.model.world.customers
        held, weeks = world.relationships, np.array(bounds(self.model.moment), np.int64)
        columns = (customers.loyalty_type, weeks, held.last_purchase, held.earlier_purchase,
                   held.year_trips, held.was_active, *(getattr(held, name) for name in STATES), customers.window_units,
                   customers.window_cents)  # fmt: skip
        where, firms = [address(column) for column in columns], world.firms.price.size

        def work(first: int, last: int) -> np.ndarray:
            totals = np.zeros((len(self.model.nature.types), firms, MEASURES), np.int64)
            self.c.census(ctypes.c_int64(first), ctypes.c_int64(last), ctypes.c_int64(firms), *where, address(totals))
            return totals

        totals: np.ndarray = np.sum(self.share(work), axis=0)
        return totals.transpose(2, 0, 1)
