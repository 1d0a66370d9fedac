"""Lesson 7: what a problem well solved does to satisfaction, the first time and the second."""

import numpy as np

from analysis.laboratory.trip_log import TripLog
from analysis.lessons.found import Bars, Found, Part, Stance, judged
from analysis.lessons.words import amount, percent, points
from simulation.state.visit_codes import CONTENT, SETTLED_AT_ONCE


def measure(panel: TripLog) -> dict[str, float]:
    """Change of satisfaction by the next visit: after good ones, first and further problems well solved."""
    trips, outcomes, focus = panel.trips, panel.result.outcomes, panel.scenario.focus_firm
    own = np.flatnonzero(trips["firm"] == 0)
    order = own[np.argsort(trips["customer"][own], kind="stable")]
    customer, response = trips["customer"][order], trips["response"][order]
    follows = customer[1:] == customer[:-1]
    before = trips["satisfaction_before"][order]
    change = (before[1:] - before[:-1])[follows]
    earlier = _problems_before(customer, response != CONTENT)[:-1][follows]
    now = response[:-1][follows]
    solved = now == SETTLED_AT_ONCE
    return {
        "after_good": _mean(change[now == CONTENT]),
        "after_first": _mean(change[solved & (earlier == 0)]),
        "after_second": _mean(change[solved & (earlier > 0)]),
        "retention": outcomes[focus, "retention"],
        "profit": outcomes[focus, "profit"],
    }


def _problems_before(customer: np.ndarray, is_problem: np.ndarray) -> np.ndarray:
    """How many problems each customer had before each of its visits; rows lie together by customer."""
    so_far = np.cumsum(is_problem) - is_problem
    starts = np.append(True, customer[1:] != customer[:-1])
    return np.asarray(so_far - np.maximum.accumulate(np.where(starts, so_far, 0)))


def _mean(values: np.ndarray) -> float:
    return float(values.mean()) if values.size else float("nan")


def conclude(found: Found) -> list[Part]:
    """Satisfaction rises once; a firm that never fails does better all the same."""
    first, second = (found.level("fail_and_recover", name) for name in ("after_first", "after_second"))
    kept, never = (found.level(name, "retention") for name in ("fail_and_recover", "never_fail"))
    profit = found.over(lambda one: one["never_fail"]["profit"] - one["fail_and_recover"]["profit"])
    money = amount(profit, found.plan.lead.market.currency)
    figures = f"{percent(never, 1)} against {percent(kept, 1)}"
    return [
        judged(
            first,
            yes=f"A first problem well solved lifts satisfaction by {points(first)} points: that is the paradox.",
            no=f"A first problem well solved moves satisfaction by {points(first)} points: no paradox here.",
        ),
        judged(
            found.over(lambda one: -one["fail_and_recover"]["after_second"]),
            yes=f"A further one well solved moves it by {points(second)} points: nobody forgives twice.",
            no=f"A further one well solved still lifts it, by {points(second)} points: there is no such limit.",
            stance=Stance.AGAINST,
        ),
        judged(
            found.over(lambda one: one["never_fail"]["retention"] - one["fail_and_recover"]["retention"]),
            yes=f"But a firm that never fails keeps more customers for a year: {figures}, a profit of {money}.",
            no=f"And a firm that never fails keeps no more customers for a year: {figures}, a profit of {money}.",
            stance=Stance.AGAINST,
        ),
    ]


def bars(found: Found) -> Bars:
    """How satisfaction moves."""
    names = {
        "a good visit": "after_good",
        "a first problem solved": "after_first",
        "a second one": "after_second",
    }
    rows = {name: found.level("fail_and_recover", measure) for name, measure in names.items()}
    return Bars("Satisfaction with Alba moves by", "points of 100", rows, scale=100.0, digits=1)
