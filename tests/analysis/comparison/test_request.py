"""What may be asked of a run and of a comparison, and what is refused before anything runs."""

import pytest

from analysis.comparison.request import ComparisonRequest, RunRequest, plan_comparison, plan_run
from analysis.study.scenario_changes import ScenarioChanges
from simulation import load
from simulation.reading.errors import Refused

SMALL = ScenarioChanges(customers=200, weeks=8, replicates=2)


def test_a_run_is_of_the_baseline_or_of_the_strategy_named():
    assert list(plan_run(RunRequest.of("complaint_desk", SMALL)).arms) == ["as_is"]
    plan = plan_run(RunRequest(load("complaint_desk"), "price_cut"))
    assert (plan.command, plan.name, list(plan.arms)) == ("run", "notebook", ["price_cut"])
    with pytest.raises(Refused, match="--strategy: no strategy 'price_cutt'; did you mean 'price_cut'"):
        plan_run(RunRequest(load("complaint_desk"), "price_cutt"))


def test_changes_are_made_to_every_scenario():
    changes = ScenarioChanges((("focus", "Alba"),), seed=3, weeks=8, customers=200)
    request = ComparisonRequest.of(["complaint_desk", "baseline"], changes)
    assert [one.run.seed for one in request.scenarios] == [3, 3]
    plan = plan_comparison(request)
    assert (plan.name, list(plan.arms)) == ("complaint_desk-and-1-more", ["complaint_desk", "baseline"])


def test_a_scenario_of_python_is_named_for_a_notebook():
    plan = plan_comparison(ComparisonRequest((load("complaint_desk"),)))
    assert (plan.command, plan.name) == ("compare", "notebook")
    assert plan.baseline == "as_is"
    with pytest.raises(Refused, match="the scenario has one strategy, 'as_is', and nothing to compare it with"):
        plan_comparison(ComparisonRequest((load("baseline"),)))


def test_faults_of_all_scenarios_are_told_at_once():
    with pytest.raises(Refused) as refusal:
        ComparisonRequest.of(["complaint_desc", "baselin"], SMALL)
    assert len(refusal.value.faults) == 2


def test_scenarios_that_differ_in_size_are_refused(tmp_path):
    (tmp_path / "long.yaml").write_text("extends: baseline\nmarket: {weeks: 9}\n")
    with pytest.raises(Refused, match=r"market.weeks: 9, but 104 in baseline; scenarios compared must agree"):
        plan_comparison(ComparisonRequest.of(["baseline", str(tmp_path / "long.yaml")]))
