"""Lesson 3: whether those who leave had been dissatisfied."""

import numpy as np

from analysis.laboratory.trip_log import TripLog
from analysis.lessons.found import Bars, Found, Part, judged
from analysis.lessons.words import percent

YEAR = 52
MIDPOINT = 0.5


def measure(panel: TripLog) -> dict[str, float]:
    """Of the first firm's customers: who left, satisfied or not, and who chose it again after a good or bad visit."""
    trips, people = panel.trips, panel.kinds.size
    own, is_late = trips["firm"] == 0, trips["week"] > YEAR
    began, stayed, buys = (
        np.bincount(trips["customer"][rows], minlength=people) > 0 for rows in (own & ~is_late, own & is_late, is_late)
    )
    left = began & ~stayed & buys
    last = np.full(people, np.nan)
    last[trips["customer"][own & ~is_late]] = trips["satisfaction"][own & ~is_late]  # the latest is written last
    again = chosen_again(panel)
    was_good = trips["satisfaction"][own] > MIDPOINT
    is_known = ~np.isnan(again)
    return {
        "left": left.sum() / (began & buys).sum(),
        "satisfied_leavers": float((last[left] > MIDPOINT).mean()) if left.any() else float("nan"),
        "again_after_good": float(again[was_good & is_known].mean()),
        "again_after_bad": float(again[~was_good & is_known].mean()),
    }


def chosen_again(panel: TripLog) -> np.ndarray:
    """For each purchase from the first firm, whether the customer's next purchase was from it too; NaN if none came."""
    customer, firm = panel.trips["customer"], panel.trips["firm"]
    order = np.argsort(customer, kind="stable")  # trips lie in order of the weeks
    after = np.full(order.size, np.nan)
    follows = customer[order][1:] == customer[order][:-1]
    after[order[:-1][follows]] = firm[order[1:][follows]] == 0
    return np.asarray(after[firm == 0])


def conclude(found: Found) -> list[Part]:
    """Whether the satisfied leave too, and whether satisfaction counts all the same."""
    satisfied = found.level("as_is", "satisfied_leavers")
    good, bad = (found.level("as_is", f"again_after_{kind}") for kind in ("good", "bad"))
    needs = found.over(lambda one: one["as_is"]["again_after_good"] - one["as_is"]["again_after_bad"])
    left, anyway = found.level("as_is", "left"), found.level("flawless", "left")
    leak = f"{percent(left)} leave in a year; were nothing ever to go wrong, {percent(anyway)}"
    again = f"{percent(good)} choose Alba again after a good visit, {percent(bad)} after a bad one"
    flawless = found.over(lambda one: one["flawless"]["left"] - 0.5 * one["as_is"]["left"])
    return [
        judged(
            found.over(lambda one: one["as_is"]["satisfied_leavers"] - 0.5),
            yes=f"Most who left Alba, {percent(satisfied)}, had been satisfied: satisfaction does not hold them.",
            no=f"Of those who left Alba a minority, {percent(satisfied)}, had been satisfied: most were driven out.",
        ),
        judged(
            flawless,
            yes=f"{leak} still would.",
            no=f"{leak} would: most of the leak is made of failures.",
        ),
        judged(
            needs,
            yes=f"And yet {again}: satisfaction counts.",
            no=f"{again}: satisfaction does not even count.",
        ),
    ]


def bars(found: Found) -> Bars:
    """Leavers and stayers by their satisfaction."""
    rows = {
        "satisfied, of those who left": found.level("as_is", "satisfied_leavers"),
        "back after a good visit": found.level("as_is", "again_after_good"),
        "back after a bad visit": found.level("as_is", "again_after_bad"),
        "leave in a year": found.level("as_is", "left"),
        "leave a flawless firm": found.level("flawless", "left"),
    }
    return Bars("Satisfied customers, and loyal ones", "%", rows, scale=100.0)
