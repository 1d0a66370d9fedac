"""Claim F20: the table event by type, in which every row has the order that the theory text implies."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analysis.evidence.registry import Measures, finding
from analysis.laboratory import variants
from analysis.laboratory.interventions import BEHAVIORAL, COGNITIVE, EMOTIONAL, IMPULSIVE, sales
from simulation.loyalty import LOYALTY_TYPES

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab
    from analysis.laboratory.trip_log import TripLog

FAILING_WEEKS, FAILING = 6, 0.5
LAST = 26


class Reaction(NamedTuple):
    """One row of the table event × type: how it is brought about, how strongly each type should react, and why."""

    meaning: str
    most: tuple[int, ...]  # from the strongest; types not named lie below all of these …
    least: tuple[int, ...]  # … and above all of these
    why: str


REACTIONS = {
    "price_cut": Reaction(
        "part of the own firm's sales lost in the first weeks of a rival's cut", (IMPULSIVE, COGNITIVE), (),
        "the impulsive take the deal, the cognitive weigh it, the others hardly read prices",
    ),
    "failures": Reaction(
        "affect for the firm lost by its customers when service fails", (EMOTIONAL,), (BEHAVIORAL,),
        "who loved is betrayed; who bought by habit never felt much",
    ),
    "better_product": Reaction(
        "growth of a rival's sales in the half year after its better product", (COGNITIVE,), (),
        "only who searches learns of it soon, and quality weighs most there",
    ),
    "queue": Reaction(
        "part of the trips to the firm given up", (IMPULSIVE,), (BEHAVIORAL,),
        "the impulse passes in minutes; the habitual put up with obstacles",
    ),
}  # fmt: skip
"""Written down before the table was first measured; the orders are those of the theory text."""


@finding("F20")
def types_react_differently_to_the_same_event(lab: Lab) -> Measures:
    """Which rows of the table have the order of theory in this replicate."""
    measured = reactions(lab)
    return {name: float(agrees(measured[name], row)) for name, row in REACTIONS.items()}


def reactions(lab: Lab) -> dict[str, np.ndarray]:
    """How strongly each type reacts to each of the four events, shape (4,) each."""
    as_is, better = lab.panel(), len(lab.firms) - 2
    weeks = (variants.CUT_FROM, variants.CUT_FROM + 3)
    return {
        "price_cut": 1.0 - sales(variants.undercut(lab), variants.OWN, *weeks) / sales(as_is, variants.OWN, *weeks),
        "failures": _affect_lost(lab),
        "better_product": sales(variants.launched(lab), better, 1, LAST) / sales(as_is, better, 1, LAST),
        "queue": _given_up(lab),
    }


def agrees(measured: np.ndarray, expected: Reaction) -> bool:
    """Whether the types react in the order that theory implies."""
    between = [kind for kind in range(4) if kind not in expected.most + expected.least]
    levels = [*([kind] for kind in expected.most), between, *([kind] for kind in reversed(expected.least))]
    return all(measured[upper].min() > measured[lower].max() for upper, lower in pairwise(levels) if upper and lower)


def _affect_lost(lab: Lab) -> np.ndarray:
    """Fall of affect for the own firm among those who were its customers, by type."""
    as_is = lab.panel()
    began = lab.scenario.market.burn_in_weeks + variants.CUT_FROM - 1
    customers = as_is.minds[variants.CUT_FROM - 1].last_purchase[variants.OWN] > began - 26
    fall = as_is.minds[LAST].affect[variants.OWN].astype(float) - failed(lab).minds[LAST].affect[variants.OWN]
    return np.array([fall[customers & (as_is.kinds == kind)].mean() for kind in range(4)])


def failed(lab: Lab) -> TripLog:
    """Half of the own firm's visits fail for some weeks."""
    own = lab.firms[variants.OWN]
    outage = variants.event("service_outage", variants.CUT_FROM, FAILING_WEEKS, firm=own, size=FAILING)
    return lab.panel({"market.weeks": LAST}, events=[outage])


def _given_up(lab: Lab) -> np.ndarray:
    """Part of the trips to the own firm given up by each type when it can serve few of those who come."""
    own = lab.firms[variants.OWN]
    roomy = {f"firms.{own}.service.capacity": 4000.0, f"firms.{own}.service.minutes": 5.0, "market.weeks": LAST}
    jam = variants.event("service_outage", variants.CUT_FROM, None, firm=own, size=0.0, capacity_loss=0.88)
    table = lab.panel(roomy, events=[jam]).result.segments
    jammed = table[(table["firm"] == own) & (table["week"] > variants.CUT_FROM + 1)]
    counts = jammed.groupby("segment")[["abandoned", "units"]].sum().loc[list(LOYALTY_TYPES)]
    return np.asarray(counts["abandoned"] / (counts["abandoned"] + counts["units"]), float)
