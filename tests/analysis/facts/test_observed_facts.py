"""What is known stands beside what the model says, and is marked where both cannot be right."""

import math

import pytest

from analysis.facts.observed_facts import facts_beside, facts_table, told_apart
from analysis.outcomes.outcomes import Outcomes
from simulation import load

FACTS = {
    "Alba": {"market_share": {"value": 0.7, "se": 0.01}, "nps": {"value": 12, "se": 100}, "complaints_a_week": 30},
    "Brio": {"market_share": 0.3, "retention": 0.5},
}


def market(**told):
    return load("baseline", {"observed": told or FACTS, "market.weeks": 10, "firms.Corda": None, "firms.Dorra": None})


def outcomes():
    cells: dict[tuple[str, str, str], dict[int, float]] = {
        ("as_is", "Alba", "market_share"): {1: 0.60, 2: 0.62},
        ("as_is", "Brio", "market_share"): {1: 0.34, 2: 0.34},
        ("as_is", "Alba", "nps"): {1: 40.0, 2: 44.0},
        ("as_is", "Alba", "complaints"): {1: 400.0, 2: 400.0},
    }
    return Outcomes(("as_is",), ("Alba", "Brio"), ("market_share", "nps", "complaints"), cells)


def test_facts_stand_beside_the_model_s_numbers_in_the_same_unit():
    rows = {(row.firm, row.fact): row for row in facts_beside(outcomes(), "as_is", market())}
    assert list(rows) == [("Alba", "market_share"), ("Alba", "nps"), ("Alba", "complaints_a_week"),
                          ("Brio", "market_share")]  # fmt: skip
    share, count = rows["Alba", "market_share"], rows["Alba", "complaints_a_week"]
    assert share.observed == 0.7
    assert share.model == pytest.approx(0.61)
    assert share.observed_half == pytest.approx(0.0196, abs=1e-5)
    assert count.model == pytest.approx(40.0)
    assert [row.is_usual_error for row in rows.values()] == [False, False, True, True]


def test_only_what_is_further_apart_than_both_uncertainties_is_marked():
    rows = {(row.firm, row.fact): row for row in facts_beside(outcomes(), "as_is", market())}
    share = rows["Alba", "market_share"]
    assert share.model_half > 0.09
    assert not share.differs, "two replicates leave the model's own share open"
    assert not rows["Alba", "nps"].differs, "an NPS of a handful of answers contradicts nothing"
    assert rows["Brio", "market_share"].differs, "the same in both replicates, four usual errors away"
    assert rows["Alba", "complaints_a_week"].differs


def test_one_replicate_has_no_interval_of_its_own():
    cells = {("as_is", "Brio", "market_share"): {1: 0.34}}
    (row,) = facts_beside(Outcomes(("as_is",), ("Brio",), ("market_share",), cells), "as_is", market())
    assert math.isnan(row.model_half)
    assert row.differs


def test_the_table_shows_percent_the_mark_and_the_error_of_shares():
    given = market()
    lines = facts_table(facts_beside(outcomes(), "as_is", given), given).splitlines()
    assert lines[2].split() == ["Alba,", "market", "share", "%", "70.0", "±2.0", "61.0", "±12.7", "−9.0"]
    assert lines[5].split() == ["Brio,", "market", "share", "%", "30.0", "±2.0", "34.0", "±0.0", "+4.0", "≠"]
    assert lines[-1].startswith("mean absolute error of market shares: 6.5 points; of the shares at the start:")


def test_what_contradicts_the_market_is_said_by_name():
    (said,) = told_apart(facts_beside(outcomes(), "as_is", market()))
    assert said.startswith("2 of the 4 facts that you told are not those of this market: Alba's complaints a week and")
    assert told_apart(facts_beside(outcomes(), "as_is", market(Alba={"nps": 42}))) == []


def test_of_another_plan_nobody_has_facts():
    assert facts_beside(outcomes(), None, market()) == []
    assert facts_beside(outcomes(), "as_is", load("baseline")) == []


def test_which_failure_rate_is_to_be_set_is_said():
    told = market(Alba={"failure_rate": {"value": 0.1, "se": 0.002}}).changed({"firms.Alba.service.failure_rate": 0.1})
    cells = {("as_is", "Alba", "failure_rate"): {1: 0.072, 2: 0.072}}
    found = Outcomes(("as_is",), ("Alba",), ("failure_rate",), cells)
    table = facts_table(facts_beside(found, "as_is", told), told)
    assert "firms.Alba.service.failure_rate (10 %) is the chance at the start" in table
    assert table.endswith("set about 0.14")
    fits = Outcomes(("as_is",), ("Alba",), ("failure_rate",), {("as_is", "Alba", "failure_rate"): {1: 0.1, 2: 0.1}})
    assert "set about" not in facts_table(facts_beside(fits, "as_is", told), told)
