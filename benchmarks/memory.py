"""Bytes a customer, in a process of its own: `python -m benchmarks.memory CUSTOMERS WEEKS`."""

import resource
import sys
from pathlib import Path

import numpy as np

from simulation.compile_ahead import warm
from simulation.model import LoyaltyModel
from simulation.scenario.load import load

FEW = 1_000


def peak() -> int:
    """Most bytes that this process has had in memory."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def present() -> int:
    """Bytes that this process has in memory now; where the system does not tell, the most that it has had."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return peak()
    return pages * resource.getpagesize()


def lived(customers: int, weeks: int) -> LoyaltyModel:
    """A market of three firms after so many weeks."""
    model = LoyaltyModel(load("baseline", [("firms.Dorra", "null")], customers=customers))
    for _ in range(weeks):
        model.step()
    return model


def held(model: LoyaltyModel) -> int:
    """Bytes of all columns, of the network, and of the two years of purchases that metrics look back on."""
    world = model.world
    columns = [column for table in (world.customers, world.relationships, world.visits) for column in table]
    columns += [world.offsets, world.neighbours]
    columns += [
        column
        for week in (*model.recorder.last_year, *model.recorder.before)
        for column in week
        if isinstance(column, np.ndarray)
    ]
    return sum(column.nbytes for column in columns)


if __name__ == "__main__":
    customers, weeks = int(sys.argv[1]), int(sys.argv[2])
    warm()  # in processes of its own: what the compiler takes is not a customer's
    lived(FEW, 2).release()
    before = present()
    model = lived(customers, weeks)
    print(held(model) / customers, (peak() - before) / customers)
