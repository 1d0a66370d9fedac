"""Claims F23, F28, F34 and F45: promises, windfall prices, free advertising, and the steps of buying."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.evidence.registry import Measures, finding
from analysis.laboratory import variants
from analysis.laboratory.interventions import BEHAVIORAL, IMPULSIVE, sales

if TYPE_CHECKING:
    import pandas as pd

    from analysis.laboratory.lab import Lab
    from analysis.laboratory.trip_log import TripLog

WINDFALL = 1.2
YOUNG = {"market.weeks": 8, "market.burn_in_weeks": 1}
EXCELLENT = {"quality": 0.95, "process": 0.95, "failure_rate": 0.02}
SHORT = {"market.weeks": 26}
FEWEST_STEPS = 1.0
MUTE = {"customers.switches.word_of_mouth": False}
"""Nobody talks, from the start of burn-in on."""


@finding("F23")
def a_higher_expectation_of_the_same_service_disappoints(lab: Lab) -> Measures:
    """The same young market with customers who expect less, and more."""
    prior = lab.scenario.customers.satisfaction.prior
    low, high = (
        lab.panel({"customers.satisfaction.prior": prior + shift} | YOUNG).trips["satisfaction"].mean()
        for shift in (-0.1, 0.1)
    )
    return {"by_promise": float(high - low)}


@finding("F28")
def a_windfall_price_pays_at_first_and_costs_in_the_end(lab: Lab) -> Measures:
    """Profit of the own firm at a price a fifth higher, at first and by the end, less at its usual price."""
    usual, dearer = (_profits(lab, panel) for panel in (lab.panel(), variants.dearer(lab, WINDFALL)))
    first, whole = ((dearer[:weeks].sum(), usual[:weeks].sum()) for weeks in (4, None))
    return {
        "first_profit": float((first[0] - first[1]) / abs(first[1])),
        "lower_in_the_end": float(whole[0] < whole[1]),
    }


def _profits(lab: Lab, panel: TripLog) -> np.ndarray:
    return np.asarray(_own(panel.result.weekly, lab.firms[variants.OWN])["profit"])


def _own(table: pd.DataFrame, firm: str) -> pd.DataFrame:
    return table[table["firm"] == firm]


@finding("F34")
def satisfied_customers_advertise_freely(lab: Lab) -> Measures:
    """New customers and what they cost; the share of the smallest firm when its service turns excellent.

    And how much of that growth is gone where nobody talks at all.
    """
    weekly, small = lab.panel().result.weekly, lab.firms[-1]
    referred = weekly["acquired_by_word_of_mouth"].sum()
    surplus = 0.0
    for name, firm in lab.scenario.firms.items():
        table = _own(weekly, name)
        paid_for = table["acquired"].sum() - table["acquired_by_word_of_mouth"].sum()
        surplus += table["cost_acquisition"].sum() - firm.acquisition_cost * paid_for
    better: dict[str, object] = {f"firms.{small}.service.{name}": value for name, value in EXCELLENT.items()}
    better |= {f"firms.{small}.advertising": 0.0}
    growth, silent = (_growth_of_last(lab.panel(better | changes)) for changes in ({}, MUTE))
    return {
        "referred": float(referred / weekly["acquired"].sum()),
        "growth": growth,
        "growth_by_word_of_mouth": (growth - silent) / growth,
        "cost_of_referred": float(round(surplus / max(referred, 1.0), 6)) + 0.0,
    }


def _growth_of_last(panel: TripLog) -> float:
    """Share of the last firm in the last quarter of two years less that in the first."""
    units = [panel.units(*weeks).sum(axis=1) for weeks in ((1, 13), (92, 104))]
    start, end = (bought[-1] / bought.sum() for bought in units)
    return float(end - start)


@finding("F45")
def steps_of_buying_deter_the_impulsive_and_the_new_most(lab: Lab) -> Measures:
    """Conversion of trips with one step more; sales of the first quarter with hardly any, by type and acquaintance."""
    steps = lab.scenario.firms[lab.firms[variants.OWN]].service.steps
    usual = lab.panel(SHORT)
    longer, easy = (
        lab.panel(variants.for_all(lab, "service", steps=count) | SHORT) for count in (steps + 1, FEWEST_STEPS)
    )
    lift = _units(easy) / _units(usual)
    others = [lift[kind] for kind in range(4) if kind not in (IMPULSIVE, BEHAVIORAL)]
    new, known = (_purchases(easy, is_new=new) / _purchases(usual, is_new=new) for new in (True, False))
    return {
        "lost_per_step": 1.0 - _conversion(longer) / _conversion(usual),
        "impulsive_lead": float(lift[IMPULSIVE] - max(*others, lift[BEHAVIORAL])),
        "behavioral_lag": float(min(*others, lift[IMPULSIVE]) - lift[BEHAVIORAL]),
        "newcomer_lead": float(new - known),
    }


def _units(panel: TripLog) -> np.ndarray:
    """Units of the first quarter by type, all firms together."""
    return np.asarray(sum(sales(panel, j, 1, 13) for j in range(panel.firms)))


def _conversion(panel: TripLog) -> float:
    bought = panel.trips["week"].size
    return float(bought / (bought + panel.unbought.sum()))


def _purchases(panel: TripLog, *, is_new: bool) -> int:
    return int(((panel.between(1, 4)["is_new"] > 0) == is_new).sum())
