"""Law of the service-profit chain: 25, by the same blow to staff as claim F46."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from analysis.evidence.findings.claims_firms_inside import (
    a_blow_to_staff_reaches_profit_by_way_of_customers,
    discontented,
)
from analysis.evidence.registry import Measures, finding
from analysis.laboratory.firm_variants import outcome

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab


@finding("L25")
def staff_act_through_service(lab: Lab) -> Measures:
    """Order of the first falls, and the part of the loss of satisfaction that is gone when service is held.

    Service is held by employees whom customers do not meet: quality as written, whatever the staff feel.
    """
    found = a_blow_to_staff_reaches_profit_by_way_of_customers(lab)
    lost = (outcome(lab.panel(), "satisfaction") - outcome(discontented(lab), "satisfaction")) / 100.0
    return {"in_order": found["in_order"], "mediated": 1.0 - found["satisfaction_clamped"] / lost if lost else math.nan}
