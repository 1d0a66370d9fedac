"""Claim F42 and law 20: how a customer who was well recovered compares with one who never met a failure.

The same customers are their own match: in one run all firms fail in a week, in the other they do not, and the luck is
the same. So whoever fails in the first and not in the second differs by nothing but the failure and its recovery.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.evidence.registry import Measures, finding
from analysis.laboratory import variants
from simulation.state.tables import NEVER, NOBODY
from simulation.state.visit_codes import CONTENT, SETTLED_AT_ONCE

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab
    from analysis.laboratory.trip_log import TripLog

GENEROUS = {"resolution": 1.0, "frontline_authority": 1.0, "compensation": 1.0, "empathy": 0.9}
WEEK, SIZE = 10, 0.9
WATCHED = (WEEK - 1, WEEK)


@finding("F42", "L20")
def well_recovered_is_a_little_better_once(lab: Lab) -> Measures:
    """Satisfaction and repurchase of customers recovered at once, against themselves without the failure."""
    spared, failed = _handled(lab, []), _handled(lab, [_outage(name) for name in lab.firms])
    who, firm, is_repeat = _recovered(spared, failed)
    gap = _satisfaction(failed, firm, who) - _satisfaction(spared, firm, who)
    customers = spared.units(1, 52) > 0
    spread = float(spared.minds[WEEK].cumulative_satisfaction[customers].std())
    cells = firm[~is_repeat], who[~is_repeat]
    again, otherwise = ((panel.units(WEEK + 1, WEEK + 26) > 0)[cells].mean() for panel in (failed, spared))
    return {
        "satisfaction_gap": float(gap[~is_repeat].mean()) / spread,
        "rebuy_gap": float(again - otherwise),
        "satisfaction_gap_again": float(gap[is_repeat].mean()) / spread,
    }


def _outage(firm: str) -> dict[str, Any]:
    return variants.event("service_outage", WEEK, 1, firm=firm, size=SIZE)


def _handled(lab: Lab, events: list[dict[str, Any]]) -> TripLog:
    return lab.panel(variants.for_all(lab, "recovery", **GENEROUS) | {"market.weeks": 52}, events=events, minds=WATCHED)


def _recovered(spared: TripLog, failed: TripLog) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Customers settled at once who would have been content at the same firm, the firm, and whether it was not the
    first time that it let them down.
    """
    content = np.full(spared.kinds.size, NOBODY)
    otherwise, trips = spared.between(WEEK, WEEK), failed.between(WEEK, WEEK)
    fine = otherwise["response"] == CONTENT
    content[otherwise["customer"][fine]] = otherwise["firm"][fine]
    settled = (trips["response"] == SETTLED_AT_ONCE) & (trips["failure"] > 0)
    settled &= content[trips["customer"]] == trips["firm"]
    who, firm = trips["customer"][settled], trips["firm"][settled].astype(np.int64)
    last = failed.minds[WEEK - 1].last_failure[firm, who]
    now = failed.scenario.market.burn_in_weeks + WEEK
    return who, firm, (last != NEVER) & (now - last <= failed.scenario.customers.recovery.repeat_weeks)


def _satisfaction(panel: TripLog, firm: np.ndarray, who: np.ndarray) -> np.ndarray:
    return np.asarray(panel.minds[WEEK].cumulative_satisfaction[firm, who], float)
