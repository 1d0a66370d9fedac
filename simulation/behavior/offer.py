"""An offer as rules of choice see it."""

from typing import NamedTuple

from simulation.state.firm_attributes import FirmAsSeen


class Offer(NamedTuple):
    """What one customer knows and feels about what one firm offers this week."""

    price: float
    depth: float
    display: float
    reference_price: float
    going_price: float
    familiarity: float
    attraction: float
    taste: float
    affect: float
    habit: float
    conviction: float
    expectation: float
    word_of_mouth: float
    wait: float
    steps: float
    is_last: bool
    let_down: bool
    firm: FirmAsSeen
