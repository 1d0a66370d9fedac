"""Claims F11 to F13, F17 to F19: how each of the four types decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.evidence.registry import Measures, finding
from analysis.laboratory import variants
from analysis.laboratory.interventions import BEHAVIORAL, COGNITIVE, EMOTIONAL, IMPULSIVE, sales

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab
    from analysis.laboratory.trip_log import TripLog
    from simulation.model import LoyaltyModel

BINS = np.arange(0.1, 1.0, 0.1)
HALF_AN_HOUR, BEYOND_ANY_TOLERANCE = 30.0, 120.0
QUEUE = {"market.weeks": 3, "market.burn_in_weeks": 26}
SHOCK, SHOCK_WEEK = 0.5, 20
FIFTH = 5


@finding("F11")
def a_rivals_deal_wins_the_impulsive(lab: Lab) -> Measures:
    """The rival's labelled cut: its sales to impulsives, and what the own firm keeps of each type."""
    as_is, promoted = lab.panel(), variants.promoted(lab)
    lift = sales(promoted, variants.RIVAL, *variants.PROMOTION) / sales(as_is, variants.RIVAL, *variants.PROMOTION)
    fall = [
        1.0
        - variants.repeat(promoted, kind, *variants.PROMOTION, variants.OWN)
        / variants.repeat(as_is, kind, *variants.PROMOTION, variants.OWN)
        for kind in range(4)
    ]
    others = max(fall[EMOTIONAL], fall[BEHAVIORAL], 1e-3)
    return {
        "rival_sales": float(lift[IMPULSIVE]),
        "repeat_lost": fall[IMPULSIVE],
        "repeat_lost_ratio": fall[IMPULSIVE] / others,
    }


@finding("F12")
def the_impulsive_read_little_and_the_cognitive_much(lab: Lab) -> Measures:
    """Attributes of offers read in a decision."""
    read = lab.panel().result.segments.groupby("segment")["attributes_read"].mean()
    return {f"read_by_{kind}": float(read[kind]) for kind in ("impulsive", "cognitive")}


@finding("F13")
def the_emotional_forgive_a_price_and_not_lost_liking(lab: Lab) -> Measures:
    """A 10 % rise among customers of equal affect before it; then half of the scale of affect taken away at once."""

    def disillusion(model: LoyaltyModel) -> None:
        affect = model.world.relationships.affect
        affect[variants.OWN] = np.maximum(affect[variants.OWN] - SHOCK, 0.0)

    as_is, dearer = lab.panel(), variants.dearer(lab, 1.1)
    sobered = lab.panel(meddle={SHOCK_WEEK: disillusion})
    after = (SHOCK_WEEK + 1, SHOCK_WEEK + 26)
    lost = 1.0 - sales(sobered, variants.OWN, *after) / sales(as_is, variants.OWN, *after)
    return {
        "price_loss_ratio": _loss_at_equal_affect(as_is, dearer),
        "liking_loss_ratio": float(lost[EMOTIONAL] / lost[IMPULSIVE]),
    }


def _loss_at_equal_affect(as_is: TripLog, dearer: TripLog) -> float:
    """Share of half a year's units lost, emotional against impulsive, each tenth of affect with the same weight."""
    level = np.digitize(as_is.minds[0].affect[variants.OWN], BINS)
    usual, now = as_is.units(1, 26)[variants.OWN], dearer.units(1, 26)[variants.OWN]
    sold = np.array(
        [
            [np.bincount(level[own], units[own], BINS.size + 1) for units in (usual, now)]
            for own in (as_is.kinds == IMPULSIVE, as_is.kinds == EMOTIONAL)
        ]
    )
    weight = sold[:, 0].min(axis=0)
    shared = weight > 0
    impulsive, emotional = (
        1.0 - (weight[shared] * after[shared] / before[shared]).sum() / weight.sum() for before, after in sold
    )
    return float(emotional / impulsive)


@finding("F17")
def a_better_product_wins_the_cognitive(lab: Lab) -> Measures:
    """Sales of a firm in the year after it brings a much better product, by type, against none."""
    better = len(lab.firms) - 2
    growth = sales(variants.launched(lab), better, 1, 52) / sales(lab.panel(), better, 1, 52)
    others = (growth[IMPULSIVE], growth[EMOTIONAL], growth[BEHAVIORAL])
    return {"cognitive_growth": float(growth[COGNITIVE]), "others_growth": float(max(others))}


@finding("F18")
def the_behavioral_repeat_until_the_shelf_is_empty(lab: Lab) -> Measures:
    """Behavioral customers of the own firm, and where their purchases go once it can sell again."""
    return {
        "repeat_rate": variants.repeat(lab.panel(), BEHAVIORAL, 1, 104),
        "repeat_lost": left_by_empty_shelf(lab, 1),
        "still_lost_at_fifth": left_by_empty_shelf(lab, FIFTH),
    }


def left_by_empty_shelf(lab: Lab, purchase: int) -> float:
    """Share of the behavioral customers' so-many-th purchase after the stock-out that the own firm has lost by it."""
    as_is, sold_out = lab.panel(), variants.sold_out(lab)
    before = as_is.between(1, variants.SOLD_OUT[0] - 1)
    mine = np.zeros(as_is.kinds.size, bool)
    mine[before["customer"][before["firm"] == variants.OWN]] = True
    mine &= as_is.kinds == BEHAVIORAL
    return _stays(as_is, mine, purchase) - _stays(sold_out, mine, purchase)


def _stays(panel: TripLog, who: np.ndarray, purchase: int) -> float:
    """Share of those customers' so-many-th purchase after the stock-out that goes to the own firm."""
    trips = panel.between(variants.SOLD_OUT[1] + 1, int(panel.trips["week"].max()))
    own = who[trips["customer"]]
    customers, firms = trips["customer"][own], trips["firm"][own]
    order = np.argsort(customers, kind="stable")
    customers, firms = customers[order], firms[order]
    place = np.arange(customers.size) - np.searchsorted(customers, customers)
    return float((firms[place == purchase - 1] == variants.OWN).mean())


@finding("F19")
def the_behavioral_endure_queues_but_not_any(lab: Lab) -> Measures:
    """Trips given up in a week in which every firm makes its customers wait so long."""
    short, long = (_given_up(lab, minutes) for minutes in (HALF_AN_HOUR, BEYOND_ANY_TOLERANCE))
    return {
        "given_up_ratio": float(short[BEHAVIORAL] / short[IMPULSIVE]),
        "given_up_ratio_beyond": float(long[BEHAVIORAL] / long[IMPULSIVE]),
    }


def _given_up(lab: Lab, minutes: float) -> np.ndarray:
    def crowd(model: LoyaltyModel) -> None:
        for firm in model.firms:
            firm.wait = minutes

    panel = lab.panel(QUEUE, meddle={1: crowd})
    bought = np.bincount(panel.kinds[panel.between(2, 2)["customer"]], minlength=4)
    return np.asarray(panel.unbought[1] / (panel.unbought[1] + bought))
