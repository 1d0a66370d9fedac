"""The first sentence answers in money a year and percent; asked pairs are compared directly; one threshold."""

from dataclasses import replace

import pytest

from analysis.outcomes.question import Question, is_sure, percent
from analysis.outcomes.verdict import verdict_of
from tests.analysis.sample_results import outcomes

QUESTION = Question("as_is", "Alba", "USD", weeks=104)
BASE = [1000.0, 1010.0, 990.0, 1000.0]


def said(question=QUESTION, **gains):
    """The sentences where each plan earns so much more than the baseline in each replicate."""
    columns = {name: [a + b for a, b in zip(BASE, gain, strict=True)] for name, gain in gains.items()}
    return verdict_of(outcomes(as_is=BASE, **columns), question).sentences


def test_a_plan_that_wins_is_told_in_money_a_year_and_percent():
    first, *_ = said(cut=[198.0, 200.0, 202.0, 200.0])
    assert first == "cut earns Alba 100.0 ± 1.3 USD a year more than as_is (+20.0 %)."
    short = said(replace(QUESTION, weeks=26), cut=[198.0, 200.0, 202.0, 200.0])[0]
    assert "200.0 ± 2.6 USD more in 26 weeks than as_is" in short


def test_of_several_it_says_whether_the_best_is_told():
    near = {"one": [100.0, 108.0, 100.0, 104.0], "two": [101.0, 105.0, 99.0, 106.0]}
    assert "; whether two is better is not told yet." in said(**near)[0]
    assert ", and is the best plan." in said(one=[100.0] * 4, two=[50.0, 51.0, 50.0, 52.0])[0]


def test_plans_that_lose_or_are_not_shown_to_win_are_not_advised():
    assert said(cut=[-98.0, -100.0, -102.0, -100.0])[0].startswith("leave things as they are: ")
    assert said(cut=[300.0, -300.0, 200.0, -100.0])[0].startswith("no plan is shown to earn Alba more than as_is: cut")
    assert said(cut=[0.0] * 4)[0].startswith("no plan changes what Alba earns")
    none = said(cut=[0.0] * 4, rise=[-98.0, -100.0, -102.0, -100.0])[0]
    assert none == "no plan is shown to earn Alba more than as_is: cut, the nearest, comes to the same."


def test_a_baseline_that_loses_money_has_no_percent():
    found = verdict_of(outcomes(as_is=[-5.0, -6.0, -4.0], cut=[5.0, 4.0, 6.5]), QUESTION).sentences[0]
    assert "%" not in found
    assert "USD a year more" in found


def test_pairs_that_the_question_names_come_first_and_are_compared_directly():
    plans = {"desk": [200.0, 203.0, 200.0, 201.0], "cut": [100.0, 101.0, 99.0, 100.0]}
    first, second, *_ = said(replace(QUESTION, ask=("cut", "desk")), **plans)
    assert first.startswith("desk beats cut: it earns Alba 50.50 ± ")
    assert first.endswith("USD a year more (+10.1 % of what as_is earns).")
    assert second.startswith("desk earns Alba ")
    even = said(replace(QUESTION, ask=("cut", "desk")), desk=[1.0, -1.0, 1.0, -1.0], cut=[0.0, 1.0, 0.0, -1.0])[0]
    assert even.startswith("whether ")
    assert "is better is not shown" in even


def test_a_plan_that_changes_the_world_is_told_and_never_advised():
    question = replace(QUESTION, world={"rare": "customers"})
    sentences = said(question, rare=[500.0, 501.0, 499.0, 502.0], cut=[-98.0, -100.0, -102.0, -100.0])
    assert sentences[0].startswith("leave things as they are: ")
    assert any(one.startswith("rare changes the world, not your firm (customers): ") for one in sentences)
    assert not any("best of" in one for one in sentences)


@pytest.mark.parametrize("chance", [0.9449, 0.945, 0.9451, 0.9499, 0.95, 0.96, 0.994, 1.0])
def test_what_is_shown_as_95_percent_is_sure_and_less_is_not(chance):
    assert is_sure(chance) == (float(percent(chance).removesuffix(" %")) >= 95.0)


def test_where_both_plans_that_are_asked_about_lose_the_answer_says_so_first():
    question = replace(QUESTION, ask=("up", "far"))
    first = said(question, up=[-98.0, -100.0, -102.0, -100.0], far=[-300.0, -301.0, -299.0, -300.0])[0]
    assert first.startswith("neither up nor far: both lose to as_is; of the two up loses less, by 100.0 ± ")
    assert first.endswith(" USD a year.")
    unsure = said(question, up=[-98.0, 90.0, -102.0, -100.0], far=[-300.0, 301.0, -299.0, -300.0])[0]
    assert unsure.startswith("neither up nor far: both are behind as_is; ")
    assert unsure.endswith(", which may be luck.")
    same = said(question, up=[-98.0, -100.0, -102.0, -100.0], far=[-98.0, -100.0, -102.0, -100.0])[0]
    assert same == "neither up nor far: both lose to as_is, by the same."
    mixed = said(question, up=[98.0, 100.0, 102.0, 100.0], far=[-300.0, -301.0, -299.0, -300.0])[0]
    assert mixed.startswith("up beats far: ")
