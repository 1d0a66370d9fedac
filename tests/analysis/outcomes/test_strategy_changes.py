"""What a strategy changes is told in words, each setting once."""

import pytest

from analysis.outcomes.strategy_changes import differences, grouped, unit_at, value_with_unit
from simulation.reading.paths import parse_path
from simulation.scenario.load import load


@pytest.fixture(scope="module")
def baseline():
    return load("baseline")


def test_the_same_scenario_differs_in_nothing(baseline):
    assert differences(baseline, baseline) == []


def test_a_price_is_told_with_its_currency(baseline):
    (change,) = differences(baseline, baseline.change("firms.Alba.pricing.price", 9.5))
    assert change[:3] == ("firms.Alba.pricing.price", "Alba, pricing", "list price, or the price the rule starts from")
    assert (change.before, change.after) == ("10 USD", "9.5 USD")


def test_another_kind_of_strategy_comes_before_its_dials(baseline):
    other = baseline.change("firms.Alba.recovery", {"strategy": "fast_track", "days": 1})
    found = differences(baseline, other)
    assert (found[0].before, found[0].after) == ("standard", "fast track")
    assert ("7 days", "1 day") in [(change.before, change.after) for change in found]
    assert [where for where, _ in grouped(found)] == ["Alba, complaint handling"]


def test_an_event_is_told_as_a_whole(baseline):
    event = {"event": "price_war", "from_week": 3, "weeks": 4, "firms": ["Brio"], "depth": 0.2}
    (change,) = differences(baseline, baseline.change("events", [event]))
    assert (change.where, change.meaning, change.before) == ("events", "event: price war", "–")
    assert "from week 3" in change.after
    assert "depth 0.2" in change.after


def test_strategies_and_questions_are_no_settings(baseline):
    other = baseline.changed({"question": "Why?", "compare": {"a": {}, "b": {}}, "run.seed": 9})
    assert differences(baseline, other) == []


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (0.45, "share of answers", "45 % of answers"),
        (0.12, "share a year", "12 % a year"),
        (0.3, "probability", "30 %"),
        (2, "days", "2 days"),
        (1, "posts per 10,000 customers", "1 post per 10,000 customers"),
        (1, "loss", "1 loss"),
        (0.8, "0-1", "0.8"),
        (None, "weeks", "–"),
        (True, "yes/no", "yes"),
        ("fast_track", "name", "fast track"),
        (1800.0, "money a week", "1,800 EUR a week"),
        ((0.1, 0.2), "share", "0.1, 0.2"),
    ],
)
def test_values_as_people_read_them(value, unit, told):
    assert value_with_unit(value, unit, "EUR") == told


def test_units_that_say_nothing_are_left_out_and_rates_are_plain():
    assert value_with_unit(2, "count") == "2"
    assert value_with_unit(0.5, "1 a year") == "0.5 a year"
    assert value_with_unit(0.5, "share a year") == "50 % a year"


@pytest.mark.parametrize(("path", "unit"), [
    ("firms.Alba.unit_cost", "money"), ("compare.fast_desk.cost.weekly", "money a week"),
    ("compare.fast_desk.firms.Alba.recovery.days", "days"), ("firms.Alba.service.failure_rate", ""),
])  # fmt: skip
def test_a_raw_number_has_the_unit_that_its_block_declares(path, unit):
    assert unit_at(load("complaint_desk"), parse_path(path)) == unit
