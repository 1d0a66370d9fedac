"""Lesson 1: customers come back more often than chance would have it, and why."""

from analysis.lessons.found import Bars, Found, Part, Replicate, judged
from analysis.lessons.words import points
from analysis.panel import Panel

DIMENSIONS = {"no_habit": "habit", "no_affect": "affect", "no_conviction": "conviction"}


def measure(panel: Panel) -> dict[str, float]:
    """Repeat purchases and purchases of the first firm, as shares of those who could have made them."""
    units, firm, previous = (panel.trips[name] for name in ("quantity", "firm", "previous"))
    earlier = units[previous == 0].sum()
    return {
        "repeat": float(units[(previous == 0) & (firm == 0)].sum() / earlier) if earlier else float("nan"),
        "share": float(units[firm == 0].sum() / units.sum()),
    }


def excess(one: Replicate, strategy: str) -> float:
    """How much more often than chance customers come back."""
    return one[strategy]["repeat"] - one[strategy]["share"]


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
    """How much more often than chance customers come back under each strategy."""
    rows = found.each(found.plan.arms, excess)
    return Bars("Repeat rate less market share", "points", rows, scale=100.0, digits=1)
