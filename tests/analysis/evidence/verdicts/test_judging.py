"""From measures to verdicts: bands, intervals, conditions, what is missing."""

import math
from typing import Any

import pytest

from analysis.evidence.verdicts.criteria import Check, Fact, facts, spelled
from analysis.evidence.verdicts.judging import judge_finding, note_on, verdict_on
from analysis.statistics.estimates import estimate


def check(low: float | None, high: float | None, **given: Any) -> Check:
    return Check(band=(low, high), meaning="what is measured", **given)


def verdict(asked: Check, *values: float) -> str:
    return verdict_on(asked, estimate(values))


def test_all_claims_and_laws_stand_in_order_and_each_can_be_judged() -> None:
    names = [f"F{n:02}" for n in range(1, 58)] + [f"L{n:02}" for n in range(1, 26)]
    assert list(facts()) == names
    roles = [fact.role for fact in facts().values()]
    assert (roles.count("calibration"), roles.count("held_out"), roles.count("")) == (7, 18, 57)
    bounded = [c.low > -math.inf or c.high < math.inf for fact in facts().values() for c in fact.checks.values()]
    assert all(bounded)
    assert all(fact.checks for fact in facts().values())


@pytest.mark.parametrize(
    ("band", "value", "expected"),
    [
        ((0.2, 0.8), 0.2, "holds"),
        ((0.2, 0.8), 0.8, "holds"),
        ((0.2, 0.8), 0.11, "near"),  # a quarter of the width is 0.15, half of the end 0.1
        ((0.2, 0.8), 0.09, "fails"),
        ((2, 20), 0, "fails"),
        ((0.2, 0.8), 0.94, "near"),
        ((0.2, 0.8), 0.04, "fails"),
        ((0.4, None), 0.31, "near"),  # open: a quarter of the end
        ((0.4, None), 0.29, "fails"),
        ((None, -0.4), -0.31, "near"),
        ((0, None), -0.001, "fails"),
        ((1, 1), 0.999, "fails"),
        ((0.3, 0.3), 0.1 + 0.2, "holds"),  # but for rounding
    ],
)
def test_a_number_is_judged_by_its_band(band: tuple[float | None, float | None], value: float, expected: str) -> None:
    assert verdict(check(*band), value, value) == expected


def test_a_difference_that_may_be_chance_does_not_hold() -> None:
    assert verdict(check(0, None, paired=True), 0.1, 0.2, 0.15) == "holds"
    assert verdict(check(0, None, paired=True), -0.1, 0.5, -0.2) == "unsettled"


def test_a_changed_band_must_be_met_as_well_as_the_former_one() -> None:
    changed = check(0.1, 0.5, was=(0.3, 0.5), why="a better source")
    assert verdict(changed, 0.2, 0.2) == "fails"
    assert verdict(changed, 0.4, 0.4) == "holds"
    found = judge_finding(
        "F01", Fact(statement="", about=("habit",), source="", verified="no", checks={"a": changed}), [{"a": 0.2}]
    )
    assert "changed from 0.3 … 0.5: a better source" in note_on(found)
    with pytest.raises(ValueError, match="reason"):
        check(0.1, 0.5, was=(0.3, 0.5))


FACT = Fact(
    statement="A claim.",
    about=("habit",),
    source="",
    verified="no",
    checks={"one": check(0, 1), "two": check(0, 1), "only_if_new": check(0.5, 1)},
)


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        ({"one": 0.5, "two": 0.5, "only_if_new": 0.0}, "holds"),
        ({"one": 0.5, "two": 1.1, "only_if_new": 0.0}, "near"),
        ({"one": 0.5, "two": 2.0, "only_if_new": 0.9}, "holds_only_if"),
        ({"one": 0.5, "two": 2.0, "only_if_new": 0.0}, "fails"),
        ({"one": 0.5}, "undefined"),
        ({"one": 2.0}, "fails"),
        ({"one": 0.5, "two": math.nan, "only_if_new": 0.0}, "undefined"),
        ({}, "undefined"),
    ],
)
def test_a_claim_is_as_good_as_its_worst_check(measures: dict[str, float], expected: str) -> None:
    assert judge_finding("F01", FACT, [measures, measures]).verdict == expected


def test_what_nobody_measured_says_so_and_counts_as_failed() -> None:
    found = judge_finding("F01", FACT, [{}, {}])
    assert (found.verdict, found.is_measured, note_on(found)) == ("undefined", False, "not measured")
    assert judge_finding("F01", FACT, [{}], "ValueError: oops").trouble == "ValueError: oops"


def test_replicates_in_which_a_number_is_undefined_are_left_out() -> None:
    found = judge_finding(
        "F01", FACT, [{"one": 0.2, "two": 0.5}, {"one": math.nan, "two": 0.5}, {"one": 0.4, "two": 0.5}]
    )
    first = found.judgements[0].found
    assert first is not None
    assert first.mean == pytest.approx(0.3)
    assert first.n == 2


def test_counts_are_added_up() -> None:
    fact = Fact(
        statement="", about=("habit",), source="", verified="no", checks={"cases": check(300, None, pool="sum")}
    )
    assert judge_finding("F43", fact, [{"cases": 100.0}] * 3).verdict == "holds"


def test_bands_are_spelled_as_people_read_them() -> None:
    assert [spelled(band) for band in ((0.2, 0.8), (None, -2), (300, None), (1, 1), (0.3333, None))] == [
        "0.2 … 0.8",
        "≤ −2",
        "≥ 300",
        "= 1",
        "≥ 0.333",
    ]
