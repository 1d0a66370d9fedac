"""Sentences of what is believed are read as they are meant, or refused where they stand."""

import math

import pytest

from simulation import load
from simulation.facts.expectations import OUTCOMES, expectations
from simulation.measurement.metrics import METRICS
from simulation.reading.errors import Refused

PLANS = {"compare": {"as_is": {}, "fast desk": {"firms.Alba.recovery.staff": 3}}}


def read(*sentences):
    return expectations(load("baseline", PLANS | {"expect": list(sentences)}))


@pytest.mark.parametrize(
    ("sentence", "change", "firm", "outcome", "measure", "bounds"),
    [
        ("a 5 % price rise loses at most 8 % of units", ("firms.Alba.pricing.price", 1.05), "Alba", "units", "part",
         (-0.08, math.inf)),
        ("a 5% price cut of Brio loses at least 3 % of units of Alba", ("firms.Brio.pricing.price", 0.95), "Alba",
         "units", "part", (-math.inf, -0.03)),
        ("a 20 % rise of firms.Brio.service.quality gains between 1 and 4 points of market share of Brio",
         ("firms.Brio.service.quality", 1.2), "Brio", "market_share", "points", (0.01, 0.04)),
        ("plan fast desk gains at least 1 point of retention.", "fast desk", "Alba", "retention", "points",
         (0.01, math.inf)),
        ("plan fast desk loses between 1 and 2 points of nps", "fast desk", "Alba", "nps", "points", (-2.0, -1.0)),
        ("nps of Alba is between -5 and 20", None, "Alba", "nps", "level", (-5.0, 20.0)),
        ("market share is at most 30 %", None, "Alba", "market_share", "level", (-math.inf, 0.3)),
        ("retention of Dorra is at least 0.5", None, "Dorra", "retention", "level", (0.5, math.inf)),
    ],
)  # fmt: skip
def test_a_sentence_is_a_change_an_outcome_and_bounds(sentence, change, firm, outcome, measure, bounds):
    (one,) = read(sentence)
    assert (one.firm, one.outcome, one.measure) == (firm, outcome, measure)
    assert (one.low, one.high) == pytest.approx(bounds)
    if isinstance(change, tuple):
        assert one.change[0] == change[0]
        assert one.change[1] == pytest.approx(change[1])
    else:
        assert (one.change, one.plan) == (None, change)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("everything gets better", "cannot be read; write for example `a 5 % price rise loses at most 8 % of units`"),
        ("a 5 % price rise loses about 8 % of units", "cannot be read"),
        ("a 5 % price rise loses at most 8 % of unit", "no outcome is called 'unit'; did you mean 'units'?"),
        ("nps of Albo is at least 5", "no firm is called 'Albo'; did you mean 'Alba'?"),
        ("a 5 % rise of firms.Albo.presence loses at most 8 % of units", "'Albo' does not exist in firms"),
        ("a 5 % rise of firms.Alba.pricing.strategy loses at most 8 % of units", "no number that could rise"),
        ("a 500 % rise of firms.Alba.presence loses at most 8 % of units", "firms.Alba.presence: 4.8 is out of range"),
        ("a 0 % price rise loses at most 8 % of units", "0 % is no rise"),
        ("a 150 % price cut loses at most 8 % of units", "a cut of 100 at most"),
        ("plan fast gains at least 1 point of nps", "no plan is called 'fast'; did you mean 'fast desk'?"),
        ("plan fast desk gains at least 1 point of profit", "profit has no points; write % of it"),
        ("nps is at least 5 %", "nps is not counted in %"),
        ("market share is at least 30", "lies between 0 and 1; write 0.2 or 20 %"),
        ("nps is between 20 and 5", "between 20 and 5 lies nothing"),
    ],
)
def test_what_no_market_could_break_is_refused(sentence, told):
    with pytest.raises(Refused) as refusal:
        read(sentence)
    assert told in str(refusal.value)


def test_every_sentence_that_is_wrong_is_told_with_its_line(tmp_path):
    file = tmp_path / "market.yaml"
    file.write_text("extends: baseline\nexpect:\n  - nps is at least 5\n  - wrong\n  - nps is at least ten\n")
    with pytest.raises(Refused) as refusal:
        load(str(file))
    assert [(fault.line, fault.column) for fault in refusal.value.faults] == [(4, 5), (5, 5)]


def test_a_child_with_other_plans_expects_nothing_of_them(tmp_path):
    parent, child = tmp_path / "parent.yaml", tmp_path / "child.yaml"
    parent.write_text(
        "extends: baseline\ncompare: {as_is: {}, other: {firms.Alba.presence: 0.9}}\n"
        "expect: [plan other gains at least 1 % of units]\n"
    )
    child.write_text("extends: parent.yaml\ncompare: {as_is: {}, third: {firms.Alba.presence: 0.7}}\n")
    assert len(load(str(parent)).expect) == 1
    assert load(str(child)).expect == ()


def test_outcomes_that_may_be_expected_are_metrics_of_that_unit():
    units = {"share": {"share"}, "index": {"index 0-100", "index -100-100"}}
    for name, kind in OUTCOMES.items():
        assert kind == "amount" or METRICS[name].unit in units[kind]
        assert kind != "amount" or METRICS[name].unit not in {"share", "index 0-100", "index -100-100"}
