"""Claims F01 to F04 and F07: what loyalty is, and what it holds against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.evidence.registry import Measures, finding
from analysis.laboratory import variants
from analysis.laboratory.repeat_buying import area_under_curve
from simulation.state.tables import NOBODY

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab
    from analysis.laboratory.trip_log import TripLog
    from simulation.model import LoyaltyModel

WITHOUT = {"market.weeks": 52, "market.burn_in_weeks": 4}
DIMENSIONS = ("affect", "habit", "conviction")
HALF_A_YEAR = range(52, 79)
MINIMUM, HELD = 0.5, 0.3
"""Satisfaction without which there is no loyalty, in the market of F07, and that at which customers are held."""


@finding("F01")
def the_loyal_repeat_far_above_chance(lab: Lab) -> Measures:
    """Repeat rate less share of each firm, with loyalty, and in a market where nothing binds."""
    off, on = lab.panel(variants.memoryless(lab.scenario) | WITHOUT, settled=False), lab.panel()
    return {"gap_without_loyalty": float(np.abs(_gaps(off)).max()), "gap_with_loyalty": float(_gaps(on).min())}


def _gaps(panel: TripLog) -> np.ndarray:
    firm, previous = panel.trips["firm"], panel.trips["previous"]
    return np.array([(firm[previous == j] == j).mean() - (firm == j).mean() for j in range(panel.firms)])


@finding("F02")
def three_dimensions_are_related_and_each_retains(lab: Lab) -> Measures:
    """Correlations across last year's buyers of each firm; retention with and without each dimension."""
    panel = lab.panel()
    buyers, minds = panel.units(53, 104) > 0, panel.minds[104]
    r = np.corrcoef([minds.affect[buyers], minds.habit[buyers], minds.conviction[buyers]])[np.triu_indices(3, 1)]
    without = {name: lab.panel({f"customers.switches.{name}": False}) for name in DIMENSIONS}
    lost = {f"retention_by_{name}": retention(panel) - retention(other) for name, other in without.items()}
    return {"lowest_correlation": float(r.min()), "highest_correlation": float(r.max()), **lost}


def retention(panel: TripLog) -> float:
    """The metric `retention` at the end of the run, all firms together."""
    had = panel.people.former_main != NOBODY
    return float((panel.people.main_firm == panel.people.former_main)[had].mean())


@finding("F03")
def loyalty_foretells_who_switches(lab: Lab) -> Measures:
    """Loyalty to the firm bought last, in week 52, and who buys elsewhere in the next half year; with a rival's cut.

    The cut is a rival's to the customers of all other firms; those of the firm that makes it are left out of both.
    """
    usual, under_attack = (foresight(panel, apart=variants.RIVAL) for panel in (lab.panel(), undercut_later(lab)))
    return {"foresight": usual, "foresight_gained": under_attack - usual}


def undercut_later(lab: Lab) -> TripLog:
    """A rival's price cut in the half year over which loyalty is to foretell who switches."""
    return variants.undercut(lab, 53, 26)


def foresight(panel: TripLog, apart: int = NOBODY) -> float:
    """Area under the curve of loyalty for switching, of all who bought, but for the last customers of one firm."""
    who, firms, loyalty = variants.towards_last(panel, 52)
    units = panel.units(53, 78)[:, who]
    bought = (units.sum(axis=0) > 0) & (firms != apart)
    switched = units.sum(axis=0) > units[firms, np.arange(who.size)]
    return area_under_curve(-loyalty[bought], switched[bought])


@finding("F04")
def rivals_move_the_loyal_less(lab: Lab) -> Measures:
    """Sales of the own firm lost to a rival's cut within a quarter, by thirds of loyalty before it."""
    as_is, undercut = lab.panel(), variants.undercut(lab)
    who, firms, loyalty = variants.towards_last(as_is, variants.CUT_FROM - 1)
    own = firms == variants.OWN
    low, high = np.quantile(loyalty[own], [1 / 3, 2 / 3])
    weeks = (variants.CUT_FROM, variants.CUT_FROM + 12)
    before, after = as_is.units(*weeks)[variants.OWN], undercut.units(*weeks)[variants.OWN]
    thirds = (who[own & (loyalty <= low)], who[own & (loyalty >= high)])
    bottom, top = (1.0 - after[third].sum() / before[third].sum() for third in thirds)
    return {"loss_ratio": float(top / bottom)}


@finding("F07")
def loyalty_needs_a_minimum_of_satisfaction(lab: Lab) -> Measures:
    """Half of the customers are held dissatisfied for half a year, though they buy as before; what becomes of loyalty.

    Few who are dissatisfied of themselves come back at all, so that they tell nothing of what a purchase does: every
    other customer's satisfaction with the own firm is held below the minimum week by week, whatever is met there. Who
    had bought from it in the half year before is asked; of those, conviction of who goes on buying.
    """

    def hold(model: LoyaltyModel) -> None:
        model.world.relationships.cumulative_satisfaction[variants.OWN, ::2] = HELD

    panel = lab.panel(
        {"customers.satisfaction.minimum": MINIMUM}, minds=HALF_A_YEAR, meddle=dict.fromkeys(HALF_A_YEAR, hold)
    )
    weeks = [panel.minds[week] for week in HALF_A_YEAR]
    own, last = variants.OWN, HALF_A_YEAR[0]
    before, meanwhile = panel.units(last - 25, last)[own] > 0, panel.units(last + 1, HALF_A_YEAR[-1])[own] > 0
    held = before & (np.arange(panel.kinds.size) % 2 == 0)
    if not (held & meanwhile).any():
        return {}
    conviction = np.array([week.conviction[own, held & meanwhile] for week in weeks])
    falling = variants.index(weeks[-1])[own, held] < variants.index(weeks[0])[own, held]
    return {
        "falling": float(falling.mean()),
        "rising_conviction": float((np.diff(conviction, axis=0) > 0).sum(0).mean()),
    }
