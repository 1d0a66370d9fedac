"""What a diary holds of one decision."""

from typing import NamedTuple

from simulation.behavior.offer import Offer


class DecisionEntry(NamedTuple):
    """One shopping trip: what every open firm offered, as the customer knew and felt it, and what came of it."""

    week: int  # as the tables count it: 0 and below during burn-in
    quantity: int  # units needed
    offers: dict[str, Offer]  # by firm
    considered: tuple[str, ...]  # firms that came to mind
    worth: dict[str, float]  # utility of each considered offer before the luck of the day
    luck: dict[str, float]  # utility that the luck of the day adds to each of them where they are weighed
    nothing: float  # utility of buying nothing, before luck
    luck_of_nothing: float  # utility that the luck of the day adds to it
    too_dear: tuple[str, ...]  # of the considered firms, those that ask more than the customer pays at all
    choice: str | None  # the firm bought from
    process: str  # how it was chosen
    reason: str  # why it was another firm than last time, or none
