"""The key of all luck in a run; what is made of it stands in `chance.py`."""

from typing import NamedTuple


class Luck(NamedTuple):
    """Two words of 32 bits, made from the seed and the replicate."""

    low: int
    high: int
