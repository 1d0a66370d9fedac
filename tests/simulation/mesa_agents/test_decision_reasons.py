"""Why a customer chose as it did is said as it was: against the worth, out of luck, or since nothing suited."""

import types

import pytest

from simulation.mesa_agents.decision_entry import DecisionEntry
from simulation.mesa_agents.decision_reasons import against_worth, nothing_bought, why_elsewhere
from simulation.state.switch_reasons import COMPETITION, REASONS
from simulation.state.visit_codes import NOTHING_SUITED, PROCESSES, WEIGHED


def entry(**given):
    offers = {name: types.SimpleNamespace(is_last=name == "Brio") for name in ("Alba", "Brio")}
    usual = {"week": 1, "quantity": 1, "offers": offers, "considered": ("Alba", "Brio"), "nothing": -1.0,
             "worth": {"Alba": 0.2, "Brio": 1.2}, "luck": {"Alba": 1.5, "Brio": 0.1}, "luck_of_nothing": 0.5,
             "too_dear": (), "choice": "Alba", "process": PROCESSES[WEIGHED],
             "reason": REASONS[COMPETITION]}  # fmt: skip
    return DecisionEntry(**{**usual, **given})


@pytest.mark.parametrize(("given", "is_weighed", "expected"), [
    ({}, True, ", although Brio was worth 1.00 more: the luck of the day spoke for Alba by 1.40"),
    ({}, False, " without weighing Brio, worth 1.00 more"),
    ({"too_dear": ("Brio",)}, True, ""),
    ({"choice": "Brio"}, True, ""),
    ({"considered": ("Alba",), "worth": {"Alba": -1.5}, "luck": {"Alba": 1.5}}, True,
     ", although buying nothing was worth 0.50 more: the luck of the day spoke for buying by 1.00"),
])  # fmt: skip
def test_what_went_against_the_worth_is_said(given, is_weighed, expected):
    assert against_worth(entry(**given), is_weighed=is_weighed) == expected


@pytest.mark.parametrize(("given", "expected"), [
    ({"considered": ()}, "So it bought nothing."),
    ({"too_dear": ("Alba", "Brio")}, "All of it was dearer than it pays at all."),
    ({"worth": {"Alba": -3.0, "Brio": -2.0}}, "Nothing was worth buying."),
    ({"luck_of_nothing": 4.1},
     "Bought nothing, although Brio was worth 2.20 more than that: the luck of the day spoke against buying by 4.00."),
])  # fmt: skip
def test_why_nothing_was_bought_is_said(given, expected):
    assert nothing_bought(entry(choice=None, process=PROCESSES[NOTHING_SUITED], **given)) == expected


@pytest.mark.parametrize(("given", "is_weighed", "expected"), [
    ({}, True, "the luck of the day (counted under attraction by competitors)"),
    ({}, False, "one cue decided (counted under attraction by competitors)"),
    ({"considered": ("Alba",)}, True, "Brio did not come to mind (counted under attraction by competitors)"),
    ({"too_dear": ("Brio",)}, True, "Brio asked more than it pays at all (counted under attraction by competitors)"),
    ({"worth": {"Alba": 2.0, "Brio": 1.0}}, True, "attraction by competitors"),
    ({"reason": "core service failure"}, True, "core service failure"),
])  # fmt: skip
def test_why_another_firm_was_chosen_is_what_decided(given, is_weighed, expected):
    assert why_elsewhere(entry(**given), is_weighed=is_weighed) == expected
