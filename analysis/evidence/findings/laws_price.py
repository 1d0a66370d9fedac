"""Laws of price: 8 to 13; prices are changed by experiment, with the same customers and the same luck."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from analysis.evidence.registry import Measures, finding
from analysis.laboratory.interventions import COGNITIVE, IMPULSIVE, elasticity, sales
from analysis.laboratory.trip_log import TripLog
from simulation.model import LoyaltyModel

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab

START, DEPTH = 21, 0.2
QUARTER = (1, 13)
DEARER = 1.1
GAP = 0.12
GAP_WEEKS = range(1, 14)


def dearer(lab: Lab, firm: str) -> TripLog:
    """The firm asks 10 % more from week 1 on."""
    price = float(getattr(lab.scenario.firms[firm].pricing, "price", lab.scenario.market.usual_price))
    return lab.panel({f"firms.{firm}.pricing": {"strategy": "fixed", "price": round(price * DEARER, 2)}})


def promoted(lab: Lab, firm: str) -> TripLog:
    """The firm takes 20 % off for two weeks, and says so."""
    return lab.panel(events=[{"event": "promotion", "firm": firm, "depth": DEPTH, "from_week": START, "weeks": 2}])


def gained(lab: Lab, firm: str, first: int, last: int) -> np.ndarray:
    """Units that each firm sells more in these weeks for the promotion of one, shape (firms,)."""
    with_it, without = promoted(lab, firm).units(first, last), lab.panel().units(first, last)
    return np.asarray(with_it.sum(axis=1) - without.sum(axis=1))


@finding("L08")
def price_costs_sales(lab: Lab) -> Measures:
    """The first firm asks 10 % more; the first quarter counts as the short run."""
    return {"elasticity": elasticity(lab.panel(), dearer(lab, lab.firms[0]), 0, DEARER, QUARTER)}


@finding("L09")
def a_promotion_lifts_and_a_dip_follows(lab: Lab) -> Measures:
    """The second firm's promotion: sales of its two weeks and of the four after."""
    with_it, without = promoted(lab, lab.firms[1]), lab.panel()
    lift, after = (
        sales(with_it, 1, *weeks).sum() / sales(without, 1, *weeks).sum()
        for weeks in ((START, START + 1), (START + 2, START + 5))
    )
    return {"lift": float(lift), "afterwards": float(after)}


@finding("L10")
def a_third_of_the_gain_is_taken_from_rivals(lab: Lab) -> Measures:
    """Units that rivals lose in the weeks of a promotion by units that the firm gains in them [VanHeerdeEtAl2003]."""
    units = gained(lab, lab.firms[1], START, START + 1)
    return {"switching": float((units[1] - units.sum()) / units[1])}


@finding("L11")
def the_loyal_mind_price_less(lab: Lab) -> Measures:
    """Elasticities of the terciles of loyalty among the first firm's customers of the year before."""
    return {"elasticity_ratio": loyal_against_fickle(lab, 0)}


def loyal_against_fickle(lab: Lab, firm: int) -> float:
    """Price elasticity of a firm's most loyal third of customers by that of the least loyal."""
    changed, as_is = dearer(lab, lab.firms[firm]), lab.panel()
    minds = as_is.minds[1]
    loyalty = (minds.conviction[firm] + minds.affect[firm] + minds.habit[firm]).astype(float)
    week = as_is.scenario.market.burn_in_weeks + 1
    mine = minds.last_purchase[firm] > week - 52
    low, high = np.quantile(loyalty[mine], [1 / 3, 2 / 3])
    before, after = as_is.units(2, 27)[firm], changed.units(2, 27)[firm]
    bottom, top = (
        np.log(after[mine & third].sum() / before[mine & third].sum()) for third in (loyalty <= low, loyalty >= high)
    )
    return float(top / bottom)


@finding("L12")
def large_firms_gain_less_in_per_cent_and_more_in_units(lab: Lab) -> Measures:
    """Each firm in turn promotes; slopes over firms of what it gains on its usual share [GuadagniLittle1983]."""
    names = lab.firms
    usual = lab.panel().units(START, START + 1).sum(axis=1)
    more = np.array([gained(lab, name, START, START + 1)[j] for j, name in enumerate(names)])
    yearly = lab.panel().units(1, 52).sum(axis=1)
    share = yearly / yearly.sum()
    return {
        "percent_slope": float(np.polyfit(share, more / usual, 1)[0]),
        "units_slope": float(np.polyfit(share, more / usual.sum(), 1)[0]),
    }


def choices(panel: TripLog, first: int, last: int) -> np.ndarray:
    """Trips that each type makes to the first firm in these weeks, shape (4,)."""
    trips = panel.between(first, last)
    return np.bincount(panel.kinds[trips["customer"][trips["firm"] == 0]], minlength=4).astype(float)


def expecting(gap: float) -> Callable[[LoyaltyModel], None]:
    """Make everybody expect of the first firm a price such that the asked one lies `gap` (a share) below it."""

    def meddle(model: LoyaltyModel) -> None:
        model.world.relationships.reference_price[0] = model.world.firms.price[0] / (1.0 - gap)

    return meddle


@finding("L13")
def losses_weigh_more_for_some(lab: Lab) -> Measures:
    """For a quarter the first firm's expected price is set 12 % above or below the asked one, which stays as it is.

    The price itself plays no part. Responses are differences in the log of choices, as in models of brand choice;
    what is bought ahead does not count. `recovered` is the ratio by the one that is put in, as was once written down.
    """
    above, below = (lab.panel(meddle=dict.fromkeys(GAP_WEEKS, expecting(gap))) for gap in (-GAP, GAP))
    level, up, down = (choices(panel, 2, 14) for panel in (lab.panel(), below, above))
    ratio = np.log(level / down) / np.log(up / level)
    everybody = np.log(level.sum() / down.sum()) / np.log(up.sum() / level.sum())
    found = {"impulsive": float(ratio[IMPULSIVE]), "cognitive": float(ratio[COGNITIVE])}
    types = lab.scenario.customers.types
    put_in = {name: (each := getattr(types, name)).loss_weight / each.gain_weight for name in found}
    recovered = {f"{name}_recovered": value / put_in[name] for name, value in found.items()}
    return {"aggregate": float(everybody), **found, **recovered}
