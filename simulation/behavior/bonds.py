"""What ties a customer to a firm beside satisfaction, and a firm to a customer: benefits, empathy, effort."""

from simulation.behavior.parameters import Bonds, Difficult
from simulation.engine.compiling import rule


@rule
def allied(attraction: float, alliance: float, familiarity: float, bonds: Bonds) -> float:
    """Attraction of a firm to one customer: joint benefits count for who knows it, and are lost on leaving."""
    return attraction + bonds.alliance * alliance * familiarity


@rule
def tie_of(alliance: float, empathy: float, bonds: Bonds) -> float:
    """What keeps a customer after a problem beside loyalty, in logit: benefits at stake, and being treated as a person.

    Interactional justice works whether the matter is settled or not [OrsingherEtAl2010].
    """
    return bonds.barrier * alliance + bonds.empathy * (empathy - bonds.usual_empathy)


@rule
def warmed(growth: float, empathy: float, bonds: Bonds) -> float:
    """How fast affect grows where people are met with more, or less, empathy than they are used to."""
    return growth * max(1.0 + bonds.warmth * (empathy - bonds.usual_empathy), 0.0)


@rule
def difficulty(rank: float, difficult: Difficult) -> float:
    """Cost of a visit beyond the usual, money; `rank` orders customers from 0, the easiest, to 1, the dearest."""
    return difficult.cost if rank > 1.0 - difficult.share else 0.0
