"""Claims F09, F10, F32 and F48 to F52: what customers are worth, what knowing, winning and keeping them costs."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from analysis.evidence.registry import Measures, finding
from analysis.laboratory.interventions import sized
from simulation.behavior.psychology import cost_to_serve
from simulation.population.compile_parameters import nature_of
from simulation.state.whole_cents import cents

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab
    from analysis.laboratory.trip_log import TripLog
    from simulation.scenario.scenario import Scenario

YEAR = 52
LAST_YEAR = range(YEAR + 1, 2 * YEAR + 1)
BUDGET = 300.0
WAYS = ("improvement.prevention", "advertising")
UNKNOWN = {"presence": 0.05, "service.failure_rate": 0.04}
"""A newcomer who is good and whom few know."""
ATTRACTIONS = (-2.0, -1.0, 0.0)
FAILURES = {"low": (0.16, 0.08), "high": (0.08, 0.0)}
POINTS = 0.05
YEARS_OF_TENURE = 3.0
TENURE = ("cross_sell", "usage_growth", "price_premium", "cost_to_serve")
BURN_IN, WATCHED = 26, 234
"""Four years and a half: enough to see the first and the fourth year of the same customers."""
CLOAK = {"strategy": "high_low", "depth": 0.25, "every_weeks": 26, "promotion_weeks": 1}
CLOAKED_RISE = 1.15
WINNING = ["cost_acquisition", "cost_communication", "cost_promotion"]
KEEPING = ["cost_relationship", "cost_desk", "cost_compensation"]


def outcome(panel: TripLog, firm: str, metric: str) -> float:
    """One outcome of a firm."""
    return panel.result.outcomes[firm, metric]


def in_second_year(panel: TripLog, firm: str, metric: str) -> float:
    """Mean of a metric of a firm over the weeks after the first year."""
    table = panel.result.weekly
    return float(table[(table["firm"] == firm) & (table["week"] > YEAR)][metric].mean())


@finding("F09")
def keep_customers_or_win_them(lab: Lab) -> Measures:
    """The same weekly budget for prevention or for advertising: at the leader, who loses a quarter of its customers a
    year, and at good newcomers whom few know, more and less attractive ones, where less than a fifth buys from them.
    """
    leader, newcomer = lab.firms[0], lab.firms[-1]
    kept, won = (lab.panel({f"firms.{leader}.{way}": BUDGET}) for way in WAYS)
    leaves_fast = outcome(lab.panel(), leader, "churn") >= 0.15
    ahead = outcome(kept, leader, "profit") - outcome(won, leader, "profit")
    attractions = ATTRACTIONS[1:2] if lab.quick else ATTRACTIONS
    unknown = [_conquest_ahead(lab, newcomer, attraction) for attraction in attractions]
    return {"retention_ahead": ahead if leaves_fast else math.nan, "acquisition_ahead": float(np.nanmean(unknown))}


def _conquest_ahead(lab: Lab, newcomer: str, attraction: float) -> float:
    """Profit of a newcomer's advertising less that of its prevention; not a number where a fifth or more buys.

    It is as little known while the market settles, else half of all would think of it in the week in which it enters.
    """
    blocks = {f"firms.{newcomer}.{name}": value for name, value in {**UNKNOWN, "attraction": attraction}.items()}
    entry = [{"event": "entry", "firm": newcomer, "from_week": 1}]
    market = lab.elsewhere(lab.scenario.changed(blocks))
    kept, won = (market.panel({f"firms.{newcomer}.{way}": BUDGET}, events=entry) for way in WAYS)
    if outcome(kept, newcomer, "penetration") >= 0.20:
        return math.nan
    return outcome(won, newcomer, "profit") - outcome(kept, newcomer, "profit")


@finding("F10")
def five_points_of_retention(lab: Lab) -> Measures:
    """Lifetime value gained for five points of retention, where fewer failures raise it from a low and a high level.

    Both are means over the second year: those of its last week alone swing as much as what is looked for. The source
    counts who ceases to be a customer at all, so that its retention is `active_share`.
    """
    low, high = gains_of_five_points(lab, "active_share", in_second_year)
    return {"profit_gained": high, "gain_by_retention": high - low}


def gains_of_five_points(lab: Lab, retention: str, read: Callable[[TripLog, str, str], float]) -> tuple[float, float]:
    """Lifetime value gained for five points of a metric, both as `read`, from a low and from a high level of it."""
    firm, gains = lab.firms[0], []
    for base in ("low", "high"):
        worse, better = (failing(lab, rate) for rate in FAILURES[base])
        points = read(better, firm, retention) - read(worse, firm, retention)
        growth = math.log(read(better, firm, "clv") / read(worse, firm, "clv"))
        gains.append(math.expm1(growth * POINTS / points))
    return gains[0], gains[1]


def failing(lab: Lab, rate: float) -> TripLog:
    """The market in which the first firm has failed at this rate from the start of burn-in."""
    return lab.panel({f"firms.{lab.firms[0]}.service.failure_rate": rate}, settled=False)


def served(lab: Lab, *, is_on: bool) -> tuple[float, float]:
    """Cost and chance of failure of a visit by customers of three years against newcomers', where only knowledge acts.

    The chance is the one that each visit faced: failures themselves are rare, and luck would hide the difference.
    """
    firm, scenario = lab.firms[0], lab.scenario
    dials = {f"firms.{firm}.care.knowledge": 1.0, "customers.switches.cost_to_serve": False}
    dials["customers.switches.difficult"] = False  # whose visits cost more, known or not
    panel = lab.panel({**dials, "customers.switches.customer_knowledge": is_on})
    trips = panel.between(YEAR + 1, scenario.market.weeks)
    here = trips["firm"] == 0
    since = panel.minds[scenario.market.weeks].first_purchase[0, trips["customer"][here]]
    years = (trips["week"][here] + scenario.market.burn_in_weeks - since) / YEAR
    cost = trips["service_cents"][here] + cents(scenario.firms[firm].service.built.cost_per_visit)
    chance = 1.0 - nature_of(panel.scenario).knowledge.prevented * trips["known"][here].astype(float)
    old, new = years >= YEARS_OF_TENURE, years == 0.0
    return float(cost[old].mean() / cost[new].mean()), float(1.0 - chance[old].mean() / chance[new].mean())


@finding("F32")
def known_customers_are_served_better_and_cheaper(lab: Lab) -> Measures:
    """With a firm that keeps track of its customers, and the same with the mechanism off."""
    (cost, failures), (cost_off, failures_off) = served(lab, is_on=True), served(lab, is_on=False)
    return {
        "cost_ratio": cost,
        "failures_avoided": failures,
        "cost_ratio_off": cost_off,
        "failures_avoided_off": failures_off,
    }


def margins(panel: TripLog, trips: Mapping[str, np.ndarray]) -> np.ndarray:
    """Cents left of each purchase after goods, service and what every visit costs."""
    visit = np.array([cents(firm.service.built.cost_per_visit) for firm in panel.scenario.firms.values()])
    return np.asarray(trips["paid"] - trips["goods_cents"] - trips["service_cents"] - visit[trips["firm"]])


def growth_of_profit(lab: Lab, switches: dict[str, bool]) -> float:
    """Yearly profit of a customer in the 4th year with a firm against the 1st, watched from the first purchase on, of
    the same customers, who bought there in both years.
    """
    names = {f"customers.switches.{name}": is_on for name, is_on in switches.items()}
    size = {"market.weeks": WATCHED, "market.burn_in_weeks": BURN_IN}
    panel = lab.elsewhere(lab.scenario.changed(size)).panel(names, minds=(WATCHED,))
    trips = panel.trips
    first = panel.minds[WATCHED].first_purchase[trips["firm"], trips["customer"]]
    year = (trips["week"] + BURN_IN - first) // YEAR
    seen = (first > BURN_IN) & (first <= BURN_IN + WATCHED - 4 * YEAR)
    margin = margins(panel, trips)
    pairs = trips["firm"].astype(np.int64) * panel.kinds.size + trips["customer"]
    in_year = [seen & (year == number) for number in (0, 3)]
    both = np.intersect1d(*(pairs[rows] for rows in in_year))
    counted = [rows & np.isin(pairs, both) for rows in in_year]
    then, now = (float(margin[rows].sum()) / np.unique(pairs[rows]).size for rows in counted)
    return now / then


@finding("F48")
def profit_grows_with_tenure(lab: Lab) -> Measures:
    """The same customers in their first and fourth year, with all parts of tenure on, and off."""
    return {
        "ratio_on": growth_of_profit(lab, dict.fromkeys(TENURE, True)),
        "ratio_off": growth_of_profit(lab, dict.fromkeys(TENURE, False)),
    }


@finding("F49")
def one_lost_regular_takes_three_newcomers(lab: Lab) -> Measures:
    """The shipped market of car service, whose spending by year of tenure is put in, not emergent.

    Present customers side by side, as a firm that loses one finds them: the last year's profit by active customer, of
    those in their fourth year or later against those in their first.
    """
    market = garage(lab)
    panel = lab.elsewhere(market).panel(minds=LAST_YEAR)
    trips, burn_in = panel.between(LAST_YEAR[0], LAST_YEAR[-1]), market.market.burn_in_weeks
    first = panel.minds[LAST_YEAR[-1]].first_purchase[trips["firm"], trips["customer"]]
    margin = margins(panel, trips) - trips["compensation"]
    earned = [float(margin[rows].sum()) for rows in _new_and_mature(trips["week"] + burn_in - first)]
    active = np.zeros(2)
    for week in LAST_YEAR:
        minds, now = panel.minds[week], week + burn_in
        is_active = minds.last_purchase > now - market.lapse_weeks
        active += [np.count_nonzero(rows) for rows in _new_and_mature(now - minds.first_purchase[is_active])]
    return {"mature_to_new": earned[1] / active[1] / (earned[0] / active[0])}


def _new_and_mature(weeks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Who is in the first year with the firm, and who in the fourth or a later one."""
    return weeks < YEAR, weeks >= 3 * YEAR


@finding("F50")
def newcomers_cost_more_to_serve(lab: Lab) -> Measures:
    """Cost of a first visit against one after four years, what every visit costs included; by the rule itself."""
    found = []
    for is_on in (True, False):
        scenario = lab.changed({"customers.switches.cost_to_serve": is_on})
        tenure = nature_of(scenario).tenure
        visit = scenario.firms[lab.firms[0]].service.built.cost_per_visit
        found.append((cost_to_serve(0.0, tenure) + visit) / (cost_to_serve(4.0, tenure) + visit))
    return {"cost_ratio_on": found[0], "cost_ratio_off": found[1]}


def garage(lab: Lab) -> Scenario:
    """The shipped market of car service in the size of the laboratory's."""
    market = lab.scenario.market
    return sized(lab.other("auto_service"), market.customers, market.weeks, market.burn_in_weeks)


@finding("F51")
def winning_costs_more_than_keeping(lab: Lab) -> Measures:
    """All firms: what a customer who was not referred cost to win, against what one costs to keep for a year."""
    table = lab.run().weekly
    paid_for = table["acquired"].sum() - table["acquired_by_word_of_mouth"].sum()
    kept = table.groupby("firm")["active_customers"].mean().sum() * table["week"].max() / YEAR
    return {"cost_ratio": float(table[WINNING].sum().sum() / paid_for / (table[KEEPING].sum().sum() / kept))}


@finding("F52")
def profit_now_can_hide_customers_lost(lab: Lab) -> Measures:
    """A list price raised by 15 % behind two promotions a year: profit of the first year, customer equity after it.

    And the same rise without any promotion, which is what does it.
    """
    cloaked, plain = both_ledgers(lab, promoted(lab, CLOAKED_RISE)), both_ledgers(lab, raised(lab, CLOAKED_RISE))
    return {
        "profit_change": cloaked[0],
        "equity_change": cloaked[1],
        "flagged": float(cloaked[0] * cloaked[1] < 0.0),
        "equity_by_the_rise": plain[1] / cloaked[1],
    }


def promoted(lab: Lab, rise: float) -> TripLog:
    """A quarter off twice a year, from a list price so many times the usual one."""
    return lab.panel({f"firms.{lab.firms[0]}.pricing": CLOAK | {"price": _price(lab, rise)}})


def raised(lab: Lab, rise: float) -> TripLog:
    """A price so many times the usual one."""
    return lab.panel({f"firms.{lab.firms[0]}.pricing": {"strategy": "fixed", "price": _price(lab, rise)}})


def _price(lab: Lab, rise: float) -> float:
    return round(getattr(lab.scenario.firms[lab.firms[0]].pricing, "price", 0.0) * rise, 2)


def both_ledgers(lab: Lab, changed: TripLog) -> tuple[float, float]:
    """Profit of the first firm's first year, and customer equity at its end, against the market as it is."""
    tables = [panel.result.weekly for panel in (lab.panel(), changed)]
    years = [table[(table["firm"] == lab.firms[0]) & (table["week"] <= YEAR)] for table in tables]
    as_is, now = ((year["profit"].sum(), year["customer_equity"].iloc[-1]) for year in years)
    return float(now[0] - as_is[0]), float(now[1] - as_is[1])
