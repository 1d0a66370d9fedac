"""Bounds of a price that change hardly or never: the most that a customer pays for a unit, and what is fair."""

import math

from simulation.behavior.parameters import Traits
from simulation.engine.compiling import rule


@rule
def reservation_multiple(traits: Traits, deviation: float) -> float:
    """The most that a customer pays for a unit, as a multiple of the usual price: log-normal [BreidertEtAl2006].

    A customer gets used to a dear firm, but not to any price. `deviation` in standard deviations.
    """
    return traits.reservation * math.exp(traits.reservation_spread * deviation)


@rule
def accepted_price(going_price: float, standing: float, tier: float) -> float:
    """Price of a firm that is felt as fair, money: of what the category costs, as much as has long been usual there.

    `standing` is the firm's usual price as a multiple of the category's, `tier` the part of the distance that is
    accepted. The memory of what is usual is slow, so that customers do not get used to a windfall margin; in the end
    they do, to any stable state of affairs [KahnemanKnetschThaler1986].
    """
    return going_price * (1.0 + tier * (standing - 1.0))
