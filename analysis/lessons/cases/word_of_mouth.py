"""Lesson 8: what a small firm gains by being talked about."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from analysis.laboratory.trip_log import TripLog
from analysis.lessons.figures import draw_weeks
from analysis.lessons.found import Bars, Found, Part, judged
from analysis.lessons.words import percent
from analysis.text.numbers import number

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def measure(panel: TripLog) -> dict[str, float]:
    """Customers won by the focus firm, those sent by others, and how its customer base grew."""
    outcomes, focus = panel.result.outcomes, panel.scenario.focus_firm
    weekly = panel.result.weekly
    base = weekly[weekly["firm"] == focus]["active_customers"]
    return {
        "won": outcomes[focus, "acquired"],
        "referred": outcomes[focus, "acquired_by_word_of_mouth"],
        "growth": outcomes[focus, "active_customers"]
        * (1.0 - base.iloc[0] / base.iloc[-1] if base.iloc[-1] else math.nan),
    }


def conclude(found: Found) -> list[Part]:
    """It grows, by talk, and by talk only if there is something good to tell."""
    growth = found.level("people_talk", "growth")
    won = {name: found.level(name, "won") for name in found.plan.arms}
    talk, silence, poor = (
        number(won[name].mean, digits=0) for name in ("people_talk", "nobody_talks", "nothing_to_tell")
    )
    share = found.over(lambda one: one["people_talk"]["referred"] / one["people_talk"]["won"])
    sent = f"{talk} customers, {percent(share)} of them sent by others"
    change = f"from the first week to the last by {number(growth.mean, digits=0, sign=True)} active customers"
    return [
        judged(
            growth,
            yes=f"Without advertising Elva grows, {change}.",
            no=f"Without advertising Elva shrinks, {change}.",
        ),
        judged(
            found.over(lambda one: one["people_talk"]["won"] - one["nobody_talks"]["won"]),
            yes=f"It wins {sent}, against {silence} if nobody talked.",
            no=f"It wins {sent}, but {silence} if nobody talked: talk harms.",
        ),
        judged(
            found.over(lambda one: one["people_talk"]["won"] - one["nothing_to_tell"]["won"]),
            yes=f"With poor service it wins {poor}: talk pays those who deserve it.",
            no=f"With poor service it wins {poor}: talk does not ask who deserves it.",
        ),
    ]


def bars(found: Found) -> Bars:
    """Customers won under each strategy."""
    rows = {name: found.level(name, "won") for name in found.plan.arms}
    rows["of these referred"] = found.level("people_talk", "referred")
    return Bars("Customers whom Elva wins in two years", "customers", rows)


def draw(found: Found) -> Figure:
    """How the customer base grows."""
    return draw_weeks(found, {"active_customers": "count"}, "What talk is worth to a small firm")
