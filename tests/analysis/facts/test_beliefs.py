"""A belief is broken where the whole interval lies outside it, holds where all lies within, and is else not settled."""

import math

import pytest

from analysis.facts.beliefs import belief_lines, judged
from analysis.outcomes.outcomes import Outcomes
from simulation.facts.expectations import Expectation

RISE = ("firms.Alba.pricing.price", 1.05)


def outcomes(before, after, metric="units"):
    cells = {("as_is", "Alba", metric): dict(enumerate(before, 1)), ("rise", "Alba", metric): dict(enumerate(after, 1))}
    return Outcomes(("as_is", "rise"), ("Alba",), (metric,), cells)


def belief(low, high, found, *, change=RISE, measure="part", metric="units"):
    one = Expectation("a belief", change, None, "Alba", metric, measure, low, high)
    (seen,) = judged([one], "as_is", {"a belief": "rise"} if change else {}, found)
    return seen


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(-0.08, math.inf, "broken"), (-0.2, math.inf, "holds"), (-math.inf, -0.05, "holds"), (-0.101, math.inf, "open")],
)
def test_all_of_the_interval_decides(low, high, verdict):
    found = outcomes([100.0, 110.0, 90.0], [90.0, 98.5, 81.5])
    seen = belief(low, high, found)
    assert seen.verdict == verdict
    assert seen.model == pytest.approx(-0.0997, abs=1e-3)
    assert seen.ci_low < seen.model < seen.ci_high


def test_a_change_in_percent_is_that_of_the_mean_as_compare_has_it():
    before, after = [100.0, 200.0, 1.0], [50.0, 60.0, -59.0]
    seen = belief(-1.0, 0.0, outcomes(before, after, "profit"), metric="profit")
    assert seen.model == pytest.approx((sum(after) - sum(before)) / sum(before))
    assert seen.ci_high - seen.ci_low < 4.0, "the third replicate's own part is -60 times of next to nothing"
    losing = belief(0.0, 1.0, outcomes([-100.0, -110.0], [-50.0, -55.0], "profit"), metric="profit")
    assert (losing.model, losing.verdict) == (pytest.approx(0.5), "holds")


def test_no_percentage_is_settled_of_what_may_be_nothing():
    found = outcomes([100.0, -90.0, 80.0], [-1_000.0, -1_190.0, -1_020.0], "profit")
    assert belief(-1.0, 1.0, found, metric="profit").verdict == "open"


def test_points_are_differences_and_levels_are_of_the_market_as_it_is():
    found = outcomes([0.5, 0.52], [0.51, 0.53], "retention")
    assert belief(0.005, 0.02, found, measure="points", metric="retention").verdict == "holds"
    level = belief(0.6, 1.0, found, change=None, measure="level", metric="retention")
    assert (level.verdict, level.model) == ("open", pytest.approx(0.51))
    assert belief(0.9, 1.0, outcomes([0.5, 0.5], [0, 0], "retention"), change=None, measure="level",
                  metric="retention").verdict == "broken"  # fmt: skip


def test_one_replicate_decides_by_its_number_and_says_so():
    seen = belief(-0.08, math.inf, outcomes([100.0], [90.0]))
    assert (seen.verdict, seen.replicates) == ("broken", 1)
    assert "1 of 1 expectation broken by this market (one replicate: by luck perhaps)" in belief_lines([seen])[-1]


def test_what_is_not_defined_is_neither():
    assert belief(-0.08, math.inf, outcomes([0.0], [90.0])).verdict == "undefined"
    assert belief(-0.08, math.inf, outcomes([], [])).verdict == "undefined"


def test_lines_show_the_model_in_the_unit_of_the_sentence():
    seen = belief(-0.08, math.inf, outcomes([100.0, 110.0, 90.0], [90.0, 98.5, 81.5]))
    assert belief_lines([seen])[0] == "broken  −10.0 ±1.2 %  a belief"
