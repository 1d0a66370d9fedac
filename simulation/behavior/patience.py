"""How long a customer stands in a queue, and how many steps to a purchase it takes.

Most customers give up neither; a bound on the chance tells so without an exponential or a power.
"""

import math

from simulation.engine.compiling import rule


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
