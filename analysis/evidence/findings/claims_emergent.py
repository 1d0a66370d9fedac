"""Claims F23, F29, F30, F42, F43 and F50 by what customers do, beside what reads back an input or a rule."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from analysis.evidence.findings.claims_complaints import cells, problems
from analysis.evidence.findings.claims_paradox import GENEROUS
from analysis.evidence.registry import Measures, finding
from analysis.laboratory import variants
from analysis.laboratory.firm_variants import first_visits
from analysis.laboratory.interventions import sales
from simulation.state.tables import NEVER
from simulation.state.visit_codes import CONTENT, SETTLED_AT_ONCE
from simulation.state.whole_cents import cents

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab
    from analysis.laboratory.trip_log import TripLog

PROMISED = 0.2
INSIDE, BEYOND = 1.03, 1.12
"""Prices by the usual one: at the end of the latitude of acceptance, and well beyond it."""
FIRST_MONTH = (1, 4)
RATIOS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
OPENING = 8
HALF_YEAR, YEAR = 26, 52
MATCHED = range(YEAR, YEAR + 27)
BINS = 20
OLD_YEARS = 3.0


@finding("F23")
def a_promise_lowers_the_satisfaction_of_newcomers(lab: Lab) -> Measures:
    """First-time buyers of the own firm within a year, with the same service, promised as it is and as far better."""
    usual, promised = lab.panel(), lab.panel({f"firms.{lab.firms[variants.OWN]}.promise": PROMISED})
    return {"by_a_firms_promise": first_visits(promised, YEAR) - first_visits(usual, YEAR)}


@finding("F29")
def sales_fall_faster_beyond_the_latitude(lab: Lab) -> Measures:
    """Elasticity of the own firm's sales in the first month, beyond the latitude of acceptance against inside it."""
    panels = (lab.panel(), variants.dearer(lab, INSIDE), variants.dearer(lab, BEYOND))
    sold = [math.log(sales(panel, variants.OWN, *FIRST_MONTH).sum()) for panel in panels]
    inside = (sold[1] - sold[0]) / math.log(INSIDE)
    beyond = (sold[2] - sold[1]) / math.log(BEYOND / INSIDE)
    return {"steepening_of_sales": beyond / inside}


@finding("F30", "L14")
def a_stranger_that_is_too_cheap_is_tried_less(lab: Lab) -> Measures:
    """The last firm enters at several prices: first purchases of eight weeks."""
    firm, usual = lab.firms[-1], lab.scenario.market.usual_price
    entry = [{"event": "entry", "firm": firm, "from_week": 1}]
    asked = [{"strategy": "fixed", "price": round(usual * ratio, 2)} for ratio in RATIOS]
    tried = [_tried(lab.panel({f"firms.{firm}.pricing": price}, events=entry)) for price in asked]
    return {"best_price_of_entrant": RATIOS[int(np.argmax(tried))]}


def _tried(panel: TripLog) -> int:
    trips = panel.between(1, OPENING)
    return int(np.count_nonzero((trips["firm"] == panel.firms - 1) & (trips["is_new"] > 0)))


@finding("F42")
def recovered_customers_against_others_like_them(lab: Lab) -> Measures:
    """In one market, whoever was recovered at once for the first time against content visitors who match them.

    Matched by firm, type and the twentieth of cumulative satisfaction before the visit; standard deviations.
    """
    panel = lab.panel(variants.for_all(lab, "recovery", **GENEROUS), minds=MATCHED)
    after, cell, settled, fine = (
        np.concatenate(part) for part in zip(*(_week(panel, w) for w in MATCHED[1:]), strict=True)
    )
    spread = float(panel.minds[YEAR].cumulative_satisfaction[panel.units(1, YEAR) > 0].std())
    size = int(cell.max()) + 1
    count, total = (np.bincount(cell[fine], weights, size) for weights in (None, after[fine]))
    known = settled & (count[cell] > 0)
    gap = after[known] - total[cell[known]] / count[cell[known]]
    return {"satisfaction_gap_matched": float(gap.mean()) / spread if known.any() else math.nan}


def _week(panel: TripLog, week: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Of the visits of a week: satisfaction after it, the cell to match by, whether settled at once, and content."""
    trips = panel.between(week, week)
    firm, who = trips["firm"].astype(np.int64), trips["customer"]
    before, minds = panel.minds[week - 1], panel.minds[week]
    level = np.minimum(before.cumulative_satisfaction[firm, who] * BINS, BINS - 1).astype(np.int64)
    cell = (firm * 4 + panel.kinds[who]) * BINS + level
    is_first = before.last_failure[firm, who] == NEVER
    settled = (trips["response"] == SETTLED_AT_ONCE) & (trips["failure"] > 0) & is_first
    return minds.cumulative_satisfaction[firm, who].astype(float), cell, settled, trips["response"] == CONTENT


@finding("F43")
def who_buys_again_after_a_problem(lab: Lab) -> Measures:
    """Purchases from the firm within half a year and a year of a problem, by severity and what came of it."""
    panel = lab.panel({"customers.recovery.grid": "tarp_1979"})
    half, year = (bought_again(panel, weeks) for weeks in (HALF_YEAR, YEAR))
    return {f"{name}_half_year": value for name, value in half.items()} | {
        f"{name}_year": value for name, value in year.items()
    }


def bought_again(panel: TripLog, within: int) -> dict[str, float]:
    """Share of problems after which the customer bought from the firm within so many weeks, in each of eight cells.

    Only problems after which so many weeks were watched are asked.
    """
    found = problems(panel)
    last = panel.scenario.market.weeks - within
    again = _again(panel, found, within)
    asked = found["week"] <= last
    return {
        name: float(again[cell & asked].mean()) if (cell & asked).any() else math.nan
        for name, cell in cells(panel).items()
    }


def _again(panel: TripLog, found: Mapping[str, np.ndarray], within: int) -> np.ndarray:
    """Whether the next purchase of the same customer from the same firm came within so many weeks."""
    size, far = panel.kinds.size, panel.scenario.market.weeks + within + 1
    trips = panel.trips
    key = (trips["firm"].astype(np.int64) * size + trips["customer"]) * far + trips["week"]
    ordered = np.sort(key)
    own = (found["firm"].astype(np.int64) * size + found["customer"]) * far + found["week"]
    place = np.searchsorted(ordered, own, side="right")
    following = ordered[np.minimum(place, ordered.size - 1)]
    return np.asarray((place < ordered.size) & (following - own <= within))


@finding("F50")
def newcomers_cost_more_to_serve(lab: Lab) -> Measures:
    """What visits cost the own firm in the second year, of newcomers against customers of three years and more."""
    panel = lab.panel()
    weeks, burn_in = panel.scenario.market.weeks, panel.scenario.market.burn_in_weeks
    trips = panel.between(YEAR + 1, weeks)
    here = trips["firm"] == variants.OWN
    since = panel.minds[weeks].first_purchase[variants.OWN, trips["customer"][here]]
    years = (trips["week"][here] + burn_in - since) / YEAR
    visit = cents(panel.scenario.firms[lab.firms[variants.OWN]].service.built.cost_per_visit)
    cost = trips["service_cents"][here] + visit
    return {"cost_ratio_of_visits": float(cost[years == 0.0].mean() / cost[years >= OLD_YEARS].mean())}
