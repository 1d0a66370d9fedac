"""What customers see of a firm as its block in the scenario states it, in the shape that compiled code takes.

Written by `python -m tools.compiled_parameters` from the numbers of `simulation/scenario/parameters/firm.py` that are
`seen`. Do not edit it.
"""

from typing import NamedTuple

import numpy as np


class FirmAttributes(NamedTuple):
    """One row a firm, shape (firms,), float64: what its block states."""

    attraction: np.ndarray  # utility that all customers see in the firm


class FirmAsSeen(NamedTuple):
    """The same of one firm."""

    attraction: float  # utility that all customers see in the firm
