"""Which replicate a model is: by its number, by what Mesa calls `rng`, or as an iteration of Mesa's `batch_run`."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np

from simulation.reading.errors import refused, text_of_value
from simulation.reading.python_values import plain, whole

LARGEST = 2**63
RIGHT = "rng is Mesa's word for replicate: write a whole number from 0, as rng=1, or a generator of NumPy's"
BATCH = ("mesa.batchrunner", "_model_run_func")


def replicate_of(replicate: Any, rng: Any) -> int:
    """The number of the replicate; refused where there is none, or where two different ones are asked for."""
    if rng is not None:
        if replicate is not None:
            raise refused("rng is Mesa's word for replicate; give one of them", place="rng")
        return _seeded(rng)
    iteration = _iteration()
    if replicate is None:
        return iteration + 1
    if iteration:
        right = f"leave replicate out: iterations are replicates, this one is {iteration + 1}"
        raise refused(f"the same replicate in every iteration would give equal rows; {right}", place="replicate")
    number = whole(replicate, "replicate")
    if not 0 <= number < LARGEST:
        raise refused(f"{number} is out of range; write 1 for the first replicate, 2 for the next", place="replicate")
    return number


def _seeded(rng: Any) -> int:
    """A replicate from all that Mesa takes: a number stands for itself, anything else gives one by NumPy's rules."""
    number = plain(rng) if isinstance(rng, (int, float, np.generic)) else None
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < LARGEST:
        return number
    try:
        if isinstance(rng, (bool, float, np.bool_)):
            raise TypeError(rng)  # NumPy takes yes for 1
        return int(np.random.default_rng(rng).integers(LARGEST))
    except (TypeError, ValueError):
        raise refused(f"{text_of_value(rng)} is no seed; {RIGHT}", place="rng") from None


def _iteration() -> int:
    """Which iteration of `batch_run` makes this model, from 0: Mesa does not tell the model, but its caller knows."""
    frame = inspect.currentframe()
    while frame is not None:
        if (frame.f_globals.get("__name__"), frame.f_code.co_name) == BATCH:
            return int(frame.f_locals["run"][1])
        frame = frame.f_back
    return 0
