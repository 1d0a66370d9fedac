"""Claims F15 and F16: liking that lasts without buying, and knowledge of quality."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.evidence.registry import Measures, finding
from analysis.laboratory import variants
from analysis.laboratory.interventions import BEHAVIORAL, COGNITIVE, EMOTIONAL, IMPULSIVE

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab
    from analysis.laboratory.trip_log import TripLog

MAIN = 0.5
ALONE = {"market.weeks": 53}
DROP = 0.25
WATCHED = (1, 2, 3, 4, 6, 8, 10, 13, 16, 20, 26, 33, 41, 52, 65, 78, 91, 104)


@finding("F15")
def some_like_long_before_they_buy(lab: Lab) -> Measures:
    """Dick and Basu's latent loyalty: liked best, yet less than half of the purchases; and affect without contact."""
    panel = lab.panel()
    affect, units = panel.minds[104].affect.astype(float), panel.units(53, 104)
    best_other = np.array([np.delete(affect, j, 0).max(axis=0) for j in range(panel.firms)])
    patronage = units / np.maximum(units.sum(axis=0), 1)
    latent = (affect > best_other) & (patronage < MAIN)
    alone = lab.panel(ALONE, events=[variants.event("downturn", 1, None, size=1.0)], minds=(53,))
    half_life = _half_life(alone)
    parameter = lab.scenario.customers.types.emotional.affect_half_life
    return {"latent": float(latent.mean()), "half_life_ratio": half_life / parameter, "half_life": half_life}


def _half_life(alone: TripLog) -> float:
    """Years in which the affect of content emotional customers halves while nobody buys."""
    emotional, minimum = alone.of("emotional"), alone.scenario.customers.satisfaction.minimum
    content = alone.minds[1].cumulative_satisfaction[:, emotional] >= minimum
    start, end = (alone.minds[week].affect[:, emotional][content].mean() for week in (1, 53))
    return float(np.log(0.5) / np.log(end / start))


@finding("F16")
def only_the_cognitive_know_quality(lab: Lab) -> Measures:
    """What is expected of firms against what they do; when each type notices that quality has quietly fallen."""
    panel = lab.panel(minds=WATCHED)
    minds, true = panel.minds[104], _true_performance(panel)
    active = panel.units(53, 104).sum(axis=0) > 0
    kinds = [active & (panel.kinds == kind) for kind in range(4)]
    r = [float(np.corrcoef(true[:, who].ravel(), minds.expectation[:, who].ravel())[0, 1]) for who in kinds]
    worse = lab.panel(
        events=[variants.event("quality_launch", 1, None, firm=lab.firms[variants.OWN], size=-DROP)], minds=WATCHED
    )
    noticed = [_weeks_until_noticed(panel, worse, kind) for kind in range(4)]
    others = (IMPULSIVE, EMOTIONAL, BEHAVIORAL)
    return {
        "cognitive_knowledge": r[COGNITIVE],
        "others_knowledge": max(r[kind] for kind in others),
        "detection_ratio": noticed[COGNITIVE] / min(noticed[kind] for kind in others),
    }


def _true_performance(panel: TripLog) -> np.ndarray:
    """Performance that each customer would meet at each firm, as a stranger or as one who has bought before."""
    firms, weights = panel.scenario.firms.values(), panel.scenario.customers.experience
    before = np.array([weights.quality * f.service.quality + weights.process * f.service.process for f in firms])
    after = before + weights.technical * np.array([f.service.technical for f in firms])
    known = panel.minds[104].purchases > 0
    return np.where(known, after[:, None], before[:, None] / (weights.quality + weights.process))


def _weeks_until_noticed(as_is: TripLog, worse: TripLog, kind: int) -> float:
    """Weeks until the own firm's customers of a type have lowered what they expect by half of the fall."""
    customers = (as_is.minds[0].last_purchase[variants.OWN] > as_is.scenario.market.burn_in_weeks - 26) & (
        as_is.kinds == kind
    )
    fall = DROP * as_is.scenario.customers.experience.quality
    gaps = [
        float((as_is.minds[week].expectation - worse.minds[week].expectation)[variants.OWN, customers].mean())
        for week in WATCHED
    ]
    reached = np.maximum.accumulate(gaps)
    return float(np.interp(0.5 * fall, [0.0, *reached], [0.0, *WATCHED]))
