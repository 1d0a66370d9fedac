"""Laws of repeat buying: 1 to 7 and 15, all on one long look at the market as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import spearmanr

from analysis.evidence.registry import Measures, finding
from analysis.laboratory import repeat_buying
from analysis.laboratory.trip_log import TripLog

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab

LONG = 260
LAST_YEAR = (209, 260)
YEAR_BEFORE = (157, 208)
MISSED = 10


def long_run(lab: Lab) -> TripLog:
    """Five reported years of the market as it is."""
    return lab.panel({"market.weeks": LONG})


def last_year(lab: Lab) -> np.ndarray:
    """Units of the fifth year, shape (firms, customers)."""
    return long_run(lab).units(*LAST_YEAR)


def frequency(units: np.ndarray) -> np.ndarray:
    """Purchases of the firms' buyers, shape (firms,)."""
    return np.asarray(units.sum(axis=1) / (units > 0).sum(axis=1))


@finding("L01")
def share_is_mostly_penetration(lab: Lab) -> Measures:
    """Double jeopardy, held against the Dirichlet of the same category [Ehrenberg]."""
    fitted = repeat_buying.Dirichlet(last_year(lab))
    share = np.log(fitted.share)
    observed, expected = (np.polyfit(share, np.log(values), 1)[0] for values in (fitted.observed, fitted.expected))
    return {"slope_gap": float(observed - expected), "part_of_penetration": float(observed)}


@finding("L02")
def frequency_rises_with_share(lab: Lab) -> Measures:
    """Big firms' buyers buy a little more often, and the spread is at least the Dirichlet's."""
    units = last_year(lab)
    fitted, often = repeat_buying.Dirichlet(units), frequency(units)
    expected = units.sum(axis=1) / units.shape[1] / fitted.expected
    slope = np.polyfit(np.log(fitted.share), np.log(often), 1)[0]
    spread = (often.max() / often.min()) / (expected.max() / expected.min())
    return {
        "rank_correlation": float(spearmanr(units.sum(axis=1), often)[0]),
        "spread_ratio": float(spread),
        "slope": float(slope),
    }


@finding("L03")
def firms_share_their_buyers(lab: Lab) -> Measures:
    """Duplication of purchase follows penetration."""
    coefficient, correlation = repeat_buying.duplication(last_year(lab))
    return {"correlation": correlation, "coefficient": coefficient}


@finding("L04")
def one_switching_parameter_fits_all(lab: Lab) -> Measures:
    """The Dirichlet fits with one S [GoodhardtEtAl1984]."""
    fitted = repeat_buying.Dirichlet(last_year(lab))
    switching = fitted.switching
    return {
        "lowest_switching": float(switching.min()),
        "highest_switching": float(switching.max()),
        "variation": float(switching.std() / switching.mean()),
        "penetration_error": float(np.mean(np.abs(fitted.expected / fitted.observed - 1.0))),
    }


@finding("L05")
def a_fifth_of_the_buyers_makes_most_sales(lab: Lab) -> Measures:
    """Pareto shares of firms and category."""
    units = last_year(lab)
    firms = [repeat_buying.pareto_share(own) for own in units]
    return {
        "category": repeat_buying.pareto_share(units.sum(axis=0)),
        "lowest_firm": min(firms),
        "highest_firm": max(firms),
    }


@finding("L06")
def heavy_buyers_do_not_stay_heavy(lab: Lab) -> Measures:
    """Buyer moderation from the fourth year to the fifth."""
    before, after = long_run(lab).units(*YEAR_BEFORE), last_year(lab)
    demoted = [repeat_buying.demoted(then, now) for then, now in zip(before, after, strict=True)]
    return {"lowest_firm": min(demoted), "highest_firm": max(demoted)}


@finding("L07")
def loyalty_is_polygamous(lab: Lab) -> Measures:
    """Parts of requirements and buyers of one firm only."""
    units = last_year(lab)
    parts, sole = repeat_buying.share_of_requirements(units), repeat_buying.sole_buyers(units)
    return {
        "lowest_requirements": float(parts.min()),
        "highest_requirements": float(parts.max()),
        "lowest_sole": float(sole.min()),
        "highest_sole": float(sole.max()),
    }


@finding("L15")
def the_last_purchase_itself_matters(lab: Lab) -> Measures:
    """Structural inertia by experiment: the first firm is sold out for a week."""
    missed = lab.panel(events=[{"event": "stock_out", "firm": lab.firms[0], "from_week": MISSED, "weeks": 1}])
    return {"odds_ratio": repeat_buying.structural_inertia(lab.panel(), missed, 0, MISSED)}
