"""Lesson 1: customers come back more often than chance would have it, and why."""

import numpy as np

from analysis.laboratory.trip_log import TripLog
from analysis.lessons.found import Bars, Found, Part, Replicate, judged
from analysis.lessons.words import points
from simulation.loyalty import LOYALTY_TYPES

DIMENSIONS = {"no_habit": "habit", "no_affect": "affect", "no_conviction": "conviction"}


def measure(panel: TripLog) -> dict[str, float]:
    """Repeat purchases and purchases of the first firm, as shares of those who could have made them."""
    kinds = panel.kinds[panel.trips["customer"]]
    return {name: value for number, kind in enumerate(("", *LOYALTY_TYPES), start=-1)
            for name, value in _shares(panel, kinds == number if kind else kinds >= 0, kind).items()}  # fmt: skip


def _shares(panel: TripLog, rows: np.ndarray, kind: str) -> dict[str, float]:
    units, firm, previous = (panel.trips[name][rows] for name in ("quantity", "firm", "previous"))
    earlier = units[previous == 0].sum()
    return {
        f"repeat{kind}": float(units[(previous == 0) & (firm == 0)].sum() / earlier) if earlier else float("nan"),
        f"share{kind}": float(units[firm == 0].sum() / units.sum()) if units.size else float("nan"),
    }


def excess(one: Replicate, strategy: str, kind: str = "") -> float:
    """How much more often than chance customers, all or of one kind, come back."""
    return one[strategy][f"repeat{kind}"] - one[strategy][f"share{kind}"]


def of_kind(one: Replicate, kind: str) -> float:
    """The same of one kind of customer, with loyalty."""
    return excess(one, "loyal", kind)


def lost(one: Replicate, strategy: str) -> float:
    """How much less often they come back where something is missing."""
    return excess(one, "loyal") - excess(one, strategy)


def conclude(found: Found) -> list[Part]:
    """Without loyalty customers come back less; which of its dimensions counts most."""
    loyal, without = found.of("loyal", excess), found.of("none_of_them", excess)
    levels = f"{points(loyal)} points above chance with loyalty, {points(without)} without"
    parts = [
        judged(
            found.of("none_of_them", lost),
            yes=f"Customers come back {levels}: loyalty is more than taste and size.",
            no=f"Customers come back {levels}: taste and size explain it all.",
        )
    ]
    for strategy, name in DIMENSIONS.items():
        gone = found.of(strategy, lost)
        parts.append(
            judged(
                gone,
                yes=f"Without {name} they come back less often, by {points(gone)} points.",
                no=f"Without {name} they come back no less often ({points(gone)} points lost).",
            )
        )
    return parts


def bars(found: Found) -> Bars:
    """How much more often than chance customers come back under each strategy, and each kind of them as it is."""
    rows = found.each(found.plan.arms, excess)
    for kind in LOYALTY_TYPES:
        rows[f"{found.plan.baseline}, {kind}"] = found.of(kind, of_kind)
    return Bars("Repeat rate less market share", "points", rows, scale=100.0, digits=1)
