"""The report's first screen answers five questions, whether a plan wins, does nothing, flips or loses."""

import html
import re
from dataclasses import replace

import numpy as np
import pytest

from analysis.comparison import study
from analysis.comparison.request import ComparisonRequest, plan_comparison
from analysis.execution.executor import run_all
from analysis.study.scenario_changes import ScenarioChanges
from analysis.uncertainty.decisive import tornado
from analysis.uncertainty.doubt import FLIPS, OUTCOMES, ROBUSTNESS, TORNADO, WORLDS, WORTH, WorldsFound
from analysis.uncertainty.flips import flips
from analysis.uncertainty.robustness import robustness
from analysis.uncertainty.worth import worth
from tests.analysis.uncertainty.sample_worlds import design, outcomes_of

MARKET = """
extends: baseline
question: What should Alba do?
market: {customers: 150, weeks: 52, burn_in_weeks: 8, real_customers: 5000}
firms: {Alba: {overhead: 1000.0}}
run: {replicates: 3}
compare:
  as_is: {label: As it is}
  winner: {change: {firms.Alba.unit_cost: 5.0}}
  nothing: {change: {firms.Alba.service.failure_rate: 0.0795}}
  flips: {change: {firms.Alba.unit_cost: 5.7}}
  loss: {change: {firms.Alba.unit_cost: 7.0}}
"""
EFFECTS = {"winner": (20000.0, 0.0), "nothing": (0.0, 0.0), "flips": (5000.0, -40000.0), "loss": (-25000.0, 0.0)}
"""USD a year in the middle of the worlds, and by how much more from the lowest to the highest value of `a0`."""
LEVEL = 0.625
"""Value of `a0` at which the plan that flips is level."""
ANSWERS = ("headline", "What it brings", "How sure", "What it may cost", "What would turn it", "What to find out")


@pytest.fixture(scope="module")
def screens(tmp_path_factory):
    """The first screen of each case: the headline, and the lines under it by what they answer."""
    file = tmp_path_factory.mktemp("first") / "screen.yaml"
    file.write_text(MARKET)
    plan = plan_comparison(ComparisonRequest.of([str(file)], ScenarioChanges()))
    results = run_all(plan.runs(), 1, quiet=True).results
    return {name: screen(plan, results, name) for name in EFFECTS}


def screen(plan, results, name):
    own = replace(plan, arms={arm: plan.arms[arm] for arm in (plan.baseline, name)})
    outcomes, frames, _ = study.summed_up(own, [one for one in results if one.strategy in own.arms])
    page = study.report_files(own, outcomes, frames, [], doubt=worlds(own, name))["report.html"].decode()
    verdict = html.unescape(page[page.index('id="verdict"') : page.index("<table")])
    (headline,) = re.findall(r'<p class="headline">(.*?)</p>', verdict)
    lines = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", verdict)
    return {"headline": headline} | {asked: re.sub(r"<[^>]+>", " ", words).strip() for asked, words in lines}


def worlds(plan, name, count=32):
    """Worlds in which the plan does what `EFFECTS` says, with a little luck."""
    middle, slope = EFFECTS[name]
    drawn = design(count, 2)
    effects = middle + slope * (drawn["a0"].to_numpy() - 0.5)
    table = outcomes_of(np.asarray(effects)[:, None], luck=500.0, seed=1).replace({"plan": {"p1": name}})
    frames = {
        WORLDS: drawn,
        OUTCOMES: table,
        ROBUSTNESS: robustness(table, baseline="as_is", seed=1),
        TORNADO: tornado(table, drawn, baseline="as_is", firm="Alba", metric="profit", seed=1),
        FLIPS: flips(table, drawn, baseline="as_is", firm="Alba", metric="profit", seed=1),
        WORTH: worth(table, drawn, firm="Alba", metric="profit", seed=1),
    }
    return WorldsFound(plan.lead, ("a0", "a1"), frames)


@pytest.mark.parametrize("case", EFFECTS)
def test_five_answers_stand_before_the_table(screens, case):
    told = screens[case]
    assert tuple(told) == ANSWERS
    assert re.search(rf"{case}|[Nn]o plan", told["headline"])
    size = r"[+−]?[\d,]+( ± [\d,]+)? USD a year"
    assert re.search(rf"{case} brings {size} against As it is \(± luck\)", told["What it brings"])
    assert re.search(r"Over 32 plausible worlds .* in (\d+|under 1|over 99)( ± \d+)? of 100", told["How sure"])


def test_a_clear_winner_is_told_with_its_break_even_and_nothing_to_find_out(screens):
    told = screens["winner"]
    gain = r"winner earns Alba [\d,]+ ± [\d,]+ USD a year more than As it is \(\+[\d.]+ %\)"
    assert re.match(gain, told["headline"])
    assert "better than As it is in 100 of 100" in told["How sure"]
    most = r"winner may cost up to [\d,]+ ± [\d,]+ USD a year beside its levers and still pays; paid back at once"
    assert re.match(most, told["What it may cost"])
    assert told["What would turn it"].endswith("is shown to turn it alone.")
    assert told["What to find out"] == "No single number is shown to be worth finding out."


def test_no_difference_is_not_called_a_gain(screens):
    told = screens["nothing"]
    assert told["headline"].startswith("No plan ")
    assert "brings 0 USD" in told["What it brings"]
    assert not re.search(r"may cost up to [1-9]", told["What it may cost"])


def test_a_verdict_that_flips_names_the_number_and_the_value(screens):
    told = screens["flips"]
    assert told["What would turn it"].startswith("flips against As it is turns on a0: flips is ahead below ")
    (value,) = re.findall(r"is ahead below ([\d.]+) \(95 % interval", told["What would turn it"])
    assert float(value) == pytest.approx(LEVEL, abs=0.05)
    assert re.search(r"a0 is worth up to [\d,]+ USD a year", told["What to find out"])


def test_a_loss_says_leave_it_and_that_no_cost_would_do(screens):
    told = screens["loss"]
    assert told["headline"].startswith("Leave things as they are")
    assert "brings −" in told["What it brings"]
    assert told["What it may cost"] == "loss loses even where it costs nothing beside its levers."
    assert "As it is is best in 100 of 100" in told["How sure"]
