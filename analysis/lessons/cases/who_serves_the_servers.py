"""Lesson 9: less pay for those who serve, and what becomes of those who are served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.laboratory.trip_log import TripLog
from analysis.lessons.figures import draw_weeks
from analysis.lessons.found import Bars, Found, Part, Replicate, Stance, judged
from analysis.lessons.words import amount, points
from analysis.text.numbers import number

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FIGURES = ("morale", "satisfaction", "retention", "profit")
TWINS = {"squeeze": "as_is", "squeeze_behind_machines": "machines"}


def measure(panel: TripLog) -> dict[str, float]:
    """What the focus firm and its people came to."""
    outcomes, focus = panel.result.outcomes, panel.scenario.focus_firm
    return {name: outcomes[focus, name] for name in FIGURES}


def lost(one: Replicate, measure: str, strategy: str = "squeeze") -> float:
    """What the squeeze takes away."""
    return one[TWINS[strategy]][measure] - one[strategy][measure]


def felt(one: Replicate, strategy: str) -> float:
    """Satisfaction of customers that a squeeze takes away."""
    return lost(one, "satisfaction", strategy)


def conclude(found: Found) -> list[Part]:
    """Morale, satisfaction, retention, profit; and that it goes through the encounter."""
    morale, satisfaction, kept, profit = (found.of(name, lost) for name in FIGURES)
    behind = found.of("squeeze_behind_machines", felt)
    money = amount(found.over(lambda one: -lost(one, "profit")), found.plan.lead.market.currency)
    low, felt_low, felt_behind = (number(level.mean, digits=1) for level in (morale, satisfaction, behind))
    return [
        judged(
            satisfaction,
            yes=f"Morale falls by {low} points, customers' satisfaction by {felt_low}: they feel it.",
            no=f"Morale falls by {low} points, customers' satisfaction by {felt_low}: they do not feel it.",
        ),
        judged(
            kept,
            yes=f"{points(kept)} points fewer of the customers stay a year.",
            no=f"Customers stay as they did: {points(kept)} points fewer of them in a year.",
        ),
        judged(
            profit,
            yes=f"Wages are saved, and profit falls all the same: {money} in two years.",
            no=f"Wages are saved, and for two years that pays: profit {money}.",
        ),
        judged(
            found.over(lambda one: felt(one, "squeeze") - felt(one, "squeeze_behind_machines")),
            yes=f"Where nobody meets an employee, satisfaction falls by {felt_behind}: it goes through the encounter.",
            no=f"Where nobody meets an employee, satisfaction falls by {felt_behind}, too: it needs no encounter.",
            stance=Stance.BESIDE,
        ),
    ]


def bars(found: Found) -> Bars:
    """What the squeeze takes away, in points."""
    rows = {name: found.of(name, lost) for name in ("morale", "satisfaction")}
    rows["satisfaction, by machines"] = found.of("squeeze_behind_machines", felt)
    return Bars("What the squeeze takes away", "points of 100", rows, digits=1)


def draw(found: Found) -> Figure:
    """Morale, satisfaction and profit week by week."""
    metrics = {"morale": "0–100", "satisfaction": "0–100", "cumulative_profit": found.plan.lead.market.currency}
    return draw_weeks(found, metrics, "A quarter less pay, from week 1 on")
