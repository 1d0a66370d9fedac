"""A plan is found by its name, or by its label where only one plan has it."""

import pytest

from analysis.breakeven.request import BreakevenRequest, plan_breakeven
from simulation.doubts import doubts
from simulation.reading.errors import Refused
from simulation.scenario.load import load

PRICES = {"cut": 9.0, "rise": 11.0}


def market(**labels):
    plans = {
        name: {"label": labels[name], "change": {"firms.Alba.pricing.price": price}} for name, price in PRICES.items()
    }
    return load("baseline", {"compare": {"as_is": {}, **plans}})


def planned(scenario, plan):
    return plan_breakeven(BreakevenRequest(scenario, plan, ("firms.Alba.unit_cost=4:8",)))


def test_a_plan_is_found_by_its_label():
    scenario = market(cut="Sell for less", rise="Sell for more")
    assert planned(scenario, "Sell for more").plan == planned(scenario, "rise").plan == "rise"
    assert not [one for one in doubts(scenario) if "label" in one.message]


def test_a_label_of_two_plans_is_refused_and_told_by_check():
    scenario = market(cut="Another price", rise="Another price")
    with pytest.raises(Refused, match="is the label of 2 plans"):
        planned(scenario, "Another price")
    (doubt,) = [one for one in doubts(scenario) if "label" in one.message]
    assert doubt.path == ("compare", "rise", "label")
    assert "'cut'" in doubt.message
