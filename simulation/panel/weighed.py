"""What trips were decided on, as arrays: each considered offer in numbers, its worth and luck, and what won."""

from typing import NamedTuple

import numpy as np

FELT = (
    "price", "promotion", "display", "reference_price", "going_price", "log_price", "gain", "loss", "doubt",
    "familiarity", "attraction", "taste", "affect", "habit", "conviction", "expectation", "word_of_mouth",
    "wait", "steps", "is_last", "let_down",
)  # fmt: skip
"""What is told of an offer, in the order of `felt`; `simulation/panel/columns.py` says what each means."""


class Weighed(NamedTuple):
    """What some trips were decided on, one row a trip. Buying nothing stands behind the firms."""

    felt: np.ndarray  # float64, shape (trips, firms, len(FELT)); nan where the firm did not come to mind
    worth: np.ndarray  # float64, shape (trips, firms + 1): utility before luck; nan likewise
    luck: np.ndarray  # float64, shape (trips, firms + 1): utility that luck adds
    too_dear: np.ndarray  # bool, shape (trips, firms): came to mind, and asks more than the customer pays at all
    chosen: np.ndarray  # int64, shape (trips,): the firm settled on, bought from or given up, or NOBODY
    by_cue: np.ndarray  # bool, shape (trips,): whether one cue settled it
