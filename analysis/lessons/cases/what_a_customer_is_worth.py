"""Lesson 11: what customers of the first and of the fourth year leave to their firm."""

import numpy as np

from analysis.laboratory.trip_log import TripLog
from analysis.lessons.found import Bars, Found, Part, Replicate, Stance, judged
from analysis.lessons.words import amount, times
from simulation.state.tables import NEVER

YEAR = 52
REGULAR = 3 * YEAR
HOLE, FEWEST, MOST = 3.0, 2.5, 4.5
"""Newcomers of the text, and from how many to how many counts as about so many: as claim F49 of `evidence` has it."""


def measure(panel: TripLog) -> dict[str, float]:
    """Margin of an active customer and year in the market, in its first year with a firm and from the fourth on."""
    market = panel.scenario.market
    end = market.burn_in_weeks + market.weeks
    mind = panel.minds[market.weeks]
    trips, weekly = panel.trips, panel.result.weekly
    since = trips["week"] + market.burn_in_weeks - mind.first_purchase[trips["firm"], trips["customer"]]
    shared = weekly["cost_service"].sum() * 100.0 - trips["service_cents"].sum()  # the part that is alike for all
    margin = trips["paid"] - trips["goods_cents"] - trips["service_cents"] - shared / trips["paid"].size
    first, last = mind.first_purchase, mind.last_purchase
    seen = np.minimum(last + panel.scenario.lapse_weeks, end + 1)
    found = {}
    for name, (youngest, oldest) in {"new": (0, YEAR), "regular": (REGULAR, end)}.items():
        begin = np.maximum(first + youngest, end - market.weeks + 1)
        weeks = np.clip(np.minimum(first + oldest, seen) - begin, 0, None)[first != NEVER].sum()
        own = (since >= youngest) & (since < oldest)
        found[name] = YEAR * margin[own].sum() / 100.0 / weeks if weeks else float("nan")
    return found


def ratio(one: Replicate, strategy: str) -> float:
    """Newcomers that a regular weighs."""
    return one[strategy]["regular"] / one[strategy]["new"]


def nearness(one: Replicate) -> float:
    """Above zero where it takes about three newcomers."""
    return min(ratio(one, "with_tenure") - FEWEST, MOST - ratio(one, "with_tenure"))


def conclude(found: Found) -> list[Part]:
    """Whether customers earn more with time, whether it takes three newcomers, and whether time itself does it."""
    weighs, flat = found.of("with_tenure", ratio), found.of("without_tenure", ratio)
    money = found.plan.lead.market.currency
    regular, new = (amount(found.level("with_tenure", name), money, sign=False) for name in ("regular", "new"))
    figures = f"A regular leaves {regular} a year, a newcomer {new}"
    without = "where regulars buy nothing beside and cost as much to serve"
    side = "more" if weighs.mean > HOLE else "fewer"
    return [
        judged(
            found.over(lambda one: ratio(one, "with_tenure") - 1.0),
            yes=f"{figures}: it grows with time.",
            no=f"{figures}: it does not grow with time.",
        ),
        judged(
            found.over(nearness),
            yes=f"It takes {times(weighs)} new customers to fill the hole: about three, as the text has it.",
            no=f"It takes {times(weighs)} new customers to fill the hole: {side} than three.",
        ),
        judged(
            found.over(lambda one: ratio(one, "with_tenure") - ratio(one, "without_tenure") - 0.1),
            yes=f"Time itself does not make it: {without}, {times(flat)} do.",
            no=f"Time itself makes it: {without}, it still takes {times(flat)}.",
            stance=Stance.AGAINST,
        ),
    ]


def bars(found: Found) -> Bars:
    """Margins by tenure."""
    rows = {
        "new, with tenure": found.level("with_tenure", "new"),
        "regular, with tenure": found.level("with_tenure", "regular"),
        "new, without": found.level("without_tenure", "new"),
        "regular, without": found.level("without_tenure", "regular"),
    }
    return Bars("What a customer leaves to its firm", f"{found.plan.lead.market.currency} a year", rows)
