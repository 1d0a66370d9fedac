"""Claims F40, F41 and F43: who speaks up, what it is good for, and who buys again."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from analysis.evidence.registry import Measures, finding
from analysis.laboratory import variants
from simulation.state.visit_codes import AT_DESK, MAJOR, SETTLED_AT_ONCE, SETTLED_LATER, SILENT, UNSETTLED

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab
    from analysis.laboratory.trip_log import TripLog

OUTCOMES = {"silent": SILENT, "unresolved": UNSETTLED, "resolved": SETTLED_LATER, "quick": SETTLED_AT_ONCE}
YEAR = {"market.weeks": 52}
SOLVING = {"resolution": 0.9, "frontline_authority": 0.8, "staff": 60.0}
UNABLE = {"resolution": 0.1, "frontline_authority": 0.05, "staff": 1.0}
FULL_DESK = 12
"""Weeks after which as many cases leave the queues of the desks as enter them."""
OPEN, CLOSED = 0.9, 0.0
MORE_VOICE = 0.46
"""From 4 % to 50 % of the dissatisfied: the rise of voice for which the claim's figures were computed."""


def problems(panel: TripLog) -> dict[str, np.ndarray]:
    """The purchases that dissatisfied, by column."""
    rows = panel.trips["response"] > 0
    return {name: column[rows] for name, column in panel.trips.items()}


@finding("F40")
def half_speak_up_and_few_reach_the_desk(lab: Lab) -> Measures:
    """Voice and silent exits, with the figures of the theory text and with those of the TARP study."""
    text = problems(lab.panel({"customers.recovery.grid": "theory_text"} | YEAR))
    silent = text["response"] == SILENT
    kept = rebuys(lab.panel({"customers.recovery.grid": "tarp_1979"}))
    return {
        "formal_in_text": float((text["response"] == AT_DESK).mean()),
        "silent_exits_in_text": float(text["has_left"][silent].mean()),
        "silent_exits_minor": 1.0 - kept["minor_silent"],
        "silent_exits_major": 1.0 - kept["major_silent"],
    }


@finding("F43")
def repurchase_follows_severity_outcome_and_speed(lab: Lab) -> Measures:
    """The grid as lived: who stays after each kind of problem and answer."""
    panel = lab.panel({"customers.recovery.grid": "tarp_1979"})
    return rebuys(panel) | {"smallest_cell": float(min(np.count_nonzero(cell) for cell in cells(panel).values()))}


def cells(panel: TripLog) -> dict[str, np.ndarray]:
    """Which problems fall into each of the eight cells, by severity and outcome."""
    found = problems(panel)
    return {
        f"{severity}_{name}": (found["response"] == response) & ((found["failure"] == MAJOR) == (severity == "major"))
        for severity in ("minor", "major")
        for name, response in OUTCOMES.items()
    }


def rebuys(panel: TripLog) -> dict[str, float]:
    """Share that stays in each cell; undefined where there is nobody."""
    left = problems(panel)["has_left"]
    return {name: 1.0 - float(left[cell].mean()) if cell.any() else np.nan for name, cell in cells(panel).items()}


@finding("F41")
def invited_complaints_must_be_solved(lab: Lab) -> Measures:
    """An open door against a closed one, at firms that solve what they hear, and at firms that cannot."""
    solved = [_handled(lab, SOLVING, ease) for ease in (CLOSED, OPEN)]
    unable = [_handled(lab, UNABLE, ease) for ease in (CLOSED, OPEN)]
    gain, unsolved = (_kept(after) - _kept(before) for before, after in (solved, unable))
    return {
        "gain": gain,
        "gain_major": _gain_by_voice(*solved, is_major=True),
        "gain_minor": _gain_by_voice(*solved, is_major=False),
        "gain_unsolved": unsolved / gain if gain else math.nan,
    }


def _handled(lab: Lab, handling: dict[str, float], ease: float) -> TripLog:
    return lab.panel(variants.for_all(lab, "recovery", **handling, ease_of_voice=ease) | YEAR)


def _kept(panel: TripLog) -> float:
    """Share of the dissatisfied who stay, whatever desk and front line made of it."""
    weekly = panel.result.weekly[panel.result.weekly["week"] > FULL_DESK]
    return 1.0 - float(weekly["exits"].sum() / weekly["dissatisfied"].sum())


def _gain_by_voice(before: TripLog, after: TripLog, *, is_major: bool) -> float:
    """Share kept for so much more voice; who went on to the desk counts like those whom the front line failed."""
    kept, voice = [], []
    for panel in (before, after):
        found, stays = problems(panel), rebuys(panel)
        cell = (found["failure"] == MAJOR) == is_major
        desk = found["response"][cell] == AT_DESK
        failed = stays["major_unresolved" if is_major else "minor_unresolved"]
        kept.append(np.where(desk, failed, 1.0 - found["has_left"][cell]).mean())
        voice.append((found["response"][cell] != SILENT).mean())
    risen = voice[1] - voice[0]
    return float((kept[1] - kept[0]) / risen * MORE_VOICE) if risen else math.nan
