"""Let a market live for some weeks in a process of its own, and write down everything that became of it.

`python -m tests.oracle.live engine|objects SCENARIO WEEKS FILE.npz`; NUMBA_DISABLE_JIT=1 makes the rules plain Python.
"""

import sys
from collections.abc import Callable

import numpy as np

from simulation.measurement.recorder import Week
from simulation.model import LoyaltyModel
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario
from tests.oracle.market import ObjectModel

Trace = dict[str, np.ndarray]


def engine(scenario: Scenario, weeks: int, threads: int = 1) -> Trace:
    """All columns after so many weeks, and every week's record, from the tables."""
    model = LoyaltyModel(scenario, threads=threads)
    for _ in range(weeks):
        model.step()
    columns = {**model.world.customers._asdict(), **model.world.relationships._asdict()}
    model.release()
    return columns | recorded(model.recorder.weeks)


def objects(scenario: Scenario, weeks: int) -> Trace:
    """The same from one object a customer."""
    model = ObjectModel(LoyaltyModel(scenario))
    for _ in range(weeks):
        model.luck.draw(model.week + 1)
        model.step()
    return model.columns() | recorded(model.weeks)


def recorded(weeks: list[Week]) -> Trace:
    """What was recorded, one array a measure and week."""
    return {f"{name}, week {week}": part
            for week, record in enumerate(weeks, start=1) for name, part in record._asdict().items()}  # fmt: skip


KINDS: dict[str, Callable[[Scenario, int], Trace]] = {"engine": engine, "objects": objects}

if __name__ == "__main__":
    kind, source, weeks, file = sys.argv[1:]
    np.savez(file, allow_pickle=False, **KINDS[kind](load(source), int(weeks)))
