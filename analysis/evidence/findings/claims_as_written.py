"""Claims F03, F07, F09, F10, F17 to F20, F25, F46, F49 and F52 on the terms once written down, beside those of now."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from analysis.evidence.findings.claims_bonds import messages
from analysis.evidence.findings.claims_events import REACTIONS, agrees, failed
from analysis.evidence.findings.claims_firms_inside import discontented, fall_in_order, service_met
from analysis.evidence.findings.claims_loyalty import HALF_A_YEAR, MINIMUM, foresight, undercut_later
from analysis.evidence.findings.claims_retention_pays import (
    BUDGET,
    WAYS,
    YEAR,
    both_ledgers,
    gains_of_five_points,
    garage,
    growth_of_profit,
    outcome,
    promoted,
)
from analysis.evidence.findings.claims_types import HALF_AN_HOUR, left_by_empty_shelf
from analysis.evidence.registry import Measures, finding
from analysis.laboratory import variants
from analysis.laboratory.interventions import BEHAVIORAL, COGNITIVE, EMOTIONAL, IMPULSIVE, sales

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab
    from analysis.laboratory.trip_log import TripLog

BETTER = 0.6
"""Utility to the cognitive of the better product that was written down."""
MOST_PURCHASES, RECOVERED = 12, 0.1


@finding("F03")
def loyalty_foretells_the_switches_of_all(lab: Lab) -> Measures:
    """The customers of the firm that cuts its price are asked as well."""
    usual, under_attack = foresight(lab.panel()), foresight(undercut_later(lab))
    return {"foresight_of_all": usual, "foresight_gained_of_all": under_attack - usual}


@finding("F07")
def who_is_unsatisfied_of_himself(lab: Lab) -> Measures:
    """Those whose satisfaction with a firm stayed below the minimum for half a year, most of whom never come back."""
    minds = lab.panel({"customers.satisfaction.minimum": MINIMUM}, minds=HALF_A_YEAR).minds
    weeks = [minds[week] for week in HALF_A_YEAR]
    unhappy = np.all([week.cumulative_satisfaction < MINIMUM for week in weeks], axis=0)
    if not unhappy.any():
        return {}
    conviction = np.array([week.conviction[unhappy] for week in weeks])
    falling = variants.index(weeks[-1])[unhappy] < variants.index(weeks[0])[unhappy]
    return {
        "falling_by_themselves": float(falling.mean()),
        "rising_by_themselves": float((np.diff(conviction, axis=0) > 0).sum(0).mean()),
    }


@finding("F09")
def keep_or_win_at_every_firm(lab: Lab) -> Measures:
    """The same budget at each firm as it is: those that lose 15 % or more a year, and those that few buy from."""
    as_is = lab.panel()
    ahead: dict[str, list[float]] = {"retention": [], "acquisition": []}
    for firm in lab.firms:
        kept, won = (outcome(lab.panel({f"firms.{firm}.{way}": BUDGET}), firm, "profit") for way in WAYS)
        if outcome(as_is, firm, "churn") >= 0.15:
            ahead["retention"].append(kept - won)
        if outcome(as_is, firm, "penetration") < 0.20:
            ahead["acquisition"].append(won - kept)
    return {f"{way}_ahead_as_is": float(np.mean(found)) if found else math.nan for way, found in ahead.items()}


@finding("F10")
def five_points_of_the_metric_retention(lab: Lab) -> Measures:
    """Retention as the metric of that name has it, and lifetime value, both at the end."""
    low, high = gains_of_five_points(lab, "retention", outcome)
    return {"profit_gained_at_the_end": high, "gain_at_the_end": high - low}


@finding("F17")
def a_product_better_by_a_little_wins_the_cognitive(lab: Lab) -> Measures:
    """A launch worth 0.6 utility to the cognitive."""
    customers = lab.scenario.customers
    size = BETTER / (customers.types.cognitive.quality_weight * customers.experience.quality)
    better = len(lab.firms) - 2
    launched = lab.panel(events=[variants.event("quality_launch", 1, None, firm=lab.firms[better], size=size)])
    growth = sales(launched, better, 1, YEAR) / sales(lab.panel(), better, 1, YEAR)
    others = (growth[IMPULSIVE], growth[EMOTIONAL], growth[BEHAVIORAL])
    return {"cognitive_growth_at_0_6": float(growth[COGNITIVE]), "others_growth_at_0_6": float(max(others))}


@finding("F18")
def a_broken_habit_takes_five_purchases(lab: Lab) -> Measures:
    """Purchases after the stock-out until less than a tenth of what was lost at the first is still lost."""
    lost = [left_by_empty_shelf(lab, purchase) for purchase in range(1, MOST_PURCHASES + 1)]
    mended = [number for number, left in enumerate(lost, 1) if left < RECOVERED * lost[0]]
    return {"purchases_to_mend": float(mended[0] if mended else MOST_PURCHASES)}


@finding("F19")
def patience_ends_at_the_pace_of_a_queue(lab: Lab) -> Measures:
    """Trips given up in half an hour by the curve that was written down, 1 - exp(-wait / tolerance)."""
    types = lab.scenario.customers.types
    gone = [1.0 - math.exp(-HALF_AN_HOUR / each.wait_tolerance) for each in (types.behavioral, types.impulsive)]
    return {"given_up_ratio_by_the_curve": gone[0] / gone[1]}


@finding("F20")
def failures_cost_sales_in_the_order_of_theory(lab: Lab) -> Measures:
    """The row of failures by the sales that they cost, like the other rows."""
    weeks = (variants.CUT_FROM, lab.scenario.market.weeks // 4)
    lost = 1.0 - sales(failed(lab), variants.OWN, *weeks) / sales(lab.panel(), variants.OWN, *weeks)
    return {"failures_by_sales": float(agrees(lost, REACTIONS["failures"]))}


@finding("F25")
def messages_confirm_buyers_more_than_all_others(lab: Lab) -> Measures:
    """Those who had bought in the year before it against all who had not, former customers too."""
    gained, buyers = messages(lab)
    return {"confirmation_ratio_of_all": float(gained[buyers].mean() / gained[~buyers].mean())}


@finding("F46", "L25")
def a_blow_to_staff_reaches_the_metrics_in_order(lab: Lab) -> Measures:
    """The same chain with the metric `retention`, which looks back a year, in the place of exits."""
    return {
        "in_order_by_retention": float(fall_in_order(*(_metrics(panel) for panel in (lab.panel(), discontented(lab)))))
    }


def _metrics(panel: TripLog) -> tuple[np.ndarray, ...]:
    table = panel.result.weekly
    of = table[table["firm"] == next(iter(panel.scenario.firms))]
    return service_met(panel), *(of[name].to_numpy() for name in ("satisfaction", "retention", "profit"))


@finding("F49")
def the_same_customers_in_their_fourth_year(lab: Lab) -> Measures:
    """The market of car service: the same customers in their first and in their fourth year."""
    return {"mature_to_new_of_the_same": growth_of_profit(lab.elsewhere(garage(lab)), {})}


@finding("F52")
def a_deep_promotion_of_the_usual_price(lab: Lab) -> Measures:
    """A quarter off twice a year, from the usual list price."""
    now, later = both_ledgers(lab, promoted(lab, 1.0))
    return {"profit_of_promotion": now, "equity_of_promotion": later}
