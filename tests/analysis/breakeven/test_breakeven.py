"""`breakeven` finds to a cent what is arithmetic, resumes to the same bytes, and is kind where it cannot be asked."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.breakeven.request import BreakevenRequest, plan_breakeven
from analysis.breakeven.study import BREAKEVEN, carry_out_breakeven
from analysis.execution.execution import Execution
from analysis.execution.run import Run
from analysis.formats.csv_bytes import read_csv
from simulation.reading.errors import Refused
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario
from tests.analysis.sample_studies import contents

SMALL = {"market.customers": 1_000, "market.weeks": 10, "market.burn_in_weeks": 4, "run.replicates": 3}
PLANS = {
    "as_is": {},
    "dear": {"firms.Alba.unit_cost": 5.0},
    "rent": {"firms.Alba.overhead": 300.0},
    "paid": {"cost": {"once": 1_000.0}},
    "cut": {"firms.Alba.pricing.price": 9.0},
    "cut_again": ["cut", "paid"],
}


def market(**more: object) -> Scenario:
    return load(
        "baseline", {**SMALL, "firms.Alba.unit_cost": 6.0, "firms.Alba.overhead": 100.0, "compare": PLANS, **more}
    )


def level_of(plan: str, vary: str, folder: Path, **more: str) -> dict[Any, Any]:
    task = plan_breakeven(BreakevenRequest(market(), plan, (vary,), **more))
    found = carry_out_breakeven(task, Execution(out=folder, quiet=True, workers=1, report=False))
    return dict(found.frame(BREAKEVEN).iloc[0])


@pytest.mark.parametrize(
    ("plan", "vary", "truth", "better"),
    [
        ("dear", "compare.dear.firms.Alba.unit_cost=3:9", 6.0, "below"),
        ("dear", "firms.Alba.unit_cost=3:9", 5.0, "above"),
        ("paid", "compare.as_is.cost.weekly=0:333", 100.0, "above"),
        ("paid", "compare.paid.firms.Alba.overhead=0:300", 0.0, "below"),
    ],
)
def test_a_level_that_is_arithmetic_is_found_to_a_cent(plan, vary, truth, better, tmp_path):
    found = level_of(plan, vary, tmp_path / "out")
    assert found["value"] == pytest.approx(truth, abs=0.01)
    assert found["better"] == better
    assert found["ci_high"] - found["ci_low"] == pytest.approx(0.0, abs=0.01)


def test_rent_is_level_with_rent_to_a_cent(tmp_path):
    """In a market of 10,000, where a cent a week is a cent in the books."""
    scenario = market(**{"market.customers": 10_000, "market.weeks": 3, "market.burn_in_weeks": 2, "run.replicates": 2})
    task = plan_breakeven(BreakevenRequest(scenario, "rent", ("compare.rent.firms.Alba.overhead=0:1000",)))
    (one,) = carry_out_breakeven(task, Execution(out=tmp_path / "out", quiet=True, workers=1, report=False)).levels
    assert one.value == pytest.approx(100.0, abs=0.01)
    assert one.better == "below"


def test_what_a_plan_may_cost_is_what_compare_says_it_may(tmp_path):
    from analysis.comparison.request import ComparisonRequest, plan_comparison
    from analysis.comparison.study import carry_out_comparison
    from analysis.costs.payback import PAYBACK

    execution = Execution(out=tmp_path / "plans", quiet=True, workers=1, report=False)
    table = carry_out_comparison(plan_comparison(ComparisonRequest((market(),))), execution).frames[PAYBACK]
    (told,) = table[(table["strategy"] == "dear") & (table["measure"] == "per_purchase")].to_dict("records")
    found = level_of("dear", "compare.dear.cost.per_purchase=0:3", tmp_path / "level")
    assert told["value"] == pytest.approx(1.0, abs=1e-6)
    assert found["value"] == pytest.approx(told["value"], abs=0.01)


def test_without_a_crossing_the_table_says_where_the_plan_is_better(tmp_path):
    worse = level_of("cut", "compare.cut.cost.weekly=5000:9000", tmp_path / "worse")
    assert (np.isnan(worse["value"]), worse["better"]) == (True, "nowhere")
    equal = level_of("paid", "compare.paid.cost.once=0:0.000001", tmp_path / "equal")
    assert equal["better"] == "equal"


def test_a_metric_that_is_better_low_turns_the_side(tmp_path):
    found = level_of("dear", "compare.dear.firms.Alba.unit_cost=3:9", tmp_path / "out", metric="cost")
    assert found["value"] == pytest.approx(6.0, abs=0.01)
    assert found["better"] == "below"


@pytest.mark.parametrize(
    ("plan", "vary", "message"),
    [
        ("cat", "firms.Alba.unit_cost=3:9", "no plan 'cat' beside the baseline; did you mean 'cut'?"),
        ("as_is", "firms.Alba.unit_cost=3:9", "no plan 'as_is' beside the baseline"),
        (None, "firms.Alba.unit_cost=3:9", "missing; valid here: dear, rent"),
        ("cut", "firms.Alba.unit_cost=3,9", "write a range LOW:HIGH"),
        ("cut", "compare.dear.cost.weekly=3:9", "neither cut nor the baseline feels it"),
        ("cut", "compare.cut.cost.wekly=3:9", "'wekly' does not exist in compare.cut.cost; did you mean 'weekly'?"),
        ("cut", "run.seed=3:9", "cannot move `run`"),
        ("cut", "firms.Alba.unit_cost=-3:9", "-3.0 is out of range"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_would_be_right(plan, vary, message):
    with pytest.raises(Refused) as refusal:
        plan_breakeven(BreakevenRequest(market(), plan, (vary,)))
    assert message in str(refusal.value)


def test_a_plan_put_together_is_level_in_a_number_of_its_parts():
    assert plan_breakeven(BreakevenRequest(market(), "cut_again", ("compare.paid.cost.once=0:9",))).plan == "cut_again"


@pytest.fixture
def plans(loyalty):
    import yaml

    Path("plans.yaml").write_text(yaml.safe_dump({**market().tree()}, sort_keys=False), "utf-8")
    return loyalty


def test_the_command_says_the_level_and_both_ends(plans):
    code, out, err = plans("breakeven", "plans.yaml", "--plan", "dear", "--vary", "compare.dear.cost.weekly=0:3000",
                           "--out", "level")  # fmt: skip
    assert (code, err) == (0, "")
    assert "level where compare.dear.cost.weekly is " in out
    assert "; dear is better below that." in out
    assert "profit of Alba, dear less as_is, at 0 USD a week: +" in out
    assert "at 3,000 USD a week: −" in out
    assert {entry.name for entry in Path("level/figures").iterdir()} == {"breakeven.png", "breakeven.svg"}
    assert read_csv(Path("level") / BREAKEVEN)["plan"].tolist() == ["dear"]


def test_the_command_says_that_there_is_none_and_answers_in_json(plans):
    words = ("breakeven", "plans.yaml", "--plan", "cut", "--vary", "compare.cut.cost.weekly=5000:9000")
    _, out, _ = plans(*words, "--out", "level", "--no-report")
    ends = "5,000 USD a week and 9,000 USD a week"
    assert f"level nowhere between {ends} of compare.cut.cost.weekly: cut is worse all the way." in out
    _, out, _ = plans(*words, "--out", "level", "--no-report", "--resume", "--json")
    answer = json.loads(out)
    assert answer["breakeven"][0]["better"] == "nowhere"
    assert answer["verdict"]


def test_stopped_and_resumed_it_gives_the_same_bytes(plans, monkeypatch):
    words = ("breakeven", "plans.yaml", "--plan", "cut", "--vary", "compare.cut.cost.weekly=0:400", "--workers", "1")
    plans(*words, "--out", "whole")
    made = Run.made
    count = iter(range(1_000))

    def stopping(run: Run) -> Run:
        if next(count) == 9:
            raise KeyboardInterrupt
        return made(run)

    monkeypatch.setattr(Run, "made", stopping)
    code, _, err = plans(*words, "--out", "parts")
    assert code == 130
    assert "runs are kept in parts; to go on:" in err
    monkeypatch.setattr(Run, "made", made)
    assert plans(*words, "--out", "parts", "--resume")[0] == 0
    assert contents(Path("parts")) == contents(Path("whole"))
