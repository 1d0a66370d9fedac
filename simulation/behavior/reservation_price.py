"""The most that a customer pays for a unit: drawn once, for life, and deaf to the prices that it meets."""

import math

from simulation.behavior.parameters import Traits
from simulation.engine.compiling import rule


@rule
def reservation_multiple(traits: Traits, deviation: float) -> float:
    """The most that a customer pays for a unit, as a multiple of the usual price: log-normal [BreidertEtAl2006].

    A customer gets used to a dear firm, but not to any price. `deviation` in standard deviations.
    """
    return traits.reservation * math.exp(traits.reservation_spread * deviation)
