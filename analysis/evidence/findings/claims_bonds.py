"""Claims F14, F21, F25, F26, F37, F39 and F55: what binds customers beyond the purchase, and what breaks it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from analysis.evidence.registry import Measures, finding
from analysis.laboratory.trip_log import TripLog
from simulation.week.deepen import IN_ORDER

if TYPE_CHECKING:
    from analysis.laboratory.lab import Changes, Lab
    from simulation.model import LoyaltyModel
    from simulation.state.tables import Relationships

YEAR = 52
GOODS = {"price": 15.0, "unit_cost": 9.0, "fit": 0.8}
"""Clothes at one and a half times the price of the core product, which suit the brand well."""
RAREST, INNER, DENSEST = 0.05, 0.3, 1.0
"""Shares of visits with a favour; the inner one is fixed beforehand, not picked in each replicate."""
ACCURACIES = (0.25, 0.5, 0.75, 1.0)
"""Hit rates with customers known in full; the first is a guess among four wishes."""
OVERDONE = 0.3
DELIGHT = 0.3
HABITUATED = 27


def profit(lab: Lab, changes: Changes | None = None) -> float:
    """Profit of the first firm over the run."""
    return lab.run(changes).outcomes[lab.firms[0], "profit"]


def own(lab: Lab, **dials: float) -> dict[str, float]:
    """Changes of the first firm's care."""
    return {f"firms.{lab.firms[0]}.care.{name}": value for name, value in dials.items()}


@finding("F14")
def the_emotional_buy_other_goods_of_the_firm(lab: Lab) -> Measures:
    """All firms put their name on other goods; who buys them, and how much."""
    table = lab.run({f"firms.{firm}.extension": GOODS for firm in lab.firms}).segments
    by_type = table.groupby("segment")[["extension_revenue", "revenue"]].sum()
    other = by_type["extension_revenue"]
    core = float((by_type["revenue"] - other).sum())
    return {"emotional_share": float(other["emotional"] / other.sum()), "extension_to_core": float(other.sum() / core)}


@finding("F21")
def loyalty_deepens_in_phases(lab: Lab) -> Measures:
    """A market without past, all customers cognitive; first week of each later phase, of those who come to reach it."""
    place = np.array(IN_ORDER).argsort()
    weeks: list[np.ndarray] = []

    def look(model: LoyaltyModel) -> None:
        weeks.append(place[model.world.customers.loyalty_type])

    last = lab.scenario.market.weeks
    cold: Changes = {"customers.mode": "phases", "market.burn_in_weeks": 0}
    lab.panel(cold, meddle=dict.fromkeys(range(1, last + 1), look), settled=False)
    phases = np.array(weeks)
    began = np.vstack([np.zeros_like(phases[:1]), phases])
    reached = [(phases >= phase) for phase in (1, 2, 3)]
    first = [np.median(found.argmax(axis=0)[found.any(axis=0)]) for found in reached]
    skipped = np.count_nonzero((np.abs(np.diff(began, axis=0)) > 1).any(axis=0))
    return {"in_order": float(all(one < other for one, other in pairwise([-1.0, *first]))), "skipped": float(skipped)}


def loyalty(minds: Relationships) -> np.ndarray:
    """Loyalty index for the first firm, 0-1, shape (customers,)."""
    return np.asarray((minds.conviction[0].astype(float) + minds.affect[0] + minds.habit[0]) / 3.0)


@finding("F25")
def messages_confirm_buyers(lab: Lab) -> Measures:
    """A year of messages on brand and service: who had bought in the year before it, against who never had.

    Customers of former times, who know the firm, are neither.
    """
    gained, buyers = messages(lab)
    strangers = lab.panel().minds[0].purchases[0] == 0
    return {"confirmation_ratio": float(gained[buyers].mean() / gained[strangers].mean())}


def messages(lab: Lab) -> tuple[np.ndarray, np.ndarray]:
    """Loyalty that a year of messages adds to each customer, and who had bought in the year before it."""
    as_is, told = lab.panel(), lab.panel(own(lab, brand_message=1.0, service_message=1.0))
    gained = loyalty(told.minds[YEAR]) - loyalty(as_is.minds[YEAR])
    return gained, as_is.minds[0].last_purchase[0] > as_is.scenario.market.burn_in_weeks - YEAR


@finding("F26")
def small_favours_work_best_now_and_then(lab: Lab) -> Measures:
    """Profit of two years with favours at rare, some and all visits."""
    rarest, inner, densest = (profit(lab, own(lab, favours=share)) for share in (RAREST, INNER, DENSEST))
    return {"best_over_rarest": inner - rarest, "best_over_densest": inner - densest}


def answers(panel: TripLog, week: int) -> dict[int, float]:
    """Satisfaction of the first firm's visitors of a week, by customer."""
    trips = panel.between(week, week)
    here = trips["firm"] == 0
    return dict(zip(trips["customer"][here].tolist(), trips["satisfaction"][here].tolist(), strict=True))


@finding("F37")
def delight_wears_off(lab: Lab) -> Measures:
    """A much better product in week 27 only, and in every week up to it; visits that happen in all runs."""
    usual: dict[str, object] = {"event": "quality_launch", "firm": lab.firms[0], "size": DELIGHT}
    once = lab.panel(events=[usual | {"from_week": HABITUATED, "weeks": 1}])
    always = lab.panel(events=[usual | {"from_week": 1, "weeks": HABITUATED}])
    as_is, one, many = (answers(panel, HABITUATED) for panel in (lab.panel(), once, always))
    both = sorted(as_is.keys() & one.keys() & many.keys())
    first, later = (float(np.mean([run[i] - as_is[i] for i in both])) for run in (one, many))
    return {"at_once": first, "worn_off": later / first}


@finding("F39")
def personal_offers_pay_when_they_hit(lab: Lab) -> Measures:
    """Profit gained by tailoring offers to known customers, by accuracy, against knowing them and tailoring nothing."""
    usual = profit(lab, own(lab, knowledge=1.0))
    gains = [profit(lab, own(lab, knowledge=1.0, accuracy=accuracy)) - usual for accuracy in ACCURACIES]
    rising = [after > before for before, after in pairwise(gains)]
    even = float(np.interp(0.0, gains, ACCURACIES)) if all(rising) and gains[-1] > 0.0 else float("nan")
    return {"gain_at_chance": gains[0], "monotone": float(np.mean(rising)), "breakeven": even}


@finding("F55")
def promising_too_much_costs_in_the_end(lab: Lab) -> Measures:
    """The last firm enters in week 1, once honest, once promising far more than it gives."""
    firm, place = lab.firms[-1], len(lab.firms) - 1
    entry = [{"event": "entry", "firm": firm, "from_week": 1}]
    honest, boasting = (lab.panel(changes, events=entry) for changes in ({}, {f"firms.{firm}.promise": OVERDONE}))
    tried, again, share = [], [], []
    for panel in (honest, boasting):
        trips = panel.trips
        here = trips["firm"] == place
        previous = trips["previous"] == place
        tried.append(np.count_nonzero(here & (trips["is_new"] > 0)))
        again.append(np.count_nonzero(here & previous) / np.count_nonzero(previous))
        late = trips["week"] > panel.scenario.market.weeks - 12
        share.append(trips["quantity"][late & here].sum() / trips["quantity"][late].sum())
    return {
        "trial_gained": float(tried[1] - tried[0]),
        "repeat_change": again[1] - again[0],
        "lower_in_the_end": float(share[1] < share[0]),
    }
