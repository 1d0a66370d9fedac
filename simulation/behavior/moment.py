"""The week as compiled rules see it."""

from typing import NamedTuple

from simulation.engine.luck import Luck


class Moment(NamedTuple):
    """When a phase happens: the key of all luck, the week of the run, the market's demand (usual 1)."""

    luck: Luck
    week: int
    demand: float
    lapse_weeks: int
    reported_week: int
    base_weeks: int  # who bought within them belongs to the customer base
    arrival: float = 0.0  # chance that a vacant place is taken by a newcomer
    has_programmes: bool = False  # whether any firm has a reward programme
