"""What stands under the verdict: what a plan may cost, when it has paid back, what is worth finding out."""

import math

import pandas as pd

from analysis.costs.payback import COSTS, Payback
from analysis.outcomes.question import Question
from analysis.report.assumptions import default_at
from analysis.report.first_lines import may_cost
from analysis.report.worth_words import worth_in_brief
from analysis.statistics.estimates import Estimate
from analysis.uncertainty.worth import ALL
from simulation.scenario.load import load
from simulation.scenario.parameters.firm import Firm

QUESTION = Question("as_is", "Alba", "USD", labels={"desk": "The desk"})


def payback(most, week):
    found = Estimate(most, math.nan, most, most, 3)
    return Payback("desk", dict.fromkeys(COSTS, found), week, Estimate(0.0, math.nan, 0.0, 0.0, 3))


def said(most, week):
    return may_cost([payback(most, week)], ["desk", "other"], QUESTION)


def test_a_plan_is_told_with_what_it_may_cost_and_when_it_has_paid_back():
    begun = "The desk may cost up to 12,600 USD a year beside its levers and still pays; paid back "
    assert said(12600.0, 14) == [f"{begun}from week 14."]
    assert said(12600.0, 1) == [f"{begun}at once."]
    assert said(12600.0, None) == [f"{begun}not within 52 weeks on average."]
    assert said(-5.0, None) == ["The desk loses even where it costs nothing beside its levers."]


def test_the_number_that_is_worth_most_to_find_out_is_told_or_none():
    rows = [(ALL, 300.0, True), ("a", 207.0, True), ("b", 12.0, False)]
    table = pd.DataFrame(rows, columns=["assumption", "evppi", "resolved"])
    assert worth_in_brief(table, {}, "USD a year") == "Finding out a is worth up to 210 USD a year."
    none = worth_in_brief(table.assign(resolved=[True, False, False]), {}, "USD a year")
    assert none == "No single number is shown to be worth finding out."


def test_what_nobody_wrote_of_a_firm_is_its_declared_default():
    scenario = load("baseline")
    alba, declared = ("firms", "Alba"), Firm()
    assert default_at(scenario, (*alba, "presence")) == declared.presence
    assert default_at(scenario, (*alba, "service", "failure_rate")) == declared.service.failure_rate
    assert default_at(scenario, (*alba, "nothing")) is None
