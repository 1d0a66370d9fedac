"""Lesson 2: one promotion of a rival, and what each kind of customer makes of it."""

import numpy as np

from analysis.laboratory.trip_log import TripLog
from analysis.lessons.found import Bars, Found, Part, Replicate, judged
from analysis.lessons.words import percent
from simulation.loyalty import LOYALTY_TYPES

FIRST, LAST = 9, 10
CALM = ("emotional", "behavioral")


def measure(panel: TripLog) -> dict[str, float]:
    """Units that each type bought from the first firm in the weeks of the promotion."""
    trips = panel.between(FIRST, LAST)
    own = trips["firm"] == 0
    units = np.bincount(panel.kinds[trips["customer"][own]], trips["quantity"][own], len(LOYALTY_TYPES))
    return dict(zip(LOYALTY_TYPES, units.tolist(), strict=True))


def lost(one: Replicate, kind: str) -> float:
    """Part of the sales to a type that the promotion took away."""
    return 1.0 - one["rival_promotion"][kind] / one["as_is"][kind]


def calm(one: Replicate) -> float:
    """The same of the two types that are said to notice little."""
    return sum(lost(one, kind) for kind in CALM) / len(CALM)


def conclude(found: Found) -> list[Part]:
    """Whether the impulsive go first, and whether the others stay."""
    others = found.each(LOYALTY_TYPES, lost)
    impulsive = others.pop("impulsive")
    most = max(others, key=lambda kind: others[kind].mean)
    figures = f"{percent(impulsive)} of its sales to impulsive customers and {percent(others[most])} to {most} ones"
    rest = f"{percent(found.over(calm))} of its sales to emotional and behavioral customers"
    return [
        judged(
            found.over(lambda one: lost(one, "impulsive") - lost(one, most)),
            yes=f"Alba loses {figures}, the next: the impulsive go first.",
            no=f"Alba loses {figures}: the {most} go first.",
        ),
        judged(
            found.over(lambda one: lost(one, "impulsive") - 3.0 * calm(one)),
            yes=f"It loses {rest}, who hardly notice.",
            no=f"It loses {rest}: they notice too.",
        ),
    ]


def bars(found: Found) -> Bars:
    """Sales lost by type."""
    rows = found.each(LOYALTY_TYPES, lost)
    return Bars("Sales that Alba loses to the promotion", "% of its sales to the type", rows, scale=100.0)
