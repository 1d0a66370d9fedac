"""Claims on what happens inside firms: F33, F35, F38, F46, F47, F53."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from analysis.evidence.registry import Measures, finding
from analysis.laboratory.firm_variants import OWN, better, model_after_weeks, outcome, own, settled_model, visits
from analysis.laboratory.trip_log import watch
from simulation.model import LoyaltyModel, run_to_end

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab
    from analysis.laboratory.trip_log import TripLog

LEVELS = ("quality", "process", "technical")
LAG = 26
BLOW = 0.3
SHOCK = 5
SMOOTH = 4


@finding("F33")
def who_visits_rivals_knows_them(lab: Lab) -> Measures:
    """What a firm believes of its rivals after half a year with four visits a week to each, against without any."""
    blind, seeing = (model_after_weeks(lab, own(lab, improvement__mystery_visits=visits), 26) for visits in (0.0, 4.0))
    return {"error_fall": 1.0 - _misjudgement(seeing) / _misjudgement(blind)}


def _misjudgement(model: LoyaltyModel) -> float:
    firm = model.firms[OWN]
    return firm.research.misjudgement({row: rival.service for row, rival in firm.rivals(model.view()).items()})


@finding("F35")
def asking_finds_what_matters(lab: Lab) -> Measures:
    """Is the level that a surveying firm raises the one whose rise pleases its customers most, all else equal?"""
    survey = own(lab, service={"strategy": "improve_what_matters"}, improvement__answers=200)
    firm = model_after_weeks(lab, survey, 15).firms[OWN]
    raised = [getattr(firm.level, name) - getattr(firm.block.service, name) for name in LEVELS]
    as_is = _answer(lab.panel())
    worth = [_answer(lab.panel(better(lab, name, 0.1))) - as_is for name in LEVELS]
    return {"right_choice": float(np.argmax(raised) == np.argmax(worth))}


def _answer(panel: TripLog) -> float:
    return float(visits(panel, 1, LAG)["satisfaction"].mean())


@finding("F38")
def a_lead_is_imitated_away(lab: Lab) -> Measures:
    """A better product among equals: its lead over the best rival, with and without imitators, and improving on."""
    once, improving = _leads(lab, "imitate_leader", "fixed"), _leads(lab, "imitate_leader", "continuous_improvement")
    alone = _leads(lab, "fixed", "fixed")
    return {
        "lead_after_lag": once[LAG + 4] / max(once),
        "lead_after_two_lags": once[2 * LAG + 4] / max(once),
        "lead_improving": improving[2 * LAG + 4] / max(once),
        "lead_unimitated": alone[2 * LAG + 4] / max(alone),
    }


def _leads(lab: Lab, rivals: str, leader: str) -> list[float]:
    """Lead of the own firm's service over the best rival's by week, from the week of its launch on."""
    equal = {"quality": 0.7, "process": 0.7, "technical": 0.7}
    services = {
        f'firms."{name}".service': {"strategy": leader if place == OWN else rivals, **equal}
        for place, name in enumerate(lab.firms)
    }
    launch = {"event": "quality_launch", "firm": lab.firms[OWN], "from_week": 1, "size": 0.2}
    model = settled_model(lab, {**services, "events": [launch]}, 2 * LAG + 6)
    leads: list[float] = []

    def look(model: LoyaltyModel) -> None:
        if model.reported_week >= 1:
            levels = [firm.conditions.service.level for firm in model.firms]
            leads.append(levels[OWN] - max(levels[OWN + 1 :]))

    run_to_end(model, look)
    return leads


@finding("F46")
def a_blow_to_staff_reaches_profit_by_way_of_customers(lab: Lab) -> Measures:
    """Morale 0.3 lower from week 5 on: when service, satisfaction, retention and profit first fall for good."""
    as_is, hurt = lab.panel(), discontented(lab)
    held = lab.panel(own(lab, people__contact=0.0), events=blow(lab))
    return {
        "in_order": float(fall_in_order(_chain(as_is), _chain(hurt))),
        "satisfaction_clamped": (outcome(as_is, "satisfaction") - outcome(held, "satisfaction")) / 100.0,
    }


def blow(lab: Lab) -> list[dict[str, object]]:
    """The event that lowers the morale of the own firm's staff."""
    return [{"event": "discontent", "firm": lab.firms[OWN], "from_week": SHOCK, "size": BLOW}]


def discontented(lab: Lab) -> TripLog:
    """The market in which it happens."""
    return lab.panel(events=blow(lab))


def fall_in_order(usual: Sequence[np.ndarray], hurt: Sequence[np.ndarray]) -> bool:
    """Whether all of these weekly numbers fall, and none before the one that it follows from."""
    falls = [first_fall(before, after) for before, after in zip(usual, hurt, strict=True)]
    return falls[-1] <= usual[-1].size and all(early <= late for early, late in pairwise(falls))


def _chain(panel: TripLog) -> tuple[np.ndarray, ...]:
    """Weekly performance met, satisfaction, part of the visits after which nobody leaves for good, and profit.

    The metric `retention` looks back a year, and could fall only after profit.
    """
    left = _weekly_mean(panel, "has_left")
    table = panel.result.weekly
    of = table[table["firm"] == next(iter(panel.scenario.firms))]
    return service_met(panel), of["satisfaction"].to_numpy(), 1.0 - left, of["profit"].to_numpy()


def service_met(panel: TripLog) -> np.ndarray:
    """Mean performance that the own firm's visitors met, week by week."""
    return _weekly_mean(panel, "performance")


def _weekly_mean(panel: TripLog, column: str) -> np.ndarray:
    weeks = panel.scenario.market.weeks
    seen = visits(panel, 1, weeks)
    number = np.maximum(np.bincount(seen["week"], minlength=weeks + 1)[1:], 1)
    return np.asarray(np.bincount(seen["week"], seen[column], weeks + 1)[1:] / number)


def first_fall(before: np.ndarray, after: np.ndarray) -> int:
    """First week in which the last four weeks' mean lies below the undisturbed market's by 1.96 standard errors.

    The yardstick is how much the number changes from week to week when nothing happens, as a manager would see it.
    """
    error = np.diff(before).std() / 2.0**0.5 / SMOOTH**0.5
    lately = np.convolve(after - before, np.ones(SMOOTH) / SMOOTH)[: before.size]
    fallen = np.flatnonzero(lately < -1.96 * error - 1e-12)
    return int(fallen[0]) + 1 if fallen.size else before.size + 1


@finding("F47")
def staff_who_leave_take_skill_and_loyalty_along(lab: Lab) -> Measures:
    """Turnover 20 points a year higher: technical capability in two years; satisfaction, with and without contact."""
    leaving = [{"event": "departures", "firm": lab.firms[OWN], "from_week": 1, "size": 0.2}]
    usual, lost = (
        model_after_weeks(lab, {"events": events}, 104).firms[OWN].conditions.service for events in ([], leaving)
    )
    apart = own(lab, people__contact=0.0)
    with_contact = outcome(lab.panel(events=leaving), "satisfaction") - outcome(lab.panel(), "satisfaction")
    without = outcome(lab.panel(apart, events=leaving), "satisfaction") - outcome(lab.panel(apart), "satisfaction")
    return {
        "technical_change": lost.technical - usual.technical,
        "satisfaction_change": with_contact / 100.0,
        "no_contact_change": without / 100.0,
    }


@finding("F53")
def staff_first_then_customers(lab: Lab) -> Measures:
    """The elevator maker's two ways of spending one budget; profit of three years."""
    alike = {"market.customers": lab.scenario.market.customers, "run.seed": lab.scenario.run.seed}
    elevator = lab.other("elevator").changed(alike)
    first, only = (
        watch(elevator.with_strategy(name), lab.replicate, threads=lab.threads, settled=elevator)
        for name in ("internal_first", "external_only")
    )
    return {"internal_first_ahead": outcome(first, "profit") - outcome(only, "profit")}
