"""What the report says of luck and doubt: of the plans asked about, no more than is true, by their labels."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from analysis.outcomes.plain_names import PlainName
from analysis.outcomes.question import Question
from analysis.report.decides import small_print, what_decides, what_to_find_out
from analysis.report.doubt import fates
from analysis.report.sureness import of_100, plans_told, sureness
from analysis.uncertainty.decisive import tornado
from analysis.uncertainty.doubt import FLIPS, OUTCOMES, ROBUSTNESS, TORNADO, WORLDS, WORTH, WorldsFound
from analysis.uncertainty.flips import flips
from analysis.uncertainty.robustness import robustness
from analysis.uncertainty.worth import worth
from simulation.scenario.load import load
from tests.analysis.sample_results import outcomes
from tests.analysis.uncertainty.sample_worlds import design, outcomes_of

BASE = [1000.0, 1010.0, 990.0, 1000.0]
QUESTION = Question("as_is", "Alba", "USD")
SCENARIO = load("baseline", weeks=52, seed=1)
WORLD_COUNT = 64


def doubt_of(effects, luck=1.0) -> WorldsFound:
    """What worlds tell where plans p1, p2 … do this to profit in each."""
    worlds = design(len(effects), 2).assign(still=7.0)
    table = outcomes_of(np.asarray(effects, dtype=float), luck=luck, seed=1)
    frames = {
        WORLDS: worlds,
        OUTCOMES: table,
        ROBUSTNESS: robustness(table, baseline="as_is", seed=1),
        WORTH: worth(table, worlds, firm="Alba", metric="profit", seed=1),
    }
    return WorldsFound(SCENARIO, ("a0", "a1", "still"), frames)


def told_by_file(**gains):
    columns = {name: [a + b for a, b in zip(BASE, [gain, gain + 2.0, gain, gain - 2.0], strict=True)]
               for name, gain in gains.items()}  # fmt: skip
    return outcomes(as_is=BASE, **columns)


def said(found, effects, question=QUESTION):
    return sureness(found, question, doubt_of(effects))


def test_what_is_given_away_is_told_of_95_of_100_worlds_and_of_nothing_else():
    """In 3 of 10 worlds the plan is 500 behind: it gives away 500 in the 95th of 100, and never `at most` in all."""
    effects = [[100.0] if world % 10 > 2 else [-500.0] for world in range(WORLD_COUNT)]
    (_, worlds, *_) = said(told_by_file(p1=100.0), effects)
    assert "and in 95 of 100 gives away at most 50" in worlds
    assert worlds.endswith("USD a year against the best plan of each.")
    assert "where it is not best" not in worlds
    rare = [[100.0]] * (WORLD_COUNT - 1) + [[-5000.0]]
    (_, worlds, *_) = said(told_by_file(p1=100.0), rare)
    assert worlds.endswith(" and gives away hardly anything.")


def test_shares_of_worlds_stand_beside_their_error_and_the_number_of_worlds():
    effects = [[100.0] if world % 4 else [-500.0] for world in range(16)]
    (_, worlds, *_) = said(told_by_file(p1=100.0), effects)
    assert worlds.startswith("Over 16 plausible worlds p1 is better than as_is in 75 ± ")


@pytest.mark.parametrize(("share", "error", "words"), [
    (0.962, 0.105, "96 ± 21 of 100"), (1.0, 0.0, "100 of 100"), (0.0, 0.0, "0 of 100"),
    (0.001, 0.01, "under 1 of 100"), (0.999, 0.01, "over 99 of 100"), (0.5, float("nan"), "50 of 100"),
])  # fmt: skip
def test_a_share_is_all_or_none_only_if_it_is(share, error, words):
    assert of_100({"best": share, "best_se": error}, "best") == words


def test_luck_and_doubt_are_told_of_the_plans_that_are_asked_about():
    question = replace(QUESTION, ask=("p1", "p2"), labels={"p1": "Up by 4 %", "p2": "Up by 8 %", "as_is": "As it is"})
    found = told_by_file(p1=-300.0, p2=-100.0, p3=50.0)
    assert plans_told(found, question) == ["p2", "p1"]
    luck, worlds, duel, *_ = said(found, [[-300.0, -100.0, 50.0]] * 16, question)
    assert luck.startswith("With these assumptions Up by 8 % brings −100.0 ± 2.6 and ")
    assert "Up by 4 % brings −300.0 ± 2.6 USD a year against As it is" in luck
    assert "Up by 8 % is better than As it is in 0 of 100" in worlds
    assert duel == "Up by 8 % is better than Up by 4 % in 100 of 100 worlds."
    assert plans_told(found, replace(question, ask=())) == ["p3"]
    assert plans_told(found, replace(question, ask=(), world={"p3": "customers"})) == ["as_is"]


def test_where_file_and_worlds_disagree_one_sentence_says_so():
    found = told_by_file(p1=100.0, p2=50.0)
    other = said(found, [[10.0, 90.0]] * 16)[-1]
    assert other.startswith("The numbers of the file and the worlds disagree: with the first p1 earns most")
    question = replace(QUESTION, ask=("p1", "p2"))
    turned = said(told_by_file(p1=100.0, p2=-50.0), [[90.0, 20.0]] * 16, question)[-1]
    assert turned.endswith("with the first p2 earns less than as_is, on average over the worlds more.")
    assert not any("disagree" in sentence for sentence in said(found, [[90.0, 10.0]] * 16))


def test_of_another_metric_sentences_tell_its_own_units_and_which_way_is_better():
    """Churn falls by 2 points under p1 where a0 is high, and by none elsewhere: p1 is better where it falls."""
    worlds = design(WORLD_COUNT, 2)
    effects = -0.02 * (worlds[["a0"]].to_numpy() > 0.5) + np.array([[0.0]])
    table = outcomes_of(effects, luck=0.001, seed=1, metric="churn")
    judged: dict[str, Any] = {"baseline": "as_is", "firm": "Alba", "metric": "churn", "seed": 1}
    frames = {
        WORLDS: worlds,
        OUTCOMES: table,
        ROBUSTNESS: robustness(table, baseline="as_is", seed=1),
        TORNADO: tornado(table, worlds, **judged),
        FLIPS: flips(table, worlds, **judged),
        WORTH: worth(table, worlds, firm="Alba", metric="churn", seed=1),
    }
    names = {"a0": PlainName("a0", "how often", "how often people buy", "units a year", "buying")}
    doubt = WorldsFound(SCENARIO, ("a0", "a1"), frames, "churn")
    doubt.__dict__["names"] = names
    found = outcomes("churn", as_is=[0.3] * 4, p1=[0.29] * 4)
    luck, over, *_ = sureness(found, QUESTION, doubt)
    assert luck == "With these assumptions p1 brings −1.00 points of churn against as_is (± luck)."
    assert over.startswith("Over 64 plausible worlds p1 is better than as_is in ")
    assert "USD" not in over
    assert "points of churn" in dict(fates(QUESTION, doubt).heads).values()
    first = what_decides(found, QUESTION, doubt)[0]
    assert first.startswith("p1 against as_is: how often makes ")
    assert ", +1.9" in first
    assert "points of churn avoided at 0.9" in first
    assert "units a year" in first
    assert small_print(doubt, [first]) == "how often: how often people buy (a0)"
    assert small_print(doubt, ["nothing"]) == ""
    assert what_to_find_out(doubt).partition(";")[0].endswith("points of churn avoided")


def test_the_table_has_labels_and_research_is_told_in_one_sentence():
    doubt = doubt_of([[100.0 * (-1) ** world] for world in range(16)])
    table = fates(replace(QUESTION, labels={"p1": "Raise"}), doubt)
    assert [name for name, _ in table.rows] == ["as_is", "Raise"]
    sentence = what_to_find_out(doubt)
    assert sentence.count(".") == 1 + sum(part[:1].isdigit() for part in sentence.split(".")[1:])
    assert "do not pay" not in sentence
    assert doubt.varied == ("a0", "a1")
