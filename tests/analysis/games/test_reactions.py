"""The grid of plans and reactions on games worked by hand: differences, best replies, worst cases, regret."""

import math

import pytest

from analysis.games.reaction_grid import grid_of
from analysis.games.reaction_words import reaction_sentences
from analysis.games.reactions import replies_table, rivals_table
from analysis.outcomes.question import Question
from tests.analysis.tournaments.sample_games import game, without_a_payoff

QUESTION = Question("a", "Alba", "USD")
OURS = [[100.0, 80.0], [130.0, 60.0], [90.0, 95.0]]
THEIRS = [[50.0, 40.0], [30.0, 45.0], [20.0, 10.0]]
"""Brio replies to `a` and `c` by x, to `b` by y."""


@pytest.fixture(scope="module")
def tables():
    found = game(OURS, THEIRS)
    rivals = rivals_table(found, "profit")
    return rivals, replies_table(found, rivals)


def test_each_cell_is_the_difference_from_the_baseline_under_the_same_reaction(tables):
    cells = tables[0].set_index(["plan", "reaction"])
    for i, plan in enumerate("abc"):
        for j, reaction in enumerate("xy"):
            assert cells.loc[(plan, reaction), "difference"] == OURS[i][j] - OURS[0][j]
            assert cells.loc[(plan, reaction), "regret"] == max(row[j] for row in OURS) - OURS[i][j]
            assert cells.loc[(plan, reaction), "rival_level"] == THEIRS[i][j]
            assert cells.loc[(plan, reaction), "best_reply"] == (THEIRS[i][j] == max(THEIRS[i]))


def test_best_replies_decide_what_is_left_of_a_plan(tables):
    rows = tables[1].set_index("plan")
    assert rows["best_reply_is"].to_dict() == {"a": "x", "b": "y", "c": "x"}
    assert rows["difference"].to_dict() == {"a": 0.0, "b": 60.0 - 100.0, "c": 90.0 - 100.0}
    assert rows["worst_reaction"].to_dict() == {"a": "x", "b": "y", "c": "x"}
    assert rows["worst_difference"].to_dict() == {"a": 0.0, "b": -20.0, "c": -10.0}
    assert rows["max_regret"].to_dict() == {"a": 30.0, "b": 35.0, "c": 40.0}
    assert rows["is_sure"].tolist() == [1, 1, 1]


def test_it_is_told_in_words_and_as_a_table(tables):
    rivals, replies = tables
    first, of_b, of_c, least = reaction_sentences(rivals, replies, QUESTION)
    assert first == "which plan of Alba is ahead depends on Brio: b under x and c under y."
    assert "best reply of Brio is y; with best replies it earns 40.0 USD a year less than a" in of_b
    assert "worst case, under x: 10.0 USD a year less" in of_c
    assert least == "least to regret: a, at most 30.0 USD a year behind the best plan."
    rows = grid_of(tables[0], QUESTION).rows
    assert [row[0] for row in rows[1:]] == ["a", "b", "c"]
    assert [cell.endswith("*") for cell in rows[2][1:]] == [False, True]


def test_a_plan_that_is_ahead_under_every_reaction_is_said_to_be():
    found = game([[1.0, 1.0], [3.0, 4.0]], [[1.0, 2.0], [2.0, 1.0]])
    rivals = rivals_table(found, "profit")
    first, *_ = reaction_sentences(rivals, replies_table(found, rivals), QUESTION)
    assert first == "b is ahead of Alba's plans whatever Brio may do."


def test_a_lead_that_luck_may_have_made_only_seems_one():
    found = game([[1.0, 1.0], [1.2, 4.0]], [[1.0, 2.0], [2.0, 1.0]], noise=1.0)
    rivals = rivals_table(found, "profit")
    assert rivals.set_index(["plan", "reaction"])["is_ahead"].to_dict() == {
        ("a", "x"): 0, ("a", "y"): 0, ("b", "x"): 0, ("b", "y"): 1,
    }  # fmt: skip
    first, *_ = reaction_sentences(rivals, replies_table(found, rivals), QUESTION)
    assert first == "b seems ahead of Alba's plans whatever Brio may do; not surely under x."


def test_a_cell_without_a_payoff_is_told_as_such():
    found = without_a_payoff(game(OURS, THEIRS))
    rivals = rivals_table(found, "profit")
    assert math.isnan(rivals.set_index(["plan", "reaction"])["difference"].to_dict()["b", "x"])
    assert grid_of(rivals, QUESTION).rows[2][1].startswith("–")
    assert reaction_sentences(rivals, replies_table(found, rivals), QUESTION)
