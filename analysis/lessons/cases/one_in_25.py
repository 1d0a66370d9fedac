"""Lesson 5: how many of the dissatisfied a firm hears, and what becomes of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.figures.catalogue import complaint_funnel
from analysis.laboratory.trip_log import TripLog
from analysis.lessons.found import Bars, Found, Part, Replicate, Stance, judged
from analysis.lessons.words import of_25, percent
from simulation.state.visit_codes import AT_DESK, CONTENT, SILENT

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ONE = 1.0 / 25.0
ABOUT = 2.0  # half as many, or twice as many, is still "one in 25"


def measure(panel: TripLog) -> dict[str, float]:
    """Shares of the first firm's dissatisfied encounters, and of the silent among them those that left."""
    trips = panel.trips
    dissatisfied = (trips["firm"] == 0) & (trips["response"] != CONTENT)
    response, left = trips["response"][dissatisfied], trips["has_left"][dissatisfied] > 0
    silent = response == SILENT
    return {
        "desk": float((response == AT_DESK).mean()),
        "front_line": float((response != SILENT).mean()),
        "silent_left": float(left[silent].mean()),
        "stayed_silent": float((silent & ~left).mean()),
        "left_silent": float((silent & left).mean()),
    }


def nearness(one: Replicate) -> float:
    """Above zero when about one in 25 reaches the desk."""
    desk = one["as_is"]["desk"]
    return min(desk - ONE / ABOUT, ONE * ABOUT - desk)


def conclude(found: Found) -> list[Part]:
    """One in 25 at the desk; who is silent leaves; but the front line hears more."""
    desk, front, left = (found.level("as_is", name) for name in ("desk", "front_line", "silent_left"))
    opened = found.level("open_door", "desk")
    return [
        judged(
            found.over(nearness),
            yes=f"Of 25 dissatisfied customers {of_25(desk)} reach the firm's desk: about one, as the theory has it.",
            no=f"Of 25 dissatisfied customers {of_25(desk)} reach the firm's desk: not one in 25.",
        ),
        judged(
            found.over(lambda one: one["as_is"]["silent_left"] - 0.5),
            yes=f"Of those who say nothing, {percent(left)} turn away: most of them, as the theory has it.",
            no=f"Of those who say nothing, {percent(left)} turn away: most of them stay.",
        ),
        judged(
            found.over(lambda one: 0.2 - one["as_is"]["front_line"]),
            yes=f"Only {of_25(front)} of 25 say anything at all: 24 are as good as silent.",
            no=f"But {of_25(front)} of 25 told the employee whom they met: 24 are silent for the desk alone.",
        ),
        judged(
            found.over(lambda one: one["open_door"]["desk"] - one["as_is"]["desk"]),
            yes=f"An open door brings {of_25(opened)} of 25 to the desk: silence is made by the firm.",
            no=f"An open door brings {of_25(opened)} of 25 to the desk: no more than before.",
            stance=Stance.BESIDE,
        ),
    ]


def bars(found: Found) -> Bars:
    """Of 25 dissatisfied customers."""
    names = {"told the front line": "front_line", "went on to the desk": "desk",
             "left without a word": "left_silent", "stayed without a word": "stayed_silent"}  # fmt: skip
    rows = {name: found.level("as_is", measure) for name, measure in names.items()}
    return Bars("Of 25 dissatisfied customers of Alba", "customers", rows, scale=25.0, digits=1)


def draw(found: Found) -> Figure:
    """The complaint funnel of every strategy."""
    return complaint_funnel(found.weekly, found.plan.lead.focus_firm)
