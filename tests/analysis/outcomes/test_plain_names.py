"""Assumptions by plain words: told apart, with whose they are, their unit, and the question that they belong to."""

import pytest

from analysis.outcomes.plain_names import plain_names, topics
from analysis.uncertainty.assumptions import assumptions_of
from simulation.reading.block import Topic
from simulation.scenario.load import load

FEW = "compare.fast_desk.firms.Alba.recovery.resolution"
COST = "compare.fast_desk.cost.weekly"


@pytest.fixture(scope="module")
def scenario():
    return load("complaint_desk").changed({
        "plausible": {FEW: "0.5:0.8", COST: "0:100"},
        "compare.fast_desk": {"label": "Fast desk", "cost": {"weekly": 50.0},
                              "change": {"firms.Alba.recovery": {"strategy": "fast_track", "resolution": 0.6}}},
    })  # fmt: skip


@pytest.fixture(scope="module")
def columns(scenario):
    return [one.column for one in assumptions_of(scenario)]


def test_no_two_assumptions_of_a_market_have_one_name(scenario, columns):
    names = plain_names(scenario, columns)
    assert list(names) == columns
    assert len({one.name for one in names.values()}) == len(columns)
    assert not [one.name for one in names.values() if "_" in one.name or "." in one.name]


@pytest.mark.parametrize(("column", "name", "value", "told"), [
    ("customers.purchases.per_year", "purchases a year", "14.04", "14 units a year"),
    ("firms.Brio.service.failure_rate", "failures, Brio", 0.0812, "8.12 % of visits"),
    ("firms.Dorra.unit_cost", "cost of a unit, Dorra", 5.5, "5.5 USD"),
    ("customers.types.cognitive.price_weight", "care for price, cognitive customers", 4.25, "4.25"),
    ("customers.switches.habit", "whether habit enters choices", "False", "no"),
    ("customers.recovery.grid", "figures for coming back", "grid_a", "grid a"),
    ("customers.tenure.cross_sell.3", "cross-selling, number 4", 0.5, "0.5"),
    (FEW, "problems settled, Alba, under Fast desk", 0.6, "60 % of answers"),
    (COST, "a week, under Fast desk", 50, "50 USD a week"),
])  # fmt: skip
def test_names_and_values_are_words_of_daily_use(scenario, column, name, value, told):
    named = plain_names(scenario, [column])[column]
    if column.endswith(".3") or column == COST:
        assert named.name.endswith(name.partition(",")[2])
    else:
        assert (named.name, named.value(value)) == (name, told)


def test_what_is_called_alike_is_told_apart_by_its_path(scenario):
    twice = ["firms.Alba.unit_cost", "firms.Alba.unit_cost"]
    assert plain_names(scenario, twice)[twice[0]].name == "cost of a unit, Alba (firms.Alba.unit_cost)"


def test_every_assumption_belongs_to_a_question_of_a_strategist(scenario, columns):
    blocks = topics(scenario, columns)
    assert sorted(name for part in blocks.values() for name in part) == sorted(columns)
    where = {name: question for question, part in blocks.items() for name in part}
    assert where["customers.voice.base"] == where["firms.Alba.recovery.empathy"] == Topic.COMPLAINTS
    assert where["firms.Brio.recovery.empathy"] == where["firms.Corda.unit_cost"] == Topic.RIVALS
    assert where["firms.Alba.unit_cost"] == "what Alba itself is like and what it spends".replace(" itself", "")
    assert where["customers.types.cognitive.price_weight"] == where["customers.mix.cognitive"] == Topic.CUSTOMERS
    assert where["market.network.kind"] == where["customers.word_of_mouth.praise"] == Topic.TALK
    assert where[FEW] == where[COST] == Topic.PLANS
    assert list(blocks) == [question for question in [*blocks] if question in blocks]
    assert len(blocks) >= 14
