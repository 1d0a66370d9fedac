"""Laws of satisfaction and complaint: 16 to 19."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from analysis.evidence.findings.laws_buying import long_run
from analysis.evidence.registry import Measures, finding
from analysis.laboratory import repeat_buying
from analysis.laboratory.trip_log import TripLog
from simulation.behavior.psychology import disconfirmed_satisfaction
from simulation.population.compile_parameters import nature_of
from simulation.state.tables import NOBODY
from simulation.state.visit_codes import MAJOR, SETTLED_AT_ONCE, SETTLED_LATER, SILENT, UNSETTLED

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab

LEVEL, STEP = 0.7, 0.1
TOTALLY, MERELY, MIDDLE = 0.8, 0.6, 0.5
OUTCOMES = {"silent": SILENT, "unresolved": UNSETTLED, "resolved": SETTLED_LATER, "quick": SETTLED_AT_ONCE}


@finding("L16")
def falling_short_weighs_more(lab: Lab) -> Measures:
    """Slopes of satisfaction on either side of expectation, by the rule [AndersonSullivan1993]."""
    judgement = nature_of(lab.scenario).satisfaction
    at, above, below = (disconfirmed_satisfaction(LEVEL + step, LEVEL, judgement) for step in (0.0, STEP, -STEP))
    return {"effect_ratio": float((at - below) / (above - at))}


@finding("L17")
def satisfaction_foretells_weakly_and_at_the_top(lab: Lab) -> Measures:
    """Who bought in the first year, and who came back in the second.

    Cumulative satisfaction at the end of the first year, on a scale of five boxes of equal width: the top one ("totally
    satisfied") against the next, by whether the next purchase goes to the firm [JonesSasser1995]; correlation with,
    and last answers of those without, any purchase in the second year.
    """
    panel = long_run(lab)
    asked, stays = panel.units(1, 52) > 0, panel.units(53, 104) > 0
    correlation, odds = boxes(panel, satisfied_of_a_year(panel))
    return {
        "correlation": correlation,
        "top_box_odds": odds,
        "satisfied_leavers": float((answers_of_a_year(panel)[asked & ~stays] > MIDDLE).mean()),
    }


def satisfied_of_a_year(panel: TripLog) -> np.ndarray:
    """Cumulative satisfaction at the end of the first year, 0-1, shape (firms, customers)."""
    return panel.minds[52].cumulative_satisfaction.astype(float)


def answers_of_a_year(panel: TripLog) -> np.ndarray:
    """Answers after each customer's last visit of the first year to each firm, NaN where there was none."""
    trips = panel.between(1, 52)
    answer = np.full((panel.firms, panel.kinds.size), np.nan)
    answer[trips["firm"], trips["customer"]] = trips["satisfaction"]
    return answer


def boxes(panel: TripLog, satisfied: np.ndarray) -> tuple[float, float]:
    """Correlation of satisfaction with any purchase in the second year, and odds of the next one by the top box."""
    asked, stays = panel.units(1, 52) > 0, panel.units(53, 104) > 0
    chosen = repeat_buying.next_choices(panel, 52)
    again = chosen == np.arange(panel.firms)[:, None]
    buys = asked & (chosen != NOBODY)
    top = again[buys & (satisfied >= TOTALLY)]
    next_box = again[buys & (satisfied >= MERELY) & (satisfied < TOTALLY)]
    odds = repeat_buying.odds(float(top.mean())) / repeat_buying.odds(float(next_box.mean()))
    return float(np.corrcoef(satisfied[asked], stays[asked])[0, 1]), odds


def problems(panel: TripLog) -> dict[str, np.ndarray]:
    """Encounters that dissatisfied, by column."""
    rows = panel.trips["response"] > 0
    return {name: column[rows] for name, column in panel.trips.items()}


@finding("L18")
def half_speak_up_and_few_reach_the_desk(lab: Lab) -> Measures:
    """Two stages of voice among the dissatisfied [Goodman2005]."""
    response = problems(long_run(lab))["response"]
    return {"front_line": float((response != SILENT).mean()), "formal": float((response > UNSETTLED).mean())}


@finding("L19")
def repurchase_follows_the_grid(lab: Lab) -> Measures:
    """Share of customers who do not turn away, by severity and outcome, and the order of the outcomes."""
    found = problems(long_run(lab))
    cells = {}
    for severity in ("minor", "major"):
        grave = (found["failure"] == MAJOR) == (severity == "major")
        for outcome, response in OUTCOMES.items():
            cells[f"{severity}_{outcome}"] = 1.0 - float(
                found["has_left"][grave & (found["response"] == response)].mean()
            )
    steps = [cells[f"{severity}_{better}"] - cells[f"{severity}_{worse}"]
             for severity in ("minor", "major") for worse, better in pairwise(OUTCOMES)]  # fmt: skip
    return cells | {"smallest_step": min(steps)}
