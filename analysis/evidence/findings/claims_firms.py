"""Claims on what a firm offers: F22, F24, F27, F31, F36, F44, F54, F56, F57."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.evidence.registry import Measures, finding
from analysis.laboratory.firm_variants import OWN, better, failing, outcome, own, serving, share, visits
from simulation.loyalty import LOYALTY_TYPES

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab
    from analysis.laboratory.trip_log import TripLog

HALF_YEAR = 26
COGNITIVE = LOYALTY_TYPES.index("cognitive")
FREQUENT_FAILURES = 0.15
NEW_FAULTS = 0.2
CONSTRAINED = 0.75
DIFFICULT = {"customers.difficult.share": 0.02}
"""The worst 1 to 3 % of customers, who cost more than they bring."""
GOOD_RECOVERY = {
    "recovery__staff": 20.0,
    "recovery__frontline_authority": 0.8,
    "recovery__resolution": 0.8,
    "recovery__days": 2.0,
    "recovery__compensation": 0.5,
}


def satisfaction(panel: TripLog, *, is_new: bool) -> float:
    """Mean satisfaction with the own firm's encounters of half a year, of first-time buyers or of the others."""
    seen = visits(panel, 1, HALF_YEAR)
    return float(seen["satisfaction"][(seen["is_new"] > 0) == is_new].mean())


@finding("F22")
def each_element_of_service_pleases(lab: Lab) -> Measures:
    """Each level of the own firm's service raised by 0.1 in week 1; answers of its regulars, and of newcomers."""
    as_is = lab.panel()
    found = {}
    for level in ("quality", "process", "technical"):
        gained = lab.panel(better(lab, level, 0.1))
        found[f"by_{level}"] = satisfaction(gained, is_new=False) - satisfaction(as_is, is_new=False)
    after_sale = lab.panel(better(lab, "technical", 0.1))
    return {**found, "prospects": satisfaction(after_sale, is_new=True) - satisfaction(as_is, is_new=True)}


@finding("F24")
def empathy_holds_and_alliance_binds(lab: Lab) -> Measures:
    """Empathy 0.2 higher against exits after failures; half of the joint benefits against retention."""
    as_is, empathy = lab.panel(), lab.scenario.firms[lab.firms[OWN]].recovery.empathy
    kind = lab.panel(own(lab, recovery__empathy=empathy + 0.2))
    allied = lab.panel(own(lab, alliance=0.5))
    left = [seen["has_left"][seen["failure"] > 0].mean() for seen in (visits(as_is, 1, 104), visits(kind, 1, 104))]
    return {
        "exits_avoided": float(left[0] - left[1]),
        "retention_by_alliance": outcome(allied, "retention") - outcome(as_is, "retention"),
        "satisfaction_by_alliance": (outcome(allied, "satisfaction") - outcome(as_is, "satisfaction")) / 100.0,
    }


@finding("F27")
def quality_pays_late_and_a_price_cut_at_once(lab: Lab) -> Measures:
    """Share gained by 0.1 of product quality and by a tenth off the price, around week 52 less around week 8."""
    as_is, price = lab.panel(), getattr(lab.scenario.firms[lab.firms[OWN]].pricing, "price", 10.0)
    arms = {
        "quality": lab.panel(better(lab, "quality", 0.1)),
        "price_cut": lab.panel(own(lab, pricing__price=0.9 * price)),
    }
    return {f"{name}_growth": _gain(arm, as_is, 45, 52) - _gain(arm, as_is, 5, 12) for name, arm in arms.items()}


def _gain(arm: TripLog, as_is: TripLog, first: int, last: int) -> float:
    return share(arm, first, last) - share(as_is, first, last)


@finding("F31")
def staff_who_know_win_the_cognitive(lab: Lab) -> Measures:
    """What staff know raised by 0.3: shares by loyalty type over two years, and the failure rate."""
    as_is, people = lab.panel(), lab.scenario.firms[lab.firms[OWN]].people
    taught = lab.panel(own(lab, people__knowledge=min(people.knowledge + 0.3, 1.0)))
    gains = [share(taught, 1, 104, kind) - share(as_is, 1, 104, kind) for kind in range(len(LOYALTY_TYPES))]
    others = max(gain for kind, gain in enumerate(gains) if kind != COGNITIVE)
    return {
        "cognitive_lead": gains[COGNITIVE] - others,
        "failure_change": failing(taught, 1, 104) - failing(as_is, 1, 104),
    }


@finding("F36")
def neither_satisfaction_nor_customers_at_any_cost(lab: Lab) -> Measures:
    """Profit at three levels of service, the inner one named beforehand; and with the dearest customers let go.

    Whom to let go is asked in a market with a few customers who cost more than they bring.
    """
    least, middle, most = (outcome(lab.panel(serving(lab, level)), "profit") for level in (0.5, 0.7, 0.9))
    as_is, few, many = (outcome(lab.panel(DIFFICULT | own(lab, let_go=part)), "profit") for part in (0.0, 0.02, 0.2))
    return {
        "best_over_least": middle - least,
        "best_over_most": middle - most,
        "dismissing_few": few - as_is,
        "dismissing_many": many - as_is,
    }


@finding("F44")
def complaints_show_where_the_process_fails(lab: Lab) -> Measures:
    """Failure rate of the second year by that of the first quarter without learning: used, and suppressed."""
    used = lab.panel(own(lab, recovery={"strategy": "root_cause"}))
    silenced = lab.panel(own(lab, recovery={"strategy": "discourage"}))
    before = failing(silenced, 1, 26)
    return {
        "failures_used": failing(used, 53, 78) / before,
        "failures_suppressed": failing(silenced, 53, 78) / before,
    }


@finding("F54")
def loyalty_needs_fast_reaction(lab: Lab) -> Measures:
    """A process with new faults, read from complaints and mended, at four lags from the complaint to the remedy."""
    faults = own(lab, service__failure_rate=NEW_FAULTS, recovery={"strategy": "root_cause"})
    profits = [outcome(lab.panel(faults | own(lab, improvement__response_lag=lag)), "profit") for lag in (0, 4, 13, 26)]
    lost = -np.diff(profits)
    return {f"lost_by_{lag}_weeks": float(loss) for lag, loss in zip((4, 13, 26), lost, strict=True)}


@finding("F56")
def prevention_beats_cure_where_failures_are_frequent(lab: Lab) -> Measures:
    """Where 15 % of visits fail: what a good recovery turned out to cost, spent on prevention instead."""
    failures = own(lab, service__failure_rate=FREQUENT_FAILURES)
    as_is, cured = lab.panel(failures), lab.panel(failures | own(lab, **GOOD_RECOVERY))
    spent = sum(outcome(cured, part) - outcome(as_is, part) for part in ("cost_desk", "cost_compensation"))
    market = lab.scenario.market
    budget = max(round(spent / market.weeks / (market.customers / 10_000.0), 2), 0.0)
    prevented = lab.panel(failures | own(lab, improvement__prevention=budget))
    return {"prevention_ahead": outcome(prevented, "profit") - outcome(cured, "profit")}


@finding("F57")
def what_lies_outside_the_sale_limits_satisfaction(lab: Lab) -> Measures:
    """Satisfaction at three levels of service under a constraint, and at the highest without it."""
    bound = {"customers.satisfaction.ceiling": CONSTRAINED}
    steps = [outcome(lab.panel(bound | serving(lab, level)), "satisfaction") / 100.0 for level in (0.5, 0.7, 0.9)]
    free = outcome(lab.panel(serving(lab, 0.9)), "satisfaction") / 100.0
    return {
        "highest_satisfaction": steps[2],
        "lowered_by_constraint": free - steps[2],
        "last_to_first_step": (steps[2] - steps[1]) / max(steps[1] - steps[0], 1e-9),
    }
