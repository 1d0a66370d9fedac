"""Lessons: a claim, an experiment that runs, a sentence that can say the opposite, a question that can be typed."""

import collections
import functools
import importlib
import json
import random
import shlex

import pandas as pd
import pytest

from analysis.cli.print_lesson import chart
from analysis.execution.run import Options
from analysis.lessons import found as finding
from analysis.lessons.book import FOLDER, find, lessons
from analysis.lessons.found import Bars, Found, Part, Stance, judged, verdict
from analysis.lessons.request import LessonRequest, plan_lesson
from analysis.lessons.study import take
from analysis.statistics.estimates import Estimate, estimate
from analysis.study.scenario_changes import ScenarioChanges
from simulation.reading.errors import Refused
from simulation.reading.paths import split_setting
from simulation.result import simulate
from tests.analysis.sample_studies import contents
from tests.analysis.wording import wording

LESSONS = lessons()
NAMES = [lesson.name for lesson in LESSONS]
NO_TABLE = pd.DataFrame()
SMALL = ("--customers", "400", "--replicates", "2", "--out", "out")
ORDER = [
    "what_loyalty_is", "four_types_one_promotion", "satisfaction_is_not_loyalty", "the_expected_price", "one_in_25",
    "the_desk", "the_paradox_and_its_limits", "word_of_mouth", "who_serves_the_servers", "delight_wears_off",
    "what_a_customer_is_worth", "the_leaking_bucket", "luck_and_doubt", "what_the_data_never_saw",
]  # fmt: skip


def settings_of(lesson):
    words = shlex.split(lesson.trial)
    assert words[:2] == ["lesson", str(lesson.number)]
    assert set(words[2::2]) == {"--set"}
    return [split_setting(word) for word in words[3::2]]


def case_of(lesson):
    return importlib.import_module(lesson.case)


def test_the_lessons_build_on_each_other():
    assert [name for name in NAMES if name in ORDER] == ORDER
    assert [lesson.number for lesson in LESSONS] == list(range(1, len(LESSONS) + 1))
    texts, scenarios = ({file.stem for file in FOLDER.glob(f"*.{kind}")} for kind in ("md", "yaml"))
    assert texts == scenarios


@pytest.mark.parametrize("lesson", LESSONS, ids=NAMES)
def test_a_lesson_says_what_it_is_about(lesson):
    assert lesson.claim.endswith(".")
    assert "theory text" in lesson.source
    assert min(map(len, (lesson.experiment, lesson.look, lesson.turn))) > 40
    assert lesson.turn.endswith("?") or "see" in lesson.turn
    assert not lesson.turn.count("  ")


@pytest.mark.parametrize("lesson", LESSONS, ids=NAMES)
def test_the_question_is_one_number_that_can_be_changed(lesson):
    settings = settings_of(lesson)
    assert len(settings) == 1
    request = LessonRequest(lesson, ScenarioChanges(settings))
    plain, changed = plan_lesson(request.as_shipped), plan_lesson(request)
    assert list(plain.arms) == list(changed.arms)
    assert plain.scenario_hash != changed.scenario_hash


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS, ids=NAMES)
def test_a_lesson_runs_with_the_change_that_it_proposes(lesson, loyalty, tmp_path):
    code, out, err = loyalty(*shlex.split(lesson.trial), *SMALL, "--json")
    assert code == 0, err
    answer = json.loads(out)
    assert answer["title"] == lesson.title
    assert answer["result"]
    assert all(part["sentence"].endswith(".") and "nan" not in part["sentence"] for part in answer["result"])
    assert answer["measured"]["rows"]
    assert answer["try"].endswith(lesson.trial)
    assert set(contents(tmp_path / "out")) == {
        "lesson.csv", "scenario.yaml", "figures/lesson.png", "figures/lesson.svg",
    }  # fmt: skip


class Anything(dict):
    """Measures of a run by whatever name they are asked for."""

    def __init__(self, luck, noise, centre):
        self.luck, self.noise, self.centre = luck, noise, centre

    def __missing__(self, name):
        size = self.centre[name] * (1.0 + self.noise * self.luck.gauss(0.0, 1.0))
        self[name] = size
        return size


@functools.cache
def planned(lesson):
    return plan_lesson(LessonRequest(lesson))


def invented(lesson, seed):
    """A result that nobody simulated: sizes from 0.01 to 1, a fifth of them negative, alike in three replicates."""
    luck = random.Random(seed)
    plan = planned(lesson)
    noise = luck.choice([0.001, 0.001, 1.0])
    centres: dict[str, collections.defaultdict[str, float]] = {
        arm: collections.defaultdict(lambda: 10.0 ** luck.uniform(-2.0, 0.0) * luck.choice([1, 1, 1, 1, -1]))
        for arm in plan.arms
    }
    runs = [{arm: Anything(luck, noise, centres[arm]) for arm in plan.arms} for _ in range(3)]
    return Found(plan, runs, NO_TABLE)


@pytest.mark.parametrize("lesson", LESSONS, ids=NAMES)
def test_every_sentence_can_say_the_opposite(lesson):
    said: dict[int, dict[bool | None, set[str]]] = collections.defaultdict(lambda: collections.defaultdict(set))
    for seed in range(300):
        for place, part in enumerate(case_of(lesson).conclude(invented(lesson, seed))):
            said[place][part.holds].add(part.sentence)
    for answers in said.values():
        assert set(answers) == {True, False, None}
        assert not answers[True] & answers[False]


def test_a_sentence_follows_the_interval():
    yes, no = "It grows.", "It shrinks."
    assert judged(estimate([1.0, 1.1]), yes=yes, no=no) == Part(yes, True)
    assert judged(estimate([-1.0, -1.1]), yes=yes, no=no) == Part(no, False)
    assert judged(estimate([0.0, 0.0]), yes=yes, no=no) == Part(no, False)
    open_ = judged(estimate([-1.0, 1.5]), yes=yes, no=no)
    assert open_.holds is None
    assert open_.sentence.startswith(f"{yes} But it is too close")
    alone = judged(estimate([1.0]), yes=yes, no=no)
    assert alone.holds is None
    assert "one replicate" in alone.sentence


def test_a_line_says_whether_it_supports_the_claim_or_contradicts_it():
    """Lesson 7 found no paradox, a limit of it, and that not to fail is better: that is no claim that holds in part."""
    found = estimate([1.0, 1.1])
    for_, against, beside = (judged(found, yes="Yes.", no="No.", stance=stance) for stance in Stance)
    assert [part.holds for part in (for_, against, beside)] == [True, True, True]
    assert [part.word for part in (for_, against, beside)] == ["supports", "contradicts", "beside"]
    assert [part.supports for part in (for_, against, beside)] == [True, False, None]
    assert verdict([against, against]) == wording("claim fails")
    assert verdict([for_, beside]) == wording("claim holds")
    assert verdict([for_, against]) == wording("claim holds in part")
    opposite = judged(estimate([-1.0, -1.1]), yes="Yes.", no="No.", stance=Stance.AGAINST)
    assert (opposite.word, judged(estimate([-1.0, 2.0]), yes="", no="", stance=Stance.AGAINST).word) == (
        "supports", "open",
    )  # fmt: skip


def concluded(name, **arms):
    """What a lesson concludes from measures that are alike in three replicates, but for a trace."""
    lesson = next(lesson for lesson in LESSONS if lesson.name == name)
    runs = [{arm: {key: value * (1.0 + trace) for key, value in measures.items()} for arm, measures in arms.items()}
            for trace in (0.0, 1e-6, 2e-6)]  # fmt: skip
    return case_of(lesson).conclude(Found(planned(lesson), runs, NO_TABLE))


def test_no_paradox_contradicts_the_paradox():
    failing = {"after_good": 0.003, "after_first": -0.004, "after_second": -0.04, "retention": 0.82, "profit": 1.0}
    parts = concluded("the_paradox_and_its_limits", fail_and_recover=failing,
                      never_fail={**failing, "retention": 0.85, "profit": 9.0})  # fmt: skip
    assert [part.word for part in parts] == ["contradicts"] * 3
    assert verdict(parts) == wording("claim fails")


@pytest.mark.parametrize(("regular", "flat", "words"), [
    (60.0, 20.0, ["supports", "supports", "contradicts"]),
    (60.0, 60.0, ["supports", "supports", "supports"]),
    (40.0, 20.0, ["supports", "contradicts", "contradicts"]),
    (120.0, 20.0, ["supports", "contradicts", "contradicts"]),
    (10.0, 9.0, ["contradicts", "contradicts", "supports"]),
])  # fmt: skip
def test_three_newcomers_are_three_and_time_itself_is_what_the_claim_speaks_of(regular, flat, words):
    parts = concluded("what_a_customer_is_worth", with_tenure={"new": 20.0, "regular": regular},
                      without_tenure={"new": 20.0, "regular": flat})  # fmt: skip
    assert [part.word for part in parts] == words


def test_to_lose_less_than_a_worse_plan_is_no_way_to_profit():
    """Plugging −6,490 and pouring −11,456 once read "plugging does better"."""
    bucket = {"profit": 40_000.0, "retention": 0.8, "acquired": 100.0}
    arms = {"as_it_leaks": bucket, "plug": {**bucket, "profit": 33_510.0}, "pour": {**bucket, "profit": 28_544.0}}
    lost = concluded("the_leaking_bucket", **arms, cheaper={**bucket, "profit": 30_000.0})
    assert [part.word for part in lost[:2]] == ["contradicts", "contradicts"]
    beaten = concluded("the_leaking_bucket", **{**arms, "plug": {**bucket, "profit": 41_000.0}},
                       cheaper={**bucket, "profit": 42_000.0})  # fmt: skip
    assert [part.word for part in beaten[:2]] == ["supports", "contradicts"]
    assert "a lower price +2,000 USD" in beaten[1].sentence


@pytest.mark.slow
def test_a_changed_number_stands_beside_the_lesson_as_shipped(loyalty, tmp_path):
    size = ("--customers", "400", "--replicates", "2", "--quiet", "--json", "--out")
    plain = json.loads(loyalty("lesson", "7", *size, "plain")[1])
    changed = json.loads(loyalty(*shlex.split(find(7).trial), *size, "changed")[1])
    assert changed["changed"] == [{"path": "customers.recovery.paradox", "now": "0.1", "shipped": "0.04"}]
    assert changed["shipped"] == {key: plain[key] for key in ("verdict", "result", "measured")}
    assert changed["measured"] != plain["measured"]
    assert (plain["changed"], "shipped" in plain) == ([], False)
    code, out, _ = loyalty(*shlex.split(find(7).trial), *SMALL)
    assert code == 0
    assert "Changed      customers.recovery.paradox is 0.1 here, and 0.04 as shipped" in out
    assert out.count("as shipped  ") == 3
    assert "As shipped   the lesson with its own numbers" in out
    assert max(map(len, out.splitlines())) <= 100


def test_what_is_undefined_in_a_replicate_is_left_out():
    runs = [{"as_is": {"sold": 4.0, "lost": 0.0}}, {"as_is": {"sold": 4.0, "lost": 2.0}}]
    some = Found(planned(LESSONS[0]), runs, NO_TABLE)
    sold_a_lost_one = some.over(lambda one: one["as_is"]["sold"] / one["as_is"]["lost"])
    assert (sold_a_lost_one.mean, sold_a_lost_one.n) == (2.0, 1)
    assert some.over(lambda one: one["as_is"]["lost"] / 0.0).n == 0
    assert finding.judged(some.over(lambda one: 1 / 0), yes="Yes.", no="No.").holds is None


def test_bars_of_text_start_at_zero():
    level = Estimate(0.5, 0.1, 0.4, 0.6, 3)
    lines = chart(Bars("Share", "%", {"up": level, "down": Estimate(-0.25, 0.1, -0.3, -0.2, 3)}, scale=100.0))
    assert lines[0].strip() == "Share (%)"
    assert lines[2].index("│") == lines[3].index("│")
    assert "50 ± 10" in lines[2]
    assert "░│ −25" in lines[3]
    assert chart(Bars("Share", "%", {"none": Estimate(0.0, 0.0, 0.0, 0.0, 3)}))[2].endswith("0 ± 0")


def test_the_command_lists_every_lesson_in_order(loyalty):
    code, out, _ = loyalty("lesson")
    assert code == 0
    titles = [lesson.title for lesson in LESSONS]
    assert [line[5:] for line in out.splitlines() if line[:3].strip().isdigit()] == titles
    assert max(map(len, out.splitlines())) <= 100
    listed = json.loads(loyalty("lesson", "--json")[1])["lessons"]
    assert [row["title"] for row in listed] == titles


def test_the_page_of_the_lessons_names_each_with_its_claim():
    page = (FOLDER.parents[1] / "docs" / "lessons.md").read_text(encoding="utf-8")
    for lesson in LESSONS:
        text = f"scenarios/{lesson.scenario}.md"
        assert f"{lesson.number}. [{lesson.title}](../{text}): {lesson.claim}" in " ".join(page.split())


def test_there_is_no_lesson_99(loyalty):
    code, _, err = loyalty("lesson", "99")
    assert code == 2
    assert f"there are lessons 1 to {len(LESSONS)}" in err
    with pytest.raises(Refused):
        find(0)


@pytest.mark.slow
def test_a_lesson_fits_a_terminal_and_can_be_quiet(loyalty, tmp_path):
    code, out, _ = loyalty("lesson", "2", *SMALL)
    assert code == 0
    assert max(map(len, out.splitlines())) <= 100
    assert [line for line in out.splitlines() if line.startswith(("Theory", "Experiment", "Look at", "Your turn"))]
    assert "out/figures/lesson.png" in out
    first = contents(tmp_path / "out")
    assert loyalty("lesson", "2", *SMALL, "--quiet")[:2] == (0, "")
    assert contents(tmp_path / "out") == first
    assert loyalty("lesson", "3", *SMALL, "--quiet")[0] == 3, "another lesson's folder"


@pytest.mark.slow
@pytest.mark.parametrize("number", [4, 10])
def test_the_opposite_comes_out_where_its_cause_is_taken_away(number, loyalty):
    """Without doubt the cheapest wins; who learns nothing is delighted for ever."""
    size = ("--customers", "3000", "--replicates", "3", "--json", "--out")
    plain = json.loads(loyalty("lesson", str(number), *size, "plain")[1])
    changed = json.loads(loyalty(*shlex.split(find(number).trial), *size, "changed")[1])
    before, after = ([part["holds"] for part in answer["result"]] for answer in (plain, changed))
    assert before[1] is True
    assert after[1] is not True


def test_money_and_counts_of_a_lesson_are_of_the_real_size():
    """Per 10,000 customers where none is told, whatever the number that is simulated."""
    changes = [("market.weeks", "4"), ("market.burn_in_weeks", "2")]
    plan = plan_lesson(LessonRequest(find(13), ScenarioChanges(changes, customers=200, replicates=1)))
    run = plan.runs()[0]
    taken = take(run, Options(), case=find(13).case)
    seen = simulate(run.scenario, run.replicate, settled=run.settled)
    assert taken.numbers["profit"] == pytest.approx(50.0 * seen.outcomes["Alba", "profit"])
    assert taken.weekly["profit"].sum() == pytest.approx(50.0 * seen.weekly["profit"].sum())
