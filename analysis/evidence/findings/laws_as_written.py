"""Laws 15 and 17 on the terms once written down, beside those of now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.evidence.findings.laws_buying import long_run
from analysis.evidence.findings.laws_service import answers_of_a_year, boxes, satisfied_of_a_year
from analysis.evidence.registry import Measures, finding
from analysis.laboratory import repeat_buying

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab


@finding("L15")
def the_last_purchase_within_persons(lab: Lab) -> Measures:
    """Odds of buying from the first firm by the last purchase, within persons, as a panel shows them."""
    return {"odds_within_persons": repeat_buying.odds_within_persons(long_run(lab), 0)}


@finding("L17")
def one_definition_of_satisfaction(lab: Lab) -> Measures:
    """Answers after the last visit for all three numbers, and cumulative satisfaction for all three."""
    panel = long_run(lab)
    asked, stays = panel.units(1, 52) > 0, panel.units(53, 104) > 0
    answers, lasting = answers_of_a_year(panel), satisfied_of_a_year(panel)
    correlation, odds = boxes(panel, answers)
    return {
        "correlation_of_answers": correlation,
        "top_box_odds_of_answers": odds,
        "satisfied_leavers_lasting": float((lasting[asked & ~stays] > 0.5).mean())
        if np.any(asked & ~stays)
        else np.nan,
    }
