"""What a customer bears at most: a price, a queue, the steps to a purchase; and which price is felt as fair.

Most customers give up neither for a wait nor for steps; a bound on the chance tells so without a costly function.
"""

import math

from simulation.behavior.traits import Traits
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


@rule
def loses_patience(wait: float, tolerance: float, chance: float) -> bool:
    """Whether a wait is too long, minutes both: with probability 1 - exp(-(wait / tolerance)²), around the tolerance.

    exp(-x) is at least 1 - x.
    """
    impatience = wait / tolerance
    return chance > 1.0 - impatience * impatience and chance > math.exp(-impatience * impatience)


@rule
def stumbles(steps: float, effort_per_step: float, spared: float, chance: float) -> bool:
    """Whether a purchase of so many steps is broken off; who knows the firm is `spared` a share of the trouble.

    (1 - p)^n is at least 1 - n p for n of 1 and more.
    """
    trouble = effort_per_step * (1.0 - spared)
    if steps >= 1.0 and chance <= 1.0 - steps * trouble:
        return False
    return bool(chance > (1.0 - trouble) ** steps)
