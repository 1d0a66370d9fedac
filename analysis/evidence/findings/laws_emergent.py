"""Laws 16, 19 and 24 by what customers do, beside what reads back an input, a rule or an identity."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from analysis.evidence.findings.claims_emergent import YEAR, bought_again
from analysis.evidence.findings.claims_retention_pays import five_points_of_retention
from analysis.evidence.findings.laws_buying import long_run
from analysis.evidence.registry import Measures, finding

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab

WATCHED = range(YEAR, YEAR + 9)
"""Weeks at whose end is looked what customers expect, for the answers of the weeks after them."""


@finding("L16")
def answers_fall_more_than_they_rise(lab: Lab) -> Measures:
    """Slopes of answers on performance above and below what was expected, expectation held, by regression.

    Answers at an end of the scale, which cannot move any farther, are left out.
    """
    panel = lab.panel(minds=WATCHED)
    parts: list[np.ndarray] = []
    for week in WATCHED[1:]:
        trips = panel.between(week, week)
        expected = panel.minds[week - 1].expectation[trips["firm"], trips["customer"]]
        gap = trips["performance"] - expected
        parts.append(np.array([np.maximum(gap, 0.0), np.minimum(gap, 0.0), expected, trips["satisfaction"]]))
    found = np.concatenate(parts, axis=1)
    above, below, expected, answer = found[:, (found[3] > 0.0) & (found[3] < 1.0)]
    known = np.column_stack([above, below, expected, np.ones(above.size)])
    slopes = np.linalg.lstsq(known, answer, rcond=None)[0]
    return {"effect_ratio_of_answers": float(slopes[1] / slopes[0])}


@finding("L19")
def purchases_follow_the_order_of_the_grid(lab: Lab) -> Measures:
    """Purchases within a year of a problem, in the five years of the long look, and the order of the outcomes."""
    found = bought_again(long_run(lab), YEAR)
    outcomes = ("silent", "unresolved", "resolved", "quick")
    steps = [
        found[f"{severity}_{better}"] - found[f"{severity}_{worse}"]
        for severity in ("minor", "major")
        for worse, better in pairwise(outcomes)
    ]
    return {f"{name}_year": value for name, value in found.items()} | {"smallest_step_year": min(steps)}


@finding("L24")
def five_points_of_simulated_retention(lab: Lab) -> Measures:
    """Lifetime value gained where fewer failures raise retention by five points."""
    return {"profit_gained_simulated": five_points_of_retention(lab)["profit_gained"]}
