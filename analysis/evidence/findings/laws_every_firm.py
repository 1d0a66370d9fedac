"""Laws 8 to 11 and 15 on every firm of a market: a number a firm, of which the worst decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from analysis.evidence.findings.laws_price import (
    DEARER,
    QUARTER,
    START,
    dearer,
    gained,
    loyal_against_fickle,
    promoted,
)
from analysis.evidence.registry import Measures, finding
from analysis.laboratory import repeat_buying
from analysis.laboratory.interventions import elasticity, sales

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab

MISSED = 10


def each(lab: Lab, name: str, number: Callable[[int, str], float]) -> Measures:
    """A number of every firm, from its place and name."""
    return {f"{name}.{place}": float(number(place, firm)) for place, firm in enumerate(lab.firms)}


@finding("L08")
def price_costs_every_firm_sales(lab: Lab) -> Measures:
    """Each firm in turn asks 10 % more; the first quarter counts as the short run."""
    as_is = lab.panel()
    return each(lab, "elasticity_of_each", lambda j, firm: elasticity(as_is, dearer(lab, firm), j, DEARER, QUARTER))


@finding("L09")
def every_firms_promotion_lifts_and_a_dip_follows(lab: Lab) -> Measures:
    """Each firm in turn promotes: its sales of the two weeks, and of the four after."""

    def against_usual(j: int, firm: str, weeks: tuple[int, int]) -> float:
        return float(sales(promoted(lab, firm), j, *weeks).sum() / sales(lab.panel(), j, *weeks).sum())

    lift = each(lab, "lift_of_each", lambda j, firm: against_usual(j, firm, (START, START + 1)))
    return lift | each(lab, "afterwards_of_each", lambda j, firm: against_usual(j, firm, (START + 2, START + 5)))


@finding("L10")
def what_every_firms_promotion_takes_from_rivals(lab: Lab) -> Measures:
    """Units that rivals lose in the weeks of each firm's promotion by units that it gains in them."""

    def taken(j: int, firm: str) -> float:
        units = gained(lab, firm, START, START + 1)
        return float((units[j] - units.sum()) / units[j])

    return each(lab, "switching_of_each", taken)


@finding("L11")
def every_firms_loyal_mind_price_less(lab: Lab) -> Measures:
    """Elasticities of the terciles of loyalty among each firm's customers of the year before."""
    return each(lab, "elasticity_ratio_of_each", lambda j, _: loyal_against_fickle(lab, j))


@finding("L15")
def the_last_purchase_from_every_firm_matters(lab: Lab) -> Measures:
    """Each firm in turn is sold out for a week."""

    def inertia(j: int, firm: str) -> float:
        missed = lab.panel(events=[{"event": "stock_out", "firm": firm, "from_week": MISSED, "weeks": 1}])
        return repeat_buying.structural_inertia(lab.panel(), missed, j, MISSED)

    return each(lab, "odds_ratio_of_each", inertia)
