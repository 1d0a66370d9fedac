"""A lever that costs nothing is known where it is declared, and a plan that gains by it is told."""

import pytest

from analysis.costs.free_plans import free_notes, free_plans
from analysis.optimisation.request import OptimumRequest, plan_optimum
from simulation.reading.errors import Refused
from simulation.reading.paths import parse_path
from simulation.scenario.free_levers import costless_at, free_levers
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario

ALBA = "firms.Alba."


def arms(**plans: object) -> dict[str, Scenario]:
    scenario = load("baseline", {"compare": {"as_is": {}, **plans}})
    return {name: scenario.with_strategy(name) for name in scenario.compare}


@pytest.mark.parametrize(
    ("path", "better", "worse"),
    [
        ("service.failure_rate", 0.01, 0.3),
        ("service.minutes", 1.0, 20.0),
        ("recovery.ease_of_voice", 0.9, 0.0),
        ("recovery.resolution", 0.9, 0.0),
        ("recovery.days", 1.0, 40.0),
        ("presence", 1.0, 0.1),
        ("attraction_by_type.cognitive", 1.0, -1.0),
        ("people.knowledge", 0.9, 0.1),
        ("improvement.response_lag", None, 9),
    ],
)
def test_a_lever_is_free_in_the_direction_that_customers_like(path, better, worse):
    start = load("baseline")
    before = start.firms["Alba"]
    if better is not None:
        (one,) = free_levers(before, start.change(ALBA + path, better).firms["Alba"])
        assert one.path == parse_path(path)
        assert one.label
    assert free_levers(before, start.change(ALBA + path, worse).firms["Alba"]) == []


@pytest.mark.parametrize(
    "path",
    ["pricing.price", "unit_cost", "people.training", "advertising", "recovery.staff", "recovery.compensation",
     "service.quality", "care.favours", "improvement.prevention", "recovery", "nothing.there"],
)  # fmt: skip
def test_what_is_paid_for_is_not_free(path):
    assert costless_at(load("baseline").firms["Alba"], parse_path(path)) is None


def test_no_limit_is_the_largest_capacity():
    start = load("baseline", {"firms.Alba.service.capacity": 100.0})
    tight, wide, endless = (
        start.change("firms.Alba.service.capacity", size).firms["Alba"] for size in (50.0, 200.0, 0.0)
    )
    assert [len(free_levers(start.firms["Alba"], firm)) for firm in (tight, wide, endless)] == [0, 1, 1]
    assert free_levers(endless, wide) == []


def test_a_plan_is_free_until_it_has_a_cost():
    change = {ALBA + "service.failure_rate": 0.01}
    made = arms(gift=change, paid={"cost": {"weekly": 1.0}, "change": change}, cut={ALBA + "pricing.price": 9.0})
    assert list(free_plans(made, "as_is", "Alba")) == ["gift"]
    (note,) = free_notes(made, "as_is", "Alba")
    assert note == (
        "gift is free in this model: failures (service.failure_rate) costs nothing, and the plan has no `cost`."
    )


def test_a_plan_that_pays_for_other_levers_is_not_called_free_and_all_its_free_levers_are_named():
    recovery = {"strategy": "fast_track", "ease_of_voice": 0.9, "days": 1.0, "resolution": 0.95, "staff": 9.0}
    made = arms(desk={"label": "The desk", "change": {ALBA + "recovery": recovery, ALBA + "pricing.price": 9.0}})
    (note,) = free_notes(made, "as_is", "Alba", {"desk": "The desk"})
    assert note.startswith("these levers of The desk cost nothing in this model: ")
    for lever in ("ease_of_voice", "days", "resolution"):
        assert f"(recovery.{lever})" in note
    assert "is free" not in note
    assert " more" not in note
    one = {ALBA + "service.failure_rate": 0.01, ALBA + "pricing.price": 9.0}
    (note,) = free_notes(arms(half=one), "as_is", "Alba")
    assert note == "this lever of half costs nothing in this model: failures (service.failure_rate)."


def test_a_plan_of_another_firm_is_no_gift_to_the_one_that_is_judged():
    assert free_plans(arms(theirs={"firms.Brio.service.failure_rate": 0.01}), "as_is", "Alba") == {}


def test_optimise_refuses_a_free_lever_unless_told():
    pytest.importorskip("optuna", reason="needs the extra `experiments`")
    scenario = load("baseline", {"market.weeks": 8, "market.burn_in_weeks": 2, "market.customers": 100})
    free, paid = ALBA + "service.failure_rate=0.01:0.2", ALBA + "pricing.price=8:12"
    with pytest.raises(Refused) as refusal:
        plan_optimum(OptimumRequest(scenario, (free, paid), "profit"))
    (fault,) = refusal.value.faults
    assert fault.path == "firms.Alba.service.failure_rate"
    assert "--free-levers" in fault.message
    assert plan_optimum(OptimumRequest(scenario, (free, paid), "profit", free_levers=True)).trials
    assert plan_optimum(OptimumRequest(scenario, (paid,), "profit")).trials
